"""How the program gets at an object: `state.sessions`, `rows[3].cells`."""

from heapglass.analysis.suspects.finding import Step
from heapglass.heap import Heap
from heapglass.nodes import Edge

NEAR = 5


def dotted_name(heap: Heap, path: list[Step]) -> str | None:
    """The name that a path gives its first object, from the nearest variable or global on."""
    name = ""
    for step in path[:NEAR]:
        edge = Edge(heap, step.edge, step.holder)
        if edge.type == "context":
            return f"{edge.name}{name}"
        if edge.type == "property":
            name = f".{edge.name}{name}"
        elif edge.type == "element" and heap.node(step.holder).type == "object":
            name = f"[{edge.name}]{name}"
        if int(heap.distances[step.holder]) <= 1:
            break
    return name.removeprefix(".") or None
