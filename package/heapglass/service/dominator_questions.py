"""Requests about the dominator tree.

`dominated {ordinal, sort, start, count}` -> {total, rows}: the nodes that one dominates immediately; sort by
`retained`, `shallow`, `distance`, `id` or `name`. With `class_index` only those of a class.

`dominated_classes {ordinal, sort, start, count}` -> {total, rows}: the same by class, rows {class_index, key, name,
count, shallow, retained}; sort by `retained`, `shallow`, `count` or `name`.

`dominator_path {ordinal, start, count}` -> {total, rows}: the node, its dominator, and so on up to the root.
"""

import numpy as np

from heapglass.analysis.dominated import dominated as immediately_dominated
from heapglass.analysis.dominated import dominated_classes as classes_of
from heapglass.analysis.dominated import dominator_path as path_up
from heapglass.analysis.ordering import order_by, text_ranks
from heapglass.kernels.engine import U32
from heapglass.service.requests import Params, integer, page, sort_of
from heapglass.service.rows import Row, node_rows, shorten
from heapglass.service.session import Session
from heapglass.snapshot.strings import Strings


def dominated(session: Session, params: Params) -> Row:
    """What a node keeps alive by itself, one level down."""
    found, heap = session.node(params), session.heap
    sort, descending = sort_of(params, ("retained", "shallow", "distance", "id", "name"), "retained")
    chosen = integer(params, "class_index", len(heap.classes.names)) if "class_index" in params else -1

    def in_order() -> U32:
        nodes = immediately_dominated(heap.dominator_tree, heap.dominator_positions, found.ordinal)
        if chosen >= 0:
            nodes = nodes[heap.classes.of_node[nodes] == chosen]
        return session.sorted_nodes(nodes, sort, descending)

    order = session.order(("dominated", found.ordinal, chosen, sort, descending), in_order)
    return {"total": order.size, "rows": node_rows(heap, page(order, params))}


def dominated_classes(session: Session, params: Params) -> Row:
    """What a node keeps alive by itself, class by class."""
    found, heap = session.node(params), session.heap
    sort, descending = sort_of(params, ("retained", "shallow", "count", "name"), "retained")
    nodes = immediately_dominated(heap.dominator_tree, heap.dominator_positions, found.ordinal)
    columns = classes_of(nodes, heap.classes.of_node, heap.shallow_sizes, heap.retained_sizes)
    names = [heap.classes.names[c] for c in columns.class_index.tolist()]
    ranks = text_ranks(Strings.of(names), np.arange(len(names), dtype=np.uint32))
    by_name = sort == "name"
    first = (ranks, descending) if by_name else (getattr(columns, sort), descending)
    order = order_by([first, (ranks, False)])
    shown = page(order, params)
    rows = [
        {
            "class_index": index,
            "key": shorten(heap.classes.keys[index]),
            "name": shorten(heap.classes.names[index]),
            "count": count,
            "shallow": shallow,
            "retained": retained,
        }
        for index, count, shallow, retained in zip(
            columns.class_index[shown].tolist(),
            columns.count[shown].tolist(),
            columns.shallow[shown].tolist(),
            columns.retained[shown].tolist(),
            strict=True,
        )
    ]
    return {"total": order.size, "rows": rows}


def dominator_path(session: Session, params: Params) -> Row:
    """The chain of dominators above a node."""
    found, heap = session.node(params), session.heap
    order = session.order(("dominator_path", found.ordinal), lambda: path_up(heap.dominator_tree, found.ordinal))
    return {"total": order.size, "rows": node_rows(heap, page(order, params))}
