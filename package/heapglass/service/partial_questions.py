"""Requests about what can be read of a file that was cut short, where the usual ones fail (`partial`).

`info.partial` is null for a whole file, else {section, offset, node_count, edge_count (of the whole file; -1: not
known), dropped_edges, missing_names, sound}. If `sound`, every other request answers as of the whole file.

`readable_classes {sort, filter: {text}, start, count}` -> {total, unfiltered, rows: [{class_index, name, count,
self_size}]}, by `self_size`, `count` or `name`.

`readable_nodes {class_index, sort, start, count}` -> {total, rows: [{ordinal, id, name, type, self_size, edge_count}]},
by `self_size` or `id`.

`readable_edges {ordinal, towards, start, count}` -> {total, rows: [{edge, edge_type, name_or_index, node}]}: what the
node refers to, or (`towards` false) what refers to it, as far as it can be read; in the order of the file.
"""

from typing import Any

import numpy as np

from heapglass.analysis.edge_names import edge_names
from heapglass.analysis.ordering import order_by
from heapglass.analysis.retainers import edge_sources
from heapglass.heap import Heap
from heapglass.kernels.engine import U32
from heapglass.service.requests import Params, integer, key_of, page, sort_of, text_wanted
from heapglass.service.rows import Row, shorten
from heapglass.service.session import Session


def partial(heap: Heap) -> Row | None:
    """What is missing."""
    cut = heap.cut
    if cut is None:
        return None
    return {
        "section": cut.section,
        "offset": cut.offset,
        "node_count": cut.node_count,
        "edge_count": cut.edge_count,
        "dropped_edges": cut.dropped_edges,
        "missing_names": cut.missing_names,
        "sound": cut.sound,
    }


def total_size(heap: Heap) -> int:
    """Bytes of the whole heap; of a part, of the nodes that can be read."""
    if heap.cut is None or heap.cut.sound:
        return heap.total_size
    return int(heap.self_sizes.sum(dtype=np.float64))


def readable_classes(session: Session, params: Params) -> Row:
    """Kinds of nodes, with counts and self sizes."""
    found = session.heap.readable_classes
    sort, descending = sort_of(params, ("self_size", "count", "name"), "self_size")
    wanted = params.get("filter") or {}

    def in_order() -> U32:
        everything = np.arange(len(found.names), dtype=np.uint32)
        rank = np.empty(everything.size, np.int64)
        rank[sorted(range(everything.size), key=found.names.__getitem__)] = everything
        order = order_by([(rank if sort == "name" else getattr(found, sort), descending), (rank, False)])
        text = text_wanted(wanted)
        return order if text is None else order[text.in_texts(found.names)[order]]

    order = session.order(("readable", sort, descending, key_of(wanted)), in_order)
    shown = page(order, params)
    rows = [
        {"class_index": index, "name": shorten(found.names[index]), "count": count, "self_size": size}
        for index, count, size in zip(
            shown.tolist(), found.count[shown].tolist(), found.self_size[shown].tolist(), strict=True
        )
    ]
    return {"total": order.size, "unfiltered": len(found.names), "rows": rows}


def readable_nodes(session: Session, params: Params) -> Row:
    """The nodes of a kind."""
    found = session.heap.readable_classes
    index = integer(params, "class_index", len(found.names))
    sort, descending = sort_of(params, ("self_size", "id"), "self_size")

    def in_order() -> U32:
        nodes = np.flatnonzero(found.of_node == index).astype(np.uint32)
        column = session.heap.self_sizes if sort == "self_size" else session.heap.ids
        return nodes[order_by([(column[nodes], descending), (session.heap.ids[nodes], False)])]

    order = session.order(("readable nodes", index, sort, descending), in_order)
    return {"total": order.size, "rows": _rows(session.heap, page(order, params))}


def readable_edges(session: Session, params: Params) -> Row:
    """Edges of a node, out of it or into it."""
    heap, snapshot = session.heap, session.heap.snapshot
    node, towards = session.node(params).ordinal, bool(params.get("towards", True))
    if towards:
        every: U32 = np.arange(int(snapshot.first_edge[node]), int(snapshot.first_edge[node + 1]), dtype=np.uint32)
    else:
        every = heap.retainer_index.entering(node)
    edges = page(every, params)
    ends = snapshot.edge_to[edges] if towards else edge_sources(snapshot, edges)
    rows = [
        {
            "edge": edge,
            "edge_type": snapshot.header.edge_types[kind],
            "name_or_index": name if isinstance(name, int) else shorten(name),
            "node": row,
        }
        for edge, kind, name, row in zip(
            edges.tolist(),
            snapshot.edge_type[edges].tolist(),
            edge_names(snapshot, edges),
            _rows(heap, ends),
            strict=True,
        )
    ]
    return {"total": every.size, "rows": rows}


def _rows(heap: Heap, nodes: U32) -> list[dict[str, Any]]:
    snapshot = heap.snapshot
    edge_counts = snapshot.first_edge[nodes.astype(np.int64) + 1] - snapshot.first_edge[nodes]
    return [
        {
            "ordinal": ordinal,
            "id": node_id,
            "name": shorten(snapshot.strings[name]),
            "type": snapshot.header.node_types[kind],
            "self_size": self_size,
            "edge_count": edge_count,
        }
        for ordinal, node_id, name, kind, self_size, edge_count in zip(
            nodes.tolist(),
            heap.ids[nodes].tolist(),
            snapshot.node_name[nodes].tolist(),
            snapshot.node_type[nodes].tolist(),
            heap.self_sizes[nodes].tolist(),
            edge_counts.tolist(),
            strict=True,
        )
    ]
