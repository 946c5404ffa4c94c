"""The page's Python console.

`console_run` {source, whole}: {status, output, error, value, sets}; `value` is null, or {kind: "text", text}, or {kind:
"nodes" | "groups", number, total, shallow, retained, rows}, or {kind: "table", title, heads, kinds, rows, total}; rows
of groups have key, node, count, shallow, retained, and rows of tables a cell for each head. `sets`: see
`named_set_questions`. `console_rows` {number, start, count} has more rows of nodes and groups. `console_complete`
{source}: {start, choices}, `console_describe` {source}: {title, text}, both null if nothing is known.

The modules are imported when the first line is typed: they need all of Python's library, which the page loads then.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from heapglass.kernels.engine import U32
from heapglass.nodes import Node
from heapglass.service.failures import BadRequestError
from heapglass.service.named_set_questions import set_rows
from heapglass.service.requests import Params
from heapglass.service.rows import Row, node_rows, shorten

if TYPE_CHECKING:
    from heapglass.service.session import Session

SHOWN = 50
KEPT = 100
"""Results of which more rows can be had."""


class Console:
    """The console of a session, with the results that it has shown."""

    def __init__(self, session: "Session") -> None:
        from heapglass.console.python_console import PythonConsole

        self.python: PythonConsole = PythonConsole(session.heap)
        self._results: dict[int, Any] = {}
        self._number = 0

    def keep(self, result: Any) -> int:
        self._number += 1
        self._results[self._number] = result
        self._results.pop(self._number - KEPT, None)
        return self._number

    def result(self, number: int) -> Any:
        if number not in self._results:
            raise BadRequestError("no-such-result", "The console no longer has this result: run the line again.")
        return self._results[number]


class OtherSnapshot:
    """What the console knows of the snapshot that this one is compared with: `heap.nodes().not_in(base)`."""

    def __init__(self, ids: Any) -> None:
        self._ids = ids

    @property
    def comparable_ids(self) -> Any:
        if self._ids is None:
            raise ValueError("there is no snapshot to compare this one with: open another one of the same process")
        return self._ids

    def __repr__(self) -> str:
        return f"<the snapshot that this one is compared with, {self.comparable_ids.size:,} objects>"


def run(session: "Session", params: Params, told: Callable[[str], object] | None = None) -> Row:
    console = session.console
    base = console.python.names.get("base")
    if base is None or isinstance(base, OtherSnapshot):  # nobody uses that name for something else
        console.python.names["base"] = OtherSnapshot(None if session.base is None else session.base.ids)
    outcome = console.python.run(str(params["source"]), bool(params.get("whole")), told)
    return {
        "sets": set_rows(session),
        "status": outcome.status,
        "output": outcome.output,
        "error": outcome.error,
        "value": _value(session, outcome.value, outcome.text),
    }


def rows(session: "Session", params: Params) -> Row:
    result = session.console.result(int(params["number"]))
    return {"rows": _rows(session, result, int(params["start"]), int(params["count"]))}


def complete(session: "Session", params: Params) -> Row:
    from heapglass.console.completions import completions

    start, choices = completions(session.heap, session.console.python.names, str(params["source"]))
    return {"start": start, "choices": choices}


def describe(session: "Session", params: Params) -> Row:
    from heapglass.console.completions import description

    title, text = description(session.console.python.names, str(params["source"])) or (None, None)
    return {"title": title, "text": text}


def _value(session: "Session", value: Any, text: str) -> Row | None:
    from heapglass.node_sets.groups import Groups
    from heapglass.node_sets.node_set import NodeSet

    if value is None:
        return None
    if isinstance(value, Node):
        value = [value]
    if isinstance(value, list) and value and all(isinstance(one, Node) and one.heap is session.heap for one in value):
        value = NodeSet(session.heap, np.array([node.ordinal for node in value], np.uint32))
    if not isinstance(value, NodeSet | Groups):
        return _table(session, value) or {"kind": "text", "text": text}
    nodes = value if isinstance(value, NodeSet) else value.nodes
    if nodes.heap is not session.heap:
        return {"kind": "text", "text": text}
    return {
        "kind": "nodes" if isinstance(value, NodeSet) else "groups",
        "by": None if isinstance(value, NodeSet) else value.by,
        "number": session.console.keep(value),
        "total": len(value),
        "shallow": nodes.shallow_size,
        "retained": nodes.retained_size,
        "rows": _rows(session, value, 0, SHOWN),
    }


def _table(session: "Session", value: Any) -> Row | None:
    from heapglass.node_sets.table import table_of

    table = table_of(value)
    if table is None:
        return None
    found = {cell for row in table.rows for cell in row if isinstance(cell, Node)}
    if any(node.heap is not session.heap for node in found):
        return None
    ordinals = np.array([node.ordinal for node in found], np.uint32)
    nodes = dict(zip(ordinals.tolist(), node_rows(session.heap, ordinals), strict=True))
    return {
        "kind": "table",
        "title": table.title,
        "heads": table.heads,
        "kinds": table.kinds,
        "rows": [[_cell(cell, nodes) for cell in row] for row in table.rows],
        "total": table.total,
    }


def _cell(cell: Any, nodes: dict[int, Row]) -> Any:
    if isinstance(cell, Node):
        return nodes[cell.ordinal]
    if isinstance(cell, str):
        return shorten(cell, 2000)
    # Neither NaN nor infinity is JSON.
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _rows(session: "Session", result: Any, start: int, count: int) -> list[Row]:
    from heapglass.node_sets.node_set import NodeSet

    if isinstance(result, NodeSet):
        return node_rows(session.heap, _contiguous(result.ordinals[start : start + count]))
    part = result.slice(start, start + count)
    return [
        {
            "key": None
            if key is None or isinstance(key, Node)
            else key
            if isinstance(key, int | float)
            else shorten(key),
            "node": node_rows(session.heap, np.array([key.ordinal], np.uint32))[0] if isinstance(key, Node) else None,
            "count": int(result.count[at]),
            "shallow": float(result.shallow[at]),
            "retained": float(result.retained[at]),
        }
        for key, at in zip(part.keys, part.order.tolist(), strict=True)
    ]


def _contiguous(nodes: U32) -> U32:
    return np.ascontiguousarray(nodes, np.uint32)
