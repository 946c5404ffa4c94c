"""Nodes and edges as rows for the page."""

from typing import Any

import numpy as np

from heapglass.analysis.dominated import DominatedClasses
from heapglass.analysis.edge_names import edge_names
from heapglass.analysis.labels import labels
from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.summary import Summary
from heapglass.heap import Heap
from heapglass.kernels.engine import U32
from heapglass.nodes import Location

LONGEST_NAME = 500
"""Longer names are cut in rows: a string's value may have megabytes."""
LONGEST_NAME_BYTES = 4 * LONGEST_NAME + 4

Row = dict[str, Any]


def shorten(name: str, longest: int = LONGEST_NAME) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"


def class_rows(heap: Heap, columns: Summary | DominatedClasses, shown: U32) -> list[Row]:
    """The classes at the places `shown` in `columns`. Sizes are bytes."""
    made = heap.classes
    return [
        {
            "class_index": index,
            "key": shorten(made.keys[index]),
            "name": shorten(made.names[index]),
            "count": count,
            "distance": distance,
            "shallow": shallow,
            "retained": retained,
        }
        for index, count, distance, shallow, retained in zip(
            columns.class_index[shown].tolist(),
            columns.count[shown].tolist(),
            columns.distance[shown].tolist(),
            columns.shallow[shown].tolist(),
            columns.retained[shown].tolist(),
            strict=True,
        )
    ]


def node_rows(heap: Heap, nodes: U32) -> list[Row]:
    """A row for each of `nodes` (ordinals). Sizes are bytes."""
    snapshot, made = heap.snapshot, heap.classes
    names = labels(snapshot, nodes, heap.renamed, LONGEST_NAME_BYTES)
    class_names = [made.names[c] for c in made.of_node[nodes].tolist()]
    columns = (
        nodes.tolist(),
        names.many(range(nodes.size)),
        heap.ids[nodes].tolist(),
        snapshot.node_type[nodes].tolist(),
        class_names,
        heap.distances[nodes].tolist(),
        heap.shallow_sizes[nodes].tolist(),
        heap.retained_sizes[nodes].tolist(),
        heap.self_sizes[nodes].tolist(),
        (snapshot.first_edge[nodes.astype(np.int64) + 1] - snapshot.first_edge[nodes]).tolist(),
        heap.detachedness[nodes].tolist(),
    )
    return [
        {
            "ordinal": ordinal,
            "id": node_id,
            "name": shorten(name),
            "type": snapshot.header.node_types[kind],
            "class_name": shorten(class_name),
            "distance": distance,
            "shallow": shallow,
            "retained": retained,
            "self_size": self_size,
            "edge_count": edge_count,
            "detachedness": detached,
        }
        for (
            ordinal,
            name,
            node_id,
            kind,
            class_name,
            distance,
            shallow,
            retained,
            self_size,
            edge_count,
            detached,
        ) in zip(*columns, strict=True)
    ]


def location_row(place: Location) -> Row:
    """A place in the source; lines and columns count from 1."""
    return {
        "script_id": place.script_id,
        "script_name": place.script_name,
        "line": place.line + 1,
        "column": place.column + 1,
    }


def edge_rows(heap: Heap, edges: U32, towards: bool) -> list[Row]:
    """A row for each of `edges`, with the node it leads to, or (`towards` false) the node it comes from."""
    snapshot = heap.snapshot
    nodes = snapshot.edge_to[edges] if towards else edge_sources(snapshot, edges)
    return [
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
            node_rows(heap, nodes),
            strict=True,
        )
    ]
