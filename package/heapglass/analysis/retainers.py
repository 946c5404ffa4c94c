"""What refers to a node."""

from dataclasses import dataclass

import numpy as np

from heapglass.kernels.engine import I64, U32
from heapglass.kernels.retainers import find_sources, index_retainers
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class RetainerIndex:
    """The edges that enter node v are `edges[first[v]:first[v + 1]]` (uint32 edge ordinals, file order)."""

    first: U32
    edges: U32

    def entering(self, node: int) -> U32:
        """Ordinals of the edges that enter `node`."""
        return self.edges[int(self.first[node]) : int(self.first[node + 1])]

    def entering_any(self, nodes: U32) -> tuple[U32, U32]:
        """The edges that enter `nodes`, and for each the index in `nodes` of the one it enters."""
        places, which = spans(self.first, nodes)
        return self.edges[places], which


def spans(first: U32, rows: U32) -> tuple[I64, U32]:
    """All places of `rows`, row i having the places `first[i] … first[i + 1] - 1`, and the index in `rows` of each."""
    begins = first[rows].astype(np.int64)
    counts = first[rows + np.uint32(1)].astype(np.int64) - begins
    which = np.repeat(np.arange(rows.size, dtype=np.uint32), counts.astype(np.intp))
    places = np.arange(which.size, dtype=np.int64) + (begins - (np.cumsum(counts) - counts))[which]
    return places, which


def retainer_index(snapshot: Snapshot) -> RetainerIndex:
    """The index of all edges by the node they enter."""
    first = np.zeros(snapshot.node_count + 1, np.uint32)
    edges = np.empty(snapshot.edge_count, np.uint32)
    index_retainers(snapshot.edge_to, first, edges)
    return RetainerIndex(first, edges)


def edge_sources(snapshot: Snapshot, edges: U32) -> U32:
    """The node that each of `edges` starts from (uint32 node ordinals)."""
    sources = np.empty(edges.size, np.uint32)
    find_sources(snapshot.first_edge, np.ascontiguousarray(edges), sources)
    return sources
