"""What can be known of a file that was cut short: consistent columns of what is there, and what is missing."""

from dataclasses import dataclass, replace

import numpy as np

from heapglass.kernels.engine import U8, U32
from heapglass.snapshot.errors import MalformedError
from heapglass.snapshot.schema import NUMBERED_EDGES, Header
from heapglass.snapshot.sections import Columns
from heapglass.snapshot.strings import Strings

PLACEHOLDER = ("⟨missing name ", "⟩")
DIGITS = 10


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the text of a file ends too early, and what was lost. Counts are -1 where the file does not say them."""

    section: str
    offset: int
    node_count: int
    """Nodes in the whole file."""
    edge_count: int
    """Edges in the whole file."""
    dropped_edges: int
    """Edges that are there, and begin or end at a node that is not."""
    missing_names: int
    """Names that nodes and edges refer to and that are not there."""
    whole_graph: bool
    """All nodes and all edges are there."""

    @property
    def sound(self) -> bool:
        """Whether retained sizes, distances and classes are those of the whole file. Many rules go by names."""
        return self.whole_graph and self.missing_names == 0


@dataclass(slots=True)
class Readable:
    """The columns, made to fit each other: every edge ends at a node, and every name is a string."""

    nodes: Columns
    edges: Columns
    first_edge: U32
    strings: Strings
    cut: Cut


def readable(
    header: Header, nodes: Columns, edges: Columns, strings: Strings, whole: set[str], section: str, offset: int
) -> Readable:
    """Drop what leads nowhere, and put placeholders where names are missing. `whole` are the sections that are there
    to their end. Raises MalformedError where what is there contradicts itself."""
    whole_nodes, whole_edges = "nodes" in whole, "edges" in whole
    claimed = np.zeros(nodes["id"].size + 1, np.int64)
    np.cumsum(nodes["edge_count"], out=claimed[1:])
    edge_count = int(claimed[-1]) if whole_nodes else header.edge_count
    for name, field, found, expected, is_whole in (
        ("nodes", "node_count", nodes["id"].size, header.node_count, whole_nodes),
        ("edges", "edge_count", edges["to_node"].size, edge_count, whole_edges),
        ("edges", "edge_count", edge_count, header.edge_count, True),
    ):
        if expected != -1 and (found > expected or (is_whole and found != expected)):
            raise MalformedError(
                "wrong-count", section=name, field=field, expected=expected, found=found, **header.place(field)
            )
    first_edge: U32 = np.minimum(claimed, edges["to_node"].size).astype(np.uint32)
    read = edges["to_node"].size
    edges, first_edge = _within(edges, first_edge, nodes["id"].size)
    nodes, edges, strings, missing = _named(header, nodes, edges, strings)
    return Readable(
        nodes,
        edges,
        first_edge,
        strings,
        Cut(
            section=section,
            offset=offset,
            node_count=nodes["id"].size if whole_nodes else header.node_count,
            edge_count=read if whole_edges else edge_count,
            dropped_edges=read - edges["to_node"].size,
            missing_names=missing,
            whole_graph=whole_nodes and whole_edges,
        ),
    )


def _within(edges: Columns, first_edge: U32, node_count: int) -> tuple[Columns, U32]:
    """The edges between nodes that are there."""
    kept = edges["to_node"] < node_count
    kept[int(first_edge[-1]) :] = False
    if kept.all():
        return edges, first_edge
    before = np.zeros(kept.size + 1, np.uint32)
    np.cumsum(kept, out=before[1:])
    return {field: column[kept] for field, column in edges.items()}, before[first_edge]


def _named(header: Header, nodes: Columns, edges: Columns, strings: Strings) -> tuple[Columns, Columns, Strings, int]:
    """Each missing name becomes a string of its own, which tells its number; how many there are."""
    known = len(strings)
    numbered: U8 = np.zeros(256, np.uint8)
    numbered[: len(header.edge_types)] = [kind in NUMBERED_EDGES for kind in header.edge_types]
    nameless_nodes = nodes["name"] >= known
    nameless_edges = (edges["name_or_index"] >= known) & (numbered[edges["type"]] == 0)
    of_nodes, of_edges = nodes["name"][nameless_nodes], edges["name_or_index"][nameless_edges]
    lost = np.sort(np.concatenate([of_nodes, of_edges]))
    if not lost.size:
        return nodes, edges, strings, 0
    lost = lost[np.append(True, lost[1:] != lost[:-1])]
    node_name, edge_name = nodes["name"].copy(), edges["name_or_index"].copy()
    node_name[nameless_nodes] = known + np.searchsorted(lost, of_nodes)
    edge_name[nameless_edges] = known + np.searchsorted(lost, of_edges)
    strings = strings.followed_by(_placeholders(lost))
    return nodes | {"name": node_name}, edges | {"name_or_index": edge_name}, strings, lost.size


def _placeholders(indices: U32) -> Strings:
    """A text for each of these strings, without a loop: there may be a million."""
    before, after = (np.frombuffer(part.encode(), np.uint8) for part in PLACEHOLDER)
    text = np.empty((indices.size, before.size + DIGITS + after.size), np.uint8)
    text[:, : before.size] = before
    text[:, before.size + DIGITS :] = after
    shown = np.ones(text.shape, np.bool_)
    left = indices.astype(np.int64)
    for place in range(before.size + DIGITS - 1, before.size - 1, -1):
        text[:, place] = 48 + left % 10
        shown[:, place] = (left > 0) | (place == before.size + DIGITS - 1)
        left //= 10
    offsets = np.zeros(indices.size + 1, np.uint32)
    np.cumsum(shown.sum(axis=1), out=offsets[1:])
    return Strings(text[shown], offsets)


def share_read(found: int, expected: int) -> int:
    """Percent, rounded down: not 100 while anything is missing."""
    return 100 * found // expected if expected > 0 else 0


def with_root(header: Header, nodes: int, edges: int) -> Header:
    """The header, with the counts of what is there; where the root is not, the first node stands in for it."""
    return replace(header, node_count=nodes, edge_count=edges, root=header.root if header.root < nodes else 0)
