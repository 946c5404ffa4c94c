"""Makes the first snapshot open as fast as the second.

A browser compiles WebAssembly twice: at once and badly, then well, in the background, for what has run often. A loop
that is entered once, as most kernels are for a snapshot, would run to its end in the bad version: half as fast. So
while nobody waits, every kernel works on a small made-up heap until its good version is there.
"""

import gzip
import io
import json
from functools import cache
from typing import Any

import numpy as np

from heapglass.heap import open_heap
from heapglass.service.questions import answer
from heapglass.service.session import Session

NODES = 8_000
EDGES_PER_NODE = 6
ROOT_EDGES = 200
NODE_TYPES = (
    *("hidden", "array", "string", "object", "code", "closure", "regexp", "number", "native", "synthetic"),
    *("concatenated string", "sliced string", "symbol", "bigint", "object shape"),
)
EDGE_TYPES = ("context", "element", "property", "internal", "hidden", "shortcut", "weak")
NAMED = ("", "Object", "system / Context", "(map descriptors)", "a\\u00e9\\n", "Session", "Map", "<div id=1>")
WORDS = ("map", "native_context", "system / NativeContext", "Array", "elements", "first", "second", "truncated")
STRINGS = (*NAMED, *WORDS, *(f"name number {i}" for i in range(292)))
META: dict[str, list[Any]] = {
    "node_fields": ["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"],
    "node_types": [NODE_TYPES, "string", "number", "number", "number", "number", "number"],
    "edge_fields": ["type", "name_or_index", "to_node"],
    "edge_types": [EDGE_TYPES, "string_or_number", "node"],
    "location_fields": ["object_index", "script_id", "line", "column"],
}
VIEWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("statistics", {}),
    ("native_contexts", {}),
    ("duplicate_strings", {"count": 1}),
    ("detached", {"count": 1}),
    ("search", {"text": "session", "count": 1}),
    *(("summary", {"filter": {"kind": kind}, "count": 1}) for kind in ("contexts", "console", "event_handlers")),
)


def warm_up() -> None:
    """One round: read a made-up heap and ask what the first views ask. A few hundredths of a second."""
    for text in made_up_heap():
        session = Session(open_heap(io.BytesIO(text)), "made up")
        answer(session, "summary", {"count": 50})
        answer(session, "retainers", {"ordinal": 1, "count": 50})
        answer(session, "references", {"ordinal": 0, "count": 50})
    for method, params in VIEWS:
        answer(session, method, params)
    _ = open_heap(io.BytesIO(saved_heap())).retained_sizes


@cache
def saved_heap() -> bytes:
    """The made-up heap as a saved analysis."""
    return b"".join(open_heap(io.BytesIO(made_up_heap()[0])).saved())


@cache
def made_up_heap() -> tuple[bytes, bytes]:
    """A valid snapshot of NODES nodes, plain and gzip, with something of everything; the same every time."""
    width = len(META["node_fields"])
    node = np.arange(NODES, dtype=np.int64)
    mixed = _scatter(node)
    kinds = np.array([0, 1, 2, 3, 3, 3, 4, 5, 8, 14])[mixed % 10]
    edge_counts = np.full(NODES, EDGES_PER_NODE)
    edge_counts[0] = ROOT_EDGES
    kinds[0] = 9
    names = _scatter(mixed) % len(STRINGS)
    names[kinds == 3] %= len(NAMED)
    rows = np.stack(
        [kinds, names, 2 * node + 1, 8 * (mixed % 9), edge_counts, node * 0, np.where(kinds == 8, mixed % 3, 0)], 1
    )
    edge = np.arange(int(edge_counts.sum()), dtype=np.int64)
    mixed = _scatter(edge + NODES)
    edge_kinds = np.array([0, 1, 2, 2, 2, 3, 3, 4])[mixed % 8]
    edge_kinds[:ROOT_EDGES] = np.where(edge[:ROOT_EDGES] % 2, 1, 5)
    edges = np.stack([edge_kinds, _scatter(mixed) % len(STRINGS), _scatter(mixed + 7) % NODES * width], 1)
    objects = node[kinds == 3]
    places = np.stack([objects * width, objects % 7, objects % 90, objects % 11], 1)
    text = (
        '{"snapshot":'
        + json.dumps({"meta": META, "node_count": NODES, "edge_count": edge.size})
        + f',"nodes":{_numbers(rows)},"edges":{_numbers(edges)},"locations":{_numbers(places)}'
        + ',"strings":['
        + ",".join(f'"{name}"' for name in STRINGS)
        + "]}"
    ).encode()
    return text, gzip.compress(text, 1, mtime=0)


def _numbers(rows: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> str:
    return json.dumps(rows.ravel().tolist(), separators=(",", ":"))


def _scatter(values: np.ndarray[tuple[int], np.dtype[np.int64]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Numbers that look random (numpy.random is not in the browser's numpy): Knuth's multiplicative hash."""
    scattered: np.ndarray[tuple[int], np.dtype[np.int64]] = (values + 1) * 2654435761 % (1 << 32) >> 7
    return scattered
