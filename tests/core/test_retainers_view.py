"""The Retainers view: order, ignored retainers, noise, and the ways to the roots."""

import io
import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import heapglass
from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.retainers_view import UNREACHABLE
from heapglass.analysis.retaining_paths import LONGEST_PATH, retaining_forest
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_ordering import utf16
from tests.core.test_rules import PROPERTY, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.reference import Heap as Reference
from tests.reference.distances import retainers_view


def as_heap(draft: Draft) -> heapglass.Heap:
    return heapglass.open(io.BytesIO(json.dumps(draft.document()).encode()))


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots(), chosen=st.sets(st.integers(0, 1 << 30), max_size=4))
def test_view(draft: Draft, chosen: set[int]) -> None:
    """Distances, partners that are not enough, and the order of what is left."""
    heap, theirs = opened(draft), Reference(draft.document())
    graph = theirs.graph
    ignored = {node % heap.node_count for node in chosen}
    view = heap.retainers_view(ignored)
    distances, lost = retainers_view(graph, frozenset(ignored))
    if ignored:
        assert view.ignored.edges.tolist() == sorted(lost)
    assert view.ignored.nodes.tolist() == sorted(ignored)
    assert view.ignored.distances.tolist() == distances

    for node in graph.nodes:
        expected = [
            (UNREACHABLE if ignored and edge.ordinal in lost else distances[source], edge.ordinal, source)
            for source, edge in graph.retainers[node]
            if edge.type != "weak" and source != graph.root
        ]
        expected.sort(key=lambda row: (row[0], utf16(theirs.label(row[2])), -row[1]))
        edges = view.retainers(node)
        assert edges.tolist() == [edge for _, edge, _ in expected]
        chain = view.chain(node, 3)
        assert chain[:1].tolist() == [edge for _, edge, _ in expected[:1]]


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_paths(draft: Draft) -> None:
    """Every way is one, and leads from the node to the root; no two begin with the same retainer."""
    heap = opened(draft)
    root = heap.snapshot.header.root
    for node in range(heap.node_count):
        paths = heap.node(node).paths(5)
        assert len({path[0].source for path in paths}) == len(paths)
        for path in paths:
            assert path[0].to_node.ordinal == node
            assert all(upper.to_node.ordinal == lower.source for lower, upper in pairwise(path))
            assert all(edge.type != "weak" for edge in path)
            assert all(edge.source != node for edge in path[1:])
        assert all(path[-1].source == root for path in paths[1:])
        forest, _ = retaining_forest(heap._usual_view, node)
        assert all(branch.distance >= 2 for branch in forest)


def chain_of(length: int) -> Draft:
    """A root, a user root, and a chain of objects below it."""
    draft = Draft()
    draft.node("synthetic")
    draft.edge(0, "shortcut", "Window", draft.node("object", "Window", 8))
    for node in range(1, length):
        draft.edge(node, "property", "next", draft.node("object", "Link", 16))
    return draft


def test_long_chain() -> None:
    """Paths, chains and dominators do not recurse."""
    length = LONGEST_PATH + 10
    heap = as_heap(chain_of(length))
    last = heap.node(length)
    assert last.distance == length
    assert len(last.dominator_path) == length + 1
    (path,) = last.paths()
    assert len(path) == LONGEST_PATH + 1
    (path,) = heap.node(50).paths(5)
    assert [edge.text for edge in path] == [".next"] * 49 + [".Window"]
    assert heap.retainers_view().chain(length).size == 20


def noisy() -> Draft:
    """An object held by a feedback cell nearby, and by the program through two objects."""
    draft = chain_of(3)  # Window, Link, Link
    kept = draft.node("object", "Kept", 8)
    cell = draft.node("hidden", "system / PropertyCell", 8)
    draft.edge(1, "internal", "cell", cell)
    draft.edge(cell, "internal", "value", kept)
    draft.edge(3, "property", "kept", kept)
    return draft


