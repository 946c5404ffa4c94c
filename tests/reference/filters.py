"""Rule 14: the Summary's named filters, each as one boolean a node (`createNamedFilter`)."""

from collections.abc import Callable

from tests.reference.classes import label
from tests.reference.distances import NONE, breadth_first
from tests.reference.graph import Edge, Graph, parse_int
from tests.reference.ownership import DETACHED

CONSOLE = " / DevTools console"


def named_filter(graph: Graph, name: str, shallow: list[int], distance: list[int], state: list[int]) -> list[bool]:
    """Which nodes the filter shows. `distance` and `state` are those of rules 6 and 1."""
    if name == "duplicatedStrings":
        return duplicated_strings(graph, shallow)
    avoided = AVOIDED[name](graph, state)
    reached = [NONE] * len(graph.type)
    reached[graph.root] = 0
    breadth_first(graph, [graph.root], reached, lambda node, edge: not avoided(node, edge))
    return [reached[node] == NONE and distance[node] != NONE for node in graph.nodes]


Avoided = Callable[[int, Edge], bool]


def _contexts(graph: Graph, state: list[int]) -> Avoided:
    def is_context(name: str) -> bool:
        return name == "system / Context" or name.startswith("system / Context / ")

    return lambda node, edge: is_context(graph.name[edge.to])


def _detached(graph: Graph, state: list[int]) -> Avoided:
    return lambda node, edge: state[edge.to] == DETACHED


def _console(graph: Graph, state: list[int]) -> Avoided:
    def named(edge: Edge) -> bool:
        numbered = edge.type in ("element", "hidden") or (
            edge.type == "shortcut" and edge.shown_name.lstrip("-").isdecimal()
        )
        return not numbered and edge.shown_name.endswith(CONSOLE)

    return lambda node, edge: graph.type[node] == "synthetic" and named(edge)


def _event_handlers(graph: Graph, state: list[int]) -> Avoided:
    def target(node: int, name: str) -> int | None:
        return next((edge.to for edge in graph.edges[node] if edge.shown_name == name), None)

    handlers = set()
    for node in graph.nodes:
        callback = target(node, "1") if graph.name[node] == "V8EventListener" else None
        if callback is None:
            continue
        candidates = [callback, *(edge.to for edge in graph.edges[callback])]
        handlers.add(next((each for each in candidates if target(each, "code") is not None), callback))
    return lambda node, edge: edge.to in handlers


AVOIDED: dict[str, Callable[[Graph, list[int]], Avoided]] = {
    "objectsRetainedByContexts": _contexts,
    "objectsRetainedByDetachedDomNodes": _detached,
    "objectsRetainedByConsole": _console,
    "objectsRetainedByEventHandlers": _event_handlers,
}
FILTERS = ["duplicatedStrings", *AVOIDED]


def duplicated_strings(graph: Graph, shallow: list[int]) -> list[bool]:
    """Equal texts on the heap more than once; cut ones also by their length and hash."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for node in graph.nodes:
        if graph.type[node] not in ("string", "concatenated string") or shallow[node] == 0:
            continue
        if graph.type[node] == "concatenated string" and _is_flat(graph, node):
            continue
        key: tuple[object, ...] = (label(graph, node),)
        if _value(graph, _part(graph, node, "truncated"), "bool") == "true":
            key += (_integer(graph, node, "length"), _integer(graph, node, "hash"))
        groups.setdefault(key, []).append(node)
    shown = {node for nodes in groups.values() if len(nodes) > 1 for node in nodes}
    return [node in shown for node in graph.nodes]


def _is_flat(graph: Graph, node: int) -> bool:
    """One half holds all of the text (`isFlatConsString`)."""
    return any(
        label(graph, edge.to) == ""
        for edge in graph.edges[node]
        if edge.type == "internal" and edge.name in ("first", "second")
    )


def _part(graph: Graph, node: int, name: str) -> int | None:
    """The target of the first internal edge of that name (`findInternalEdgeTarget`)."""
    return next((edge.to for edge in graph.edges[node] if (edge.type, edge.name) == ("internal", name)), None)


def _value(graph: Graph, node: int | None, kind: str) -> str | None:
    """V8 writes a value as a node of type number, named by its kind, whose `value` names a string."""
    if node is None or graph.type[node] != "number" or graph.name[node] != kind:
        return None
    value = _part(graph, node, "value")
    return None if value is None else graph.name[value]


def _integer(graph: Graph, node: int, name: str) -> int | None:
    text = _value(graph, _part(graph, node, name), "int")
    return None if text is None else parse_int(text)
