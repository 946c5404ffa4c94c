"""Sets of nodes as small tables: text for a terminal, HTML for a notebook, cells for the page."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from heapglass.nodes import Edge, one_line, shown_name
from heapglass.size_text import size

if TYPE_CHECKING:
    from heapglass.node_sets.node_set import NodeSet

Rows = list[dict[str, Any]]
MOST_ROWS = 500
MOST_STEPS = 7
"""Of a way to the root that are told."""


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """`kinds` say of each column what its cells are: `node`, `text`, `path`, `number` or `bytes`. `rows` are the first
    of `total`; `title` says what it is of.
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
        left = [kind in ("node", "text", "path") for kind in self.kinds]
        padded = [
            "  ".join(
                cell.ljust(width) if is_left else cell.rjust(width)
                for cell, width, is_left in zip(line, widths, left, strict=True)
            ).rstrip()
            for line in lines
        ]
        more = [f"… and {self.total - len(cells):,} more"] if self.total > len(cells) else []
        return "\n".join([self.title, *padded, *more])

    def __repr__(self) -> str:
        return self.as_text()

    def _repr_html_(self) -> str:
        return self.as_html()

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


def path_table(nodes: "NodeSet", count: int) -> Table:
    """The first `count` of `nodes`, each with its shortest way to the root in words."""
    shown = nodes[:count]
    rows = [[node, node.retained_size, path_text(next(iter(node.paths(1)), []))] for node in shown]
    title = f"{len(nodes):,} node{'s' * (len(nodes) != 1)}, {size(nodes.retained_size)} retained"
    return Table(title, ["node", "retained", "kept by"], ["node", "bytes", "path"], rows, len(nodes))


def path_text(path: Sequence[Edge]) -> str:
    """A way to the root in words, without what is V8's own; the longest ones without their middles."""
    steps = [
        f"{one_line(edge.text).removeprefix('.').removeprefix('->')} in {shown_name(edge.from_node)}"
        for edge in path
        if edge.type not in ("internal", "hidden", "weak") and edge.from_node.type not in ("synthetic", "hidden")
    ]
    if not steps:
        return "(a root)" if path else "(nothing)"
    if len(steps) > MOST_STEPS:
        steps = [*steps[: MOST_STEPS - 2], f"… {len(steps) - MOST_STEPS + 1} more …", steps[-1]]
    return " ← ".join(steps)


def table_of(value: Any) -> Table | None:
    """Lists of edges and ways, rows of a summary, and sets by name, as tables to show; None for anything else."""
    if isinstance(value, Table):
        return value
    if isinstance(value, Edge):
        value = [value]
    if isinstance(value, dict):
        return _by_name(value)
    if not isinstance(value, list | tuple) or not value:
        return None
    if all(isinstance(one, Edge) for one in value):
        return _edge_table(f"{len(value):,} reference{'s' * (len(value) != 1)}", value)
    if all(isinstance(way, list) and all(isinstance(one, Edge) for one in way) for way in value):
        every = [edge for way in value for edge in way]
        return _edge_table(f"{len(value):,} way{'s' * (len(value) != 1)} to the root", every)
    return _of_rows(value)


def _edge_table(title: str, edges: Sequence[Edge]) -> Table:
    rows = [[edge.text, edge.from_node, edge.to_node, edge.to_node.retained_size] for edge in edges[:MOST_ROWS]]
    return Table(
        title, ["reference", "in", "leads to", "retained"], ["text", "node", "node", "bytes"], rows, len(edges)
    )


def _by_name(sets: dict[Any, Any]) -> Table | None:
    """Sets of nodes next to one another."""
    if not sets or not all(hasattr(nodes, "ordinals") for nodes in sets.values()):
        return None
    rows = [[str(name), len(nodes), nodes.shallow_size, nodes.retained_size] for name, nodes in sets.items()]
    heads = ["set", "count", "shallow", "retained"]
    return Table(
        f"{len(rows)} set{'s' * (len(rows) != 1)}", heads, ["text", "number", "bytes", "bytes"], rows, len(rows)
    )


def _of_rows(values: Sequence[Any]) -> Table | None:
    """Dicts with the same keys, or dataclasses of one kind, that have texts and numbers only."""
    first = values[0]
    if is_dataclass(first):
        heads = [field.name for field in fields(first)]
        cells = [[getattr(one, head, None) for head in heads] for one in values if type(one) is type(first)]
    elif isinstance(first, dict):
        heads = [str(head) for head in first]
        cells = [list(one.values()) for one in values if isinstance(one, dict) and one.keys() == first.keys()]
    else:
        return None
    plain = all(cell is None or isinstance(cell, str | int | float) for row in cells for cell in row)
    if not plain or not heads or len(cells) < len(values):
        return None
    kinds = [_kind(head, [row[at] for row in cells]) for at, head in enumerate(heads)]
    return Table(f"{len(cells):,} row{'s' * (len(cells) != 1)}", heads, kinds, cells[:MOST_ROWS], len(cells))


def _kind(head: str, cells: Sequence[Any]) -> str:
    if not all(cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool)) for cell in cells):
        return "text"
    return "bytes" if head in ("shallow", "retained") or head.endswith("_size") else "number"


def _cell(kind: str, cell: Any) -> str:
    if cell is None:
        return "\N{MINUS SIGN}"
    if kind == "node":
        return shown_name(cell)
    if kind == "bytes":
        return size(cell)
    if kind == "path":
        return str(cell)
    return f"{cell:,}" if kind == "number" else one_line(str(cell))
