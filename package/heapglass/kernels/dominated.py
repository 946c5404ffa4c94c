"""Steps through the dominator tree: down to the nodes that one dominates immediately, up to the root."""

import numpy as np

from heapglass.kernels.engine import U32, kernel


@kernel
def list_dominated(preorder: U32, subtree: U32, at: int, dominated: U32) -> int:
    """The immediately dominated nodes of the one at position `at` of `preorder`; returns how many there are.

    Writes only as many as `dominated` holds.
    """
    count = 0
    child = at + 1
    end = at + np.int64(subtree[preorder[at]])
    while child < end:
        node = preorder[child]
        if count < dominated.size:
            dominated[count] = node
        count += 1
        child += np.int64(subtree[node])
    return count


@kernel
def climb(parents: U32, start: int, path: U32) -> int:
    """The nodes from `start` up to one that is its own parent, both included; returns how many there are.

    Writes only as many as `path` holds, and stops after as many steps as there are nodes.
    """
    count = 0
    node = start
    while count <= parents.size:
        if count < path.size:
            path[count] = node
        count += 1
        above = np.int64(parents[node])
        if above == node:
            break
        node = above
    return count
