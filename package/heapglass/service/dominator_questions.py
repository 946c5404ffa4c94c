"""Requests about the dominator tree.

`dominated {ordinal, sort, start, count}` -> {total, rows}: the nodes that one dominates immediately; sort by
`retained`, `shallow`, `distance`, `id` or `name`. With `class_index` only those of a class.

`dominated_classes {ordinal, sort, start, count}` -> {total, rows}: the same by class, class rows as the Summary's, but
of these nodes only; sort by `retained`, `shallow`, `distance`, `count` or `name`.

`dominator_path {ordinal, start, count}` -> {total, rows}: the node, its dominator, and so on up to the root.

`dominator_places {ordinal, sort, by_class}` -> {places}: where to find the node in a tree of these lists: the place
below the root, in that the next place, and so on. `by_class` says that nodes are below their classes, and
`class_sort` how these are sorted.
"""

from itertools import pairwise

import numpy as np

from heapglass.analysis.dominated import DominatedClasses
from heapglass.analysis.dominated import dominated as immediately_dominated
from heapglass.analysis.dominated import dominated_classes as classes_of
from heapglass.analysis.dominated import dominator_path as path_up
from heapglass.analysis.ordering import order_by, text_ranks
from heapglass.kernels.engine import U32
from heapglass.service.requests import Params, integer, page, sort_of
from heapglass.service.rows import Row, class_rows, node_rows
from heapglass.service.session import Session
from heapglass.snapshot.strings import Strings

NODE_SORTS = ("retained", "shallow", "distance", "id", "name")
CLASS_SORTS = ("retained", "shallow", "distance", "count", "name")
DEEPEST_PLACE = 200
"""A tree that is open so many levels down has nothing left to show."""


def dominated(session: Session, params: Params) -> Row:
    """What a node keeps alive by itself, one level down."""
    chosen = integer(params, "class_index", len(session.heap.classes.names)) if "class_index" in params else -1
    order = _nodes_in_order(session, session.node(params).ordinal, params, chosen)
    return {"total": order.size, "rows": node_rows(session.heap, page(order, params))}


def dominated_classes(session: Session, params: Params) -> Row:
    """What a node keeps alive by itself, class by class."""
    columns = classes_below(session, session.node(params).ordinal)
    order = _classes_in_order(session, columns, params)
    shown = page(order, params)
    return {"total": order.size, "rows": class_rows(session.heap, columns, shown)}


def dominator_path(session: Session, params: Params) -> Row:
    """The chain of dominators above a node."""
    order = _path(session, session.node(params).ordinal)
    return {"total": order.size, "rows": node_rows(session.heap, page(order, params))}


def dominator_places(session: Session, params: Params) -> Row:
    """How to walk down to a node."""
    heap = session.heap
    by_class = bool(params.get("by_class"))
    path = _path(session, session.node(params).ordinal)[::-1][: DEEPEST_PLACE + 1].tolist()
    places: list[int] = []
    for above, below in pairwise(path):
        chosen = -1
        if by_class:
            chosen = int(heap.classes.of_node[below])
            columns = classes_below(session, above)
            order = _classes_in_order(session, columns, {"sort": params.get("class_sort")})
            places.append(int(np.flatnonzero(columns.class_index[order] == chosen)[0]))
        order = _nodes_in_order(session, above, params, chosen)
        places.append(int(np.flatnonzero(order == below)[0]))
    return {"places": places}


def children(session: Session, ordinal: int) -> U32:
    """The nodes that one dominates immediately, in no order."""
    heap = session.heap
    return immediately_dominated(heap.dominator_tree, heap.dominator_positions, ordinal)


def classes_below(session: Session, ordinal: int) -> DominatedClasses:
    """The classes of these."""
    heap = session.heap
    columns = (heap.classes.of_node, heap.distances, heap.shallow_sizes, heap.retained_sizes)
    return classes_of(children(session, ordinal), *columns)


def _path(session: Session, ordinal: int) -> U32:
    return session.order(("dominator_path", ordinal), lambda: path_up(session.heap.dominator_tree, ordinal))


def _nodes_in_order(session: Session, ordinal: int, params: Params, class_index: int) -> U32:
    """The nodes that one dominates immediately; those of a class, unless that is -1."""
    sort, descending = sort_of(params, NODE_SORTS, "retained")

    def in_order() -> U32:
        nodes = children(session, ordinal)
        if class_index >= 0:
            nodes = nodes[session.heap.classes.of_node[nodes] == class_index]
        return session.sorted_nodes(nodes, sort, descending)

    return session.order(("dominated", ordinal, class_index, sort, descending), in_order)


def _classes_in_order(session: Session, columns: DominatedClasses, params: Params) -> U32:
    """Places in the columns."""
    sort, descending = sort_of(params, CLASS_SORTS, "retained")
    names = [session.heap.classes.names[c] for c in columns.class_index.tolist()]
    ranks = text_ranks(Strings.of(names), np.arange(len(names), dtype=np.uint32))
    first = (ranks, descending) if sort == "name" else (getattr(columns, sort), descending)
    return order_by([first, (ranks, False)])
