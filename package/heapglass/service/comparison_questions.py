"""Comparing two snapshots of which each has its own worker, and with it its own Python.

The base hands its side over as bytes, once for each snapshot that is compared with it. In JavaScript, `base` and
`current` being `heapglass.service` in the two workers (every call leaves a JSON reply, as `open` and `ask` do):

1. `current.shapes()`: the reply is a list of shapes. The base classes its objects by them, as DevTools does.
2. `base.export_side(JSON.stringify(shapes))`: the reply is {header, buffers: [{address, bytes}]}. Copy each buffer at
   once: `HEAPU8.slice(address >>> 0, (address >>> 0) + bytes)`, with HEAPU8 taken anew after the call (a heap that grew
   has a new one). Then `base.release_side()` gives the memory back. Header (plain JSON) and buffers go to the other
   worker; transfer the buffers, do not clone them.
3. `current.make_room_for_base(JSON.stringify(header))`: the reply is {buffers: [{address, bytes}]}, as many and as long
   as those sent. Fill them: `HEAPU8.set(new Uint8Array(buffer), address >>> 0)`, HEAPU8 taken anew.
4. `current.set_base()`: the comparison is ready; the reply is {classes, added_count, removed_count, added_size,
   removed_size, largest_count_delta, largest_size_delta}, the last two of any class and without sign.
   `current.forget_base()` ends it.

That is 16 bytes a node. Then `current.ask` answers:

`comparison {sort, filter, start, count}` -> {total, unfiltered, rows} and what `set_base` replied: rows {key, name,
added_count, removed_count, count_delta, added_size, removed_size, size_delta}, sorted by any of them but key; by
added_size down unless told.

`compared_nodes {class_key, side: "added" | "removed", sort, start, count}` -> {total, ordinals, rows}: sorted by
`retained` down unless told, `shallow` or `id` (what was added also by `name` or `distance`). Removed nodes are the
base's: there rows is null, and `base.ask` for `nodes {ordinals}` -> {rows} gives them.

`grown {sort, start, count}` -> {total, rows}: what is in both and retains more than before, rows {node, base_ordinal,
growth, own}, sorted by `growth` down unless told, `own` or `retained`. `own` is the growth that is not the growth of
another row's node: sorted by it, what gathers things comes first, not all that merely holds it.
"""

from typing import Any

import numpy as np

from heapglass.analysis.comparison import Comparison
from heapglass.analysis.ordering import order_by, text_ranks
from heapglass.kernels.engine import U32
from heapglass.service.failures import BadRequestError
from heapglass.service.requests import Params, key_of, page, sort_of, text_wanted
from heapglass.service.rows import Row, node_rows, shorten
from heapglass.service.session import Session
from heapglass.snapshot.strings import Strings

NUMBERS = ("added_count", "removed_count", "count_delta", "added_size", "removed_size", "size_delta")


def totals(made: Comparison) -> Row:
    """What came and went in all: counts of objects, shallow bytes."""
    return {
        "classes": len(made.keys),
        "added_count": int(made.added_count.sum()),
        "removed_count": int(made.removed_count.sum()),
        "added_size": float(made.added_size.sum()),
        "removed_size": float(made.removed_size.sum()),
        "largest_count_delta": int(np.abs(_column(made, "count_delta")).max(initial=0)),
        "largest_size_delta": float(np.abs(_column(made, "size_delta")).max(initial=0)),
    }


def comparison(session: Session, params: Params) -> Row:
    """The classes of which something came or went."""
    made = session.comparison
    sort, descending = sort_of(params, (*NUMBERS, "name"), "added_size")
    wanted = params.get("filter") or {}

    def in_order() -> U32:
        ranks = text_ranks(Strings.of(made.names), np.arange(len(made.names), dtype=np.uint32))
        first = ranks if sort == "name" else _column(made, sort)
        order = order_by([(first, descending), (ranks, False)])
        text = text_wanted(wanted)
        return order if text is None else order[text.in_texts(made.names)[order]]

    order = session.order(("comparison", sort, descending, key_of(wanted)), in_order)
    shown = page(order, params)
    columns = [_column(made, name)[shown].tolist() for name in NUMBERS]
    rows = [
        {"key": made.keys[row], "name": shorten(made.names[row])} | dict(zip(NUMBERS, numbers, strict=True))
        for row, *numbers in zip(shown.tolist(), *columns, strict=True)
    ]
    return {"total": order.size, "unfiltered": len(made.keys), "rows": rows} | totals(made)


def compared_nodes(session: Session, params: Params) -> Row:
    """The nodes of a class that came, or those that went."""
    made, key = session.comparison, str(params["class_key"])
    added = _is_added(params)
    side = made.current if added else made.base
    sorts = ("retained", "shallow", "id", "name", "distance") if added else ("retained", "shallow", "id")
    sort, descending = sort_of(params, sorts, "retained")

    def in_order() -> U32:
        nodes = made.added(key) if added else made.removed(key)
        if added:
            return session.sorted_nodes(nodes, sort, descending)
        column = side.ids if sort == "id" else getattr(side, sort)
        return nodes[order_by([(column[nodes], descending), (side.ids[nodes], False)])]

    order = session.order(("comparison", "nodes", key, added, sort, descending), in_order)
    shown = page(order, params)
    return {
        "total": order.size,
        "ordinals": shown.tolist(),
        "rows": node_rows(session.heap, shown) if added else None,
    }


def grown(session: Session, params: Params) -> Row:
    """What is in both snapshots and retains more than before."""
    heap, found = session.heap, session.growth
    sort, descending = sort_of(params, ("growth", "own", "retained"), "growth")

    def in_order() -> U32:
        columns = {"growth": found.growth, "own": found.own}
        column = heap.retained_sizes[found.ordinals] if sort == "retained" else columns[sort]
        return order_by([(column, descending)])

    order = session.order(("comparison", "grown", sort, descending), in_order)
    shown = page(order, params)
    rows: list[dict[str, Any]] = [
        {"node": node, "base_ordinal": base, "growth": by, "own": own}
        for node, base, by, own in zip(
            node_rows(heap, found.ordinals[shown]),
            found.base_ordinals[shown].tolist(),
            found.growth[shown].tolist(),
            found.own[shown].tolist(),
            strict=True,
        )
    ]
    return {"total": order.size, "rows": rows}


def _is_added(params: Params) -> bool:
    side = params["side"]
    if side not in ("added", "removed"):
        raise BadRequestError("unknown-side", f"Nodes are added or removed, not {side!r}.", side=str(side))
    return bool(side == "added")


def _column(made: Comparison, name: str) -> Any:
    if name == "count_delta":
        return made.added_count - made.removed_count
    if name == "size_delta":
        return made.added_size - made.removed_size
    return getattr(made, name)
