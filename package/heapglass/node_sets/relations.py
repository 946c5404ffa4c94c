"""What some nodes have to do with others: all of them at once, by columns. Sets come and go as masks of nodes."""

from typing import Any

import numpy as np

from heapglass.analysis.dominators import DominatorTree
from heapglass.analysis.following import Mask
from heapglass.analysis.grouping import sum_in
from heapglass.analysis.retainers import edge_sources, spans
from heapglass.analysis.whole_text import WholeText
from heapglass.kernels.engine import F64, I64, U32
from heapglass.snapshot import Snapshot
from heapglass.snapshot.schema import NUMBERED_EDGES

Numbers = np.ndarray[tuple[int], np.dtype[Any]]


def in_mask(count: int, nodes: U32) -> Mask:
    """Which of `count` nodes are among `nodes`."""
    found = np.zeros(count, np.bool_)
    found[nodes] = True
    return found


def out_of(mask: Mask) -> U32:
    """The nodes of a mask, in file order."""
    return np.flatnonzero(mask).astype(np.uint32)


def are_among(values: Numbers, wanted: Numbers) -> Mask:
    """Which of `values` are among the `wanted` ones; whole numbers both."""
    known, asked = np.sort(wanted.astype(np.int64)), values.astype(np.int64)
    if not known.size:
        return np.zeros(asked.size, np.bool_)
    found: Mask = known[np.minimum(np.searchsorted(known, asked), known.size - 1)] == asked
    return found


def edges_called(snapshot: Snapshot, edges: I64, name: str | int) -> Mask:
    """Which of `edges` have that name, or that number."""
    names, kinds = snapshot.edge_name[edges], snapshot.edge_type[edges]
    codes = [snapshot.header.edge_type_code(kind) for kind in NUMBERED_EDGES]
    numbered: Mask = (kinds == codes[0]) | (kinds == codes[1])
    if isinstance(name, int):
        at_index: Mask = numbered & (names == name)
        return at_index
    wanted = WholeText(name).in_strings(snapshot.strings)
    named: Mask = ~numbered
    named[named] = wanted[names[named]]
    return named


def chosen_edges(snapshot: Snapshot, edges: I64, name: str | int | None, kind: str | None, weak: bool) -> I64:
    """Those of `edges` that have a name and a type, without weak ones unless they are asked for. Raises ValueError."""
    header = snapshot.header
    if kind is not None:
        if kind not in header.edge_types:
            raise ValueError(f"there is no edge type {kind!r}: {', '.join(header.edge_types)}")
        edges = edges[snapshot.edge_type[edges] == header.edge_type_code(kind)]
    elif not weak:
        edges = edges[snapshot.edge_type[edges] != header.edge_type_code("weak")]
    return edges if name is None else edges[edges_called(snapshot, edges, name)]


def referenced(snapshot: Snapshot, nodes: U32, name: str | int | None, kind: str | None, weak: bool) -> Mask:
    """What `nodes` refer to."""
    edges, _ = spans(snapshot.first_edge, nodes)
    return in_mask(snapshot.node_count, snapshot.edge_to[chosen_edges(snapshot, edges, name, kind, weak)])


def referring(snapshot: Snapshot, nodes: U32, name: str | int | None, kind: str | None, weak: bool) -> Mask:
    """What refers to `nodes`."""
    entering = np.flatnonzero(in_mask(snapshot.node_count, nodes)[snapshot.edge_to]).astype(np.int64)
    edges = chosen_edges(snapshot, entering, name, kind, weak)
    return in_mask(snapshot.node_count, edge_sources(snapshot, edges.astype(np.uint32)))


def held_by_edges_called(snapshot: Snapshot, name: str) -> Mask:
    """What a property, a variable or another edge of that name leads to; weak edges hold nothing."""
    every = np.arange(snapshot.edge_count, dtype=np.int64)
    edges = chosen_edges(snapshot, every, name, None, weak=False)
    return in_mask(snapshot.node_count, snapshot.edge_to[edges])


def dominated_by(tree: DominatorTree, positions: U32, nodes: U32) -> Mask:
    """What is dominated by one of `nodes`: what goes away with one of them, without the nodes themselves.

    A node of `nodes` is in it if another one dominates it.
    """
    steps = np.zeros(tree.preorder.size + 1, np.int64)
    begin = positions[nodes].astype(np.intp) + 1
    np.add.at(steps, begin, 1)
    np.add.at(steps, begin - 1 + tree.subtree[nodes].astype(np.intp), -1)
    found = np.zeros(tree.preorder.size, np.bool_)
    found[tree.preorder] = np.cumsum(steps[:-1]) > 0
    return found


def retained_in_groups(
    tree: DominatorTree, positions: U32, retained: F64, nodes: U32, group_of: U32, groups: int
) -> F64:
    """What each group of `nodes` retains (float64): the sum over those that no other of the same group dominates."""
    begins = positions[nodes].astype(np.int64)
    order = np.lexsort((begins, group_of))
    # Two subtrees lie apart or one in the other: a node is inside when it begins before an earlier one's end.
    room = np.int64(positions.size + 1)
    shift = group_of[order].astype(np.int64) * room
    begin = begins[order] + shift
    ends = np.maximum.accumulate(begin + tree.subtree[nodes[order]]) if order.size else begin
    outermost = np.ones(order.size, np.bool_)
    outermost[1:] = begin[1:] >= ends[:-1]
    top = order[outermost]
    return sum_in(group_of[top], groups, retained[nodes[top]])
