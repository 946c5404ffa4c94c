"""Requests that look for nodes by what they are called."""

import re

import numpy as np

from heapglass.kernels.engine import U32
from heapglass.service.failures import BadRequestError
from heapglass.service.requests import Params, integer, key_of, nodes_wanted, page, sort_of
from heapglass.service.rows import Row, node_rows
from heapglass.service.session import Session

SORTS = ("retained", "shallow", "distance", "id", "name")
PLACES = ("name", "class", "both")
NODE_ID = re.compile(r"\s*@([0-9]{1,18})\s*")


def search(session: Session, params: Params) -> Row:
    """Nodes whose name, class or both hold a text, or that have the id of an `@1234`: in file order, or sorted.

    Narrowed down by `types` (of nodes), `class_index` and `filter`, as the Summary's.
    """
    text = str(params.get("text") or "")
    place = str(params.get("in") or "name")
    if place not in PLACES:
        raise BadRequestError(
            "unknown-place", f"Names are not looked for in {place!r}: {', '.join(PLACES)}.", place=place
        )
    heap = session.heap
    classes = params.get("class_index")
    among = nodes_wanted(params.get("filter") or {})
    order = sort_of(params, SORTS, "retained") if params.get("sort") else None

    def found() -> U32:
        its_id = NODE_ID.fullmatch(text)
        if its_id:
            return np.flatnonzero(heap.ids == int(its_id[1])).astype(np.uint32)
        nodes = heap.search(
            text,
            bool(params.get("regex")),
            bool(params.get("match_case")),
            names=place != "class",
            class_names=place != "name",
            types=[str(name) for name in params.get("types") or ()],
            class_index=None if classes is None else integer(params, "class_index", len(heap.classes.names)),
            filter=among,
        )
        return nodes if order is None else session.sorted_nodes(nodes, *order)

    asked = {key: value for key, value in params.items() if key not in ("start", "count")}
    nodes = session.order(("search", key_of(asked)), found)
    return {"total": nodes.size, "rows": node_rows(heap, page(nodes, params))}
