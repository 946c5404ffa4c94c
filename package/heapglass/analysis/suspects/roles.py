"""What a collection or a chain is for: listeners of an emitter, timers, promises, or just a collection."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from heapglass.analysis.following import follow
from heapglass.analysis.suspects.chains import Chain
from heapglass.analysis.suspects.collections import Collection
from heapglass.analysis.suspects.finding import Kind, Step
from heapglass.analysis.suspects.keepers import container_of, path_to_root
from heapglass.heap import Heap
from heapglass.kernels.follow import NOWHERE
from heapglass.nodes import Edge

NEAR = 6
TIMERS = ("Timeout", "Immediate", "Timer", "DOMTimer", "ScheduledAction")
WEAK_CELL = "system / WeakCell"
TIMER_LISTS = ("TimersList", "ImmediateList")
PROMISES = ("Promise", "system / PromiseReaction")
LISTENERS = (
    "Listener",
    "EventListener",
    "V8EventListener",
    "JSEventListener",
    "RegisteredEventListener",
)
BLINK = "blink::"
TARGET_DATA = "blink::EventTargetData"
LISTENER_TABLES = ("_events", "<symbol kEvents>", "<symbol events>")


@dataclass(slots=True)
class Role:
    """The `kind`, the node to look at, its path to the root, and what else there is to say."""

    kind: Kind
    node: int
    path: list[Step]
    evidence: dict[str, Any] = field(default_factory=dict)


def role_of(heap: Heap, collection: Collection, path: list[Step]) -> Role:
    """The role of a collection; `path` is that of its container."""
    class_name = heap.classes.names[collection.class_index]
    container = heap.node(collection.container)
    if class_name in TIMERS or container.class_name in TIMER_LISTS:
        delay = Edge(heap, path[0].edge, path[0].holder).name if path else None
        evidence = {"delay": str(delay) if str(delay).isdigit() else None} | _callback(heap, collection.sample)
        return Role(Kind.TIMERS, collection.container, path, evidence)
    emitter = _emitter(heap, path)
    if emitter is not None:
        return emitter
    if class_name.removeprefix(BLINK) in LISTENERS:
        return _of_target(heap, collection, path)
    if class_name in PROMISES:
        return Role(Kind.PROMISES, collection.container, path)
    return Role(Kind.COLLECTION, collection.container, path)


def role_of_chain(heap: Heap, chain: Chain) -> tuple[Kind, int, dict[str, Any]]:
    """The kind of a chain, the node to look at, and what else there is to say."""
    head = int(chain.links[0])
    if chain.scopes:
        return Kind.CLOSURE_CHAIN, head, {}
    class_name = heap.node(head).name
    if class_name in PROMISES:
        return Kind.PROMISES, container_of(heap, head), {}
    if class_name == WEAK_CELL:
        return Kind.FINALIZERS, container_of(heap, head), {}
    if class_name in LISTENERS:
        emitter = _emitter(heap, path_to_root(heap, head))
        return Kind.LISTENERS, head if emitter is None else emitter.node, {} if emitter is None else emitter.evidence
    if class_name in TIMERS:
        return Kind.TIMERS, head, _callback(heap, head)
    return Kind.OBJECT_CHAIN, head, {}


def _emitter(heap: Heap, path: list[Step]) -> Role | None:
    """The emitter whose table of listeners a path goes through, and the event if it tells.

    What one listener's function uses is not the emitter's.
    """
    event: str | None = None
    for at, step in enumerate(path[:NEAR]):
        edge = Edge(heap, step.edge, step.holder)
        if edge.type == "property" and edge.name in LISTENER_TABLES:
            return Role(Kind.LISTENERS, step.holder, path[at + 1 :], {"event": event})
        if edge.type == "context" or heap.node(step.holder).type == "closure":
            return None
        event = str(edge.name) if edge.type == "property" and at == 0 else event
    return None


def _of_target(heap: Heap, collection: Collection, path: list[Step]) -> Role:
    """The listeners of a browser's event target: of the window, of an element."""
    function = _function_of(heap, collection.sample)
    evidence = {} if function is None else _place_of_function(heap, function)
    for at, step in enumerate(path[:NEAR]):
        if heap.node(step.holder).name == TARGET_DATA and at + 1 < len(path):
            return Role(Kind.LISTENERS, path[at + 1].holder, path[at + 2 :], evidence)
    return Role(Kind.LISTENERS, collection.container, path, evidence)


def _function_of(heap: Heap, listener: int) -> int | None:
    """The function that a browser's listener calls."""
    here = heap.node(listener)
    for _ in range(NEAR):
        inside = [edge.to_node for edge in here.edges]
        function = next((node for node in inside if node.type == "closure"), None)
        if function is not None:
            return function.ordinal
        further = next((node for node in inside if node.name.removeprefix(BLINK) in LISTENERS), None)
        if further is None:
            return None
        here = further
    return None


def _place_of_function(heap: Heap, function: int) -> dict[str, Any]:
    place = heap.node(function).location
    if place and place.script_name:
        return {"place": f"{place.script_name}:{place.line + 1}:{place.column + 1}"}
    return {}


def _callback(heap: Heap, timer: int) -> dict[str, Any]:
    """The function that a timer calls: its name, and where it stands."""
    function = int(follow(heap.snapshot, np.array([timer], np.uint32), "_onTimeout", "property")[0])
    if function == NOWHERE:
        return {}
    return {"callback": function} | _place_of_function(heap, function)
