"""Strings that take more than they seem to: slices that keep a large text, copies, texts built piece by piece."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import follow
from heapglass.heap import Heap
from heapglass.kernels.engine import U8, U32
from heapglass.kernels.follow import NOWHERE

FEWEST_SLICES = 10
FEWEST_PIECES = 1000
SOURCE_WORDS = ("function", "=>", "const ", "var ", "return ", "import ", "export ", "class ", "();", "if (")
SOURCE_MARKS = 3
SOURCE_MAP = '{"version":3'
MOST = 5


@dataclass(frozen=True, slots=True)
class Slices:
    """`nodes` are strings cut out of larger ones that nothing else needs: these take `bytes`."""

    nodes: U32
    bytes: int


def slices(heap: Heap, chosen: U8 | None = None) -> Slices | None:
    """Sliced strings that alone keep the text they were cut from; None if there are but a few."""
    snapshot = heap.snapshot
    sliced = snapshot.node_type == snapshot.header.node_type_code("sliced string")
    if chosen is not None:
        sliced &= chosen != 0
    nodes = np.flatnonzero(sliced).astype(np.uint32)
    parents = follow(snapshot, nodes, "parent")
    nodes, parents = nodes[parents != NOWHERE], parents[parents != NOWHERE]
    alone = heap.dominators[parents] == nodes
    if np.count_nonzero(alone) < FEWEST_SLICES:
        return None
    return Slices(nodes[alone], int(heap.retained_sizes[parents[alone]].sum()))


@dataclass(frozen=True, slots=True)
class BuiltText:
    """A string that V8 keeps as a tree of `pieces` because nobody has read it yet; `node` is the whole."""

    node: int
    pieces: int
    bytes: int


def built_texts(heap: Heap, least: float, chosen: U8 | None = None) -> list[BuiltText]:
    """Strings joined from at least FEWEST_PIECES pieces that retain at least `least`, the largest first."""
    snapshot = heap.snapshot
    joined = snapshot.node_type == snapshot.header.node_type_code("concatenated string")
    whole = joined & ~joined[heap.dominators] & (heap.retained_sizes >= least)
    if chosen is not None:
        whole &= chosen != 0
    nodes = np.flatnonzero(whole)
    nodes = nodes[np.argsort(-heap.retained_sizes[nodes], kind="stable")][:MOST]
    tree, place = heap.dominator_tree, heap.dominator_positions
    found = []
    for node in nodes.tolist():
        within = tree.preorder[int(place[node]) : int(place[node]) + int(tree.subtree[node])]
        pieces = int(np.count_nonzero(joined[within]))
        if pieces >= FEWEST_PIECES:
            found.append(BuiltText(node, pieces, int(heap.retained_sizes[node])))
    return found


def is_string(heap: Heap, node: int) -> bool:
    """Whether `node` is a string of any make."""
    return heap.node(node).type in ("string", "concatenated string", "sliced string")


def is_source(heap: Heap, node: int) -> bool:
    """Whether a large object is kept by a script (its text, the ends of its lines), or reads like a program."""
    snapshot = heap.snapshot
    edges, _ = heap.retainer_index.entering_any(np.array([node], np.uint32))
    code, weak = snapshot.header.node_type_code("code"), snapshot.header.edge_type_code("weak")
    # Optimized code refers weakly to whatever its function uses.
    edges = edges[snapshot.edge_type[edges] != weak]
    sources = np.searchsorted(snapshot.first_edge, edges, side="right") - 1
    if (snapshot.node_type[sources] == code).any():
        return True
    if not is_string(heap, node):
        return False
    text = heap.node(node).name
    return text.startswith(SOURCE_MAP) or sum(word in text for word in SOURCE_WORDS) >= SOURCE_MARKS
