"""Why many objects are kept, as one tree: their paths to the roots laid over one another, with counts."""

from dataclasses import dataclass, field

import numpy as np

from heapglass.analysis.grouping import group, paired, sum_in
from heapglass.analysis.suspects.nearest_retainers import NONE, nearest_retainers
from heapglass.heap import Heap
from heapglass.kernels.engine import F64, U32
from heapglass.snapshot.schema import NUMBERED_EDGES

DEEPEST = 60
LOOK_BACK = 12
TWICE = 2
LEAST_SHARE = 0.02
WIDEST = 8
ANY_NUMBER = 0xFFFFFFFF


@dataclass(slots=True)
class Place:
    """One place in the tree: `count` of the objects are kept through it, by `holders` nodes of which `node` is one.

    `edge` is one of the edges that lead from there; `numbered` that they are elements of any number. `repeats` says
    that paths pass through places of this kind again and again. `children` lead on to the root, by count.
    """

    edge: int
    node: int
    count: int
    holders: int
    numbered: bool
    repeats: bool = False
    children: list["Place"] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    parent: int
    label: tuple[int, int, int]
    place: Place


def merged_paths(heap: Heap, nodes: U32) -> list[Place]:
    """The places next to `nodes` (ordinals), each with its way to the root; of places through which fewer than
    LEAST_SHARE of the nodes go, none.

    Every node counts once: it is followed along its best retainer (see `nearest_retainers`).
    """
    if not nodes.size:
        return []
    snapshot, header = heap.snapshot, heap.snapshot.header
    numbered = np.zeros(256, np.bool_)
    numbered[[header.edge_type_code(name) for name in NUMBERED_EDGES]] = True
    internal = header.edge_type_code("internal")
    array = header.node_type_code("array")
    least = max(1.0, LEAST_SHARE * nodes.size)
    rows: list[_Row] = []
    here, at = nodes.astype(np.uint32), np.full(nodes.size, NONE, np.uint32)
    weight: F64 = np.ones(nodes.size)
    for _ in range(DEEPEST):
        edges, sources = nearest_retainers(heap, here)
        kept = (edges != NONE) & (sources != header.root)
        edges, sources, at, weight = edges[kept], sources[kept], at[kept], weight[kept]
        if not edges.size:
            break
        kinds, names = snapshot.edge_type[edges], snapshot.edge_name[edges].copy()
        # Entries of tables differ by their numbers alone, and so do elements.
        numbers = numbered[kinds] | ((kinds == internal) & (snapshot.node_type[sources] == array))
        names[numbers] = ANY_NUMBER
        labels, _ = group(paired(heap.classes.of_node[sources], names))
        places, first = group(paired(at, labels))
        counts = sum_in(places, first.size, weight)
        holders, holder_first = group(paired(places, sources))
        holder_counts = np.bincount(places[holder_first].astype(np.intp), minlength=first.size)
        row_of = np.full(first.size, NONE, np.uint32)
        for g in np.flatnonzero(counts >= least).tolist():
            i = int(first[g])
            label = (int(kinds[i]), int(names[i]), int(heap.classes.of_node[sources[i]]))
            row_of[g] = _row(rows, int(at[i]), label, int(edges[i]), int(sources[i]), bool(numbers[i]))
            place = rows[int(row_of[g])].place
            place.count = max(place.count, int(counts[g]))
            place.holders = max(place.holders, int(holder_counts[g]))
        weight = sum_in(holders, holder_first.size, weight)
        here, at = sources[holder_first], row_of[places[holder_first]]
        going = at != NONE
        here, at, weight = here[going], at[going], weight[going]
        if not here.size:
            break
    return _tree(rows)


def _row(rows: list[_Row], parent: int, label: tuple[int, int, int], edge: int, node: int, numbered: bool) -> int:
    """The row for a label below `parent`: a new one, unless it has been on the way twice before (a list, a tree)."""
    above, met = parent, 0
    for _ in range(LOOK_BACK):
        if above == NONE:
            break
        met += rows[above].label == label
        if met == TWICE:
            rows[above].place.repeats = True
            return above
        above = rows[above].parent
    for i, row in enumerate(rows):
        if row.parent == parent and row.label == label:
            return i
    rows.append(_Row(parent, label, Place(edge, node, 0, 0, numbered)))
    return len(rows) - 1


def _tree(rows: list[_Row]) -> list[Place]:
    top: list[Place] = []
    for row in rows:
        (top if row.parent == NONE else rows[row.parent].place.children).append(row.place)
    for row in rows:
        row.place.children = _widest(row.place.children)
    return _widest(top)


def _widest(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: -place.count)[:WIDEST]
