"""The Summary: classes with their counts and sizes."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.classes import Classes
from heapglass.analysis.dominators import DominatorTree
from heapglass.kernels.classes import sum_classes
from heapglass.kernels.engine import F64, I32, I64, U8

FARTHEST = 0x7FFFFFFF


@dataclass(slots=True)
class Summary:
    """Columns over the classes that have at least one node with a shallow size: class index, node count (int64), least
    distance (int32), shallow and retained sizes in bytes (float64).
    """

    class_index: I64
    count: I64
    distance: I32
    shallow: F64
    retained: F64


def summary(
    classes: Classes,
    tree: DominatorTree,
    shallow: F64,
    retained: F64,
    distances: I32,
    chosen: U8 | None = None,
) -> Summary:
    """Sums by class over all nodes, or over those marked in `chosen` (rule 9, DevTools `aggregatesWithFilter`).

    The retained size of a class is the sum over its nodes that no node of the same class dominates.
    """
    size = len(classes.names)
    count = np.zeros(size, np.int64)
    distance = np.full(size, FARTHEST, np.int32)
    shallow_sum, retained_sum = np.zeros(size), np.zeros(size)
    sum_classes(
        tree.preorder,
        tree.subtree,
        classes.of_node,
        np.empty(0, np.uint8) if chosen is None else chosen,
        shallow,
        retained,
        distances,
        count,
        distance,
        shallow_sum,
        retained_sum,
        np.zeros(size, np.int64),
    )
    shown = np.flatnonzero(count)
    return Summary(shown, count[shown], distance[shown], shallow_sum[shown], retained_sum[shown])
