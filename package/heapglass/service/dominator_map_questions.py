"""The request for pictures of the dominator tree.

`dominator_map {ordinal, depth, most, by_class}` -> {rows}: a node and the largest of what it dominates, `depth` levels
down, at most `most` nodes: rows {parent, kind, count, shallow, retained, node, class_row}, each after its `parent` (its
place in `rows`; -1 for the first). What is below a row, if anything, adds up to its `retained`. A row's `kind` is
  node   one node, in `node`
  class  with `by_class`, the `count` nodes of a class below a node, in `class_row`
  self   what the node itself takes
  rest   `count` nodes that are too small to be shown
With `class_index` the first row is a class below the node, and only that is shown.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from heapglass.analysis.dominator_map import dominator_map as choose
from heapglass.kernels.engine import U32
from heapglass.service.dominator_questions import children, classes_below
from heapglass.service.requests import Params, integer
from heapglass.service.rows import Row, class_rows, node_rows
from heapglass.service.session import Session

MOST_NODES = 500
DEEPEST = 8
LEAST_SHARE = 0.0005
"""Of the first row's bytes: smaller things could not be seen."""


@dataclass(slots=True)
class Rows:
    """The reply, as it grows."""

    rows: list[Row] = field(default_factory=list)

    def add(self, parent: int, kind: str, count: int, shallow: float, retained: float, **more: Any) -> int:
        """Its place."""
        row = {"parent": parent, "kind": kind, "count": count, "shallow": shallow, "retained": retained}
        self.rows.append(row | {"node": None, "class_row": None} | more)
        return len(self.rows) - 1


def dominator_map(session: Session, params: Params) -> Row:
    """What a treemap of the dominator tree shows."""
    heap, top = session.heap, session.node(params).ordinal
    depth = min(DEEPEST, max(1, int(params.get("depth", 3))))
    most = min(MOST_NODES, max(1, int(params.get("most", 300))))
    only = integer(params, "class_index", len(heap.classes.names)) if "class_index" in params else None
    retained = heap.retained_sizes
    total = float(retained[top])
    if only is not None:
        below = children(session, top)
        total = float(retained[below[heap.classes.of_node[below] == only]].sum())
    chosen = choose(
        heap.dominator_tree,
        heap.dominator_positions,
        retained,
        top,
        depth,
        most,
        LEAST_SHARE * total,
        None if only is None else (heap.classes.of_node, only),
    )
    nodes = node_rows(heap, chosen.nodes)
    class_of = heap.classes.of_node[chosen.nodes].tolist()
    below_of: list[list[int]] = [[] for _ in nodes]
    for at, parent in enumerate(chosen.parents.tolist()):
        if parent >= 0:
            below_of[parent].append(at)
    made = Rows()

    def add_node(parent: int, at: int) -> None:
        node = nodes[at]
        place = made.add(parent, "node", 1, node["shallow"], node["retained"], node=node)
        if not below_of[at]:
            return
        if params.get("by_class"):
            add_classes(place, at)
        else:
            add_below(place, below_of[at], children(session, node["ordinal"]).size, node["retained"] - node["shallow"])
        if node["shallow"] >= LEAST_SHARE * total:
            made.add(place, "self", 1, node["shallow"], node["shallow"])

    def add_below(place: int, shown: list[int], count: int, size: float) -> None:
        for inner in shown:
            add_node(place, inner)
        left = size - sum(nodes[inner]["retained"] for inner in shown)
        if count > len(shown) and left > 0:
            made.add(place, "rest", count - len(shown), 0, left)

    def add_classes(place: int, at: int) -> None:
        columns = classes_below(session, nodes[at]["ordinal"])
        large = np.flatnonzero(columns.retained >= LEAST_SHARE * total)
        large = large[np.argsort(-columns.retained[large], kind="stable")]
        for row in class_rows(session.heap, columns, large.astype(np.uint32)):
            add_class(place, row, [inner for inner in below_of[at] if class_of[inner] == row["class_index"]])
        count = int(columns.count.sum() - columns.count[large].sum())
        left = float(columns.retained.sum() - columns.retained[large].sum())
        if count and left > 0:
            made.add(place, "rest", count, 0, left)

    def add_class(place: int, row: Row, shown: list[int]) -> None:
        of_class = made.add(place, "class", row["count"], row["shallow"], row["retained"], class_row=row)
        if shown:
            add_below(of_class, shown, row["count"], row["retained"])

    if only is None:
        add_node(-1, 0)
    else:
        columns = classes_below(session, top)
        found: U32 = np.flatnonzero(columns.class_index == only).astype(np.uint32)
        for row in class_rows(session.heap, columns, found):
            add_class(-1, row, below_of[0])
    return {"rows": made.rows}
