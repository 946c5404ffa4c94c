"""The page's Python console, as the page asks it."""

import textwrap
from typing import Any

import pytest

import heapglass
from heapglass.console.completions import completions
from heapglass.service.failures import BadRequestError
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.fixtures.written import written


@pytest.fixture(scope="module")
def heap() -> heapglass.Heap:
    return heapglass.open(written("sessions-after"))


@pytest.fixture
def session(heap: heapglass.Heap) -> Session:
    return Session(heap, "sessions-after")


def run(session: Session, source: str, whole: bool = False) -> Any:
    return answer(session, "console_run", {"source": source, "whole": whole})


def test_values_output_and_names(session: Session) -> None:
    assert run(session, "a = 20; print('twice', a)\na * 2") == {
        "status": "done",
        "output": "twice 20\n",
        "error": "",
        "value": {"kind": "text", "text": "40"},
    }
    assert run(session, "_ + 2")["value"]["text"] == "42"
    assert run(session, "None")["value"] is None
    assert len(run(session, "print('x' * 300_000)")["output"]) < 101_000
    assert len(run(session, "'x' * 300_000")["value"]["text"]) < 101_000


def test_errors_are_pythons(session: Session) -> None:
    assert run(session, "x = = 1")["error"].startswith('  File "<console 1>", line 1\n    x = = 1\n')
    source = "def f(n):\n    return 1 / n\nf(0)"
    assert run(session, source)["error"] == textwrap.dedent(
        """\
        Traceback (most recent call last):
          File "<console 1>", line 3, in <module>
            f(0)
            ~^^^
          File "<console 1>", line 2, in f
            return 1 / n
                   ~~^~~
        ZeroDivisionError: division by zero
        """
    )
    assert run(session, "raise SystemExit")["status"] == "error"
    broken = "class B:\n    def __repr__(self): raise KeyError('no')\nB()"
    assert "KeyError: 'no'" in run(session, broken)["error"]


def test_when_there_is_more_to_type(session: Session) -> None:
    for begun in ("for x in range(2):", "for x in range(2):\n    print(x)", "f(", "'''a"):
        assert run(session, begun)["status"] == "incomplete"
    assert run(session, "for x in range(2):\n    print(x)\n")["output"] == "0\n1\n"
    assert run(session, "for x in range(2):\n    print(x)", whole=True)["output"] == "0\n1\n"
    assert run(session, "f(", whole=True)["status"] == "error"


def test_nodes_and_groups_are_tables(session: Session) -> None:
    value = run(session, "s = heap.nodes(class_='Session').where(retained > 200).sort()\ns")["value"]
    nodes = session.heap.nodes(class_="Session").sort()
    assert (value["kind"], value["total"], value["retained"]) == ("nodes", 3000, nodes.retained_size)
    assert [row["id"] for row in value["rows"]] == [node.id for node in nodes[:50]]
    more = answer(session, "console_rows", {"number": value["number"], "start": 50, "count": 10})["rows"]
    assert [row["id"] for row in more] == [node.id for node in nodes[50:60]]
    assert run(session, "s[0]")["value"]["total"] == 1
    assert run(session, "list(s[:3])")["value"]["total"] == 3

    groups = run(session, "s.group_by('dominator')")["value"]
    assert (groups["kind"], groups["by"], groups["total"]) == ("groups", "dominator", 1)
    assert groups["rows"][0]["node"]["id"] == nodes[0].dominator.id
    assert groups["rows"][0]["count"] == 3000
    by_class = run(session, "heap.nodes().group_by('class')")["value"]["rows"]
    biggest = session.heap.nodes().group_by("class").to_rows()[0]
    assert (by_class[0]["key"], by_class[0]["retained"]) == (biggest["class"], biggest["retained_size"])
    with pytest.raises(BadRequestError):
        answer(session, "console_rows", {"number": 99, "start": 0, "count": 1})


def test_completions(session: Session) -> None:
    def choices(source: str) -> list[str]:
        found = answer(session, "console_complete", {"source": source})
        return [source[: found["start"]] + choice for choice in found["choices"]]

    assert "heap.nodes" in choices("heap.no")
    assert "x = retained" in choices("x = retai")
    assert "heap.nodes().group_by" in choices("heap.nodes().gro")
    assert "heap.nodes(class_='Session" in choices("heap.nodes(class_='Sess")
    assert 'heap.nodes(type="closure' in choices('heap.nodes(type="cl')
    assert choices("") == []
    assert choices("no_such.thing") == []
    run(session, "mine = 1")
    assert choices("min") == ["min", "mine"]
    assert completions(session.heap, {}, "owner == 'pro")[1] == ["program"]
