"""The page's Python console, as the page asks it."""

import textwrap
from typing import Any

import pytest

import heapglass
from heapglass.console.completions import completions
from heapglass.console.python_console import PythonConsole
from heapglass.service.failures import BadRequestError
from heapglass.service.questions import answer
from heapglass.service.session import Session
from heapglass.service.telling import Telling
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
        "sets": [],
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
    # What a call gives is in its annotation: nothing is run to find out.
    run(session, "def never(): raise AssertionError", whole=True)
    assert "heap.nodes(class_=" in choices("heap.nodes(cl")
    assert "heap.nodes().group_by('class').keys" in choices("heap.nodes().group_by('class').ke")
    assert "heap.nodes()[0].retained_size" in choices("heap.nodes()[0].retained_s")
    assert "(heap.nodes(type='closure')\n  .where" in choices("(heap.nodes(type='closure')\n  .wh")
    assert "heap.nodes()[0].kept_by[0].from_node" in choices("heap.nodes()[0].kept_by[0].fro")
    assert "heap.nodes().sort('retainer_count" in choices("heap.nodes().sort('retainer")
    assert choices("never().a") == []
    for source, last in {
        "f(heap.node": "nodes",  # in the middle of a call of something else
        "heap.nodes(type='closure')[2:5].gro": "group_by",
        "heap.nodes().group_by('class')['Session'].wh": "where",
        "(heap.nodes() & heap.nodes(type='object')).pat": "paths",
        "(-retained).bet": "between",
        "(retained / 2).bet": "between",
        "name.starts": "startswith",
        "np.lina": "linalg",
        "places.app": "append",
        "named['it'].wh": "where",
        "heap.summary()[0].reta": "retained",
        "heap.node(3).kept_by[0].to_node.ret": "retainers",
    }.items():
        run(session, "places = heap.node(3).kept_by; named = {'it': heap.nodes()}")
        assert any(choice.endswith(last) for choice in choices(source)), source
    # What is no expression, or leads nowhere.
    for source in (
        "heap.nodes(')'.x",
        "1 +.x",
        "no_such[0].x",
        "heap.no_such.x",
        "len().x",
        "heap.nodes().sort(]",
        "')",
    ):
        assert choices(source) == [], source


def test_descriptions(session: Session) -> None:
    def described(source: str) -> tuple[Any, Any]:
        found = answer(session, "console_describe", {"source": source})
        return found["title"], found["text"]

    title, text = described("heap.nodes")
    assert title.startswith("nodes(*conditions, class_=None, type=None")
    assert "as a set to compute with" in text
    assert described("heap.nodes().where(x > 1).retained_by")[0] == "retained_by(keeper)"
    assert described("retained")[1].startswith("Retained size in bytes")
    assert described("heap.nodes(class_")[0] == "class_="
    assert described("len")[0] == "len(obj)"
    assert described("no_such_thing") == (None, None)
    assert len(described("np.array")[1]) < 1600
    assert "heap is the open snapshot" in run(session, "help()")["output"]
    assert "heap is the open snapshot" in run(session, "help")["value"]["text"]
    assert run(session, "help(heap.nodes)")["output"].startswith("nodes(*conditions")
    assert "Retained size" in run(session, "help(retained)")["output"]


def test_names_that_are_nearly_there(session: Session) -> None:
    assert (
        run(session, "heap.nodes(class_='Sesion')")["output"]
        == "No class is called 'Sesion'. Did you mean 'Session'?\n"
    )
    assert run(session, "heap.nodes(class_name == 'session')")["output"].endswith("Did you mean 'Session'?\n")
    assert run(session, "heap.nodes(class_='Session').where(retained < 0)")["output"] == ""


