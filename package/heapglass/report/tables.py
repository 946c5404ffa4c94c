"""The tables of a report, as text: what came and why, classes by how they changed, what grew in every step."""

from dataclasses import dataclass
from typing import Any

from heapglass.report.words import WORDS
from heapglass.size_text import size


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are text: a name, then numbers; with `prose`, the last one is a sentence."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    prose: bool = False


def tables(report: dict[str, Any]) -> list[Table]:
    """Those that the report has something for."""
    words = WORDS[report["language"]]
    found = []
    growth, trend = report["growth"], report["trend"]
    if growth:
        found.append(_split(growth, words))
    if trend and (trend["classes"] or trend["containers"]):
        found.append(_trend(trend, words))
    if growth:
        found.append(_deltas(growth, words))
    rows = [
        [row["name"], f"{row['count']:,}", size(row["shallow"]), size(row["retained"])] for row in report["classes"]
    ]
    heads = [words[key] for key in ("class", "count", "shallow", "retained")]
    return [*found, Table(words["classes"], heads, rows)]


def _split(growth: dict[str, Any], words: dict[str, str]) -> Table:
    rows = [
        [words[f"cause.{part['cause']}"], size(part["bytes"]), f"{part['count']:,}", words[f"why.{part['cause']}"]]
        for part in growth["parts"]
    ]
    return Table(words["split"], [words[key] for key in ("cause", "bytes", "objects", "why")], rows, prose=True)


def _deltas(growth: dict[str, Any], words: dict[str, str]) -> Table:
    rows = [
        [row["name"], f"+{row['added_count']:,}", f"\u2212{row['removed_count']:,}", signed(row["size_delta"])]
        for row in growth["classes"]
    ]
    return Table(words["deltas"], [words[key] for key in ("class", "added", "removed", "delta")], rows)


def _trend(trend: dict[str, Any], words: dict[str, str]) -> Table:
    rows = []
    for series in (*trend["containers"], *trend["classes"]):
        steps = [f"{count:,}" for count in series["counts"] or []] or [size(each) for each in series["sizes"]]
        rate = "" if series["per_second"] is None else signed(series["per_second"])
        rows.append([series["name"], " \u2192 ".join(steps), signed(series["per_step"]), rate])
    heads = [words[key] for key in ("trend.what", "trend.series", "trend.rate", "trend.second")]
    return Table(words["trend.title"], heads, rows)


def signed(value: float) -> str:
    """A size with its sign."""
    return ("\u2212" if value < 0 else "+") + size(abs(value))
