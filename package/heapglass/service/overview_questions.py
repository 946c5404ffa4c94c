"""Requests about the heap as a whole: what its memory goes to, its native contexts, its detached DOM nodes.

`distances {buckets}` -> {rows, system, unreached}: nodes by how many references away from the roots they are, rows
{first, last, count, shallow} in at most `buckets` spans of distances; `system` and `unreached` are {count, shallow} of
what only the runtime's roots lead to, and of what nothing does.
"""

from dataclasses import asdict

import numpy as np

from heapglass.analysis.detached import kept_from_outside
from heapglass.analysis.distance_histogram import distance_histogram
from heapglass.kernels.engine import U32
from heapglass.service.requests import Params, page, sort_of
from heapglass.service.rows import Row, edge_rows, node_rows
from heapglass.service.session import Session

MOST_BUCKETS = 1000


def statistics(session: Session, _: Params) -> Row:
    """Sizes by kind, in bytes (see `analysis.statistics`)."""
    return asdict(session.heap.statistics)


def native_contexts(session: Session, _: Params) -> Row:
    """How much belongs to each native context, to several, and to none, in bytes."""
    made = session.heap.native_contexts
    nodes = node_rows(session.heap, made.contexts.astype(np.uint32))
    return {
        "contexts": [{"node": node, "size": size} for node, size in zip(nodes, made.sizes.tolist(), strict=True)],
        "shared": made.shared,
        "unowned": made.unowned,
    }


def distances(session: Session, params: Params) -> Row:
    """How much lies how far away from the roots."""
    buckets = min(MOST_BUCKETS, max(1, int(params.get("buckets", 100))))
    made = distance_histogram(session.heap.distances, session.heap.shallow_sizes, buckets)
    return {
        "rows": [
            {"first": first, "last": first + made.width - 1, "count": count, "shallow": shallow}
            for first, count, shallow in zip(
                made.first.tolist(), made.count.tolist(), made.shallow.tolist(), strict=True
            )
            if count
        ],
        "system": asdict(made.system),
        "unreached": asdict(made.unreached),
    }


def detached(session: Session, params: Params) -> Row:
    """The detached DOM nodes, sorted; `top` tells those that no other one keeps. `top_only` asks for these alone.
    `all` counts all of them, `top_total` those; what they keep is `retained`.

    `kept_by` is the nearest retainer that is not detached, as an edge row, and `through` how many edges lead to it.
    """
    found = session.heap.detached_nodes
    sort, descending = sort_of(params, ("retained", "shallow", "distance", "id", "name"), "retained")
    top_only = bool(params.get("top_only"))

    def in_order() -> U32:
        return session.sorted_nodes(found.nodes[found.top] if top_only else found.nodes, sort, descending)

    order = session.order(("detached", sort, descending, top_only), in_order)
    shown = page(order, params)
    top = found.top[np.searchsorted(found.nodes, shown)].tolist()
    ways = [kept_from_outside(session.view, session.heap.detachedness, node) for node in shown.tolist()]
    outside = edge_rows(session.heap, np.array([way[-1] for way in ways if way.size], np.uint32), towards=False)
    keepers = iter(outside)
    rows = [
        row | {"top": is_top, "kept_by": next(keepers) if way.size else None, "through": way.size}
        for row, is_top, way in zip(node_rows(session.heap, shown), top, ways, strict=True)
    ]
    tops = found.nodes[found.top]
    kept = float(session.heap.retained_sizes[tops].sum())
    return {"total": order.size, "all": found.nodes.size, "top_total": tops.size, "retained": kept, "rows": rows}
