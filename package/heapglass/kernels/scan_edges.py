"""Edges out of JSON text, for text as V8 writes it. Most of a snapshot is this."""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, kernel


@kernel
def scan_edges(
    text: U8, at: int, node_width: int, edge_type: U8, edge_name: U32, edge_to: U32, row: int, limit: int, rows: I64
) -> int:
    """Read `type,name_or_index,to_node,` rows from text[at:] into rows `row` to `limit` - 1 of the columns;
    leaves in rows[0] how many there are then, and returns where it stopped.

    It stops in front of the first row that is anything else than three usual numbers, a line end or none, and a
    comma, or that does not fit the columns: who called looks closer. So it needs no errors, and no end: text ends
    with a zero. `to_node` becomes a node ordinal.
    """
    inverse = 1.0 / node_width
    while row < limit:
        start = at
        kind = np.int64(text[at]) - 48
        if kind < 0 or kind > 9 or text[at + 1] != 44:
            break
        at += 2
        first = at
        name = np.int64(text[at]) - 48
        digit = name
        while digit >= 0 and digit <= 9:
            at += 1
            digit = np.int64(text[at]) - 48
            if digit >= 0 and digit <= 9:
                name = name * 10 + digit
        length = at - first
        if digit != -4 or length == 0 or length > 10 or (length > 1 and text[first] == 48):
            at = start
            break
        at += 1
        first = at
        to = np.int64(text[at]) - 48
        digit = to
        while digit >= 0 and digit <= 9:
            at += 1
            digit = np.int64(text[at]) - 48
            if digit >= 0 and digit <= 9:
                to = to * 10 + digit
        length = at - first
        if digit == -38:
            at += 1
            digit = np.int64(text[at]) - 48
        if digit != -4 or length == 0 or length > 10 or (length > 1 and text[first] == 48):
            at = start
            break
        ordinal = np.int64(to * inverse + 0.5)
        if ordinal * node_width != to or name > 0xFFFFFFFF or ordinal > 0xFFFFFFFF:
            at = start
            break
        edge_type[row] = kind
        edge_name[row] = name
        edge_to[row] = ordinal
        row += 1
        at += 1
    rows[0] = row
    return at
