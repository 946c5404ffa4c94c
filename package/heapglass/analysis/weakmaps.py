"""WeakMap entries: V8 writes each as two edges to the value, one from the table, one from the key."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.kernels.edge_rules import find_named_edges
from heapglass.kernels.engine import I32, U8, U32
from heapglass.kernels.names import parse_weakmap_names
from heapglass.snapshot import Snapshot

LITERAL = np.array(list(b" / part of key ("), np.uint8)
MIDDLE = np.array(list(b") -> value ("), np.uint8)
ENDING = np.array(list(b" pair in WeakMap (table @"), np.uint8)
ROOM = 1 << 16
"""Edges there is room for at first: more make looking through all of them twice."""


@dataclass(slots=True)
class WeakMapEdges:
    """The edges of WeakMap entries.

    `edges` are their ordinals (uint32), `from_table` tells which come from the table itself, and `pair_of_string`
    (int32, an entry a string, or empty where there are none) numbers the pairs by the edges' names.
    """

    edges: U32
    from_table: np.ndarray[tuple[int], np.dtype[np.bool_]]
    pair_of_string: I32
    pair_count: int


def weakmap_edges(snapshot: Snapshot) -> WeakMapEdges:
    """All edges that are half of a WeakMap entry, known by their names (DevTools `tryParseWeakMapEdgeName`)."""
    none = WeakMapEdges(np.empty(0, np.uint32), np.empty(0, np.bool_), np.empty(0, np.int32), 0)
    strings = snapshot.strings
    room = 1024
    while True:
        found = np.empty(room, np.uint32)
        tables = np.empty(room, np.int32)
        pairs = np.empty(room, np.uint64)
        count = parse_weakmap_names(strings.bytes, strings.offsets, LITERAL, MIDDLE, ENDING, tables, pairs, found)
        if count <= room:
            break
        room = count
    if count == 0:
        return none
    found, tables, pairs = found[:count], tables[:count], pairs[:count]
    pair_of, pair_firsts = group(pairs.copy())
    pair_of_string = np.full(len(strings), -1, np.int32)
    pair_of_string[found] = pair_of
    table_of_string = np.full(len(strings), -1, np.int64)
    table_of_string[found] = tables

    named = np.zeros(len(strings), np.uint8)
    named[found] = 1
    edges = find_all(snapshot, named)
    names = snapshot.edge_name[edges]
    sources = np.searchsorted(snapshot.first_edge, edges, side="right") - 1
    from_table = snapshot.node_id[sources] == table_of_string[names]
    return WeakMapEdges(edges, from_table, pair_of_string, pair_firsts.size)


def find_all(snapshot: Snapshot, named: U8) -> U32:
    """The internal edges whose names are marked in `named` (uint8, an entry a string)."""
    internal = snapshot.header.edge_type_code("internal")
    found = np.empty(ROOM, np.uint32)
    while True:
        count = find_named_edges(snapshot.edge_type, snapshot.edge_name, internal, named, found)
        if count <= found.size:
            return found[:count].copy()
        found = np.empty(count, np.uint32)
