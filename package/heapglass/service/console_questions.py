"""The page's Python console.

`console_run` {source, whole}: {status, output, error, value}; `value` is null, or {kind: "text", text}, or {kind:
"nodes" | "groups", number, total, shallow, retained, rows}; rows of groups have key, node, count, shallow, retained.
`console_rows` {number, start, count} has more rows of such a value. `console_complete` {source}: {start, choices}.

The modules are imported when the first line is typed: they need all of Python's library, which the page loads then.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from heapglass.kernels.engine import U32
from heapglass.nodes import Node
from heapglass.service.failures import BadRequestError
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


def run(session: "Session", params: Params) -> Row:
    console = session.console
    outcome = console.python.run(str(params["source"]), bool(params.get("whole")))
    return {
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
        return {"kind": "text", "text": text}
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
