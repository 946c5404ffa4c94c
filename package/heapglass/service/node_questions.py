"""Requests about one node: its facts, and what it refers to."""

import numpy as np

from heapglass.analysis.edge_order import references as shown_references
from heapglass.kernels.engine import U32
from heapglass.service.requests import MOST_ROWS, Params, page, reach, sort_of
from heapglass.service.rows import LONGEST_NAME, Row, edge_rows, location_row, node_rows, shorten
from heapglass.service.session import Session

LONGEST_FULL_NAME = 20_000
EDGE_SORTS = ("retained", "shallow", "distance", "name")


def node(session: Session, params: Params) -> Row:
    """Everything about one node. The place of an object is its constructor's, that of a closure its function's."""
    found = session.node(params)
    made_by = found.constructor
    shown = [found, found.dominator, *([] if made_by is None else [made_by])]
    row, dominator, *rest = node_rows(session.heap, np.array([each.ordinal for each in shown], np.uint32))
    place = found.location or (made_by.location if made_by else None)
    total = session.heap.total_size
    return row | {
        "name": shorten(found.name, LONGEST_FULL_NAME),
        "pt": row["retained"] / row["self_size"] if row["self_size"] else None,
        "percent": 100 * row["retained"] / total if total else 0,
        "constructor": shorten(found.class_name, LONGEST_NAME) if found.type == "object" else None,
        "constructor_node": rest[0] if rest else None,
        "location": None if place is None else location_row(place),
        "dominator": dominator,
    }


def nodes(session: Session, params: Params) -> Row:
    """The rows of some nodes, by their ordinals: what another snapshot says of this one."""
    asked = list(params["ordinals"])[:MOST_ROWS]
    return {
        "rows": node_rows(session.heap, np.array([session.heap.node(int(node)).ordinal for node in asked], np.uint32))
    }


def references(session: Session, params: Params) -> Row:
    """The edges of a node, sorted: by their names, or by what they lead to."""
    order = references_in_order(session, session.node(params).ordinal, params, reach(params))
    return {"total": order.size, "rows": edge_rows(session.heap, page(order, params), towards=True)}


def references_in_order(session: Session, ordinal: int, params: Params, first: int | None) -> U32:
    """The edges of a node as `params` want them sorted; only the `first` of them, if told, are sure to be in order."""
    heap = session.heap
    sort, descending = sort_of(params, EDGE_SORTS, "retained")

    def in_order() -> U32:
        edges = shown_references(heap.snapshot, ordinal)
        leads_to = heap.snapshot.edge_to[edges]
        all_or_first = edges.size if first is None else first
        return session.sorted_edges(edges, leads_to, heap.distances[leads_to], sort, descending, all_or_first)

    return session.order(("references", ordinal, sort, descending, first), in_order)
