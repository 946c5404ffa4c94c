"""Heaps as no program has them: very deep, very wide, full of cycles. No recursion, and time grows with the size."""

import json
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from heapglass.heap import Heap
from heapglass.service.questions import answer
from heapglass.service.session import Session
from heapglass.snapshot.model import Snapshot
from heapglass.snapshot.schema import read_header
from heapglass.snapshot.strings import Strings
from tests.bench.synthetic import (
    FIRST,
    NODE_SIZE,
    OBJECT,
    PROPERTY,
    STRINGS,
    SYNTHETIC,
    Shape,
    cycles,
    deep,
    meta,
    wide,
)

SECONDS = 60
"""Far more than any of them takes; a step that takes the square of it, a century."""
SLOWER = 3.0
"""Of what is ten times as large, so much may be lost to caches of the processor and to noise."""
QUESTIONS = (
    ("summary", {"count": 20}),
    ("statistics", {}),
    ("native_contexts", {}),
    ("duplicate_strings", {"count": 5}),
    ("detached", {"count": 5}),
    ("search", {"text": "link", "count": 5}),
)
ABOUT_NODES = ("node", "references", "retainers", "retainer_chain")

SHAPES = {
    "deep": (partial(deep, 100_000), partial(deep, 1_000_000), partial(deep, 10_000_000)),
    "wide": (partial(wide, 100_000), partial(wide, 1_000_000), partial(wide, 5_000_000)),
    "cycles": (partial(cycles, 500), partial(cycles, 5_000), partial(cycles, 50_000)),
}


def heap_of(shape: Shape) -> Heap:
    """The shape as `synthetic` writes it, without the detour over text."""
    count = shape.count + FIRST
    edges_of = np.bincount(shape.source, minlength=shape.count)
    first_edge = np.zeros(count + 1, np.uint32)
    first_edge[1:] = np.cumsum(np.concatenate([[2, 0, shape.entry.size], edges_of]))
    named = shape.name >= 0
    own = [np.where(named, PROPERTY, 1), np.where(named, shape.name, np.arange(named.size)), shape.target + FIRST]
    entries = [np.ones(shape.entry.size), np.arange(shape.entry.size), shape.entry + FIRST]
    before = ([1, PROPERTY], [1, STRINGS.index("global")], [1, 2])
    edge_type, edge_name, edge_to = (
        np.concatenate(parts).astype(dtype)
        for parts, dtype in zip(zip(before, entries, own, strict=True), (np.uint8, np.uint32, np.uint32), strict=True)
    )
    node_type = np.full(count, OBJECT, np.uint8)
    node_type[:2] = SYNTHETIC
    node_name = np.full(count, STRINGS.index("Link"), np.uint32)
    node_name[:FIRST] = 0, 1, 2
    size = np.full(count, NODE_SIZE, np.uint32)
    size[:2] = 0
    header = {"meta": meta(), "node_count": count, "edge_count": edge_to.size}
    nothing = np.empty(0, np.uint32)
    return Heap(
        Snapshot(
            header=read_header(json.loads(json.dumps(header))),
            strings=Strings.of(STRINGS),
            node_type=node_type,
            node_name=node_name,
            node_id=2 * np.arange(count, dtype=np.uint32) + 1,
            self_size=size,
            first_edge=first_edge,
            node_detachedness=np.zeros(count, np.uint8),
            node_trace=None,
            edge_type=edge_type,
            edge_name=edge_name,
            edge_to=edge_to,
            location_node=nothing,
            location_script=nothing,
            location_line=nothing,
            location_column=nothing,
        )
    )


def check_deep(heap: Heap, length: int) -> None:
    place = np.arange(length)
    assert np.array_equal(heap.dominators[FIRST:], np.r_[2, place[:-1] + FIRST])
    assert np.array_equal(heap.retained_sizes[FIRST:], NODE_SIZE * (length - place))
    assert np.array_equal(heap.distances[FIRST:], place + 2)


def check_wide(heap: Heap, width: int) -> None:
    assert (heap.dominators[FIRST + 1 :] == FIRST).all()
    assert heap.retained_sizes[FIRST] == NODE_SIZE * (width + 1)
    assert (heap.distances[FIRST + 1 :] == 3).all()


def check_cycles(heap: Heap, rings: int) -> None:
    # Each ring is entered at its first node, and all but the first also in the middle, from the ring before it.
    first = np.arange(rings) * 100 + FIRST
    assert (heap.dominators[first] == 2).all()
    assert heap.retained_sizes[2] == NODE_SIZE * (100 * rings + 1)
    assert heap.distances[FIRST:].max() == 52


CHECKS: dict[str, Callable[[Heap, int], None]] = {"deep": check_deep, "wide": check_wide, "cycles": check_cycles}


def looked_at(heap: Heap) -> float:
    """Processor seconds until everything was asked that a person may ask."""
    began = time.process_time()
    session = Session(heap, "extreme")
    for method, params in QUESTIONS:
        answer(session, method, params)
    for ordinal in (0, 2, FIRST, heap.node_count // 2, heap.node_count - 1):
        for method in ABOUT_NODES:
            answer(session, method, {"ordinal": ordinal, "count": 20})
    return time.process_time() - began


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("name", SHAPES)
def test_an_extreme_heap_takes_time_by_its_size(name: str) -> None:
    small, large, _ = SHAPES[name]
    looked_at(heap_of(small()))  # kernels are loaded
    little, heap = looked_at(heap_of(small())), heap_of(large())
    much = looked_at(heap)
    CHECKS[name](heap, large.args[0])
    assert much < 10 * SLOWER * max(little, 0.02)


@pytest.mark.whole_corpus
@pytest.mark.timeout(5 * SECONDS)
@pytest.mark.parametrize("name", SHAPES)
def test_the_most_extreme_heaps_open(name: str) -> None:
    largest = SHAPES[name][-1]
    heap = heap_of(largest())
    looked_at(heap)
    CHECKS[name](heap, largest.args[0])
