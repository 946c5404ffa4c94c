"""The detached DOM nodes, and which of them keep the others."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.dominators import DominatorTree
from heapglass.analysis.following import Mask
from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.retainers_view import LONGEST_CHAIN, RetainersView
from heapglass.kernels.engine import U8, U32


@dataclass(slots=True)
class DetachedNodes:
    """`nodes` (uint32 ordinals, in file order) are all nodes that are detached; `top` marks those that no other
    detached node dominates: to let go of them lets go of all.
    """

    nodes: U32
    top: Mask


def detached_nodes(detachedness: U8, tree: DominatorTree) -> DetachedNodes:
    """List the detached nodes (rule 1)."""
    order = np.flatnonzero(detachedness[tree.preorder] == DETACHED)
    nodes = tree.preorder[order]
    ends = order + tree.subtree[nodes]
    # In preorder, a subtree is a run: a node is inside another's if it comes before the end of any earlier one.
    top = np.ones(nodes.size, np.bool_)
    if nodes.size:
        top[1:] = order[1:] >= np.maximum.accumulate(ends)[:-1]
    by_ordinal = np.argsort(nodes)
    return DetachedNodes(nodes[by_ordinal], top[by_ordinal])


def kept_from_outside(view: RetainersView, detachedness: U8, node: int) -> U32:
    """The edges from a detached node up to the nearest retainer that is not detached itself: what to look at in the
    program. Empty where there is none within reach.
    """
    edges = np.empty(LONGEST_CHAIN, np.uint32)
    for step in range(LONGEST_CHAIN):
        first = view.chain(node, 1)
        if first.size == 0:
            break
        edges[step] = first[0]
        node = int(edge_sources(view.snapshot, first)[0])
        if detachedness[node] != DETACHED:
            return edges[: step + 1]
    return edges[:0]
