"""The dominator tree, as one walks through it: what a node dominates, and what dominates it."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.dominators import DominatorTree
from heapglass.analysis.grouping import count_in, sum_in
from heapglass.kernels.dominated import climb, list_dominated
from heapglass.kernels.engine import F64, I32, I64, U32

USUAL_DEPTH = 1024


@dataclass(slots=True)
class DominatedClasses:
    """Columns over the classes of some nodes: class index and how many nodes (int64), their least distance (int32),
    shallow and retained bytes (float64).

    None of the nodes dominates another, so retained sizes add up.
    """

    class_index: I64
    count: I64
    distance: I32
    shallow: F64
    retained: F64


def positions(tree: DominatorTree) -> U32:
    """Where each node stands in the tree's preorder (uint32)."""
    place = np.empty(tree.preorder.size, np.uint32)
    place[tree.preorder] = np.arange(tree.preorder.size, dtype=np.uint32)
    return place


def dominated(tree: DominatorTree, place: U32, node: int) -> U32:
    """The nodes whose immediate dominator is `node` (uint32 ordinals). `place` comes from `positions`."""
    found = np.empty(int(tree.subtree[node]), np.uint32)
    count = list_dominated(tree.preorder, tree.subtree, int(place[node]), found)
    return found[:count].copy()


def dominated_classes(nodes: U32, class_of: U32, distances: I32, shallow: F64, retained: F64) -> DominatedClasses:
    """Sums over `nodes` by their classes. All arguments but `nodes` have an entry a node of the heap."""
    classes = class_of[nodes]
    room = int(classes.max(initial=0)) + 1
    count = count_in(classes, room)
    index = np.flatnonzero(count)
    nearest = np.full(room, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(nearest, classes, distances[nodes])
    return DominatedClasses(
        index.astype(np.int64),
        count[index],
        nearest[index],
        sum_in(classes, room, shallow[nodes])[index],
        sum_in(classes, room, retained[nodes])[index],
    )


def dominator_path(tree: DominatorTree, node: int) -> U32:
    """`node`, its dominator, the dominator of that, and so on up to the root (uint32; DevTools `getDominatorsOf`)."""
    path = np.empty(USUAL_DEPTH, np.uint32)
    count = climb(tree.dominators, node, path)
    if count > path.size:
        path = np.empty(count, np.uint32)
        climb(tree.dominators, node, path)
    return path[:count].copy()
