"""Nodes as JSON for other programs."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import heapglass
from heapglass import service
from heapglass.analysis.neighbourhood import neighbourhood
from heapglass.cli import app
from heapglass.export.nodes import exported
from tests.core.test_downloads import reply, silent, taken
from tests.core.test_saved import as_bytes, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots

PROPERTY = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def shop() -> Draft:
    draft = Draft()
    root = draft.node("synthetic", "")
    cache = draft.node("object", "Cache", 16)
    draft.edge(root, "element", 1, cache)
    for size in (100, 300, 200):
        entry = draft.node("object", "Entry", size)
        draft.edge(cache, "element", size, entry)
        draft.edge(entry, "property", "owner", cache)
    draft.edge(cache, "property", "title", draft.node("string", "a \ud800 “title”", 40))
    draft.location(2, 7, 4, 2)
    return draft


def rows(heap: heapglass.Heap, nodes: list[int], depth: int = 0, references: int | None = None) -> list[dict[str, Any]]:
    text = b"".join(exported(heap, np.array(nodes, np.uint32), depth, references))
    made: list[dict[str, Any]] = json.loads(text.decode("ascii"))
    return made


def test_fields() -> None:
    cache, *_ = rows(opened(as_bytes(shop())), [1])
    assert cache == {
        "node_type": "object",
        "name": "Cache",
        "id": 3,
        "size": 16,
        "edge_count": 4,
        "retained_size": 656,
        "pt": 41,
        "edges": [
            {"edge_type": "element", "to_node": 7, "name_or_index": 300},
            {"edge_type": "element", "to_node": 9, "name_or_index": 200},
            {"edge_type": "element", "to_node": 5, "name_or_index": 100},
            {"edge_type": "property", "to_node": 11, "name_or_index": "title"},
        ],
        "source": None,
        "constructor": "Cache",
        "percent": 100,
        "shallow_size": 16,
        "class_name": "Cache",
        "distance": 1,
        "detached": False,
        "level": 0,
    }


def test_source_and_odd_texts() -> None:
    heap = opened(as_bytes(shop()))
    assert rows(heap, [2])[0]["source"] == "script 7:5:3"
    text = rows(heap, [5])[0]
    assert text["name"] == "a \ud800 “title”"
    assert text["constructor"] is None


def test_levels_and_limits() -> None:
    heap = opened(as_bytes(shop()))
    assert [row["id"] for row in rows(heap, [1], depth=0)] == [3]
    near = rows(heap, [1], depth=1, references=2)
    assert [(row["id"], row["level"], len(row["edges"])) for row in near] == [(3, 0, 2), (7, 1, 1), (9, 1, 1)]
    assert [row["id"] for row in rows(heap, [1], depth=5)] == [3, 5, 7, 9, 11]
    assert rows(heap, []) == []


@PROPERTY
@given(draft=snapshots(), data=st.data())
def test_neighbourhood(draft: Draft, data: st.DataObject) -> None:
    heap = opened(as_bytes(draft))
    start = data.draw(st.lists(st.integers(0, heap.node_count - 1), unique=True, max_size=4))
    depth = data.draw(st.integers(0, 4))
    most = data.draw(st.one_of(st.none(), st.integers(0, 3)))
    found = neighbourhood(heap.snapshot, heap.retained_sizes, np.array(start, np.uint32), depth, most)

    levels: dict[int, int] = dict.fromkeys(start, 0)
    edges: dict[int, list[int]] = {}
    level = start
    for number in range(depth + 1):
        reached: set[int] = set()
        for node in level:
            every = sorted(heap.node(node).edges, key=lambda edge: (-edge.to_node.retained_size, edge.ordinal))
            edges[node] = [edge.ordinal for edge in every[:most]]
            reached |= {edge.to_node.ordinal for edge in every[:most]}
        level = sorted(reached - set(levels))
        if number < depth:
            levels |= dict.fromkeys(level, number + 1)

    assert dict(zip(found.nodes.tolist(), found.levels.tolist(), strict=True)) == levels
    for at, node in enumerate(found.nodes.tolist()):
        assert found.edges[int(found.first[at]) : int(found.first[at + 1])].tolist() == edges[node]


def test_command(tmp_path: Path) -> None:
    path = shop().write(tmp_path / "a.heapsnapshot")
    out = tmp_path / "nodes.json"
    run = CliRunner().invoke

    made = run(app, ["nodes", str(path), "--filter", "^en", "--regex", "--limit", "2", "--json"])
    assert [row["id"] for row in json.loads(made.stdout)] == [7, 9]
    made = run(app, ["nodes", str(path), "--id", "@3", "--depth", "1", "-o", str(out)])
    assert made.exit_code == 0
    assert len(json.loads(out.read_text())) == 5
    assert "Cache @3" in run(app, ["nodes", str(path), "--class", "Cache"]).stdout
    before = path.read_bytes()
    for wrong in (["--id", "x"], ["--type", "thing"], ["-o", str(path)]):
        assert run(app, ["nodes", str(path), *wrong]).exit_code == 2
    assert path.read_bytes() == before


def test_service(tmp_path: Path) -> None:
    reply(service.open(str(shop().write(tmp_path / "a.heapsnapshot")), "a", silent))
    assert reply(service.export_nodes('{"ordinals": [1], "depth": 1, "references": 1}'))["ok"]
    assert [row["id"] for row in json.loads(taken())] == [3, 7]
    assert reply(service.export_nodes('{"ordinals": [99]}'))["error"]["kind"] == "no-such-node"
    assert reply(service.export_nodes('{"ordinals": 1}'))["error"]["kind"] == "bad-request"
    assert reply(service.export_nodes("{}"))["error"]["kind"] == "bad-request"


@pytest.fixture(autouse=True)
def _ended() -> Any:
    yield
    service.end_download()
