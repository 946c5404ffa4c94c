"""Every figure of a heap, on any small graph and every engine, is what the reference says by the same rules."""

import io
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import heapglass
from tests.answers import Answers
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.reference import Heap as Reference
from tests.reference.filters import FILTERS
from tests.reference.summary import Row

PROPERTY = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def opened(draft: Draft) -> heapglass.Heap:
    return heapglass.open(io.BytesIO(json.dumps(draft.document()).encode()))


def assert_equal(ours: Any, theirs: list[int]) -> None:
    np.testing.assert_array_equal(ours, np.array(theirs, np.float64))


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_columns(draft: Draft) -> None:
    ours, theirs = opened(draft), Reference(draft.document())
    assert_equal(ours.ids, theirs.graph.id)
    assert_equal(ours.detachedness, theirs.detachedness)
    assert_equal(ours.shallow_sizes, theirs.shallow)
    assert_equal(ours.dominators, theirs.dominators)
    assert_equal(ours.retained_sizes, theirs.retained)
    assert_equal(ours.distances, theirs.distances)


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_classes_and_rows(draft: Draft) -> None:
    ours, theirs = opened(draft), Reference(draft.document())
    classes = ours.classes
    assert [classes.keys[index] for index in classes.of_node] == theirs.class_keys
    assert [tuple(shape.properties) for shape in classes.shapes] == [shape.properties for shape in theirs.shapes]
    assert {
        row.key: Row(row.count, row.distance, row.shallow, row.retained) for row in ours.summary()
    } == theirs.summary


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_what_retaining_means(draft: Draft) -> None:
    """Facts of any heap, whatever the rules: sums, order, and that a dominator dominates."""
    heap = opened(draft)
    root = heap.snapshot.header.root
    retained, shallow, dominators = heap.retained_sizes, heap.shallow_sizes, heap.dominators
    others = np.arange(heap.node_count) != root

    assert retained[root] == math.fsum(shallow) == math.fsum(heap.self_sizes)
    assert (retained >= shallow).all()
    assert (retained[dominators[others]] >= retained[others]).all()
    assert dominators[root] == root
    assert math.fsum(row.shallow for row in heap.summary()) == math.fsum(shallow)
    assert all(row.shallow <= row.retained <= retained[root] for row in heap.summary())


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_nodes(draft: Draft) -> None:
    heap, theirs = opened(draft), Reference(draft.document())
    for ordinal in range(heap.node_count):
        node = heap.node(ordinal)
        assert node.name == theirs.label(ordinal)
        assert [(edge.type, edge.name, edge.to_node.ordinal) for edge in node.edges] == [
            (edge.type, edge.name, edge.to) for edge in theirs.graph.edges[ordinal]
        ]
        assert [(edge.from_node.ordinal, edge.ordinal) for edge in node.retainers] == [
            (source, edge.ordinal) for source, edge in theirs.graph.retainers[ordinal]
        ]


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_filters_and_statistics(draft: Draft) -> None:
    ours, theirs = Answers(opened(draft)), Reference(draft.document())
    for name in FILTERS:
        assert ours.filtered(name).astype(bool).tolist() == theirs.filtered(name), name
    assert ours.native_contexts.owner.tolist() == theirs.native_contexts
    kinds, statistics = theirs.statistics["v8heap"], ours.statistics
    assert (statistics.total, statistics.native, statistics.v8_heap) == (
        theirs.statistics["total"],
        theirs.statistics["native"]["total"],
        kinds["total"],
    )
    assert [statistics.code, statistics.js_arrays, statistics.strings, statistics.system] == [
        kinds[kind] for kind in ("code", "jsArrays", "strings", "system")
    ]


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots(), text=st.sampled_from(["a", "DIV", "é", "😀", "\ud83d", "{", "", "detached", "🦊"]))
def test_search(draft: Draft, text: str) -> None:
    """Text is found in what nodes are shown as."""
    heap, theirs = opened(draft), Reference(draft.document())
    labels = [theirs.label(node) for node in theirs.graph.nodes]
    assert Answers(heap).found(text, match_case=True).tolist() == [text in label for label in labels]
    assert Answers(heap).found(text).tolist() == [text.upper() in label.upper() for label in labels]


@pytest.mark.usefixtures("engine")
def test_descriptors_are_numbered_as_javascript_reads_numbers() -> None:
    """Of `(map descriptors)`, every third entry from the fourth on is no way to anything; others are told by a name."""
    draft = Draft()
    root, window = draft.node("synthetic"), draft.node("object", "Window", 8)
    table = draft.node("array", "(map descriptors)", 16)
    draft.edge(root, "element", 1, window)
    draft.edge(window, "property", "table", table)
    names = ["1", "4", "7", "12", "13x", " +16", "\t22", "+", "x4", "-4", "04", "+ 4", "١٠", "4.9", ""]
    nodes = [draft.node("object", "O", 8) for _ in names]
    for name, node in zip(names, nodes, strict=True):
        draft.edge(table, "internal", name, node)
    heap, reference = opened(draft), Reference(draft.document())
    assert_equal(heap.distances, reference.distances)
    passed = [name for name, node in zip(names, nodes, strict=True) if heap.distances[node] != 3]
    assert passed == ["4", "7", "13x", " +16", "\t22", "04", "4.9"]


@pytest.mark.usefixtures("engine")
def test_what_event_listeners_call() -> None:
    """The function itself or the first with code that it refers to; once, whoever calls it, and however many do not."""
    draft = Draft()
    root, window = draft.node("synthetic"), draft.node("object", "Window", 8)
    draft.edge(root, "element", 1, window)
    code = draft.node("code", "(code)", 8)

    def function(*inside: int, coded: bool = False) -> int:
        made = draft.node("closure", "f", 8)
        for number, other in enumerate(inside):
            draft.edge(made, "property", f"p{number}", other)
        if coded:
            draft.edge(made, "internal", "code", code)
        return made

    one, two, three = (function(coded=True) for _ in range(3))
    handlers = [one, one, function(two, three), None, function(window), three]
    for handler in handlers:
        listener = draft.node("native", "V8EventListener", 8)
        draft.edge(window, "property", "listener", listener)
        if handler is not None:
            draft.edge(listener, "internal", "1", handler)
            draft.edge(handler, "property", "kept", draft.node("object", "Kept", 8))
    heap, reference = opened(draft), Reference(draft.document())
    name = "objectsRetainedByEventHandlers"
    assert Answers(heap).filtered(name).astype(bool).tolist() == reference.filtered(name)
    assert any(reference.filtered(name))
