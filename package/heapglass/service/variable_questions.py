"""Requests about variables that functions hold."""

import numpy as np

from heapglass.analysis.context_variables import variable_edges
from heapglass.analysis.edge_names import edge_names
from heapglass.analysis.ordering import order_by
from heapglass.analysis.retainers import edge_sources
from heapglass.kernels.engine import U32
from heapglass.nodes import Context
from heapglass.service.requests import Params, page
from heapglass.service.rows import Row, node_rows, shorten
from heapglass.service.session import Session

MOST_CONTEXTS = 50


def variables(session: Session, params: Params) -> Row:
    """The contexts that a closure sees, from the inside out, each with its variables, those that keep most first.

    `used` tells whether any function left can still use one; it is null where the file does not say. `start`, `count`
    page through the variables of each; the rest of one's can be had by asking for that context.
    """
    contexts = session.node(params).contexts
    return {
        "total": len(contexts),
        "contexts": [_context(session, context, params) for context in contexts[:MOST_CONTEXTS]],
    }


def unused_variables(session: Session, params: Params) -> Row:
    """Variables that are held but that no function left can use, those that keep most first.

    `known` counts the variables of which the file says whether they are used: none, where it has no scopes.
    """
    heap = session.heap
    usage = heap.variable_usage

    def in_order() -> U32:
        edges = usage.edges[~usage.used]
        return edges[order_by([(heap.retained_sizes[heap.snapshot.edge_to[edges]], True), (edges, False)])]

    order = session.order(("unused_variables",), in_order)
    edges = page(order, params)
    sources = edge_sources(heap.snapshot, edges)
    rows = [
        variable | {"context": context, "scope": _scope(Context(heap, source))}
        for variable, context, source in zip(
            _variables(session, edges), node_rows(heap, sources), sources.tolist(), strict=True
        )
    ]
    return {"total": order.size, "known": usage.edges.size, "rows": rows}


def _context(session: Session, context: Context, params: Params) -> Row:
    heap = session.heap
    edges = variable_edges(heap.snapshot, context.ordinal)
    order = edges[order_by([(heap.retained_sizes[heap.snapshot.edge_to[edges]], True), (edges, False)])]
    return {
        "node": node_rows(session.heap, np.array([context.ordinal], np.uint32))[0],
        "scope": _scope(context),
        "variable_total": edges.size,
        "variables": _variables(session, page(order, params)),
    }


def _scope(context: Context) -> Row:
    scope = context.scope
    return {
        "function": None if scope.function is None else shorten(scope.function),
        "script": None if scope.script is None else shorten(scope.script),
        "start": scope.start,
        "end": scope.end,
    }


def _variables(session: Session, edges: U32) -> list[Row]:
    heap = session.heap
    return [
        {
            "edge": edge,
            "name": name if isinstance(name, int) else shorten(name),
            "node": node,
            "used": heap.variable_usage.of(edge),
        }
        for edge, name, node in zip(
            edges.tolist(), edge_names(heap.snapshot, edges), node_rows(heap, heap.snapshot.edge_to[edges]), strict=True
        )
    ]
