"""`heapglass nodes`: the nodes one asks for, as a list or as JSON for other programs."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.table import Table
from rich.text import Text

from heapglass.analysis.ordering import Column, order_by
from heapglass.cli.console import distance, opened, output, plain, size
from heapglass.cli.writing import not_an_input
from heapglass.export.nodes import exported
from heapglass.heap import Heap
from heapglass.kernels.engine import U32
from heapglass.whole_file import written_whole


class Sort(StrEnum):
    """Columns that nodes can be sorted by, largest first (distances and ids: smallest first)."""

    RETAINED = "retained"
    SHALLOW = "shallow"
    DISTANCE = "distance"
    ID = "id"


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot, .heaptimeline or .heapglass, gzipped or not.")],
    text: Annotated[str, typer.Option("--filter", help="What the names must contain.")] = "",
    regex: Annotated[bool, typer.Option("--regex", help="The filter is a pattern, in JavaScript's dialect.")] = False,
    match_case: Annotated[bool, typer.Option("--match-case", help="The filter minds upper and lower case.")] = False,
    ids: Annotated[list[str] | None, typer.Option("--id", help="Only this node; may be given again.")] = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--type", help="Only nodes of this type; may be given again.")
    ] = None,
    class_name: Annotated[str, typer.Option("--class", help="Only nodes of the class of this name.")] = "",
    sort: Annotated[Sort, typer.Option(help="The column to sort by.")] = Sort.RETAINED,
    limit: Annotated[int, typer.Option(min=0, help="How many nodes; 0 is all.")] = 50,
    depth: Annotated[int, typer.Option(min=0, help="How many references away nodes are exported, too.")] = 0,
    references: Annotated[int, typer.Option(min=0, help="How many references of each, largest first; 0 is all.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
    out: Annotated[Path | None, typer.Option("--output", "-o", help="Write the JSON to a file.")] = None,
) -> None:
    """List nodes, or export them with their references.

    The JSON has the fields of v8-profiler-rs: node_type, name, id, size, edge_count, retained_size, pt, edges, source,
    constructor, percent; and some more.

    Example: heapglass nodes app.heapsnapshot --filter '^Session' --regex --depth 2 -o sessions.json
    """
    if out is not None:
        not_an_input(out, [file])
    with opened(file) as heap:
        nodes = _chosen(heap, text, regex, match_case, ids or [], kinds or [], class_name)
        found = nodes.size
        nodes = _sorted(heap, nodes, sort)[: limit or None]
        pieces = exported(heap, nodes, depth, references or None)
        if out is not None:
            with written_whole(out) as target:
                target.writelines(pieces)
        elif as_json:
            sys.stdout.writelines(piece.decode("ascii") for piece in pieces)
        else:
            table = _table(heap, nodes)
    if out is not None:
        output.print(f"{plain(str(out), 300)}: {nodes.size:,} nodes of {found:,}", markup=False)
    elif not as_json:
        output.print(table)
        if nodes.size < found:
            output.print(f"… and {found - nodes.size:,} more nodes (--limit 0 shows all)", markup=False)


def _chosen(
    heap: Heap, text: str, regex: bool, match_case: bool, ids: list[str], kinds: list[str], class_name: str
) -> U32:
    """The nodes that pass all that was asked for."""
    types = heap.snapshot.header.node_types
    for kind in kinds:
        if kind not in types:
            raise typer.BadParameter(f"{kind!r} is no node type of this file: {plain(', '.join(types), 300)}")
    nodes = heap.search(text, regex, match_case, types=kinds)
    if class_name:
        names = np.array([name == class_name for name in heap.classes.names], np.bool_)
        nodes = nodes[names[heap.classes.of_node[nodes]]]
    if ids:
        wanted = np.zeros(heap.node_count, np.bool_)
        for each in ids:
            try:
                wanted[heap.by_id(int(each.removeprefix("@"))).ordinal] = True
            except ValueError:
                raise typer.BadParameter(f"{each!r} is not a node id: a number such as 152773") from None
        nodes = nodes[wanted[nodes]]
    return nodes


def _sorted(heap: Heap, nodes: U32, sort: Sort) -> U32:
    columns: dict[Sort, tuple[Column, bool]] = {
        Sort.RETAINED: (heap.retained_sizes, True),
        Sort.SHALLOW: (heap.shallow_sizes, True),
        Sort.DISTANCE: (heap.distances, False),
        Sort.ID: (heap.ids, False),
    }
    column, descending = columns[sort]
    return nodes[order_by([(column[nodes], descending), (heap.ids[nodes], False)])]


def _table(heap: Heap, nodes: U32) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("node", overflow="ellipsis", no_wrap=True, ratio=1)
    for head in ("type", "distance", "shallow", "retained"):
        table.add_column(head, justify="left" if head == "type" else "right", no_wrap=True)
    for node in map(heap.node, nodes.tolist()):
        table.add_row(
            Text(f"{plain(node.name)} @{node.id}"),
            node.type,
            distance(node.distance),
            size(node.shallow_size),
            size(node.retained_size),
        )
    return table
