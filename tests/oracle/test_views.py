"""What is shown of single nodes: names, places, references, retainers; of the largest nodes and many others."""

from itertools import groupby
from typing import Any

import numpy as np

from heapglass.analysis.retainers import edge_sources
from heapglass.nodes import Edge
from tests.oracle.snapshots import Case


def described(snapshot: Case) -> list[dict[str, Any]]:
    return snapshot.devtools.figures["nodes"]


def test_names(snapshot: Case) -> None:
    for shown in described(snapshot):
        node = shown["ordinal"]
        expected = snapshot.reference.label(node) if snapshot.beyond_devtools else shown["name"]
        assert snapshot.heap.node(node).name == expected


def test_types_and_counts(snapshot: Case) -> None:
    for shown in described(snapshot):
        node = snapshot.heap.node(shown["ordinal"])
        assert (node.type, node.edge_count, len(node.retainers)) == (
            shown["type"],
            shown["edge_count"],
            shown["retainer_count"],
        )


def test_class_names(snapshot: Case) -> None:
    if snapshot.beyond_devtools:
        return
    for shown in described(snapshot):
        assert snapshot.heap.node(shown["ordinal"]).class_name == shown["class_name"]


def test_locations(snapshot: Case) -> None:
    for shown in described(snapshot):
        place = snapshot.heap.node(shown["ordinal"]).location
        assert (place and [place.script_id, place.line, place.column]) == shown["location"]


def test_references(snapshot: Case) -> None:
    """In DevTools' order, as far as it was asked for."""
    for shown in described(snapshot):
        theirs = shown["references"]
        edges = snapshot.heap.node(shown["ordinal"]).references
        assert len(edges) == theirs["total"]
        if snapshot.beyond_devtools:
            continue  # the order is by retained sizes
        ours = [(edge.name, edge.to_node.ordinal, edge.ordinal) for edge in edges[: len(theirs["rows"])]]
        assert without_chance(snapshot, ours) == without_chance(
            snapshot, [(row["name"], row["node"], row["edge"]) for row in theirs["rows"]]
        )


def without_chance(snapshot: Case, edges: list[tuple[str | int, int, int]]) -> list[int]:
    """Of several `__proto__` edges to equally large nodes, which V8 does not write, DevTools' order is chance."""
    runs = groupby(edges, key=lambda edge: (edge[0] == "__proto__", snapshot.heap.retained_sizes[edge[1]]))
    return [edge for (is_proto, _), run in runs for edge in (sorted if is_proto else list)(each[2] for each in run)]


def test_retainers(snapshot: Case) -> None:
    for shown in described(snapshot):
        theirs = shown["retainers"]
        edges = snapshot.heap.node(shown["ordinal"]).kept_by
        assert len(edges) == theirs["total"]
        assert [(edge.ordinal, edge.type, edge.from_node.ordinal) for edge in edges[: len(theirs["rows"])]] == [
            (row["edge"], row["type"], row["node"]) for row in theirs["rows"]
        ]


def test_ignored_retainers(snapshot: Case) -> None:
    """What the Retainers view says when its three largest nodes are ignored."""
    theirs = snapshot.devtools.figures["retainers_view"]
    view = snapshot.heap.retainers_view(theirs["ignored"])
    np.testing.assert_array_equal(view.ignored.distances, snapshot.devtools.retainers_view_distance)
    assert sorted(view.ignored.edges.tolist()) == theirs["edges"]


def test_unused_variables(snapshot: Case) -> None:
    """Of files with Chromium's scopes: what contexts hold and nothing can use."""
    heap, usage = snapshot.heap, snapshot.heap.variable_usage
    unused = usage.edges[~usage.used]
    edges = [
        Edge(heap, *pair) for pair in zip(unused.tolist(), edge_sources(heap.snapshot, unused).tolist(), strict=True)
    ]
    ours = sorted((edge.from_node.ordinal, str(edge.name), edge.to_node.ordinal) for edge in edges)
    assert ours == sorted(map(tuple, snapshot.devtools.figures["unused_variables"] or []))


def test_timeline(snapshot: Case) -> None:
    """When the objects that live were allocated, and where."""
    theirs = snapshot.devtools.figures["samples"]
    ours = snapshot.heap.timeline
    if theirs is None:
        assert ours is None
        return
    assert ours.last_ids.tolist() == theirs["lastAssignedIds"]
    assert ours.sizes.tolist() == theirs["sizes"]
    np.testing.assert_allclose(ours.times, theirs["timestamps"])


def test_allocation_stacks(snapshot: Case) -> None:
    for shown in described(snapshot):
        ours = snapshot.heap.node(shown["ordinal"]).allocation_stack
        theirs = shown["allocation_stack"]
        assert [(frame.function, frame.script, frame.script_id, frame.line, frame.column) for frame in ours or []] == [
            tuple(frame[name] for name in ("functionName", "scriptName", "scriptId", "line", "column"))
            for frame in theirs or []
        ]
