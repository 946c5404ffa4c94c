"""A fleet as one HTML file and as Parquet tables."""

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from heapglass.fleet.findings import growing, outliers
from heapglass.fleet.gather import Gathered
from heapglass.fleet.words import WORDS
from heapglass.report.html import POLICY, STYLE, table_html
from heapglass.report.tables import Table, signed
from heapglass.size_text import size
from heapglass.whole_file import folder_written_whole

SHOWN = 100

SNAPSHOTS = pa.schema(
    [
        ("url", pa.string()),
        ("series", pa.string()),
        ("time", pa.timestamp("us", "UTC")),
        ("total_size", pa.int64()),
        ("node_count", pa.int64()),
    ]
)
CLASSES = pa.schema(
    [
        ("url", pa.string()),
        ("class", pa.string()),
        ("count", pa.int64()),
        ("shallow", pa.int64()),
        ("retained", pa.int64()),
    ]
)
SUSPECTS = pa.schema(
    [
        ("url", pa.string()),
        ("kind", pa.string()),
        ("severity", pa.string()),
        ("bytes", pa.int64()),
        ("share", pa.float64()),
        ("class", pa.string()),
        ("title", pa.string()),
    ]
)
FAILURES = pa.schema([("url", pa.string()), ("kind", pa.string()), ("reason", pa.string())])

Data = dict[str, Any]


def fleet_data(gathered: Gathered) -> Data:
    """All that is to be told, as plain data; sizes are bytes."""
    members = gathered.members
    return {
        "snapshots": [
            {
                "url": member.url,
                "series": member.series,
                "time": datetime.fromtimestamp(member.time, UTC).isoformat(),
                "total_size": member.total_size,
                "node_count": member.node_count,
                "suspects": member.suspects,
            }
            for member in members
        ],
        "growing": growing(members),
        "outliers": outliers(members),
        "failures": gathered.failures,
    }


def fleet_html(data: Data, language: str = "en") -> str:
    """One file that needs nothing else; every name in it is escaped text."""
    words = WORDS[language]
    snapshots, failures = data["snapshots"], data["failures"]
    opening = words["opening.failures" if failures else "opening"].format(
        snapshots=len(snapshots),
        series=len({row["series"] for row in snapshots}),
        size=size(sum(row["total_size"] for row in snapshots)),
        failures=len(failures),
    )
    body = "".join(table_html(table) for table in _tables(data, words) if table.rows)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{words["title"]}</title>\n'
        f"<style>{STYLE}</style>\n"
        f"<header><h1>{words['title']}</h1><p>{escape(opening)}</p></header>\n<main>{body}</main>\n</html>\n"
    )


def _tables(data: Data, words: dict[str, str]) -> list[Table]:
    def heads(*names: str) -> list[str]:
        return [words[name] for name in names]

    return [
        Table(
            words["growing"],
            heads("class", "in_series", "bytes", "objects", "steady"),
            [
                [
                    row["class"],
                    words["some_of"].format(some=row["series"], all=row["of"]),
                    signed(row["bytes"]),
                    f"{row['count']:+,}",
                    f"{100 * row['steady']:.0f} %",
                ]
                for row in data["growing"][:SHOWN]
            ],
        ),
        Table(
            words["outliers"],
            heads("snapshot", "class", "bytes", "usual", "z"),
            [
                [
                    row["url"],
                    row["class"] or words["whole_heap"],
                    size(row["bytes"]),
                    size(row["usual"]),
                    f"{row['z']:+.1f}",
                ]
                for row in data["outliers"][:SHOWN]
            ],
        ),
        Table(
            words["suspects"],
            heads("snapshot", "severity", "bytes", "what"),
            [
                [row["url"], words[f"severity.{suspect['severity']}"], size(suspect["bytes"]), suspect["title"]]
                for row in data["snapshots"]
                for suspect in row["suspects"]
                if suspect["severity"] != "notice"
            ],
        ),
        Table(
            words["snapshots"],
            heads("snapshot", "written", "size", "nodes"),
            [
                [row["url"], row["time"][:19], size(row["total_size"]), f"{row['node_count']:,}"]
                for row in data["snapshots"]
            ],
        ),
        Table(
            words["failures"],
            heads("file", "why"),
            [[row["url"], words[f"kind.{row['kind']}"].format(reason=row["reason"])] for row in data["failures"]],
        ),
    ]


def write_parquet(gathered: Gathered, folder: Path) -> None:
    """Write `snapshots`, `classes`, `suspects` and `failures` into a new folder. Raises OSError."""
    members = gathered.members
    tables = {
        "snapshots": (
            SNAPSHOTS,
            [
                {
                    "url": member.url,
                    "series": member.series,
                    "time": datetime.fromtimestamp(member.time, UTC),
                    "total_size": member.total_size,
                    "node_count": member.node_count,
                }
                for member in members
            ],
        ),
        "classes": (CLASSES, [{"url": member.url, **row} for member in members for row in member.classes]),
        "suspects": (SUSPECTS, [{"url": member.url, **row} for member in members for row in member.suspects]),
        "failures": (FAILURES, gathered.failures),
    }
    with folder_written_whole(folder) as making:
        for name, (schema, rows) in tables.items():
            valid = [{key: _valid(value) for key, value in row.items()} for row in rows]
            pq.write_table(pa.Table.from_pylist(valid, schema), making / f"{name}.parquet", compression="zstd")


def _valid(value: Any) -> Any:
    """Text without halves of surrogate pairs, which no other program takes."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
