"""Sets of nodes as small tables: text for a terminal, HTML for a notebook, cells for the page."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from heapglass.size_text import size

if TYPE_CHECKING:
    from heapglass.node_sets.node_set import NodeSet

Rows = list[dict[str, Any]]
LONGEST = 80
"""Characters of a name that are shown."""


@dataclass(frozen=True, slots=True)
class Table:
    """`kinds` say of each column what its cells are: `node`, `text`, `number` or `bytes`. `rows` are the first of
    `total`; `title` says what it is of.
    """

    title: str
    heads: list[str]
    kinds: list[str]
    rows: list[list[Any]]
    total: int

    def _texts(self) -> list[list[str]]:
        return [[_cell(kind, cell) for kind, cell in zip(self.kinds, row, strict=True)] for row in self.rows]

    def as_text(self) -> str:
        """Lines for a terminal: nothing in a name may steer it."""
        cells = self._texts()
        if not cells:
            return self.title
        lines = [self.heads, *cells]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.heads))]
        left = [kind in ("node", "text") for kind in self.kinds]
        padded = [
            "  ".join(
                cell.ljust(width) if is_left else cell.rjust(width)
                for cell, width, is_left in zip(line, widths, left, strict=True)
            ).rstrip()
            for line in lines
        ]
        more = [f"… and {self.total - len(cells):,} more"] if self.total > len(cells) else []
        return "\n".join([self.title, *padded, *more])

    def as_html(self) -> str:
        """A table for a notebook, every name escaped."""
        heads = "".join(f"<th>{escape(head)}</th>" for head in self.heads)
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self._texts())
        more = f"<p>… and {self.total - len(self.rows):,} more</p>" if self.total > len(self.rows) else ""
        return f"<p>{escape(self.title)}</p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"


def node_table(nodes: "NodeSet", count: int) -> Table:
    """The first `count` of `nodes`."""
    shown = nodes[:count]
    distances = [None if far != far else int(far) for far in shown.column("distance").tolist()]
    rows = [
        [node, node.class_name, far, node.shallow_size, node.retained_size]
        for node, far in zip(shown, distances, strict=True)
    ]
    title = f"{len(nodes):,} node{'s' * (len(nodes) != 1)}, {size(nodes.retained_size)} retained"
    heads = ["node", "class", "distance", "shallow", "retained"]
    return Table(title, heads, ["node", "text", "number", "bytes", "bytes"], rows, len(nodes))


def _cell(kind: str, cell: Any) -> str:
    if cell is None:
        return "\N{MINUS SIGN}"
    if kind == "node":
        return f"{_one_line(cell.name) or cell.type} @{cell.id}"
    if kind == "bytes":
        return size(cell)
    return f"{cell:,}" if kind == "number" else _one_line(str(cell))


def _one_line(text: str) -> str:
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 20]}…{text[-19:]}"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)
