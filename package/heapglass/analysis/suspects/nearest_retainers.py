"""Which retainer says best why a node is kept: near to the roots, readable, and no noise if that can be helped."""

import numpy as np

from heapglass.analysis.distances import UNREACHED
from heapglass.heap import Heap
from heapglass.kernels.engine import U8, U32
from heapglass.kernels.nearest import NONE, find_nearest

INTERNAL_COST = 1
HIDDEN_COST = 2
READABLE_EDGES = ("property", "context", "element", "shortcut")

__all__ = ["NONE", "nearest_retainers"]


def nearest_retainers(heap: Heap, nodes: U32) -> tuple[U32, U32]:
    """For each of `nodes` the edge that enters it and the node that comes from (uint32 ordinals; NONE for none).

    Repeated, it leads to the root: every step is strictly nearer.
    """
    snapshot = heap.snapshot
    ways, index = heap.usual_ways, heap.retainer_index
    best, sources = np.empty(nodes.size, np.uint32), np.empty(nodes.size, np.uint32)
    find_nearest(
        snapshot.first_edge,
        snapshot.edge_type,
        ways.flags,
        index.edges,
        index.first,
        ways.clear_distances,
        heap.distances,
        UNREACHED,
        snapshot.header.root,
        _costs(heap),
        np.ascontiguousarray(nodes),
        best,
        sources,
    )
    return best, sources


def _costs(heap: Heap) -> U8:
    header = heap.snapshot.header
    costs = np.full(256, INTERNAL_COST, np.uint8)
    costs[header.edge_type_code("hidden")] = HIDDEN_COST
    for name in READABLE_EDGES:
        if name in header.edge_types:
            costs[header.edge_type_code(name)] = 0
    return costs
