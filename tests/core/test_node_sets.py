"""Sets of nodes: every way to choose, join and walk them against the slow one, node by node."""

import math
import operator
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import heapglass
from heapglass.analysis.code_owners import OWNERS
from heapglass.columns import (
    class_name,
    detached,
    distance,
    edge_count,
    name,
    node_id,
    node_type,
    retained,
    retainer_count,
    script,
    self_size,
    shallow,
)
from heapglass.node_sets.conditions import Condition, Number, Text
from heapglass.node_sets.node_set import NodeSet
from heapglass.nodes import Node
from tests.core.test_saved import as_bytes, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.fixtures.written import written

PROPERTY = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def far(node: Node) -> float:
    return node.distance if 0 <= node.distance < 100_000_000 else math.nan


SLOW: list[tuple[Number, Callable[[Node], float]]] = [
    (retained, lambda node: node.retained_size),
    (shallow, lambda node: node.shallow_size),
    (self_size, lambda node: node.self_size),
    (node_id, lambda node: node.id),
    (edge_count, lambda node: node.edge_count),
    (retainer_count, lambda node: len(node.retainers)),
    (distance, far),
]


def ordinals(nodes: NodeSet) -> set[int]:
    found: list[int] = nodes.ordinals.tolist()
    assert len(set(found)) == len(found)
    return set(found)


def those(heap: heapglass.Heap, wanted: Callable[[Node], object]) -> set[int]:
    return {node.ordinal for node in heap.nodes() if wanted(node)}


def strictly_below(node: Node, keepers: set[int]) -> bool:
    return any(above.ordinal in keepers for above in node.dominator_path[1:])


@PROPERTY
@given(draft=snapshots(), data=st.data())
def test_conditions(draft: Draft, data: st.DataObject) -> None:
    heap = opened(as_bytes(draft))
    every = heap.nodes()
    assert ordinals(every) == set(range(heap.node_count))
    column, slow = data.draw(st.sampled_from(SLOW))
    value = slow(heap.node(data.draw(st.integers(0, heap.node_count - 1))))
    for how in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        assert ordinals(every.where(how(column, value))) == those(heap, lambda node, how=how: how(slow(node), value))  # type: ignore[misc]
    text = data.draw(st.sampled_from([node.name for node in every] + [node.class_name for node in every]))
    check_texts(heap, name, lambda node: node.name, text)
    check_texts(heap, class_name, lambda node: node.class_name, text)
    check_texts(heap, node_type, lambda node: node.type, text)
    both = (column >= value) & ~(node_type == "object") | detached
    assert ordinals(every.where(both)) == those(
        heap, lambda node: (slow(node) >= value and node.type != "object") or node.detachedness == 2
    )


def check_texts(heap: heapglass.Heap, field: Text, of: Callable[[Node], str], text: str) -> None:
    half = len(text) // 2
    begin, end = text[:half], text[half:]
    for condition, slow in (
        (field == text, lambda node: of(node) == text),
        (field != text, lambda node: of(node) != text),
        (field.startswith(begin), lambda node: of(node).startswith(begin)),
        (field.endswith(end), lambda node: of(node).endswith(end)),
        (field.contains(begin), lambda node: begin in of(node)),
    ):
        assert ordinals(heap.nodes(condition)) == those(heap, slow)


