"""`heapglass path`: the shortest ways from a node to a GC root."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from heapglass.cli.console import opened, output, plain, print_json, size
from heapglass.cli.listing import Rows, node_id, node_text
from heapglass.service.questions import answer
from heapglass.service.session import Session


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot or .heaptimeline, gzipped or not.")],
    node: Annotated[str, typer.Argument(metavar="ID", help="The node's id, with or without the @.")],
    count: Annotated[int, typer.Option(min=1, max=50, help="How many ways, no two by the same retainer.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """Show why a node is alive: the shortest way from it to a GC root, weak and internal references avoided.

    Example: heapglass path app.heapsnapshot @152773 --count 3
    """
    wanted = node_id(node)
    with opened(file) as heap:
        kept = heap.by_id(wanted)
        told = answer(Session(heap, file.name), "paths", {"ordinal": kept.ordinal, "count": count})
    if as_json:
        print_json(told)
        return
    for number, way in enumerate(told["paths"]):
        if number:
            output.print()
        _print(f"{plain(kept.name)} @{wanted}", kept.retained_size, way)
    if not told["paths"]:
        output.print(f"Nothing keeps {plain(kept.name)} @{wanted}: it is a root, or garbage.", markup=False)


def _print(start: str, retained: float, way: Rows) -> None:
    output.print(f"{start}, which retains {size(retained)}", markup=False, style="bold")
    steps, length = way["steps"], way["length"]
    for at, step in enumerate(steps):
        if len(steps) < length and at == len(steps) // 2:
            output.print(f"  … {length - len(steps):,} more steps", markup=False)
        line = Text("  ← ")
        line.append(plain(str(step["name_or_index"]), 60), style="bold")
        line.append(f" in {node_text(step['node'])}")
        output.print(line)
    notes = ([] if way["rooted"] else ["it does not reach a GC root"]) + (
        [] if way["clear"] else ["it takes weak or internal references, for want of others"]
    )
    if notes:
        output.print(f"  ({'; '.join(notes)})", markup=False, style="dim")
