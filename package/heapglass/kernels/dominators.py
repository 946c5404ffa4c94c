"""Immediate dominators: a depth-first numbering, predecessors in it, and semi-NCA.

L. Georgiadis, "Linear-Time Algorithms for Dominators and Related Problems" (2005), section 2.3.
Numbers are positions in depth-first order; the root is number 0.
"""

import numpy as np

from heapglass.kernels.edge_rules import ESSENTIAL
from heapglass.kernels.engine import F64, U8, U32, kernel

UNSEEN = 0xFFFFFFFF


@kernel
def number_depth_first(
    first_edge: U32,
    edge_to: U32,
    flags: U8,
    entered: U8,
    root: int,
    number: U32,
    order: U32,
    parent: U32,
    indegree: U32,
    stack: U32,
    next_edge: U32,
) -> int:
    """Number all nodes reached from the root along essential edges; returns how many there are.

    A node that no essential edge enters counts as a child of the root. `number` starts as UNSEEN, `indegree` as 0
    and has one entry more than there are nodes: the count for number i is kept at i + 1.
    """
    count = number.size
    seen = 0
    start = root
    orphan = 0
    while True:
        number[start] = seen
        order[seen] = start
        parent[seen] = 0
        seen += 1
        stack[0] = start
        next_edge[0] = first_edge[start]
        top = 0
        node = np.uint32(start)
        mine = np.uint32(seen - 1)
        edge = next_edge[0]
        end = first_edge[node + 1]
        while True:
            descended = False
            while edge < end:
                if (flags[edge] & ESSENTIAL) != 0:
                    to = edge_to[edge]
                    theirs = number[to]
                    if theirs == UNSEEN:
                        next_edge[top] = edge + 1
                        number[to] = seen
                        order[seen] = to
                        parent[seen] = mine
                        indegree[seen + 1] += 1
                        node = to
                        mine = np.uint32(seen)
                        seen += 1
                        top += 1
                        stack[top] = node
                        edge = first_edge[node]
                        end = first_edge[node + 1]
                        descended = True
                        break
                    indegree[theirs + 1] += 1
                edge += 1
            if descended:
                continue
            top -= 1
            if top < 0:
                break
            node = stack[top]
            mine = number[node]
            edge = next_edge[top]
            end = first_edge[node + 1]
        while orphan < count and (entered[orphan] != 0 or number[orphan] != UNSEEN):
            orphan += 1
        if orphan == count:
            return seen
        start = orphan


@kernel
def fill_predecessors(
    first_edge: U32,
    edge_to: U32,
    flags: U8,
    number: U32,
    order: U32,
    reached: int,
    first: U32,
    predecessors: U32,
) -> int:
    """Turn `first` (counts at i + 1, from `number_depth_first`) into offsets, and fill `predecessors` by them.

    The predecessors of number i are then `predecessors[first[i]:first[i + 1]]`, as numbers.
    """
    total = 0
    for i in range(first.size):
        total += first[i]
        first[i] = total
    # Filled from the last predecessor to the first, each list's end moving down to its start.
    for i in range(reached - 1, -1, -1):
        node = order[i]
        for edge in range(first_edge[node], first_edge[node + 1]):
            if (flags[edge] & ESSENTIAL) != 0:
                at = np.int64(number[edge_to[edge]]) + 1
                first[at] -= 1
                predecessors[first[at]] = i
    # The ends have become the starts, one place too far to the right.
    for i in range(first.size - 1):
        first[i] = first[i + 1]
    first[first.size - 1] = total
    return total


@kernel
def semi_nca(
    reached: int,
    parent: U32,
    first: U32,
    predecessors: U32,
    label: U32,
    ancestor: U32,
    path: U32,
) -> int:
    """Turn `parent` into the immediate dominator of each number; the root's is itself.

    What is done with gives its place to what follows: number i's semidominator goes to `first[i + 1]`, and dominators
    take the place of parents. `label`, `ancestor` and `path` are scratch.
    """
    for i in range(reached - 1, 0, -1):
        best = parent[i]
        for at in range(first[i], first[i + 1]):
            u = predecessors[at]
            if u > i:
                depth = 0
                x = u
                while ancestor[x] > i:
                    path[depth] = x
                    depth += 1
                    x = ancestor[x]
                top = ancestor[x]
                low = label[x]
                while depth > 0:
                    depth -= 1
                    y = path[depth]
                    if low < label[y]:
                        label[y] = low
                    else:
                        low = label[y]
                    ancestor[y] = top
                u = low
            if u < best:
                best = u
        first[i + 1] = best
        label[i] = best
        ancestor[i] = parent[i]
    for i in range(1, reached):
        j = parent[i]
        while j > first[i + 1]:
            j = parent[j]
        parent[i] = j
    return 0


@kernel
def lay_out_dominator_tree(
    reached: int,
    order: U32,
    idom: U32,
    root: int,
    dominators: U32,
    subtree: U32,
    place: U32,
    preorder: U32,
) -> int:
    """From numbers back to nodes: `dominators` and `subtree` (how many nodes a node dominates, itself included)
    by ordinal, and `preorder`, the dominator tree's nodes in depth-first order.

    The subtree of the node at position p is `preorder[p : p + subtree[preorder[p]]]`. A node not reached hangs below
    the root. `place` is scratch, an entry a node.
    """
    count = order.size
    for node in range(count):
        subtree[node] = 1
        dominators[node] = root
        place[node] = UNSEEN
    for i in range(reached - 1, 0, -1):
        node = order[i]
        to = order[idom[i]]
        dominators[node] = to
        subtree[to] += subtree[node]
    preorder[0] = root
    place[root] = 1
    for i in range(1, reached):
        node = order[i]
        to = dominators[node]
        at = place[to]
        place[to] = at + subtree[node]
        preorder[at] = node
        place[node] = at + 1
    last = reached
    if reached < count:
        for node in range(count):
            if place[node] == UNSEEN:
                preorder[last] = node
                last += 1
        subtree[root] = count
    return last


@kernel
def sum_retained_sizes(preorder: U32, dominators: U32, retained: F64) -> int:
    """Add each node's retained size to its dominator's, leaves first; `retained` starts as the shallow sizes."""
    for at in range(preorder.size - 1, 0, -1):
        node = preorder[at]
        retained[dominators[node]] += retained[node]
    return 0