@PROPERTY
@given(draft=snapshots(), data=st.data())
def test_relations_and_sets(draft: Draft, data: st.DataObject) -> None:
    heap = opened(as_bytes(draft))

    def drawn() -> NodeSet:
        chosen = data.draw(st.lists(st.integers(0, heap.node_count - 1), unique=True, max_size=6))
        return heap.nodes()[0:0] | heap.nodes().where(Condition(lambda _, nodes: [n in chosen for n in nodes.tolist()]))  # type: ignore[arg-type,return-value]

    one, other = drawn(), drawn()
    a, b = ordinals(one), ordinals(other)
    assert [ordinals(made) for made in (one | other, one & other, one - other, one ^ other, ~one)] == [
        a | b, a & b, a - b, a ^ b, set(range(heap.node_count)) - a,
    ]  # fmt: skip
    assert (one == other, one <= other, len(one)) == (a == b, a <= b, len(a))
    assert all(node in one for node in one)

    edges = [edge for node in heap.nodes() for edge in node.edges]
    called = data.draw(st.sampled_from([edge.name for edge in edges])) if edges else "x"
    kind = data.draw(st.sampled_from(heap.snapshot.header.edge_types))
    for filters, wanted in (
        ({}, lambda edge: edge.type != "weak"),
        ({"weak": True}, lambda edge: True),
        ({"type": kind}, lambda edge: edge.type == kind),
        ({"edge": called, "weak": True}, lambda edge: edge.name == called),
    ):
        taken = [edge for edge in edges if wanted(edge)]  # type: ignore[no-untyped-call]
        assert ordinals(one.references(**filters)) == {e.to_node.ordinal for e in taken if e.source in a}  # type: ignore[arg-type]
        assert ordinals(one.retainers(**filters)) == {e.source for e in taken if e.to_node.ordinal in a}  # type: ignore[arg-type]

    root = heap.snapshot.header.root
    assert ordinals(one.dominated()) == those(heap, lambda node: strictly_below(node, a))
    assert ordinals(one.dominated(immediately=True)) == those(
        heap, lambda node: node.ordinal != root and node.dominator.ordinal in a
    )
    assert ordinals(one.dominators()) == {node.dominator.ordinal for node in one}
    assert ordinals(other.retained_by(one)) == {n for n in b if strictly_below(heap.node(n), a)}
    keepers = {e.to_node.ordinal for e in edges if e.name == called and e.type != "weak"}
    keepers |= those(heap, lambda node: called in (node.name, node.class_name))
    if isinstance(called, str):
        assert ordinals(other.retained_by(called)) == {n for n in b if strictly_below(heap.node(n), keepers)}

    assert one.shallow_size == sum(node.shallow_size for node in one)
    assert one.retained_size == sum(node.retained_size for node in one if not strictly_below(node, a))


@PROPERTY
@given(draft=snapshots(), data=st.data())
def test_groups_and_order(draft: Draft, data: st.DataObject) -> None:
    heap = opened(as_bytes(draft))
    every = heap.nodes()
    keys: dict[str, Callable[[Node], Any]] = {
        "class": lambda node: node.class_name,
        "type": lambda node: node.type,
        "name": lambda node: node.name,
        "owner": lambda node: OWNERS[int(heap.code_owners[node.ordinal])],
        "dominator": lambda node: node.dominator,
        "distance": lambda node: None if math.isnan(far(node)) else node.distance,
        "edge_count": lambda node: node.edge_count,
    }
    by = data.draw(st.sampled_from(sorted(keys)))
    groups = every.group_by(by)
    members: dict[Any, set[int]] = {}
    for node in every:
        members.setdefault(keys[by](node), set()).add(node.ordinal)
    assert {key: ordinals(nodes) for key, nodes in groups} == members
    for row, key in zip(groups.to_rows(), groups.keys, strict=True):
        nodes = [heap.node(at) for at in members[key]]
        outermost = [node for node in nodes if not strictly_below(node, members[key])]
        assert row == {
            by: key,
            "count": len(nodes),
            "shallow_size": sum(node.shallow_size for node in nodes),
            "retained_size": sum(node.retained_size for node in outermost),
        }
        assert ordinals(groups[key]) == members[key]
    sizes = [row["retained_size"] for row in groups.to_rows()]
    assert sizes == sorted(sizes, reverse=True)
    assert [node.retained_size for node in every.sort()] == sorted((n.retained_size for n in every), reverse=True)
    named = [node.name.encode("utf-16-be", "surrogatepass") for node in every.sort("name")]
    assert named == sorted(named)
    distances = [far(node) for node in every.sort(distance, descending=False)]
    known = [value for value in distances if not math.isnan(value)]
    assert distances[: len(known)] == sorted(known)


