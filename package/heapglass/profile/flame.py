"""As much of a call tree as a picture of it can show."""

from heapq import heappop, heappush

from heapglass.profile.calltree import CallTree
from heapglass.profile.rows import Row, node_row

MOST = 1500


def flame(tree: CallTree, root: int, most: int, least: float) -> list[Row]:
    """The largest nodes below `root`, and it itself first: {…, parent: the place of its caller among the rows, or -1,
    depth, start: bytes to the left of it}.

    Those that have less than `least` (a share of the root's total) are left out. Siblings go by size.
    Raises IndexError.
    """
    if not 0 <= root < tree.parents.size:
        raise IndexError(root)
    total = tree.total[0]
    smallest = max(least * float(total[root]), 1e-9)
    rows: list[Row] = []
    waiting = [(-float(total[root]), root, -1, 0, 0.0)]
    while waiting and len(rows) < min(most, MOST):
        size, node, parent, depth, start = heappop(waiting)
        at = len(rows)
        rows.append({**node_row(tree, node), "parent": parent, "depth": depth, "start": start})
        children = tree.children(node)
        for child in children[(-total[children]).argsort(kind="stable")]:
            if total[child] < smallest:
                break
            heappush(waiting, (-float(total[child]), int(child), at, depth + 1, start))
            start += float(total[child])
        del size
    return rows
