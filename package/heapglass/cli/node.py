"""`heapglass node`: one node, what it refers to, and what keeps it."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from heapglass.cli import listing
from heapglass.cli.console import distance, opened, output, plain, print_json, size
from heapglass.heap import Heap
from heapglass.service import node_questions, retainer_questions
from heapglass.service.session import Session

SHOWN = 20


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot or .heaptimeline, gzipped or not.")],
    node_id: Annotated[str, typer.Argument(metavar="ID", help="The node's id, with or without the @.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """Show one node with its references (largest first) and its retainers (nearest first).

    Example: heapglass node app.heapsnapshot @152773
    """
    wanted = listing.node_id(node_id)
    with opened(file) as heap:
        facts = describe(heap, file.name, wanted)
    if as_json:
        print_json(facts)
        return
    _print(facts)


def describe(heap: Heap, name: str, node_id: int) -> dict[str, Any]:
    """The node's facts, and the first of its references and retainers. Raises NoSuchNodeError."""
    session = Session(heap, name)
    detail = node_questions.node(session, {"id": node_id})
    where = {"ordinal": detail["ordinal"], "count": SHOWN}
    return detail | {
        "references": node_questions.references(session, where),
        "retainers": retainer_questions.retainers(session, where),
    }


def _print(facts: dict[str, Any]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column()
    place = facts["location"]
    where = "" if place is None else f"{place['script_name'] or 'script ' + str(place['script_id'])}"
    rows = {
        "name": plain(facts["name"], 300),
        "type": facts["type"],
        "class": plain(facts["class_name"], 200),
        "id": f"@{facts['id']}",
        "shallow size": f"{size(facts['shallow'])} ({facts['shallow']:,.0f} bytes)",
        "retained size": f"{size(facts['retained'])} ({facts['retained']:,.0f} bytes, {facts['percent']:.1f} %)",
        "distance": distance(facts["distance"]),
        "source": "" if place is None else f"{plain(where, 200)}:{place['line']}:{place['column']}",
        "dominator": f"{plain(facts['dominator']['name'])} @{facts['dominator']['id']}",
    }
    for head, value in rows.items():
        if value:
            table.add_row(head, Text(value))
    output.print(table)
    for title, joint in (("references", "→"), ("retainers", "←")):
        found = facts[title]
        output.print(f"\n{title} ({found['total']:,})", style="bold", markup=False)
        listing = Table(box=None, show_header=False, pad_edge=False)
        for justify in ("left", "left", "right", "right"):
            listing.add_column(justify=justify, no_wrap=True, overflow="ellipsis")
        for row in found["rows"]:
            node = row["node"]
            listing.add_row(
                Text(plain(str(row["name_or_index"]), 40)),
                Text(f"{joint} {plain(node['name'])} @{node['id']}"),
                distance(node["distance"]),
                size(node["retained"]),
            )
        output.print(listing)
