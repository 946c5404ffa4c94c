"""`heapglass node`: one node in the terminal."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import heapglass
from heapglass.cli import app
from tests.fixtures.draft import Draft
from tests.fixtures.written import written


def run(*arguments: str | Path) -> str:
    made = CliRunner().invoke(app, ["node", *map(str, arguments)])
    assert made.exit_code == 0, made.output
    return made.output


@pytest.mark.parametrize("written_as", ["@{}", "{}"])
def test_facts(written_as: str) -> None:
    file = written("sessions-after")
    heap = heapglass.open(file)
    node = heap.node(int(heap.search("Session", names=False, class_names=True)[5]))
    told = json.loads(run(file, written_as.format(node.id), "--json"))
    assert (told["id"], told["class_name"], told["retained"]) == (node.id, node.class_name, node.retained_size)
    assert told["references"]["total"] == len(node.edges)
    assert told["retainers"]["total"] == len(node.retainers)
    words = run(file, f"@{node.id}")
    assert f"{node.retained_size:,.0f} bytes" in words
    assert f"references ({len(node.edges):,})" in words
    assert f"@{node.retainers[0].from_node.id}" in words


def test_names_cannot_play_with_the_terminal(tmp_path: Path) -> None:
    draft = Draft()
    root, window = draft.node("synthetic"), draft.node("object", "Window", 8)
    draft.edge(root, "element", 1, window)
    draft.edge(window, "property", "\x1b[2J[red]", draft.node("object", "\x1b[31m\u202e[bold]x", 8))
    file = draft.write(tmp_path / "hostile.heapsnapshot")
    told = run(file, "3") + run(file, "5")
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "[bold]x" in told


@pytest.mark.parametrize("wanted", ["@7000000", "x", "-1", ""])
def test_no_such_node(wanted: str) -> None:
    made = CliRunner().invoke(app, ["node", "--", str(written("kinds")), wanted])
    assert made.exit_code != 0
