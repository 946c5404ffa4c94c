"""Requests about variables that functions hold.

`contexts {sort, filter: {text, unused}, start, count}` -> {total, unfiltered, known, rows}: the contexts, each with its
node row and with it
  scope           {function, script, start, end}: where its variables are declared, as far as the file tells
  names           those of its first variables, those that keep most first; `variable_total` of them in all
  unused_total    how many no function left can use
  closures        node rows of functions that hold it, `closure_total` in all, and the `location` of the first
The filter's text is looked for in the names of variables. `known` is as in `unused_variables`.
"""

import numpy as np

from heapglass.analysis.context_variables import variable_edges
from heapglass.analysis.edge_names import edge_names
from heapglass.analysis.following import Mask
from heapglass.analysis.ordering import order_by
from heapglass.analysis.retainers import edge_sources
from heapglass.kernels.engine import U32
from heapglass.nodes import Context
from heapglass.service.requests import Params, key_of, page, sort_of, text_wanted
from heapglass.service.rows import Row, location_row, node_rows, shorten
from heapglass.service.session import Session

MOST_CONTEXTS = 50
FIRST_NAMES = 6
FIRST_CLOSURES = 3


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
        edges = _unused_edges(session)
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


def contexts(session: Session, params: Params) -> Row:
    """The contexts that are left, those that keep most first unless told."""
    heap = session.heap
    sort, descending = sort_of(params, ("retained", "shallow", "distance"), "retained")
    wanted = params.get("filter") or {}
    unused = _unused_edges(session)

    def in_order() -> U32:
        found = heap.is_context.copy()
        text = text_wanted(wanted)
        if text is not None:
            held = np.flatnonzero(heap.snapshot.edge_type == heap.snapshot.header.edge_type_code("context"))
            held = held[text.in_strings(heap.snapshot.strings)[heap.snapshot.edge_name[held]]]
            found &= _sources_of(session, held.astype(np.uint32))
        if wanted.get("unused"):
            found &= _sources_of(session, unused)
        return session.sorted_nodes(np.flatnonzero(found).astype(np.uint32), sort, descending)

    order = session.order(("contexts", sort, descending, key_of(wanted)), in_order)
    shown = page(order, params)
    rows = [
        {"node": row} | _summary_of(session, Context(heap, ordinal), unused)
        for row, ordinal in zip(node_rows(heap, shown), shown.tolist(), strict=True)
    ]
    return {
        "total": order.size,
        "unfiltered": int(np.count_nonzero(heap.is_context)),
        "known": heap.variable_usage.edges.size,
        "rows": rows,
    }


def _summary_of(session: Session, context: Context, unused: U32) -> Row:
    """What a context holds, and who holds it."""
    heap, ordinal = session.heap, context.ordinal
    edges = variable_edges(heap.snapshot, ordinal)
    first = edges[order_by([(heap.retained_sizes[heap.snapshot.edge_to[edges]], True), (edges, False)])][:FIRST_NAMES]
    begin, end = np.searchsorted(unused, heap.snapshot.first_edge[ordinal : ordinal + 2]).tolist()
    _, sources = session.view.entering(ordinal)
    closures = sources[heap.snapshot.node_type[sources] == heap.snapshot.header.node_type_code("closure")]
    place = heap.node(int(closures[0])).location if closures.size else None
    return {
        "scope": _scope(context),
        "names": [name if isinstance(name, int) else shorten(name) for name in edge_names(heap.snapshot, first)],
        "variable_total": edges.size,
        "unused_total": end - begin,
        "closures": node_rows(heap, closures[:FIRST_CLOSURES]),
        "closure_total": closures.size,
        "location": None if place is None else location_row(place),
    }


def _unused_edges(session: Session) -> U32:
    """The edges by which contexts hold variables that no function left can use, ascending."""
    usage = session.heap.variable_usage
    return usage.edges[~usage.used]


def _sources_of(session: Session, edges: U32) -> Mask:
    """The nodes that edges come from."""
    found = np.zeros(session.heap.node_count, np.bool_)
    found[edge_sources(session.heap.snapshot, edges)] = True
    return found


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
