"""Where edges lead: a node's first edge of a name, and how many edges enter a node."""

import numpy as np

from heapglass.kernels.engine import U8, U32, kernel

NOWHERE = 0xFFFFFFFF


@kernel
def follow_edges(
    first_edge: U32, edge_type: U8, edge_name: U32, edge_to: U32, kind: int, name: int, nodes: U32, targets: U32
) -> int:
    """Where the first edge of type `kind` with the name or number `name` leads, from each of `nodes`.

    NOWHERE where there is none; it may stand in `nodes`, too. Returns how many lead somewhere.
    DevTools `findInternalEdgeTarget`.
    """
    found = 0
    for i in range(nodes.size):
        targets[i] = NOWHERE
        node = np.int64(nodes[i])
        if node == NOWHERE:
            continue
        for edge in range(first_edge[node], first_edge[node + 1]):
            if edge_type[edge] == kind and edge_name[edge] == name:
                targets[i] = edge_to[edge]
                found += 1
                break
    return found


@kernel
def count_entering(edge_to: U32, most: int, counts: U8) -> int:
    """How many edges enter each node, up to `most` (below 255). `counts` comes zeroed."""
    for edge in range(edge_to.size):
        to = edge_to[edge]
        if counts[to] < most:
            counts[to] += 1
    return 0
