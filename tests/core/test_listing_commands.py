"""`heapglass compare`, `retainers`, `path`, `dominators` and `strings`: what the Python API says, in the terminal."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import heapglass
from heapglass.cli import app
from tests.core.test_concatenated_strings import small_heap, text
from tests.fixtures.written import written

HOSTILE = "\x1b[31mred\x1b[0m\u202e"


def run(*arguments: str | Path) -> str:
    made = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert made.exit_code == 0, made.output
    return made.output


def as_json(*arguments: str | Path) -> Any:
    return json.loads(run(*arguments, "--json"))


@pytest.fixture(scope="module")
def base() -> Path:
    return written("sessions-before")


@pytest.fixture(scope="module")
def file() -> Path:
    return written("sessions-after")


@pytest.fixture(scope="module")
def heap(file: Path) -> heapglass.Heap:
    return heapglass.open(file)


@pytest.fixture(scope="module")
def session(heap: heapglass.Heap) -> heapglass.Node:
    return heap.node(int(heap.search("Session", names=False, class_names=True)[5]))


def test_compare(base: Path, file: Path, heap: heapglass.Heap) -> None:
    rows = {row.key: row for row in heap.compare(heapglass.open(base))}
    told = as_json("compare", base, file, "--limit", "0")
    assert {row["key"]: row["size_delta"] for row in told["rows"]} == {
        key: row.added_size - row.removed_size for key, row in rows.items()
    }
    assert "Session" in run("compare", base, file)
    grown = as_json("compare", base, file, "--grown", "--limit", "1")
    assert grown["rows"][0]["node"]["name"] == "Map"
    assert "Map @" in run("compare", base, file, "--grown")


def test_retainers_and_path(file: Path, session: heapglass.Node) -> None:
    told = as_json("retainers", file, f"@{session.id}")
    assert {row["node"]["id"] for row in told["rows"]} == {edge.from_node.id for edge in session.retainers}
    assert f"@{session.id} is kept by" in run("retainers", file, str(session.id))
    way = as_json("path", file, str(session.id))["paths"][0]
    assert way["rooted"]
    assert "sessions" in [step["name_or_index"] for step in way["steps"]]
    assert "← sessions in" in run("path", file, str(session.id))


def test_dominators(file: Path, heap: heapglass.Heap) -> None:
    told = as_json("dominators", file, "--limit", "0")
    root = heap.snapshot.header.root
    expected = {heap.node(at).id for at in (heap.dominators == root).nonzero()[0].tolist() if at != root}
    assert {row["id"] for row in told["rows"]} == expected
    by_class = as_json("dominators", file, "--by-class", "--limit", "0")
    assert sum(row["count"] for row in by_class["rows"]) == len(expected)
    assert "dominates" in run("dominators", file)
    assert "constructor" in run("dominators", file, "--by-class", "--limit", "2")


def test_strings(file: Path, heap: heapglass.Heap) -> None:
    told = as_json("strings", file, "--limit", "0")
    assert told["wasted"] == int(heap.duplicate_strings.wasted.sum())
    assert len(told["rows"]) == told["total"] == heap.duplicate_strings.count.size
    assert "wasted" in run("strings", file, "--text", "x", "--sort", "value", "--limit", "2")


def test_names_cannot_steer_the_terminal(tmp_path: Path) -> None:
    draft = small_heap()
    node = draft.node("object", HOSTILE, 40)
    draft.edge(1, "property", HOSTILE, node)
    for _ in range(2):
        draft.edge(node, "property", "text", text(draft, HOSTILE))
    path = draft.write(tmp_path / "hostile.heapsnapshot")
    wanted = heapglass.open(path).node(node).id
    for arguments in (
        ["dominators", path, "@3"],
        ["path", path, wanted],
        ["retainers", path, wanted],
        ["strings", path],
    ):
        said = run(*arguments)
        assert "red" in said
        assert "\x1b" not in said
        assert "\u202e" not in said


@pytest.mark.parametrize("command", ["path", "retainers", "dominators"])
def test_a_wrong_id(file: Path, command: str) -> None:
    assert CliRunner().invoke(app, [command, str(file), "@twelve"]).exit_code == 2
    missing = CliRunner().invoke(app, [command, str(file), "@999999999"])
    assert isinstance(missing.exception, heapglass.NoSuchNodeError)
