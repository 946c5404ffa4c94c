"""Distances: breadth-first search over the edges that count for them."""

import numpy as np

from heapglass.kernels.edge_rules import DISTANT, PAIR
from heapglass.kernels.engine import I32, U8, U32, kernel


@kernel
def spread_distances(
    first_edge: U32,
    edge_to: U32,
    edge_name: U32,
    flags: U8,
    pair_of_string: I32,
    pending: U8,
    unreached: int,
    distances: I32,
    queue: U32,
    waiting: int,
) -> int:
    """Search on from the first `waiting` nodes of `queue`, whose distances are set; returns how many nodes are in it.

    Of the two edges of a WeakMap entry only the second to be met is followed; `pending` remembers, for each pair,
    whether one was met, over several searches (DevTools `calculateDistances`, `bfs`).
    """
    head = 0
    while head < waiting:
        node = queue[head]
        head += 1
        distance = np.int64(distances[node]) + 1
        for edge in range(first_edge[node], first_edge[node + 1]):
            flag = flags[edge]
            if (flag & DISTANT) == 0:
                continue
            to = edge_to[edge]
            if distances[to] != unreached:
                continue
            if (flag & PAIR) != 0:
                pair = pair_of_string[edge_name[edge]]
                if pending[pair] == 0:
                    pending[pair] = 1
                    continue
                pending[pair] = 0
            distances[to] = distance
            queue[waiting] = to
            waiting += 1
    return waiting