def test_a_question_to_a_real_heap() -> None:
    heap = heapglass.open(written("sessions-after"))
    sessions = heap.nodes(class_="Session", type="object")
    assert len(sessions) == next(row.count for row in heap.summary() if row.name == "Session")
    assert sessions == heap.nodes(class_=re.compile("^sess.on$", re.IGNORECASE))
    kept = sessions.where(retained > 200).retained_by("sessions")
    assert len(kept) == len(sessions.where(retained > 200)) == 3000
    holder = sessions.group_by("dominator").keys[0]
    assert sessions.retained_by(holder) <= heap.nodes(id=holder.id).dominated()
    assert sessions.retained_size >= sessions.shallow_size
    assert heap.nodes(id=[f"@{holder.id}"])[0] == holder
    assert repr(sessions.sort().head(2)).splitlines()[0].startswith("2 nodes, ")
    assert retained / shallow is not None
    assert len(heap.nodes((retained - shallow) / retained > 0.99)) > 10
    assert repr(holder).startswith(f"<{holder.name}")
    assert "leads to" in repr(holder.kept_by[0])


def test_scripts() -> None:
    heap = heapglass.open(written("sessions-after"))
    closures = heap.nodes(type="closure")
    by_script = closures.group_by("script")
    path = next(key for key in by_script.keys if key and "/" in key)
    name = path.rsplit("/", 1)[1]
    assert closures.where(script == path) == by_script[path] == heap.nodes(type="closure", script=path)
    assert by_script[path] <= closures.where(script=name)
    assert all(node.location.script_name == path for node in by_script[path])  # type: ignore[union-attr]
    assert closures.where(script=re.compile("^node:")) == closures.where(script.startswith("node:"))
    assert len(closures.where(script="")) == len(by_script[None]) if None in by_script.keys else True


def test_mistakes() -> None:
    heap = heapglass.open(written("kinds"))
    other = heapglass.open(written("kinds"))
    with pytest.raises(TypeError, match="&"):
        bool((retained > 1) and (distance < 5))
    with pytest.raises(ValueError, match="two heaps"):
        _ = heap.nodes() & other.nodes()
    with pytest.raises(ValueError, match="no column 'size'"):
        heap.nodes().sort("size")
    with pytest.raises(ValueError, match="grouped by 'size'"):
        heap.nodes().group_by("size")
    with pytest.raises(ValueError, match="edge type"):
        heap.nodes(type="closure").references(type="strong")
    with pytest.raises(ValueError, match="more than 10"):
        heap.to_networkx(heap.nodes(), limit=10)


def test_shown_as_text_only() -> None:
    draft = Draft()
    root = draft.node("synthetic", "")
    for text in ("<script>alert(1)</script>", "\x1b[2J", "a" * 500):
        draft.edge(root, "property", text, draft.node("object", text, 8))
    heap = opened(as_bytes(draft))
    for shown in (
        heap.nodes(),
        heap.nodes().group_by("name"),
        heap.nodes().group_by("dominator"),
        heap.nodes().paths(5),
    ):
        html = shown._repr_html_()
        assert "<script" not in html
        assert "\x1b" not in repr(shown) + html
        assert max(map(len, repr(shown).splitlines())) < 300
    assert "&lt;script&gt;" in heap.nodes()._repr_html_()
    assert repr(heap.nodes(id=99)) == "0 nodes, 0 B retained"


def test_out_to_others() -> None:
    heap = heapglass.open(written("sessions-after"))
    pandas, networkx = pytest.importorskip("pandas"), pytest.importorskip("networkx")
    nodes = heap.nodes(class_="Session").sort().head(50)
    frame = nodes.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["retained_size"].tolist() == [node.retained_size for node in nodes]
    assert nodes.group_by("type").to_pandas()["count"].tolist() == [50]

    graph = heap.to_networkx(nodes | nodes.references())
    assert isinstance(graph, networkx.MultiDiGraph)
    first = nodes[0]
    assert graph.nodes[first.ordinal]["id"] == first.id
    assert sorted(
        (to, key, data["name"]) for _, to, key, data in graph.out_edges(first.ordinal, keys=True, data=True)
    ) == sorted((edge.to_node.ordinal, edge.ordinal, edge.name) for edge in first.edges if edge.type != "weak")