def test_lists_of_what_belongs_to_nodes_are_tables(session: Session) -> None:
    kept = run(session, "one = heap.nodes(class_='Session')[0]\none.kept_by")["value"]
    node = session.heap.nodes(class_="Session")[0]
    assert (kept["kind"], kept["heads"], kept["total"]) == (
        "table", ["reference", "in", "leads to", "retained"], len(node.kept_by),
    )  # fmt: skip
    assert [row[1]["id"] for row in kept["rows"]] == [edge.from_node.id for edge in node.kept_by]
    ways = run(session, "one.paths(2)")["value"]["rows"]
    assert [row[1]["id"] for row in ways] == [edge.from_node.id for way in node.paths(2) for edge in way]
    why = run(session, "heap.nodes(class_='Session').paths(3)")["value"]
    assert [row[0]["class_name"] for row in why["rows"]] == ["Session"] * 3
    assert all("sessions" in row[2] and "{" not in row[2].split(" in ")[0] for row in why["rows"])
    classes = run(session, "heap.summary()[:5]")["value"]
    assert (classes["heads"][2], classes["kinds"][2], classes["kinds"][6]) == ("name", "text", "bytes")
    assert [row[2] for row in classes["rows"]] == [row.name for row in session.heap.summary()[:5]]
    sets = run(session, "{'maps': heap.nodes(class_='Map'), 'all': heap.nodes()}")["value"]
    assert [row[:2] for row in sets["rows"]][1] == ["all", session.heap.node_count]
    assert run(session, "[{'a': float('nan')}]")["value"]["rows"] == [[None]]
    assert run(session, "[1, 2]")["value"]["kind"] == "text"


def test_what_is_printed_is_told_as_it_is_printed(session: Session) -> None:
    told: list[str] = []
    made = PythonConsole(session.heap).run("for x in range(3): print(x)", whole=True, told=told.append)
    assert "".join(told) == made.output == "0\n1\n2\n"
    assert len(told) > 1
    joined: list[str] = []
    telling = Telling(joined.append)
    for each in "abc":
        telling.tell(each)
    assert joined == ["a"]  # the others came within the same moment: the answer has them


def test_sets_get_names(session: Session, heap: heapglass.Heap) -> None:
    def sets(reply: Any) -> list[tuple[str, int]]:
        return [(row["name"], row["total"]) for row in reply["sets"]]

    heap.named_sets.clear()
    outcome = run(session, "s = heap.nodes(class_='Session').save_as('Mine')\ns")
    assert sets(outcome) == [("Mine", 3000)]
    maps = run(session, "heap.nodes(class_='Map')")["value"]
    assert sets(answer(session, "save_set", {"number": maps["number"], "name": "  Maps\n"})) == [
        ("Mine", 3000), ("Maps", maps["total"]),
    ]  # fmt: skip
    listed = answer(
        session, "set_nodes", {"name": "Mine", "sort": {"by": "id", "descending": False}, "start": 2, "count": 3}
    )
    assert listed["total"] == 3000
    assert [row["id"] for row in listed["rows"]] == sorted(node.id for node in heap.nodes(class_="Session"))[2:5]
    kept = answer(session, "set_ordinals", {"name": "Mine"})["ordinals"]
    assert sets(answer(session, "rename_set", {"name": "Mine", "to": "All"}))[0] == ("All", 3000)
    assert run(session, "heap.named_sets['All'] == s")["value"]["text"] == "True"
    assert sets(answer(session, "remove_set", {"name": "All"})) == [("Maps", maps["total"])]
    with pytest.raises(BadRequestError):
        answer(session, "set_nodes", {"name": "All"})
    with pytest.raises(BadRequestError):
        answer(session, "rename_set", {"name": "Maps", "to": " "})
    # What another worker made of the same file.
    assert sets(answer(session, "restore_sets", {"sets": [{"name": "Back", "ordinals": kept}]}))[1] == ("Back", 3000)
    assert heap.named_sets["Back"] == heap.nodes(class_="Session")
    heap.named_sets["junk"] = 5  # type: ignore[assignment]
    assert sets(run(session, "1")) == [("Maps", maps["total"]), ("Back", 3000)]
    heap.named_sets.clear()


def test_what_is_not_in_the_snapshot_it_is_compared_with(heap: heapglass.Heap) -> None:
    before = heapglass.open(written("sessions-before"))
    session = Session(heap, "sessions-after")
    assert "open another one" in run(session, "heap.nodes().not_in(base)")["error"]
    session.base = before.comparison_side(heap.classes.shapes)
    came = run(session, "heap.nodes().not_in(base).group_by('class')['Session']")["value"]
    assert came["total"] == len(heap.nodes(class_="Session").not_in(before))
    assert run(session, "base = 5\nbase")["value"]["text"] == run(session, "base")["value"]["text"] == "5"
    rows = {row.name: row for row in heap.compare(before)}
    assert came["total"] == rows["Session"].added_count
    assert len(before.nodes().not_in(heap)) == sum(row.removed_count for row in heap.compare(before))
