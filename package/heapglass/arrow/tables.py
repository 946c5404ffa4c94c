"""A heap as three tables for other programs: Arrow batches of bounded size, made of columns, never of Python rows.

Needs pyarrow (`pip install heapglass[data]`). NODES, EDGES and STRINGS tell what is in the tables.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from heapglass.analysis.code_owners import OWNERS
from heapglass.analysis.labels import labels
from heapglass.analysis.retainers import edge_sources
from heapglass.arrow.text import Dictionary, text_array
from heapglass.heap import Heap
from heapglass.snapshot.schema import NUMBERED_EDGES
from heapglass.snapshot.strings import Strings

ROWS = 1 << 16
"""Rows of a batch, if they have no longer texts than usual."""
TEXT = 32 << 20
"""Bytes of text in a batch of strings; a string that is longer has a batch for itself."""
LONGEST_NAME = 4096  # bytes
SYSTEM_DISTANCE = 100_000_000
STATES = ("unknown", "attached", "detached")

Column = np.ndarray[tuple[int], np.dtype[Any]]


def _kinds() -> pa.DataType:
    return pa.dictionary(pa.uint32(), pa.string())


NODES = pa.schema(
    [
        ("ordinal", pa.uint32()),  # the node's place in the file: what edges and `dominator` name nodes by
        ("id", pa.int64()),  # what DevTools shows as @id
        ("type", _kinds()),
        ("name", pa.string()),  # as DevTools shows it, cut after 4096 bytes
        ("class_name", _kinds()),
        ("self_size", pa.int64()),
        ("shallow_size", pa.int64()),
        ("retained_size", pa.int64()),
        ("distance", pa.int32()),  # null where nothing of the program's leads there
        ("dominator", pa.uint32()),  # null for the root
        ("edge_count", pa.uint32()),
        ("detachedness", _kinds()),
        ("owner", _kinds()),  # whose code made it: the program's, a library's, the runtime's, the engine's
        ("script_id", pa.uint32()),
        ("script", _kinds()),  # its name, where the file tells
        ("line", pa.uint32()),  # from 0, as in the file
        ("column", pa.uint32()),
    ]
)
EDGES = pa.schema(
    [
        ("from_node", pa.uint32()),
        ("to_node", pa.uint32()),
        ("type", _kinds()),
        ("name", pa.string()),  # null for elements and hidden edges, which have an index
        ("index", pa.uint32()),
    ]
)
STRINGS = pa.schema([("index", pa.uint32()), ("bytes", pa.uint32()), ("text", pa.string())])


def node_batches(heap: Heap) -> Iterator[pa.RecordBatch]:
    """The nodes, in file order (see NODES)."""
    snapshot, classes, places = heap.snapshot, heap.classes, heap.locations
    detachedness, owners = heap.detachedness, heap.code_owners
    types, class_names = Dictionary(snapshot.header.node_types), Dictionary(classes.names)
    states, owner_names = Dictionary(STATES), Dictionary(OWNERS)
    ids = np.array(sorted(heap.script_names), np.int64)
    scripts = Dictionary(heap.script_names[script] for script in ids.tolist())
    for begin in range(0, heap.node_count, ROWS):
        shown = slice(begin, min(begin + ROWS, heap.node_count))
        nodes = np.arange(shown.start, shown.stop, dtype=np.uint32)
        distances, dominators = heap.distances[shown], heap.dominators[shown]
        place = places.row_of_node[shown]
        nowhere = place < 0
        row = np.where(nowhere, 0, place)
        script, line, column = (_at(each, row) for each in (places.script, places.line, places.column))
        known = np.searchsorted(ids, script)
        unnamed = nowhere | (_at(ids, np.minimum(known, ids.size - 1)) != script)
        yield _batch(
            NODES,
            nodes,
            heap.ids[shown],
            types.array(snapshot.node_type[shown]),
            text_array(labels(snapshot, nodes, heap.renamed, LONGEST_NAME)),
            class_names.array(classes.of_node[shown]),
            heap.self_sizes[shown],
            heap.shallow_sizes[shown],
            heap.retained_sizes[shown],
            pa.array(distances, mask=(distances < 0) | (distances >= SYSTEM_DISTANCE)),
            pa.array(dominators, mask=nodes == snapshot.header.root),
            np.diff(snapshot.first_edge[shown.start : shown.stop + 1]),
            states.array(detachedness[shown]),
            owner_names.array(owners[shown]),
            pa.array(script, mask=nowhere),
            scripts.array(np.where(unnamed, 0, known), unnamed),
            pa.array(line, mask=nowhere),
            pa.array(column, mask=nowhere),
        )


def edge_batches(heap: Heap) -> Iterator[pa.RecordBatch]:
    """The edges, in file order (see EDGES)."""
    snapshot = heap.snapshot
    types = Dictionary(snapshot.header.edge_types)
    numbered = np.zeros(256, np.bool_)
    numbered[[snapshot.header.edge_type_code(kind) for kind in NUMBERED_EDGES]] = True
    for begin in range(0, heap.edge_count, ROWS):
        shown = slice(begin, min(begin + ROWS, heap.edge_count))
        kinds, names = snapshot.edge_type[shown], snapshot.edge_name[shown]
        has_index = numbered[kinds]
        yield _batch(
            EDGES,
            edge_sources(snapshot, np.arange(shown.start, shown.stop, dtype=np.uint32)),
            snapshot.edge_to[shown],
            types.array(kinds),
            text_array(snapshot.strings.copied(np.where(has_index, np.uint32(0), names)), has_index),
            pa.array(names, mask=~has_index),
        )


def string_batches(heap: Heap) -> Iterator[pa.RecordBatch]:
    """The table of strings of the file (see STRINGS)."""
    strings = heap.snapshot.strings
    begin = 0
    while begin < len(strings):
        fitting = int(np.searchsorted(strings.offsets, int(strings.offsets[begin]) + TEXT, side="right")) - 1
        end = min(max(begin + 1, fitting), begin + ROWS)
        offsets = strings.offsets[begin : end + 1]
        part = Strings(strings.bytes[int(offsets[0]) : int(offsets[-1])], offsets - offsets[0])
        yield _batch(STRINGS, np.arange(begin, end, dtype=np.uint32), np.diff(offsets), text_array(part))
        begin = end


Batches = Callable[[Heap], Iterator[pa.RecordBatch]]
TABLES: dict[str, tuple[pa.Schema, Batches]] = {
    "nodes": (NODES, node_batches),
    "edges": (EDGES, edge_batches),
    "strings": (STRINGS, string_batches),
}


def _batch(schema: pa.Schema, *columns: Any) -> pa.RecordBatch:
    arrays = [column if isinstance(column, pa.Array) else pa.array(column) for column in columns]
    return pa.RecordBatch.from_arrays(
        [array.cast(field.type) for array, field in zip(arrays, schema, strict=True)], schema=schema
    )


def _at(column: Column, places: Column) -> Column:
    """The values at `places`; zeros where the column is empty, and no place means anything."""
    return column[places] if column.size else np.zeros(places.size, column.dtype)
