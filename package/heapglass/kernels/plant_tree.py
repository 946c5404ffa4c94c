"""A tree as the way through it, first node first, and back."""

import numpy as np

from heapglass.kernels.engine import I64, U32, kernel


@kernel
def take_climbs(preorder: U32, subtree: U32, ends: U32, stack: U32, climbs: I64) -> int:
    """How many levels one climbs before each place of the `preorder`, less one: -1 for a first child, 0 for a node
    beside the one before it. `subtree` counts the nodes below each node, itself included; `ends` and `stack` are
    scratch, an entry a node.
    """
    depth = 0
    for at in range(preorder.size):
        node = np.int64(preorder[at])
        climbed = -1
        while depth > 0 and at >= np.int64(ends[stack[depth - 1]]):
            depth -= 1
            climbed += 1
        ends[node] = at + np.int64(subtree[node])
        stack[depth] = node
        depth += 1
        climbs[at] = climbed
    return 0


@kernel
def plant_tree(preorder: U32, climbs: I64, stack: U32, parents: U32, subtree: U32) -> int:
    """Undo `take_climbs`: the parent of each node (the first one's is itself), and the size of its subtree.

    `subtree` is zeroed, `stack` scratch. Returns -1, or the first place where this is no preorder of all nodes.
    """
    depth = 0
    for at in range(preorder.size):
        node = np.int64(preorder[at])
        depth -= climbs[at] + 1
        if subtree[node] != 0 or climbs[at] < -1 or (depth < 1 and at > 0) or (at == 0 and depth != 0):
            return at
        parents[node] = stack[depth - 1] if depth > 0 else node
        subtree[node] = 1
        stack[depth] = node
        depth += 1
    for at in range(preorder.size - 1, 0, -1):
        node = np.int64(preorder[at])
        subtree[parents[node]] += subtree[node]
    return -1
