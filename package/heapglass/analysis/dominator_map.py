"""The largest nodes below one in the dominator tree: what a picture of it has room for."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.dominators import DominatorTree
from heapglass.analysis.grouping import count_in
from heapglass.kernels.engine import F64, I64, U32


@dataclass(slots=True)
class DominatorMap:
    """Columns over the chosen nodes, in preorder: `nodes` (uint32 ordinals), the top first; `parents` (int64) are the
    places of their dominators in `nodes`, -1 for the top; `levels` (int64) count from the top, which is at 0.
    """

    nodes: U32
    parents: I64
    levels: I64


def dominator_map(
    tree: DominatorTree,
    place: U32,
    retained: F64,
    top: int,
    depth: int,
    most: int,
    least: float,
    only: tuple[U32, int] | None = None,
) -> DominatorMap:
    """`top` and up to `most` nodes below it, at most `depth` levels down, that retain `least` bytes or more.

    With `only` = (class of each node, a class), of what the top itself dominates, nodes of that class and what is below
    them. `place` comes from `dominated.positions`.
    """
    begin = int(place[top])
    span = tree.preorder[begin : begin + int(tree.subtree[top])]
    at = np.arange(span.size, dtype=np.int64)
    # A node is as deep as there are subtrees that began before it, less those that have ended by then.
    ended = np.cumsum(count_in(at + tree.subtree[span], span.size + 1))[: span.size]
    levels = at - ended
    size = retained[span]
    fits = (levels > 0) & (levels <= depth) & (size >= least)
    if only is not None:
        of_node, wanted = only
        children = span[levels == 1]
        # Whichever child of the top came last is the one above.
        above = np.cumsum(levels == 1) - 1
        fits[1:] &= (of_node[children] == wanted)[above[1:]]
    candidates = np.flatnonzero(fits)
    chosen = np.concatenate([np.zeros(1, np.int64), candidates[_largest(size[candidates], most)]])
    dominators = place[tree.dominators[span[chosen]]].astype(np.int64) - begin
    parents = np.searchsorted(chosen, dominators).astype(np.int64)
    parents[0] = -1
    return DominatorMap(span[chosen], parents, levels[chosen])


def _largest(sizes: F64, most: int) -> I64:
    """Places of the `most` largest, in their order; of equal ones the first, so that no node comes without what is
    above it: that is at least as large, and before it.
    """
    if sizes.size <= most:
        return np.arange(sizes.size, dtype=np.int64)
    bound = np.partition(sizes, sizes.size - most)[sizes.size - most]
    above = sizes > bound
    equal = np.flatnonzero(sizes == bound)[: most - int(np.count_nonzero(above))]
    above[equal] = True
    return np.flatnonzero(above).astype(np.int64)
