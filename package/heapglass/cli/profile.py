"""`heapglass profile`: which functions allocated what is still alive, from a sampling heap profile."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from heapglass.cli.console import output, plain, print_json, progress_bar, size
from heapglass.cli.input import FILE_OR_STDIN, named, reading
from heapglass.cli.listing import signed_size
from heapglass.profile import CallTree, merge, read_profile
from heapglass.profile.rows import Row, callees, callers, functions, ordered, scripts

LEAST = 0.005
"""Of the whole: what has less is left out of the trees."""


class By(StrEnum):
    """What a row is."""

    FUNCTION = "function"
    SCRIPT = "script"
    CALLEES = "callees"
    CALLERS = "callers"


class Sort(StrEnum):
    """Columns that rows can be sorted by; those with `delta` where there are two profiles."""

    TOTAL = "total"
    SELF = "self"
    SAMPLES = "samples"
    NAME = "name"
    TOTAL_DELTA = "total_delta"
    SELF_DELTA = "self_delta"


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=f"A .heapprofile, gzipped or not{FILE_OR_STDIN}.")],
    later: Annotated[
        Path | None, typer.Argument(metavar="[LATER]", help="A later profile of the same program: what changed?")
    ] = None,
    by: Annotated[
        By, typer.Option(help="What to list: functions, scripts, the call tree, or the tree of callers.")
    ] = By.FUNCTION,
    sort: Annotated[Sort | None, typer.Option(help="The column to sort by.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many rows to show; 0 shows all.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: sizes in bytes, lines from 1.")] = False,
) -> None:
    """Show which functions allocated what is still alive, from a sampling heap profile (.heapprofile).

    Example: heapglass profile app.heapprofile
    Example: heapglass profile app.heapprofile --by callees
    Example: heapglass profile before.heapprofile after.heapprofile --sort self_delta
    """
    with progress_bar("Opening") as progress:
        # What is looked at is the later one; the earlier one is what it is compared with.
        sides = [read_profile(reading(each), progress) for each in (later, file) if each is not None]
    tree = merge(sides)
    column = sort or (Sort.SELF_DELTA if later else Sort.SELF if by in (By.FUNCTION, By.SCRIPT) else Sort.TOTAL)
    listed = _listed(tree, by, column, limit)
    if as_json:
        print_json(
            {
                "file": named(later or file),
                "base": named(file) if later else None,
                "total_size": _pair(tree.total[:, 0].tolist()),
                "samples": _pair([int(side.sum()) for side in tree.samples]),
                "by": by.value,
                "rows": [_as_data(depth, row) for depth, row in listed],
            }
        )
        return
    what = named(file) if later is None else f"{named(file)} → {named(later)}"
    count = ", ".join(f"{int(side.sum()):,}" for side in reversed(tree.samples))
    output.print(f"{plain(what, 200)}: {_change(tree.total[:, 0].tolist())}, from {count} samples", markup=False)
    output.print(_table(listed, float(tree.total[0, 0])))


def _listed(tree: CallTree, by: By, sort: Sort, limit: int) -> list[tuple[int, Row]]:
    """Rows with their depth in the tree."""
    descending = sort is not Sort.NAME
    if by in (By.FUNCTION, By.SCRIPT):
        rows = ordered(functions(tree) if by is By.FUNCTION else scripts(tree), sort.value, descending)
        return [(0, row) for row in (rows[:limit] if limit else rows)]
    listed: list[tuple[int, Row]] = []
    least = LEAST * max(tree.total[:, 0].tolist())

    def below(path: list[int], depth: int) -> None:
        rows = callers(tree, path) if by is By.CALLERS else callees(tree, path[-1] if path else 0)
        for row in ordered(rows, sort.value, descending):
            if limit and len(listed) >= limit:
                return
            if max(row["total"]) < least:
                continue
            listed.append((depth, row))
            if row["can_open"]:
                below([*path, row["key"]], depth + 1)

    below([], 0)
    return listed


def _table(listed: list[tuple[int, Row]], whole: float) -> Table:
    compared = any(len(row["self"]) > 1 for _, row in listed)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("function", overflow="ellipsis", no_wrap=True, ratio=3)
    table.add_column("place", overflow="ellipsis", no_wrap=True, ratio=2)
    heads = ("self", "change", "total", "change") if compared else ("self", "total", "%", "samples")
    lines = [_figures(row, whole, compared) for _, row in listed]
    for at, head in enumerate(heads):
        # Names give way first.
        table.add_column(head, justify="right", no_wrap=True, min_width=max(len(line[at]) for line in [heads, *lines]))
    for (depth, row), line in zip(listed, lines, strict=True):
        table.add_row(Text("  " * depth + plain(_name(row))), Text(plain(_place(row), 80), style="dim"), *line)
    return table


def _figures(row: Row, whole: float, compared: bool) -> tuple[str, ...]:
    own, total = row["self"], row["total"]
    if compared:
        return size(own[0]), signed_size(own[0] - own[1]), size(total[0]), signed_size(total[0] - total[1])
    return size(own[0]), size(total[0]), _share(total[0], whole), f"{row['samples'][0]:,}"


def _name(row: Row) -> str:
    if row["name"]:
        return str(row["name"])
    return "(anonymous)" if row["line"] >= 0 else row["url"] or "(native)"


def _place(row: Row) -> str:
    """`server.js:17:26`; the folders are in the JSON."""
    return f"{row['url'].rpartition('/')[2]}:{row['line'] + 1}:{row['column'] + 1}" if row["line"] >= 0 else ""


def _as_data(depth: int, row: Row) -> Row:
    line, column = (row[key] + 1 if row[key] >= 0 else None for key in ("line", "column"))
    figures = {key: _pair(row[key]) for key in ("self", "total", "samples")}
    return {"depth": depth, "name": row["name"], "url": row["url"], "line": line, "column": column, **figures}


def _pair(sides: list[Any]) -> Any:
    """One figure, or two by name."""
    return sides[0] if len(sides) == 1 else {"after": sides[0], "before": sides[1]}


def _change(totals: list[float]) -> str:
    return size(totals[0]) if len(totals) == 1 else f"{size(totals[1])} → {size(totals[0])}"


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f}" if whole else ""
