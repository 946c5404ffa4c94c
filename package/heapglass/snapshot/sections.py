"""What each section of numbers becomes: nodes, edges, locations, and what only some files have."""

from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.kernels.engine import I64
from heapglass.kernels.scan_edges import scan_edges
from heapglass.snapshot.columns import Column
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import MalformedError, TruncatedError
from heapglass.snapshot.rows import Rows, locate
from heapglass.snapshot.schema import EDGE_FIELDS, LOCATION_FIELDS, Header

NODE_COLUMNS: dict[str, type[np.integer]] = {
    "type": np.uint8,
    "name": np.uint32,
    "id": np.uint32,
    "self_size": np.uint32,
    "edge_count": np.uint32,
    "trace_node_id": np.uint32,
    "detachedness": np.uint8,
}
WIDE = ("id", "self_size")
"""Legal above 2^32."""
SLICE = 1 << 17
"""Edges read in one call. A browser runs a kernel slowly until it has compiled it well, and changes over between two
calls only."""
MOST_ROWS = (1 << 32) - 1
"""Ordinals are uint32."""
UNKNOWN = (1 << 32) - 1
"""What V8 writes for a line or column it does not know; -1 is taken for the same."""

Columns = dict[str, npt.NDArray[Any]]


def read_nodes(document: Document, header: Header, room: int) -> Columns:
    """The known columns of `nodes`, by field name. `room` is a guess of how many rows there are."""
    fields = header.node_fields
    rows = Rows(document, fields)
    columns = {
        fields.index(field): Column(dtype, room, field in WIDE)
        for field, dtype in NODE_COLUMNS.items()
        if field in fields
    }
    try:
        for block in rows:
            append_block(rows, columns, block)
    except TruncatedError as cut:
        document.take_cut(cut)
        append_block(rows, columns, rows.rest())
    return {fields[at]: column.take() for at, column in columns.items()}


def read_edges(document: Document, header: Header, room: int) -> Columns:
    """`type`, `name_or_index` and `to_node` (as node ordinals) of `edges`.

    Rows as V8 writes them are read by a kernel for these alone; it stops in front of what is unusual, such as the
    end of the chunk, and that is read by the one for all numbers: one row at first, more if it stays unusual.
    """
    fields = header.edge_fields
    node_width = len(header.node_fields)
    rows = Rows(document, fields)
    kind, name, to = Column(np.uint8, room), Column(np.uint32, room), Column(np.uint32, room)
    columns: dict[int, Column] = {
        fields.index(field): column for field, column in zip(EDGE_FIELDS, (kind, name, to), strict=True)
    }
    try:
        _read_edge_rows(rows, columns, (kind, name, to), node_width)
    except TruncatedError as cut:
        document.take_cut(cut)
        block = rows.rest()
        node_indices_to_ordinals(rows, block, fields.index("to_node"), node_width)
        append_block(rows, columns, block)
    return {fields[at]: column.take() for at, column in columns.items()}


def _read_edge_rows(
    rows: Rows, columns: dict[int, Column], known: tuple[Column, Column, Column], node_width: int
) -> None:
    """All rows of `edges`. `known` are the columns for EDGE_FIELDS, in that order."""
    kind, name, to = known
    usual = rows.fields == EDGE_FIELDS
    target = rows.fields.index("to_node")
    size = np.zeros(1, np.int64)
    limit = 1
    while not rows.ended:
        if usual and rows.between:
            window = rows.document.window
            at = scan_edges(
                window.text,
                window.at,
                node_width,
                kind.array,
                name.array,
                to.array,
                kind.size,
                min(kind.size + SLICE, kind.array.size),
                size,
            )
            found = int(size[0]) - kind.size
            kind.size = name.size = to.size = int(size[0])
            rows.pass_over(found, at)
            limit = 1 if found else min(limit * 2, rows.most)
        block = rows.block(limit if usual else None)
        node_indices_to_ordinals(rows, block, target, node_width)
        append_block(rows, columns, block)


def read_locations(document: Document, header: Header) -> Columns:
    """`object_index` (as node ordinals), `script_id`, `line` and `column` of `locations`."""
    fields = header.location_fields
    rows = Rows(document, fields, negative=True)
    node = fields.index("object_index")
    # Nothing says how many rows there are. Columns that grow would leave holes in memory, and theirs are large.
    parts: dict[int, list[npt.NDArray[Any]]] = {fields.index(field): [] for field in LOCATION_FIELDS}
    for block in rows:
        node_indices_to_ordinals(rows, block, node, len(header.node_fields))
        columns = {at: Column(np.uint32, block.shape[1]) for at in parts}
        for at in columns:
            if at != node:
                block[at][block[at] == -1] = UNKNOWN
        append_block(rows, columns, block)
        for at, column in columns.items():
            parts[at].append(column.take())
    return {fields[at]: np.concatenate(parts[at]) if parts[at] else np.empty(0, np.uint32) for at in parts}


def append_block(rows: Rows, columns: dict[int, Column], block: I64) -> None:
    """Add the rows of a block to the columns for its fields. Raises MalformedError for a value that does not fit."""
    begin = rows.done - block.shape[1]
    for at, column in columns.items():
        bad = column.append(block[at])
        if bad >= 0:
            raise rows.bad_value(begin + bad, at, int(block[at][bad]), column.limit)
    if rows.done > MOST_ROWS:
        raise MalformedError("too-many-rows", section=rows.document.section, found=rows.done, limit=MOST_ROWS)


def node_indices_to_ordinals(rows: Rows, block: I64, at: int, width: int) -> None:
    """Make node ordinals of indices into the flat `nodes` array, in place. Raises MalformedError for one between two
    nodes, or that no file can have."""
    indices = block[at]
    beyond = indices.view(np.uint64) > MOST_ROWS * width
    if beyond.any():
        bad = int(np.argmax(beyond))
        raise rows.bad_value(rows.done - block.shape[1] + bad, at, int(indices[bad]), MOST_ROWS * width)
    ordinals = indices // width
    wrong = ordinals * width != indices
    if wrong.any():
        bad = int(np.argmax(wrong))
        section = rows.document.section
        row = rows.done - block.shape[1] + bad
        raise MalformedError(
            "not-a-node",
            section=section,
            row=row,
            field=rows.fields[at],
            found=int(indices[bad]),
            offset=locate(rows.document, section, row * len(rows.fields) + at),
        )
    block[at] = ordinals
