"""How many references away from the program's roots a node is."""

import numpy as np

from heapglass.analysis.edge_rules import EdgeRules
from heapglass.analysis.roots import user_roots
from heapglass.kernels.distances import spread_distances
from heapglass.kernels.engine import I32, U32
from heapglass.snapshot import Snapshot

UNREACHED = -5
IGNORED = -6
SYSTEM = 100_000_000
"""Distances from here on are counted from the GC root: only the runtime keeps these nodes."""


def distances(snapshot: Snapshot, rules: EdgeRules, ignored: U32 | None = None) -> I32:
    """Distance of each node (int32; rule 6, DevTools `calculateDistances`).

    User roots are at 1. What only the system's roots reach is above `SYSTEM`; what nothing reaches is `UNREACHED`.
    Edges to nodes in `ignored` (ordinals) are not followed; user roots among them are roots all the same.
    """
    seeds = user_roots(snapshot)
    result = np.full(snapshot.node_count, UNREACHED, np.int32)
    if ignored is not None:
        result[ignored] = IGNORED  # as if reached already
    queue = np.empty(snapshot.node_count, np.uint32)
    pending = np.zeros(rules.pair_count, np.uint8)

    def search(waiting: int) -> None:
        spread_distances(
            snapshot.first_edge,
            snapshot.edge_to,
            snapshot.edge_name,
            rules.flags,
            rules.pair_of_string,
            pending,
            UNREACHED,
            result,
            queue,
            waiting,
        )

    result[seeds] = 1
    queue[: seeds.size] = seeds
    search(seeds.size)
    root = snapshot.header.root
    result[root] = SYSTEM if seeds.size else 0
    queue[0] = root
    search(1)
    if ignored is not None:
        result[result == IGNORED] = UNREACHED
    return result
