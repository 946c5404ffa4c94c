"""The Retainers view with retainers ignored, and the ways from a node to the roots."""

from typing import Any

import numpy as np
import pytest

from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.retainers_view import RetainersView
from heapglass.analysis.retaining_paths import Branch, retaining_forest
from tests.oracle.snapshots import Case


@pytest.fixture
def shown(snapshot: Case) -> dict[str, Any]:
    """What DevTools shows with the three largest nodes ignored."""
    if snapshot.beyond_devtools:
        pytest.skip("DevTools' own sizes are wrong, and with them which nodes are the largest")
    return snapshot.devtools.figures["retainers_view"]


@pytest.fixture
def view(snapshot: Case, shown: dict[str, Any]) -> RetainersView:
    return snapshot.heap.retainers_view(shown["ignored"])


def test_order(view: RetainersView, shown: dict[str, Any]) -> None:
    for node in shown["nodes"]:
        theirs = node["retainers"]["rows"]
        edges = view.retainers(node["ordinal"])[: len(theirs)]
        sources = edge_sources(view.snapshot, edges)
        assert list(zip(edges.tolist(), view.distances(edges, sources).tolist(), strict=True)) == [
            (row["edge"], row["distance"]) for row in theirs
        ]


def compact(branches: list[Branch]) -> list[list[Any]]:
    return [[each.edge, each.node, each.distance, compact(each.children)] for each in branches]


def assert_paths(view: RetainersView, theirs: list[dict[str, Any]]) -> None:
    for each in theirs:
        branches, limits = retaining_forest(view, each["ordinal"])
        assert compact(branches) == each["paths"]
        reached = {"depth": limits.depth, "nodes": limits.nodes, "siblings": limits.siblings}
        assert {name for name, yes in reached.items() if yes} == set(each["limits"])


def test_paths(snapshot: Case) -> None:
    if not snapshot.beyond_devtools:
        assert_paths(snapshot.heap.retainers_view(), snapshot.devtools.figures["retaining_paths"])


def test_paths_without_what_is_ignored(view: RetainersView, shown: dict[str, Any]) -> None:
    assert_paths(view, shown["retaining_paths"])


def test_nothing_ignored(snapshot: Case) -> None:
    """Retainers have their usual distances, and what nothing reaches comes last."""
    usual, view = snapshot.heap.distances, snapshot.heap.retainers_view()
    assert np.array_equal(view.ignored.distances, np.where(usual == -5, 200_000_000, usual))
