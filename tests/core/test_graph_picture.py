"""The picture of the graph: the nearest and the biggest, level by level, within its limits; and whose each node is."""

from typing import Any

import hypothesis.strategies as st
import numpy as np
from hypothesis import given

import heapglass
from heapglass.analysis.code_owners import OWNERS, owner_of_script
from heapglass.analysis.graph_picture import Around, Limits, edges_among
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_rules import PROPERTY, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.fixtures.written import written


@PROPERTY
@given(draft=snapshots(), data=st.data())
def test_picture(draft: Draft, data: st.DataObject) -> None:
    heap = opened(draft)
    count = heap.node_count
    centre = data.draw(st.integers(0, count - 1))
    shown = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), np.bool_)
    limits = Limits(
        nodes=data.draw(st.integers(1, count + 1)),
        depth=data.draw(st.integers(0, 3)),
        most=data.draw(st.integers(1, 3)),
        wider=data.draw(st.dictionaries(st.integers(0, count - 1), st.integers(1, 4), max_size=2)),
    )
    around = Around(heap.snapshot, heap.retained_sizes, heap.distances, heap.retainer_index, shown)
    picture = around.draw(centre, limits)

    assert picture.levels[centre] == 0
    assert len(picture.levels) <= limits.nodes
    assert all(shown[node] for node in picture.levels if node != centre)
    ends = [(source, int(heap.snapshot.edge_to[edge])) for edge, source in picture.edges.items()]
    for edge, source in picture.edges.items():
        assert edge in heap.node(source).edge_ordinals
    # Each node is one step farther from the centre than one that it is connected with.
    for node, level in picture.levels.items():
        if level > 0:
            assert any(to == node and picture.levels[source] == level - 1 for source, to in ends)
        if level < 0:
            assert any(source == node and picture.levels[to] == level + 1 for source, to in ends)
    if limits.nodes > count:
        edges = [edge for edge in heap.node(centre).edges if edge.type != "invisible" and shown[edge.to_node.ordinal]]
        best = sorted(edges, key=lambda edge: (-edge.to_node.retained_size, edge.ordinal))
        chosen = {edge.ordinal for edge in best[: limits.edges_of(centre, 0)]}
        assert chosen <= set(picture.edges)
        assert picture.more_references[centre] == len(edges) - len(chosen)


@PROPERTY
@given(draft=snapshots(), data=st.data())
def test_edges_among(draft: Draft, data: st.DataObject) -> None:
    heap = opened(draft)
    nodes = data.draw(st.lists(st.integers(0, heap.node_count - 1), unique=True, max_size=5))
    edges, sources = edges_among(heap.snapshot, np.array(nodes, np.uint32), 100)
    found = {(source, int(heap.snapshot.edge_to[edge])) for edge, source in zip(edges, sources.tolist(), strict=True)}
    assert len(found) == edges.size
    assert found == {
        (node, edge.to_node.ordinal)
        for node in nodes
        for edge in heap.node(node).edges
        if edge.type not in ("weak", "invisible") and edge.to_node.ordinal in set(nodes) - {node}
    }


def owner(heap: heapglass.Heap, class_name: str) -> set[str]:
    index = heap.classes.names.index(class_name)
    return {OWNERS[which] for which in heap.code_owners[heap.classes.of_node == index].tolist()}


def test_owners() -> None:
    heap = heapglass.open(written("closure-leak-40"))
    assert owner(heap, "{longStr, someMethod}") == {"program"}
    assert owner(heap, "Server") == {"runtime"}
    assert owner(heap, "(object shape)") == {"engine"}
    named = [OWNERS[owner_of_script(name)] for name in ("/app/a.js", "/app/node_modules/b/c.js", "node:fs", None)]
    assert named == ["program", "library", "runtime", "program"]


def test_questions() -> None:
    session = Session(heapglass.open(written("closure-leak-40")), "a")
    heap = session.heap

    def asked(method: str, **params: Any) -> Any:
        return answer(session, method, params)

    top = asked("biggest", own=True, nodes=20)
    own = [node for node in range(heap.node_count) if heap.code_owners[node] == 0 and node != heap.snapshot.header.root]
    assert [row["retained"] for row in top["nodes"]] == sorted(heap.retained_sizes[own].tolist(), reverse=True)[:20]
    thing = next(row for row in top["nodes"] if row["name"] == "{longStr, someMethod}")
    named = asked("biggest", own=True, nodes=5, text="{longStr")
    assert {row["name"] for row in named["nodes"]} == {"{longStr, someMethod}"}

    near = asked("neighbourhood", ordinal=thing["ordinal"], own=True)
    levels = {row["level"] for row in near["nodes"]}
    assert levels == {-2, -1, 0, 1, 2}
    assert next(row for row in near["nodes"] if row["level"] == 0)["id"] == thing["id"]
    method = next(row for row in near["nodes"] if row["name"] == "someMethod" and row["level"] == 1)
    assert {"from": thing["ordinal"], "to": method["ordinal"]}.items() <= next(
        edge for edge in near["edges"] if edge["name_or_index"] == "someMethod"
    ).items()
    on_path = {node.ordinal for node in heap.node(thing["ordinal"]).dominator_path}
    assert {row["ordinal"] for row in near["nodes"] if row["on_path"]} == on_path & {
        row["ordinal"] for row in near["nodes"]
    }
    wider = asked("neighbourhood", ordinal=thing["ordinal"], own=False, depth=0, wider=[[thing["ordinal"], 3]])
    assert sum(edge["from"] == thing["ordinal"] for edge in wider["edges"]) == 3
