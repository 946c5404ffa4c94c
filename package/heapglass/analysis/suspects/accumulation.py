"""Accumulation points: where, on the way from the roots down the dominator tree, one thing falls apart into many.

Eclipse MAT's rule, for any weight: follow the child that has at least SAME of what its parent has.
"""

import numpy as np

from heapglass.analysis.dominated import dominated
from heapglass.analysis.suspects.keepers import container_of
from heapglass.heap import Heap
from heapglass.kernels.engine import F64

SAME = 0.7
MOST_STEPS = 2000
MOST = 10
PASSED_TYPES = ("synthetic", "code", "hidden", "object shape")


def inside(heap: Heap, weights: F64) -> F64:
    """The sum of `weights` (an entry a node) over everything that each node dominates, itself too."""
    tree, place = heap.dominator_tree, heap.dominator_positions
    sums = np.zeros(heap.node_count + 1)
    np.cumsum(weights[tree.preorder], out=sums[1:])
    found: F64 = sums[place.astype(np.int64) + tree.subtree] - sums[place]
    return found


def accumulation_points(heap: Heap, total: F64, least: float) -> list[tuple[int, float]]:
    """Objects in which at least `least` comes together, and how much does; `total` is what `inside` gives.

    The roots, the global object and scopes are passed: that all variables are in one place says nothing.
    """
    tree, place = heap.dominator_tree, heap.dominator_positions
    found: dict[int, float] = {}
    waiting = [heap.snapshot.header.root]
    for _ in range(MOST_STEPS):
        if not waiting:
            break
        node = waiting.pop()
        children = dominated(tree, place, node)
        children = children[total[children] >= least]
        if _is_passed(heap, node):
            waiting += children.tolist()
            continue
        heavy = children[total[children] >= SAME * total[node]]
        if heavy.size:
            waiting += heavy.tolist()
        else:
            container = container_of(heap, node)
            if not _is_passed(heap, container):
                found[container] = max(found.get(container, 0.0), float(total[node]))
    return sorted(found.items(), key=lambda point: -point[1])[:MOST]


def _is_passed(heap: Heap, node: int) -> bool:
    snapshot, header = heap.snapshot, heap.snapshot.header
    node_type = header.node_types[int(snapshot.node_type[node])]
    if node == header.root or int(heap.distances[node]) <= 1 or node_type in PASSED_TYPES:
        return True
    return snapshot.strings[int(snapshot.node_name[node])].startswith("system / Context")
