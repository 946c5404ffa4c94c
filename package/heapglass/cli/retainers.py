"""`heapglass retainers`: what keeps a node, one step up."""

from pathlib import Path
from typing import Annotated

import typer

from heapglass.cli.console import opened, output, plain, print_json
from heapglass.cli.listing import gathered, node_figures, node_id, node_text, print_rows
from heapglass.service.session import Session


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot or .heaptimeline, gzipped or not.")],
    node: Annotated[str, typer.Argument(metavar="ID", help="The node's id, with or without the @.")],
    limit: Annotated[int, typer.Option(min=0, help="How many rows to show; 0 shows all.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """List the references that keep a node, those nearest to the GC roots first.

    Example: heapglass retainers app.heapsnapshot @152773
    """
    wanted = node_id(node)
    with opened(file) as heap:
        kept = heap.by_id(wanted)
        session = Session(heap, file.name)
        found = gathered(session, "retainers", {"ordinal": kept.ordinal, "noise_last": True}, limit)
    if as_json:
        print_json(found)
        return
    output.print(f"{plain(kept.name)} @{wanted} is kept by", markup=False)
    print_rows(
        found["rows"],
        ("retainer", lambda row: f"{plain(str(row['name_or_index']), 40)} in {node_text(row['node'])}"),
        node_figures(lambda row: row["node"]),
        found["total"],
    )
