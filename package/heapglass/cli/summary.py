"""`heapglass summary`: what is in the heap, class by class."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.table import Table
from rich.text import Text

from heapglass.cli.console import distance, opened, output, plain, print_json, size
from heapglass.heap import Heap
from heapglass.heap.chosen import ClassRow
from heapglass.snapshot.cut_short import Cut, share_read


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
    partial: Annotated[
        bool, typer.Option("--partial", help="Of a file that was cut short, show what can be read.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """Show the classes of objects in a heap snapshot, with counts and sizes.

    Example: heapglass summary app.heapsnapshot --sort shallow --limit 10
    """
    with opened(file, partial) as heap:
        if heap.cut is not None and not heap.cut.sound:
            _show_part(heap, heap.cut, file, sort, limit, as_json)
            return
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


def _show_part(heap: Heap, cut: Cut, file: Path, sort: Sort, limit: int, as_json: bool) -> None:
    """What can be told without the part that is missing: counts, and self sizes instead of shallow and retained."""
    found = heap.readable_classes
    rows = list(zip(found.names, found.count.tolist(), found.self_size.astype(np.int64).tolist(), strict=True))
    by = {Sort.NAME: lambda row: (0, row[0]), Sort.COUNT: lambda row: (-row[1], row[0])}
    rows.sort(key=by.get(sort, lambda row: (-row[2], row[0])))
    shown = rows[:limit] if limit else rows
    if as_json:
        names = ("name", "count", "self_size")
        classes = [dict(zip(names, row, strict=True)) for row in shown]
        counts = {"node_count": heap.node_count, "edge_count": heap.edge_count, "class_count": len(rows)}
        print_json({"file": file.name, "partial": asdict(cut), **counts, "classes": classes})
        return
    output.print(
        f"{plain(file.name)}: PARTIAL, cut short in “{plain(cut.section)}” at byte {cut.offset:,}", markup=False
    )
    for what, count, whole in (("nodes", heap.node_count, cut.node_count), ("edges", heap.edge_count, cut.edge_count)):
        of = f" of {whole:,} ({share_read(count, whole)} %)" if whole >= 0 else ""
        output.print(f"  {count:,}{of} {what} can be read", markup=False)
    for what, count in (
        ("edges lead to nodes that are missing", cut.dropped_edges),
        ("names are missing", cut.missing_names),
    ):
        if count:
            output.print(f"  {count:,} {what}", markup=False)
    output.print("  Retained sizes and distances need the rest, and are not shown.", markup=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("kind", overflow="ellipsis", no_wrap=True, ratio=1)
    for head in ("count", "self size"):
        table.add_column(head, justify="right", no_wrap=True)
    for name, count, self_size in shown:
        table.add_row(Text(plain(name)), f"{count:,}", size(self_size))
    output.print(table)


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
