"""Objects that dominate others of their own kind: what chains and nests are made of."""

import numpy as np

from heapglass.kernels.engine import U8, U32, U64, kernel
from heapglass.kernels.grouping import FNV_OFFSET, FNV_PRIME

NONE = 0xFFFFFFFF


@kernel
def nest_groups(preorder: U32, subtree: U32, group_of: U32, innermost: U32, place: U32, outer: U32, depth: U32) -> int:
    """For each node of a group, the nearest dominator of the same group (NONE for none), and how many there are above.

    `group_of` is NONE for nodes that take no part; `innermost` (an entry a group) comes filled with NONE; `place` is
    scratch, an entry a node. One walk through the dominator tree.
    """
    for at in range(preorder.size):
        node = np.int64(preorder[at])
        group = group_of[node]
        if group == NONE:
            continue
        place[node] = at
        top = innermost[group]
        while top != NONE and np.int64(place[top]) + subtree[top] <= at:
            top = outer[top]
        outer[node] = top
        if top == NONE:
            depth[node] = 0
        else:
            depth[node] = depth[top] + 1
        innermost[group] = node
    return 0


@kernel
def hash_scopes(first_edge: U32, edge_type: U8, edge_name: U32, context_edge: int, nodes: U32, hashes: U64) -> int:
    """A hash of the variable names of each of `nodes` (contexts); 0 for one without variables.

    Two contexts of the same function have the same variables, so the same hash.
    """
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        value = np.uint64(FNV_OFFSET)
        variables = 0
        for edge in range(first_edge[node], first_edge[node + 1]):
            if edge_type[edge] == context_edge:
                value = (value ^ np.uint64(edge_name[edge])) * np.uint64(FNV_PRIME)
                value ^= value >> np.uint64(29)
                variables += 1
        if variables == 0:
            value = np.uint64(0)
        hashes[i] = value
    return 0
