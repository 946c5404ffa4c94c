"""The one retainer by which a person would say that a node is kept: the nearest, and of those the most readable."""

import numpy as np

from heapglass.kernels.edge_rules import CLEAR, DISTANT
from heapglass.kernels.engine import I32, U8, U32, kernel

NONE = 0xFFFFFFFF


@kernel
def find_nearest(
    first_edge: U32,
    edge_type: U8,
    flags: U8,
    edges: U32,
    first: U32,
    clear_distances: I32,
    distances: I32,
    unreached: int,
    root: int,
    cost_of_type: U8,
    nodes: U32,
    best_edge: U32,
    best_source: U32,
) -> int:
    """For each of `nodes` the edge towards the root and the node it comes from; NONE where there is none.

    A node that can be reached without noise is followed along edges with the flag CLEAR; others along those with
    DISTANT. Each step is to a source strictly nearer than the node itself, so paths end. Of equally near sources the
    one whose edge costs least is taken. `edges` and `first` are the retainer index.
    """
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        clear = clear_distances[node] != unreached
        wanted = CLEAR if clear else DISTANT
        own = np.int64(clear_distances[node]) if clear else np.int64(distances[node])
        nearest = own if own >= 0 else np.int64(0x7FFFFFFF)
        cost = np.int64(256)
        best_edge[i] = NONE
        best_source[i] = NONE
        for at in range(first[node], first[node + 1]):
            edge = np.int64(edges[at])
            if (flags[edge] & wanted) == 0:
                continue
            low = 0
            high = first_edge.size - 1
            while low + 1 < high:  # the node that the edge comes from
                middle = (low + high) >> 1
                if first_edge[middle] <= edge:
                    low = middle
                else:
                    high = middle
            distance = np.int64(clear_distances[low]) if clear else np.int64(distances[low])
            if low == root:
                distance = np.int64(0)  # the root itself is further away than what it gives to the program
            if distance < 0 or distance >= own:
                continue
            price = np.int64(cost_of_type[edge_type[edge]])
            if distance < nearest or (distance == nearest and price < cost):
                nearest = distance
                cost = price
                best_edge[i] = edge
                best_source[i] = low
    return 0
