"""Requests about strings that are there more than once."""

import numpy as np

from heapglass.analysis.ordering import Column, order_by, text_ranks
from heapglass.kernels.engine import U32
from heapglass.service.requests import Params, integer, key_of, page, sort_of, text_wanted
from heapglass.service.rows import Row, node_rows, shorten
from heapglass.service.session import Session


def duplicate_strings(session: Session, params: Params) -> Row:
    """Groups of equal strings, filtered by text and sorted; `wasted` is in bytes, over all groups that pass."""
    found = session.heap.duplicate_strings
    sort, descending = sort_of(params, ("retained", "shallow", "wasted", "count", "length", "value"), "retained")
    wanted = params.get("filter") or {}

    def in_order() -> U32:
        everything = np.arange(found.count.size, dtype=np.uint32)
        by: Column = text_ranks(found.texts, everything) if sort == "value" else getattr(found, sort)
        order = order_by([(np.nan_to_num(by), descending), (everything, False)])
        text = text_wanted(wanted)
        return order if text is None else order[text.in_strings(found.texts)[order]]

    order = session.order(("duplicate_strings", sort, descending, key_of(wanted)), in_order)
    shown = page(order, params)
    rows = [
        {
            "group": group,
            "value": shorten(value),
            "count": count,
            "shallow": shallow,
            "retained": retained,
            "wasted": wasted,
            "length": None if np.isnan(length) else int(length),
            "truncated": truncated,
        }
        for group, value, count, shallow, retained, wasted, length, truncated in zip(
            shown.tolist(),
            found.texts.many(shown),
            found.count[shown].tolist(),
            found.shallow[shown].tolist(),
            found.retained[shown].tolist(),
            found.wasted[shown].tolist(),
            found.length[shown].tolist(),
            found.truncated[shown].tolist(),
            strict=True,
        )
    ]
    return {
        "total": order.size,
        "unfiltered": found.count.size,
        "wasted": int(found.wasted[order].sum()),
        "rows": rows,
    }


def duplicate_string_nodes(session: Session, params: Params) -> Row:
    """The strings of one group, sorted."""
    found = session.heap.duplicate_strings
    group = integer(params, "group", found.count.size)
    sort, descending = sort_of(params, ("retained", "shallow", "distance", "id"), "retained")
    order = session.order(
        ("duplicate_string_nodes", group, sort, descending),
        lambda: session.sorted_nodes(found.members(group), sort, descending),
    )
    return {"total": order.size, "rows": node_rows(session.heap, page(order, params))}
