"""The variables that a closure can see: those of its context, and of the contexts around that."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import Mask, follow, integers
from heapglass.analysis.scopes import Functions
from heapglass.kernels.engine import U32
from heapglass.kernels.follow import NOWHERE
from heapglass.snapshot import Snapshot

MOST_CONTEXTS = 1000
CONTEXT_PREFIX = "system / Context / "
FUNCTION_PREFIX = "system / SharedFunctionInfo / "
SCRIPT_PREFIX = "system / Script / "
UNNAMED_SCOPE = "scope @"


@dataclass(frozen=True, slots=True)
class ContextScope:
    """Where in the source the variables of a context are declared, as far as the heap tells: the names of the function
    and of the script, and where in that the scope begins and ends, in characters from its start.
    """

    function: str | None
    script: str | None
    start: int | None
    end: int | None


def context_chain(snapshot: Snapshot, node: int, is_context: Mask) -> list[int]:
    """The contexts (ordinals) that a closure sees, or that a context is followed by, from the inside out.

    The last ones, of the page or module itself, are no such contexts; neither does any other node have one.
    """
    at = node
    if int(snapshot.node_type[node]) == snapshot.header.node_type_code("closure"):
        at = _step(snapshot, node, "context")
    chain: dict[int, None] = {}
    while at != NOWHERE and is_context[at] and at not in chain and len(chain) < MOST_CONTEXTS:
        chain[at] = None
        at = _step(snapshot, at, "previous")
    return list(chain)


def variable_edges(snapshot: Snapshot, context: int) -> U32:
    """The edges by which a context holds its variables."""
    edges = np.arange(snapshot.first_edge[context], snapshot.first_edge[context + 1], dtype=np.uint32)
    held: U32 = edges[snapshot.edge_type[edges] == snapshot.header.edge_type_code("context")]
    return held


def scope_of_context(snapshot: Snapshot, context: int, functions: Functions) -> ContextScope:
    """What the heap tells of the scope that a context was made for."""
    info = _step(snapshot, context, "scope_info")
    name = _name(snapshot, _step(snapshot, info, "function_name")) or _given_name(snapshot, context)
    script = None
    function = functions.of_info(info)
    if function:
        name = name or _after(FUNCTION_PREFIX, _name(snapshot, function[0]))
        script = _after(SCRIPT_PREFIX, _name(snapshot, function[1]))
    ends = np.array([_step(snapshot, info, each) for each in ("start_position", "end_position")], np.uint32)
    start, end = (None if np.isnan(value) else int(value) for value in integers(snapshot, ends).tolist())
    return ContextScope(name, script, start, end)


def _step(snapshot: Snapshot, node: int, name: str) -> int:
    return int(follow(snapshot, np.array([node], np.uint32), name)[0])


def _name(snapshot: Snapshot, node: int) -> str | None:
    return None if node == NOWHERE else snapshot.strings[int(snapshot.node_name[node])] or None


def _after(prefix: str, name: str | None) -> str | None:
    return name[len(prefix) :] if name and name.startswith(prefix) else None


def _given_name(snapshot: Snapshot, context: int) -> str | None:
    """V8 before 14 calls a context by its function, later ones by its scope info's id."""
    name = _after(CONTEXT_PREFIX, _name(snapshot, context))
    return None if name is None or name.startswith(UNNAMED_SCOPE) else name
