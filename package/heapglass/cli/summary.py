"""`heapglass summary`: what is in the heap, class by class."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from heapglass.cli.console import distance, opened, output, plain, print_json, size
from heapglass.heap import ClassRow, Heap


class Sort(StrEnum):
    """Columns that rows can be sorted by."""

    RETAINED = "retained"
    SHALLOW = "shallow"
    COUNT = "count"
    NAME = "name"


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot or .heaptimeline, gzipped or not.")],
    limit: Annotated[int, typer.Option(min=0, help="How many rows to show; 0 shows all.")] = 30,
    sort: Annotated[Sort, typer.Option(help="The column to sort by.")] = Sort.RETAINED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """Show the classes of objects in a heap snapshot, with counts and sizes.

    Example: heapglass summary app.heapsnapshot --sort shallow --limit 10
    """
    with opened(file) as heap:
        every = heap.summary()
    rows = in_order(every, sort)
    shown = rows[:limit] if limit else rows
    if as_json:
        print_json(as_data(heap, file, shown, len(rows)))
        return
    output.print(
        f"{plain(file.name)}: {size(heap.total_size)} in {heap.node_count:,} nodes, {heap.edge_count:,} edges",
        markup=False,
    )
    output.print(as_table(shown, heap.total_size))
    if len(shown) < len(rows):
        output.print(f"… and {len(rows) - len(shown):,} more classes (--limit 0 shows all)", markup=False)


def in_order(rows: list[ClassRow], sort: Sort) -> list[ClassRow]:
    """Rows sorted by a column: sizes and counts down, names up."""
    if sort is Sort.NAME:
        return sorted(rows, key=lambda row: (row.name, row.key))
    return sorted(rows, key=lambda row: (-getattr(row, sort.value), row.name, row.key))


def as_data(heap: Heap, file: Path, rows: list[ClassRow], classes: int) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "file": file.name,
        "node_count": heap.node_count,
        "edge_count": heap.edge_count,
        "total_size": heap.total_size,
        "extra_native_bytes": heap.snapshot.header.extra_native_bytes,
        "class_count": classes,
        "classes": [{key: value for key, value in asdict(row).items() if key != "class_index"} for row in rows],
    }


def as_table(rows: list[ClassRow], total: int) -> Table:
    """A table as wide as the terminal; names are text, never markup."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("constructor", overflow="ellipsis", no_wrap=True, ratio=1)
    for head in ("count", "distance", "shallow", "%", "retained", "%"):
        table.add_column(head, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(
            Text(plain(row.name)),
            f"{row.count:,}",
            distance(row.distance),
            size(row.shallow),
            _share(row.shallow, total),
            size(row.retained),
            _share(row.retained, total),
        )
    return table


def _share(part: int, total: int) -> str:
    return f"{100 * part / total:.0f}" if total else ""
