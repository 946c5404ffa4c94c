"""A sampling profile, walked through call by call: slow and obvious."""

from collections import Counter
from typing import Any

Function = tuple[str, str, int, int]
Figures = dict[Function, float]


def function_of(node: dict[str, Any]) -> Function:
    frame = node["callFrame"]
    return (frame["functionName"], frame["url"], frame["lineNumber"], frame["columnNumber"])


def total_of(node: dict[str, Any]) -> float:
    return float(node["selfSize"] + sum(map(total_of, node["children"])))


def by_function(profile: dict[str, Any]) -> tuple[Figures, Figures]:
    """What each function allocated itself, and with all it called."""
    own: Counter[Function] = Counter()
    total: Counter[Function] = Counter()

    def walk(node: dict[str, Any], callers: frozenset[Function]) -> None:
        function = function_of(node)
        own[function] += node["selfSize"]
        if function not in callers:
            total[function] += int(total_of(node))
        for child in node["children"]:
            walk(child, callers | {function})

    walk(profile["head"], frozenset())
    return dict(own), dict(total)


def by_callers(profile: dict[str, Any], path: list[Function]) -> Figures:
    """Who calls the last function of `path`, which calls the one before it …: bytes that the first one allocated so."""
    found: Counter[Function] = Counter()

    def walk(node: dict[str, Any], callers: list[Function]) -> None:
        way = [function_of(node), *callers]
        caller = way[len(path) : len(path) + 1]
        # The root is nobody's caller.
        if node["selfSize"] and way[: len(path)] == path and caller and len(way) - 1 > len(path):
            found[caller[0]] += node["selfSize"]
        for child in node["children"]:
            walk(child, way)

    walk(profile["head"], [])
    return dict(found)
