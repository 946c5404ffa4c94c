"""What a request asks for: its parameters, checked."""

import json
from typing import Any

from heapglass.analysis.filters import FILTERS, NodeFilter
from heapglass.analysis.search import Finder, finder
from heapglass.kernels.engine import U32
from heapglass.service.failures import BadRequestError

MOST_ROWS = 1000
"""No reply has more rows: the page asks again for the next ones."""

Params = dict[str, Any]


def sort_of(params: Params, allowed: tuple[str, ...], default: str) -> tuple[str, bool]:
    """The column to sort by, and whether down. Raises BadRequestError for a column that is not `allowed`."""
    sort = params.get("sort") or {"by": default, "descending": True}
    by = sort.get("by", default)
    if by not in allowed:
        raise BadRequestError("unknown-sort", f"Rows cannot be sorted by {by!r}: {', '.join(allowed)}.", by=str(by))
    return by, bool(sort.get("descending", True))


def integer(params: Params, name: str, limit: int) -> int:
    """A number from 0 up to, but not including, `limit`. Raises BadRequestError."""
    value = int(params[name])
    if not 0 <= value < limit:
        raise BadRequestError("out-of-range", f"{name} is {value}, not below {limit}.", parameter=name, value=value)
    return value


def page(order: U32, params: Params) -> U32:
    """The rows asked for by `start` and `count`."""
    start = max(0, int(params.get("start", 0)))
    count = min(MOST_ROWS, max(0, int(params.get("count", 100))))
    return order[start : start + count]


def reach(params: Params) -> int:
    """How many rows, from the first on, must be in order for the page asked for: some more, so as not to sort again."""
    asked = max(0, int(params.get("start", 0))) + min(MOST_ROWS, max(0, int(params.get("count", 100))))
    return max(4096, 1 << asked.bit_length())


def text_wanted(wanted: Params) -> Finder | None:
    """What finds `{text, regex, match_case}`; None where there is no text. Raises PatternError."""
    text = str(wanted.get("text") or "")
    return finder(text, bool(wanted.get("regex")), bool(wanted.get("match_case"))) if text else None


def nodes_wanted(wanted: Params) -> NodeFilter:
    """The filter that `{kind, min_id, max_id, context}` stands for. Raises BadRequestError."""
    kind = str(wanted.get("kind") or "all")
    if kind not in FILTERS:
        raise BadRequestError("unknown-filter", f"There is no filter {kind!r}: {', '.join(FILTERS)}.", filter=kind)
    if kind == "id_range":
        return NodeFilter(kind, min_id=int(wanted["min_id"]), max_id=int(wanted["max_id"]))
    if kind == "native_context":
        return NodeFilter(kind, context=int(wanted["context"]))
    return NodeFilter(kind)


def key_of(params: Params) -> str:
    """Something to keep an answer under that depends on `params`."""
    return json.dumps(params, sort_keys=True, default=str)
