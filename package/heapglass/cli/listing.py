"""Rows of the service as tables of the terminal."""

from collections.abc import Callable
from typing import Any

import typer
from rich.table import Table
from rich.text import Text

from heapglass.cli.console import distance, output, plain, size
from heapglass.service.questions import answer
from heapglass.service.requests import MOST_ROWS
from heapglass.service.session import Session

Rows = dict[str, Any]
Cell = tuple[str, Callable[[Rows], str]]


def node_id(text: str) -> int:
    """The number in `@152773`. Raises typer.BadParameter."""
    digits = text.removeprefix("@")
    if not (digits.isascii() and digits.isdigit()):
        raise typer.BadParameter(f"{text!r} is not a node id: a number such as 152773")
    return int(digits)


def gathered(session: Session, method: str, params: Rows, limit: int) -> Rows:
    """The first `limit` rows (0: all) of a request that answers in pages, with whatever else it answers."""
    found: Rows = answer(session, method, params | {"start": 0, "count": min(limit or MOST_ROWS, MOST_ROWS)})
    rows = found["rows"]
    wanted = min(limit or found["total"], found["total"])
    while len(rows) < wanted:
        more = answer(session, method, params | {"start": len(rows), "count": min(wanted - len(rows), MOST_ROWS)})
        rows += more["rows"]
    return found


def print_rows(rows: list[Rows], name: Cell, figures: list[Cell], total: int) -> None:
    """A table: one column of text, which may be cut, and columns of figures."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(name[0], overflow="ellipsis", no_wrap=True, ratio=1)
    columns = [[cell(row) for row in rows] for _, cell in figures]
    for (head, _), cells in zip(figures, columns, strict=True):
        # Names give way first.
        table.add_column(head, justify="right", no_wrap=True, min_width=max(map(len, (head, *cells))))
    for row, *cells in zip(rows, *columns, strict=True):
        table.add_row(Text(name[1](row)), *cells)
    output.print(table)
    if len(rows) < total:
        output.print(f"… and {total - len(rows):,} more (--limit 0 shows all)", markup=False)


def node_text(node: Rows) -> str:
    """A node as one harmless phrase; what has no name is called by its type."""
    return f"{plain(node['name']) or node['type']} @{node['id']}"


def node_figures(of: Callable[[Rows], Rows] = lambda row: row) -> list[Cell]:
    """The columns that every list of nodes has; `of` finds the node in a row."""
    return [
        ("distance", lambda row: distance(of(row)["distance"])),
        ("shallow", lambda row: size(of(row)["shallow"])),
        ("retained", lambda row: size(of(row)["retained"])),
    ]


def signed(value: float) -> str:
    return f"{value:+,.0f}" if value else "0"


def signed_size(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{size(abs(value))}"
