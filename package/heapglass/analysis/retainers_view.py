"""The Retainers view: what keeps a node, nearest to the program's roots first, with retainers that one can ignore."""

from dataclasses import dataclass, field

import numpy as np

from heapglass.analysis.distances import UNREACHED, distances
from heapglass.analysis.edge_order import by_distance
from heapglass.analysis.edge_rules import EdgeRules
from heapglass.analysis.following import Mask
from heapglass.analysis.grouping import group
from heapglass.analysis.ordering import label_ranks
from heapglass.analysis.retainer_noise import is_in
from heapglass.analysis.retainers import RetainerIndex, edge_sources
from heapglass.analysis.weakmaps import WeakMapEdges
from heapglass.kernels.engine import I32, U32, U64
from heapglass.snapshot import Snapshot

UNREACHABLE = 200_000_000
"""Distances from here on: nothing reaches the node but through what is ignored."""
LONGEST_CHAIN = 20


@dataclass(slots=True)
class Ignored:
    """What the view leaves out: `nodes` (sorted ordinals) by the user's wish, and `edges` (sorted ordinals), the
    partners of WeakMap entries whose other half cannot be reached any more.

    `distances` (int32) are those of all nodes without them; what is unreachable has its usual distance above
    UNREACHABLE.
    """

    nodes: U32 = field(default_factory=lambda: np.empty(0, np.uint32))
    edges: U32 = field(default_factory=lambda: np.empty(0, np.uint32))
    distances: I32 = field(default_factory=lambda: np.empty(0, np.int32))


def nothing_ignored(usual: I32) -> Ignored:
    """The view as it is at first. `usual` are the distances of all nodes."""
    return Ignored(distances=_shifted(usual, usual))


def ignore(snapshot: Snapshot, rules: EdgeRules, weakmaps: WeakMapEdges, usual: I32, nodes: U32) -> Ignored:
    """The view without `nodes` (ordinals; rule 12, DevTools `ignoreNodeInRetainersView`)."""
    chosen = np.zeros(snapshot.node_count, np.bool_)
    chosen[nodes] = True
    nodes = np.flatnonzero(chosen).astype(np.uint32)
    if nodes.size == 0:
        return nothing_ignored(usual)
    found = distances(snapshot, rules, nodes)
    return Ignored(nodes, _lost_pairs(snapshot, weakmaps, found == UNREACHED), _shifted(found, usual))


@dataclass(slots=True)
class RetainersView:
    """What is asked of the view. `renamed` marks the nodes that `Detached ` is put before."""

    snapshot: Snapshot
    index: RetainerIndex
    ignored: Ignored
    renamed: Mask

    def retainers(self, node: int) -> U32:
        """The edges that enter `node` (uint32 ordinals): by distance, then by what the retainers are called."""
        edges, sources = self.entering(node)
        return edges[by_distance(self.snapshot, sources, self.distances(edges, sources), self.renamed, False)]

    def entering(self, node: int) -> tuple[U32, U32]:
        """The edges that enter `node`, and the nodes they come from: no weak or invisible ones, none from the root.

        The last in the file comes first, as in DevTools before it sorts.
        """
        header = self.snapshot.header
        edges = self.index.entering(node)[::-1]
        kinds = self.snapshot.edge_type[edges]
        edges = edges[(kinds != header.edge_type_code("weak")) & (kinds != header.edge_type_code("invisible"))]
        sources = edge_sources(self.snapshot, edges)
        kept = sources != header.root
        return edges[kept], sources[kept]

    def distances(self, edges: U32, sources: U32) -> I32:
        """How far away the view says the retainers `sources` are, by `edges`."""
        found = self.ignored.distances[sources]
        found[is_in(edges, self.ignored.edges)] = UNREACHABLE
        return found

    def chain(self, node: int, levels: int = LONGEST_CHAIN) -> U32:
        """The edges that the view opens by itself, each the first retainer of the one before.

        DevTools `expandRetainersChain`.
        """
        chain: list[int] = []
        while len(chain) < levels:
            edges, sources = self.entering(node)
            if edges.size == 0:
                break
            found = self.distances(edges, sources)
            nearest = np.flatnonzero(found == found.min())
            labels = label_ranks(self.snapshot, sources[nearest], self.renamed)
            first = nearest[np.argmin(labels)]
            chain.append(int(edges[first]))
            node = int(sources[first])
            if not 1 < found[first] < UNREACHABLE:
                break
        return np.array(chain, np.uint32)


def _shifted(found: I32, usual: I32) -> I32:
    """Distances for the view (DevTools `getDistanceForRetainersView`)."""
    shifted = found.copy()
    lost = np.flatnonzero(found == UNREACHED)
    shifted[lost] = np.maximum(usual[lost], 0) + np.int32(UNREACHABLE)
    return shifted


def _lost_pairs(snapshot: Snapshot, weakmaps: WeakMapEdges, unreachable: Mask) -> U32:
    """The WeakMap edges to values of which a partner starts from an unreachable node (sorted ordinals).

    It takes key and table to keep a value (DevTools `updateIgnoredEdgesInRetainersView`).
    """
    edges = np.sort(weakmaps.edges)
    if edges.size == 0:
        return edges
    pairs = weakmaps.pair_of_string[snapshot.edge_name[edges]].astype(np.uint64)
    keys: U64 = snapshot.edge_to[edges].astype(np.uint64) << np.uint64(32) | pairs
    entry_of, firsts = group(keys)
    lost = np.zeros(firsts.size, np.bool_)
    lost[entry_of[unreachable[edge_sources(snapshot, edges)]]] = True
    return edges[lost[entry_of]]
