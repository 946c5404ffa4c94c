"""The dominator tree, and what each node retains."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.edge_rules import EdgeRules
from heapglass.kernels.dominators import (
    UNSEEN,
    fill_predecessors,
    lay_out_dominator_tree,
    number_depth_first,
    semi_nca,
    sum_retained_sizes,
)
from heapglass.kernels.engine import F64, U32
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class DominatorTree:
    """`dominators` (uint32): the immediate dominator of each node, by ordinal; the root's is itself.

    `preorder` (uint32) lists all nodes depth first, `subtree` (uint32) counts the nodes that a node dominates,
    itself included: the subtree of the node at position p is `preorder[p : p + subtree[preorder[p]]]`.
    """

    dominators: U32
    preorder: U32
    subtree: U32


def dominator_tree(snapshot: Snapshot, rules: EdgeRules) -> DominatorTree:
    """Immediate dominators by essential edges (rule 5; semi-NCA).

    A node that no essential edge enters, and a node that is not reached at all, has the root as dominator.
    """
    count = snapshot.node_count
    root = snapshot.header.root
    # The six arrays of a number a node are all there is besides the predecessors: here memory is at its peak.
    number = np.full(count, UNSEEN, np.uint32)
    order = np.empty(count, np.uint32)
    parent = np.empty(count, np.uint32)
    first = np.zeros(count + 1, np.uint32)
    scratch = np.empty(count, np.uint32)
    more_scratch = np.empty(count, np.uint32)
    reached = number_depth_first(
        snapshot.first_edge,
        snapshot.edge_to,
        rules.flags,
        rules.entered,
        root,
        number,
        order,
        parent,
        first,
        scratch,
        more_scratch,
    )
    predecessors = np.empty(int(first.sum(dtype=np.int64)), np.uint32)
    fill_predecessors(snapshot.first_edge, snapshot.edge_to, rules.flags, number, order, reached, first, predecessors)
    semi_nca(reached, parent, first, predecessors, scratch, more_scratch, number)
    del predecessors
    dominators, subtree, place, preorder = scratch, more_scratch, first[:count], number
    lay_out_dominator_tree(reached, order, parent, root, dominators, subtree, place, preorder)
    return DominatorTree(dominators, preorder, subtree)


def retained_sizes(tree: DominatorTree, shallow: F64) -> F64:
    """Retained size of each node in bytes (float64): the shallow sizes of all it dominates, and its own."""
    retained = shallow.copy()
    sum_retained_sizes(tree.preorder, tree.dominators, retained)
    return retained