def test_noise_is_pushed_back_in_paths() -> None:
    heap = as_heap(noisy())
    clear, short = heap.node(4).paths(5)
    assert [edge.text for edge in clear] == [".kept", ".next", ".next", ".Window"]
    assert [edge.text for edge in short] == ["{value}", "{cell}", ".Window"]
    session = Session(heap, "")
    shown = answer(session, "retainers", {"ordinal": 4})["rows"]
    assert [(row["node"]["name"], row["noise"]) for row in shown] == [("system / PropertyCell", True), ("Link", False)]
    told = answer(session, "paths", {"ordinal": 4, "count": 2})["paths"]
    assert [(path["clear"], path["rooted"], path["length"]) for path in told] == [(True, True, 4), (False, True, 3)]


def test_questions() -> None:
    """Ignoring, taking back, cycles: as the page asks."""
    draft = noisy()
    draft.edge(4, "property", "back", 3)
    session = Session(as_heap(draft), "")

    def retainers(node: int, **params: object) -> list[tuple[int, int, bool, bool, bool]]:
        rows = answer(session, "retainers", {"ordinal": node} | params)["rows"]
        return [
            (row["node"]["ordinal"], row["node"]["distance"], row["seen"], row["ignored"], row["reachable"])
            for row in rows
        ]

    assert retainers(4) == [(5, 2, False, False, True), (3, 3, False, False, True)]
    assert retainers(3, ancestors=[4]) == [(2, 2, False, False, True), (4, 3, True, False, True)]
    assert [row["ordinal"] for row in answer(session, "ignore", {"ordinal": 5})["rows"]] == [5]
    assert retainers(4) == [(3, 3, False, False, True), (5, UNREACHABLE + 2, False, True, False)]
    answer(session, "ignore", {"ordinal": 2})
    assert retainers(4) == [(5, UNREACHABLE + 2, False, True, False), (3, UNREACHABLE + 3, False, False, False)]
    assert answer(session, "paths", {"ordinal": 4})["paths"] == []
    assert [row["ordinal"] for row in answer(session, "unignore", {"ordinal": 5})["rows"]] == [2]
    assert retainers(4)[0] == (5, 2, False, False, True)
    assert answer(session, "unignore_all", {})["rows"] == answer(session, "ignored", {})["rows"] == []
    assert retainers(4)[1] == (3, 3, False, False, True)
    pages = answer(session, "retainer_chain", {"ordinal": 4})["pages"]
    assert [[row["node"]["ordinal"] for row in page["rows"]] for page in pages] == [[5, 3], [1]]
    assert pages[0] == answer(session, "retainers", {"ordinal": 4})
    assert len(answer(session, "retainer_chain", {"ordinal": 4, "levels": 1})["pages"]) == 1


def test_weakmap_value_needs_key_and_table() -> None:
    """With the key out of reach the table's edge to the value counts for nothing."""
    draft = chain_of(2)  # 0 root, 1 Window, 2 Link
    table, key, value = (draft.node("object", name, 8) for name in ("WeakMap", "Key", "Value"))
    draft.edge(1, "property", "map", table)
    draft.edge(2, "property", "key", key)
    draft.weakmap_pair(table, key, value)
    heap = as_heap(draft)
    assert heap.node(value).distance == 4
    view = heap.retainers_view([2])
    edges = view.retainers(value)
    sources = edge_sources(heap.snapshot, edges)
    assert dict(zip(sources.tolist(), view.distances(edges, sources).tolist(), strict=True)) == {
        table: UNREACHABLE,
        key: UNREACHABLE,
    }
    assert np.array_equal(np.sort(edges), view.ignored.edges)
    assert heap.node(value).retained_size == 8


def test_distances_are_kept_apart() -> None:
    """Ignoring changes the view, never the heap."""
    heap = as_heap(noisy())
    before = heap.distances.copy(), heap.retained_sizes.copy()
    heap.retainers_view([2, 5])
    assert np.array_equal(heap.distances, before[0])
    assert np.array_equal(heap.retained_sizes, before[1])
