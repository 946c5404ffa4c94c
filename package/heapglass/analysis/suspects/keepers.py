"""What keeps a node alive, the way a person would tell it."""

import numpy as np

from heapglass.analysis.code_owners import RUNTIME_CLASSES, RUNTIME_SCRIPTS
from heapglass.analysis.suspects.finding import Step
from heapglass.analysis.suspects.nearest_retainers import NONE, nearest_retainers
from heapglass.heap import Heap

LONGEST_PATH = 100
NEAR = 8


def path_to_root(heap: Heap, node: int) -> list[Step]:
    """The shortest path from `node` to the roots without noise if there is one, by the most readable of equally short
    ones. It stops before the root itself.
    """
    path: list[Step] = []
    root = heap.snapshot.header.root
    here = np.array([node], np.uint32)
    while len(path) < LONGEST_PATH:
        edges, here = nearest_retainers(heap, here)
        if int(edges[0]) == NONE or int(here[0]) == root:
            break
        path.append(Step(int(edges[0]), int(here[0])))
    return path


def container_of(heap: Heap, node: int) -> int:
    """The object that `node`, a backing store maybe, belongs to: the first dominator a program knows of."""
    header = heap.snapshot.header
    own = [header.node_type_code(name) for name in ("object", "closure", "native", "regexp")]
    dominators, types = heap.dominators, heap.snapshot.node_type
    while int(types[node]) not in own and int(dominators[node]) != node:
        node = int(dominators[node])
    return node


def is_runtime(heap: Heap, node: int) -> bool:
    """Whether `node` is the platform's own: made by Node's or Deno's scripts, or by the browser and not by a script."""
    place = heap.node(node).location
    if place is not None and place.script_name is not None:
        return place.script_name.startswith(RUNTIME_SCRIPTS)
    return heap.node(node).class_name.startswith(RUNTIME_CLASSES)


def place_of(heap: Heap, node: int, path: list[Step]) -> str | None:
    """Where the program's own code that has to do with `node` stands, as `file:line:column`, counted from 1."""
    for near in (node, *(step.holder for step in path[:NEAR])):
        place = heap.node(near).location
        if place and place.script_name and not place.script_name.startswith(RUNTIME_SCRIPTS):
            return f"{place.script_name}:{place.line + 1}:{place.column + 1}"
    return None
