"""What keeps a node alive, the way a person would tell it."""

import numpy as np

from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.suspects.finding import Step
from heapglass.heap import Heap
from heapglass.kernels.engine import U32

LONGEST_PATH = 100
NEAR = 8
READABLE_EDGES = ("property", "context", "element", "shortcut")
INTERNAL_COST = 1
HIDDEN_COST = 2
NOISE_COST = 8
RUNTIME_SCRIPTS = ("node:", "internal/", "ext:", "electron/js2c", "native ")
RUNTIME_CLASSES = ("blink::", "NativeModule", "BuiltinModule", "C++ ")
NOISY_NODES = (
    "system / PropertyCell",
    "InternalNode",
    "Pending activities",
    "StyleEngine",
)
NOISY_EDGES = ("feedback_cell", "code", "sloppy_function_map", "alternate", "firstEffect", "lastEffect", "previous")
"""What V8, the DOM and React keep for themselves: true, and of no help to whoever looks for a leak."""


def path_to_root(heap: Heap, node: int) -> list[Step]:
    """The shortest path from `node` to the roots, by the most readable of equally short ones.

    Every step goes to a holder with a smaller distance, so it ends; it stops before the root itself.
    """
    path: list[Step] = []
    root = heap.snapshot.header.root
    here = node
    while len(path) < LONGEST_PATH:
        step = _nearest(heap, here)
        if step is None or step.holder == root:
            break
        path.append(step)
        here = step.holder
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


def _nearest(heap: Heap, node: int) -> Step | None:
    snapshot, header = heap.snapshot, heap.snapshot.header
    edges = heap.retainer_index.entering(node)
    edges = edges[snapshot.edge_type[edges] != header.edge_type_code("weak")]
    if not edges.size:
        return None
    sources = edge_sources(snapshot, edges)
    distances = heap.distances[sources].astype(np.int64)
    distances[distances < 0] = np.iinfo(np.int64).max
    nearest = distances == distances.min()
    edges, sources = edges[nearest], sources[nearest]
    if int(heap.distances[sources[0]]) >= int(heap.distances[node]) >= 0:
        return None
    best = int(np.argmin(_cost(heap, edges, sources)))
    return Step(int(edges[best]), int(sources[best]))


def _cost(heap: Heap, edges: U32, sources: U32) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    snapshot, header = heap.snapshot, heap.snapshot.header
    types = snapshot.edge_type[edges]
    cost = np.full(edges.size, INTERNAL_COST, np.int64)
    for name in READABLE_EDGES:
        cost[types == header.edge_type_code(name)] = 0
    hidden = types == header.edge_type_code("hidden")
    cost[hidden] = HIDDEN_COST
    names = snapshot.edge_name[edges]
    for name in NOISY_EDGES:
        cost[~hidden & (names == snapshot.strings.find(name)) & (cost == INTERNAL_COST)] = NOISE_COST
    for name in NOISY_NODES:
        cost[snapshot.node_name[sources] == snapshot.strings.find(name)] = NOISE_COST
    return cost
