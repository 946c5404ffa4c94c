"""Rules 7 (the class of a node), 8 (shapes of plain objects) and 16 (what a node is shown as)."""

import json
import re
from collections import Counter
from typing import NamedTuple

from tests.reference.graph import Graph, utf16_length

LONGEST_SHAPE_NAME = 120
LONGEST_LABEL = 100
LONGEST_STRING = 1024
BY_TYPE = {"hidden": "(system)", "code": "(compiled code)", "closure": "Function", "regexp": "RegExp"}


class Shape(NamedTuple):
    """DevTools' "interface definition"."""

    name: str
    properties: tuple[str, ...]
    count: int


def is_plain(graph: Graph, node: int) -> bool:
    return graph.type[node] == "object" and graph.name[node] == "Object"


def property_names(graph: Graph, node: int) -> list[str]:
    return [str(edge.name) for edge in graph.edges[node] if edge.type == "property"]


def formatted(name: str) -> str:
    """`formatPropertyName`: quoted as in JSON where it could be misread."""
    if not re.search("[,'\"{}]", name):
        return name
    quoted = json.dumps(name, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda lone: f"\\u{ord(lone[0]):04x}", quoted)


def infer_shapes(graph: Graph, nodes: range) -> list[Shape]:
    """`inferInterfaceDefinitions`: the shapes that enough plain objects have, most frequent first."""
    counts: Counter[str] = Counter()
    properties: dict[str, tuple[str, ...]] = {}
    plain = [node for node in nodes if is_plain(graph, node)]
    for node in plain:
        text = "{"
        used = []
        for name in property_names(graph, node):
            if name == "__proto__":
                continue
            shown = formatted(name)
            if len(text) > 1 and utf16_length(text) + utf16_length(shown) > LONGEST_SHAPE_NAME:
                break
            text += (", " if text != "{" else "") + shown
            used.append(name)
        if used:
            counts[text + "}"] += 1
            properties.setdefault(text + "}", tuple(used))
    enough = max(2, len(plain) / 1000)
    # most_common keeps the order of first appearance among equals, as the engine's stable sort does.
    frequent = [(name, number) for name, number in counts.most_common() if number >= enough]
    return [Shape(name, properties[name], number) for name, number in frequent]


def matching_shape(shapes: list[tuple[Shape, Counter[str]]], properties: list[str]) -> str:
    """`applyInterfaceDefinitions`: the shape with most properties of those that an object has all of."""
    has = Counter(properties)
    fitting = [shape for shape, needs in shapes if needs <= has]
    return max(fitting, key=lambda shape: len(shape.properties)).name if fitting else "Object"


def class_names(graph: Graph, shapes: list[Shape], nodes: range) -> list[str]:
    """Rule 7 for all nodes. Plain objects get shapes only if they are among `nodes`."""
    needs = [(shape, Counter(shape.properties)) for shape in shapes]
    result = []
    for node in graph.nodes:
        kind, name = graph.type[node], graph.name[node]
        if is_plain(graph, node) and node in nodes:
            result.append(matching_shape(needs, property_names(graph, node)))
        elif kind in ("object", "native"):
            result.append(tag_only(name))
        else:
            result.append(BY_TYPE.get(kind, f"({kind})"))
    return result


def tag_only(name: str) -> str:
    start = 0 if name.startswith("<") else 10 if name.startswith("Detached <") else None
    end = -1 if start is None else name.find(" ", start)
    return name if end < 0 else name[:end] + ">"


def class_keys(graph: Graph, names: list[str]) -> list[str]:
    """Where an object's constructor is, and its class: `classKeyInternal` in the form that is shown."""
    keys = []
    for node, name in enumerate(names):
        place = graph.location.get(node) if graph.type[node] == "object" else None
        keys.append((",".join(map(str, place)) if place else "") + "," + name)
    return keys


def label(graph: Graph, node: int) -> str:
    """What a node is shown as (`JSHeapSnapshotNode.name`)."""
    if graph.type[node] == "concatenated string":
        return _joined(graph, node)
    if is_plain(graph, node):
        return _plain_label(graph, node)
    return graph.name[node]


def _joined(graph: Graph, node: int) -> str:
    text = ""
    waiting = [node]
    while waiting and utf16_length(text) < LONGEST_STRING:
        node = waiting.pop()
        if graph.type[node] != "concatenated string":
            text += graph.name[node]
            continue
        first = second = graph.missing_half
        for edge in graph.edges[node]:
            if first and second:
                break
            if edge.type == "internal" and edge.name == "first":
                first = edge.to
            elif edge.type == "internal" and edge.name == "second":
                second = edge.to
        waiting += [half for half in (second, first) if half is not None]
    return text


def _plain_label(graph: Graph, node: int) -> str:
    """`{first, third, …, fourth, second}`: properties taken in turn from both ends while they fit."""
    left = [formatted(name) for name in property_names(graph, node) if name != "__proto__"]
    start, end = "{", "}"
    from_end = False
    while left:
        name = left[-1 if from_end else 0]
        if len(start) > 1 and sum(map(utf16_length, (start, end, name))) > LONGEST_LABEL:
            break
        left.pop(-1 if from_end else 0)
        if from_end:
            end = name + (", " if len(end) > 1 else "") + end
        else:
            start += (", " if len(start) > 1 else "") + name
        from_end = not from_end
    if left:
        start += ", …"
    if len(end) > 1:
        start += ", "
    return start + end
