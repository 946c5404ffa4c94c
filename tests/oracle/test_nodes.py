"""Node by node: heapglass' figures are DevTools' figures."""

import numpy as np

from tests.oracle.snapshots import Case


def test_ids(snapshot: Case) -> None:
    np.testing.assert_array_equal(snapshot.heap.ids, snapshot.expected.ids)


def test_detachedness(snapshot: Case) -> None:
    np.testing.assert_array_equal(snapshot.heap.detachedness, snapshot.expected.detachedness)


def test_shallow_sizes(snapshot: Case) -> None:
    np.testing.assert_array_equal(snapshot.heap.shallow_sizes, snapshot.expected.shallow)


def test_dominators(snapshot: Case) -> None:
    np.testing.assert_array_equal(snapshot.heap.dominators, snapshot.expected.dominators)


def test_retained_sizes(snapshot: Case) -> None:
    np.testing.assert_array_equal(snapshot.heap.retained_sizes, snapshot.expected.retained)


def test_distances(snapshot: Case) -> None:
    np.testing.assert_array_equal(snapshot.heap.distances, snapshot.expected.distances)


def test_class_keys(snapshot: Case) -> None:
    made = snapshot.heap.classes
    keys = [made.keys[index] for index in made.of_node]
    differing = [
        (node, mine, theirs)
        for node, (mine, theirs) in enumerate(zip(keys, snapshot.expected.class_keys, strict=True))
        if mine != theirs
    ]
    assert differing == []


def test_class_names(snapshot: Case) -> None:
    """A key ends in the class' name."""
    made = snapshot.heap.classes
    assert [key for name, key in zip(made.names, made.keys, strict=True) if not key.endswith(f",{name}")] == []


def test_counts_and_total(snapshot: Case) -> None:
    figures = snapshot.devtools.figures
    heap = snapshot.heap
    assert (heap.node_count, heap.edge_count) == (figures["node_count"], figures["edge_count"])
    assert heap.total_size + heap.snapshot.header.extra_native_bytes == snapshot.expected.total_size
