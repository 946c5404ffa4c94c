"""Arrays, Maps and Sets with far more room than entries."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import follow
from heapglass.analysis.grouping import count_in
from heapglass.analysis.retainers import spans
from heapglass.heap import Heap
from heapglass.kernels.engine import U32
from heapglass.kernels.follow import NOWHERE

SMALLEST = 4096
FULLEST = 0.25
"""A store counts as empty when at most this share of its slots refers to something. Small numbers take a slot and make
no edge; a store without any edge may be full of them, and is left out."""
STORES = (("Array", "elements"), ("Map", "table"), ("Set", "table"))
LARGE_WORD, SMALL_WORD = 8, 4
HEADER_WORDS = 2


@dataclass(frozen=True, slots=True)
class EmptySpace:
    """`nodes` are the arrays, Maps and Sets, the emptiest first; `bytes` what their empty slots take."""

    nodes: U32
    bytes: int


def empty_space(heap: Heap) -> EmptySpace | None:
    """All of the heap's large stores that are mostly empty; None where there are none."""
    snapshot, header = heap.snapshot, heap.snapshot.header
    owners, wasted = [], []
    word = _word(heap)
    for name, edge in STORES:
        named = (snapshot.node_name == snapshot.strings.find(name)) & (
            snapshot.node_type == header.node_type_code("object")
        )
        nodes = np.flatnonzero(named).astype(np.uint32)
        stores = follow(snapshot, nodes, edge)
        nodes, stores = nodes[stores != NOWHERE], stores[stores != NOWHERE]
        large = heap.self_sizes[stores] >= SMALLEST
        nodes, stores = nodes[large], stores[large]
        slots = heap.self_sizes[stores].astype(np.int64) // word - HEADER_WORDS
        # The elements of an array are edges of the array itself; entries of a table are edges of the table.
        edges, which = spans(snapshot.first_edge, nodes if name == "Array" else stores)
        kind = header.edge_type_code("element" if name == "Array" else "internal")
        used = count_in(which[snapshot.edge_type[edges] == kind], nodes.size)
        empty = (used > 0) & (used <= FULLEST * slots)
        owners.append(nodes[empty])
        wasted.append((slots - used)[empty] * word)
    nodes, sizes = np.concatenate(owners), np.concatenate(wasted)
    if not nodes.size:
        return None
    order = np.argsort(-sizes, kind="stable")
    return EmptySpace(nodes[order], int(sizes.sum()))


def _word(heap: Heap) -> int:
    """Bytes of a pointer: an Array object is four of them."""
    snapshot = heap.snapshot
    arrays = np.flatnonzero(
        (snapshot.node_name == snapshot.strings.find("Array"))
        & (snapshot.node_type == snapshot.header.node_type_code("object"))
    )
    sizes = heap.self_sizes[arrays]
    return SMALL_WORD if np.count_nonzero(sizes == 4 * SMALL_WORD) > arrays.size // 2 else LARGE_WORD
