"""Requests about allocations: the timeline, and stacks.

`timeline {buckets}` -> {total, before, rows}: spans of time, rows {start, end (ms), min_id, max_id, count, size};
the objects of one are those with ids above `min_id`, up to `max_id`, as `summary` filters by {kind: "id_range",
min_id, max_id}. `before` {max_id, count, size} is what was there when the recording began. {total: 0, before: null,
rows: []} in a file that is no timeline.

`allocation_stack {ordinal}` -> {frames: [{function, script, script_id, line, column}] | null}: innermost first; lines
and columns count from 1, 0 where not known. null where the file does not say.

`allocation_tops {start, count}` -> {total, rows}: the functions that allocated, most bytes first: a frame's fields, and
{row, count, size, live_count, live_size}.

`allocated {row, sort, start, count}` -> {total, rows}: node rows of what a function allocated and still lives.
"""

from dataclasses import asdict
from typing import Any

import numpy as np

from heapglass.analysis.allocations import Frame
from heapglass.analysis.timeline import buckets
from heapglass.kernels.engine import U32
from heapglass.service.failures import BadRequestError
from heapglass.service.requests import Params, integer, page, sort_of
from heapglass.service.rows import Row, node_rows, shorten
from heapglass.service.session import Session

MOST_BUCKETS = 2000


def timeline(session: Session, params: Params) -> Row:
    """Bytes that still live by when they were allocated."""
    line = session.heap.timeline
    if line is None:
        return {"total": 0, "before": None, "rows": []}
    made = buckets(line, min(MOST_BUCKETS, max(1, int(params.get("buckets", 200)))))
    names = ("start", "end", "min_id", "max_id", "count", "size")
    columns = (made.starts, made.ends, made.after_ids, made.last_ids, made.counts, made.sizes)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(c.tolist() for c in columns), strict=True)]
    before = {"max_id": int(line.last_ids[0]), "count": int(line.counts[0]), "size": float(line.sizes[0])}
    return {"total": len(rows), "before": before, "rows": rows}


def allocation_stack(session: Session, params: Params) -> Row:
    """In which calls a node was allocated."""
    frames = session.node(params).allocation_stack
    return {"frames": None if frames is None else [_frame(frame) for frame in frames[:1000]]}


def allocation_tops(session: Session, params: Params) -> Row:
    """The functions that allocated."""
    made = session.heap.allocations
    if made is None:
        return {"total": 0, "rows": []}
    found = made.functions(session.heap.shallow_sizes)
    shown = page(np.arange(found.row.size, dtype=np.uint32), params)
    names = ("row", "count", "size", "live_count", "live_size")
    columns = [getattr(found, name)[shown].tolist() for name in names]
    return {
        "total": found.row.size,
        "rows": [_frame(made.frame(row[0])) | dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)],
    }


def allocated(session: Session, params: Params) -> Row:
    """What a function allocated."""
    made = session.heap.allocations
    if made is None:
        raise BadRequestError("no-allocations", "This file has no allocation stacks.")
    row = integer(params, "row", session.heap.snapshot.extras["trace_function_infos"]["name"].size)
    sort, descending = sort_of(params, ("retained", "shallow", "distance", "id", "name"), "retained")

    def in_order() -> U32:
        return session.sorted_nodes(made.made_by(row), sort, descending)

    order = session.order(("allocated", row, sort, descending), in_order)
    return {"total": order.size, "rows": node_rows(session.heap, page(order, params))}


def _frame(frame: Frame) -> dict[str, Any]:
    return asdict(frame) | {"function": shorten(frame.function), "script": shorten(frame.script)}
