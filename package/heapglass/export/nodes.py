"""Nodes as JSON, under the names v8-profiler-rs gives its fields, with those it lacks."""

import json
from collections.abc import Iterator
from typing import Any

from heapglass.analysis.edge_names import edge_names
from heapglass.analysis.labels import labels
from heapglass.analysis.neighbourhood import Neighbourhood, neighbourhood
from heapglass.heap import Heap
from heapglass.kernels.engine import U32

BATCH = 2000
LONGEST_NAME = 4096  # bytes
SYSTEM_DISTANCE = 100_000_000


def exported(heap: Heap, nodes: U32, depth: int = 0, references: int | None = None) -> Iterator[bytes]:
    """A JSON array of the `nodes` (ordinals), and of what they lead to up to `depth` references away; piece by piece.

    `references`: how many of each node's edges are listed and followed, those to the largest retained sizes; None is
    all. Fields: see `rows`. ASCII only: a heap may hold lone surrogates, which no other encoding can carry.
    """
    found = neighbourhood(heap.snapshot, heap.retained_sizes, nodes, depth, references)
    separator = b"[\n"
    for begin in range(0, found.nodes.size, BATCH):
        for row in rows(heap, found, begin, begin + BATCH):
            yield separator + json.dumps(row, allow_nan=False, separators=(",", ":")).encode("ascii")
            separator = b",\n"
    yield b"[]\n" if separator == b"[\n" else b"\n]\n"


def rows(heap: Heap, found: Neighbourhood, begin: int, end: int) -> list[dict[str, Any]]:
    """The nodes from place `begin` up to `end`.

    As in v8-profiler-rs: `node_type`, `name`, `id`, `size` (its own, in bytes), `edge_count` (of all edges),
    `retained_size`, `pt` (retained by own size; null where that is 0), `edges` with `edge_type`, `to_node` (an id) and
    `name_or_index`, `source` (path:line:column, from 1; null where the file does not say), `constructor` (of objects),
    `percent` (of the heap, a number). Beside these: `shallow_size`, `class_name`, `distance` (null where nothing of the
    program's leads there), `detached`, and `level` (0 for the nodes that were asked for).
    """
    snapshot, made = heap.snapshot, heap.classes
    nodes = found.nodes[begin:end]
    edges = found.edges[int(found.first[begin]) : int(found.first[begin + nodes.size])]
    listed = [
        {"edge_type": snapshot.header.edge_types[kind], "to_node": to, "name_or_index": name}
        for kind, to, name in zip(
            snapshot.edge_type[edges].tolist(),
            heap.ids[snapshot.edge_to[edges]].tolist(),
            edge_names(snapshot, edges),
            strict=True,
        )
    ]
    firsts = (found.first[begin : begin + nodes.size + 1] - found.first[begin]).tolist()
    names = labels(snapshot, nodes, heap.renamed, LONGEST_NAME)
    total = heap.total_size
    result = []
    for at, node in enumerate(map(heap.node, nodes.tolist())):
        retained, own, place, distance = node.retained_size, node.self_size, node.location, node.distance
        where = None if place is None else place.script_name or f"script {place.script_id}"
        result.append(
            {
                "node_type": node.type,
                "name": names[at],
                "id": node.id,
                "size": own,
                "edge_count": node.edge_count,
                "retained_size": retained,
                "pt": retained / own if own else None,
                "edges": listed[firsts[at] : firsts[at + 1]],
                "source": None if place is None else f"{where}:{place.line + 1}:{place.column + 1}",
                "constructor": node.class_name if node.type == "object" else None,
                "percent": 100 * retained / total if total else 0,
                "shallow_size": node.shallow_size,
                "class_name": made.names[int(made.of_node[node.ordinal])],
                "distance": distance if 0 <= distance < SYSTEM_DISTANCE else None,
                "detached": node.detachedness == 2,
                "level": int(found.levels[begin + at]),
            }
        )
    return result
