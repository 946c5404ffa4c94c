"""`heapglass dominators`: what a node keeps alive by itself, one level down."""

from pathlib import Path
from typing import Annotated

import typer

from heapglass.cli.console import opened, output, plain, print_json, size
from heapglass.cli.listing import gathered, node_figures, node_id, node_text, print_rows
from heapglass.service.session import Session


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot or .heaptimeline, gzipped or not.")],
    node: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The node's id, with or without the @; without it, the root.")
    ] = None,
    by_class: Annotated[bool, typer.Option("--by-class", help="Sum the nodes up by class.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="How many rows to show; 0 shows all.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """List what would be freed with a node and nothing else, largest first: a level of the dominator tree.

    Example: heapglass dominators app.heapsnapshot
    Example: heapglass dominators app.heapsnapshot @152773 --by-class
    """
    wanted = None if node is None else node_id(node)
    with opened(file) as heap:
        top = heap.node(heap.snapshot.header.root) if wanted is None else heap.by_id(wanted)
        method = "dominated_classes" if by_class else "dominated"
        found = gathered(Session(heap, file.name), method, {"ordinal": top.ordinal}, limit)
    if as_json:
        print_json({"id": top.id, "name": top.name, "retained": top.retained_size} | found)
        return
    output.print(f"{plain(top.name) or 'The root'} @{top.id} dominates {size(top.retained_size)}", markup=False)
    if by_class:
        print_rows(
            found["rows"],
            ("constructor", lambda row: plain(row["name"])),
            [
                ("count", lambda row: f"{row['count']:,}"),
                ("shallow", lambda row: size(row["shallow"])),
                ("retained", lambda row: size(row["retained"])),
            ],
            found["total"],
        )
    else:
        print_rows(found["rows"], ("node", node_text), node_figures(), found["total"])
