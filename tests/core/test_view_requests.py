"""What the page is answered about filters, statistics, strings, searches and variables."""

from typing import Any

import pytest

from heapglass.analysis.javascript_pattern import PatternError
from heapglass.service.failures import BadRequestError
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_concatenated_strings import join, small_heap, text
from tests.core.test_rules import opened
from tests.core.test_variables import opened_document
from tests.fixtures.scopes import Program


def asked(session: Session, method: str, **params: Any) -> Any:
    return answer(session, method, params)


def names(reply: Any) -> list[str]:
    return [row["name"] for row in reply["rows"]]


@pytest.fixture
def session() -> Session:
    draft = small_heap()
    draft.edge(1, "property", "url", text(draft, "http://a.example"))
    draft.edge(1, "property", "same", join(draft, text(draft, "http://"), text(draft, "a.example")))
    outer = draft.node("native", "<div>", 100, state=2)
    inner = draft.node("native", "<p>", 60, state=2)
    draft.edge(1, "property", "kept", outer)
    draft.edge(outer, "element", 1, inner)
    draft.node("hidden", "system / NativeContext / a", 24)
    return Session(opened(draft), "a.heapsnapshot")


def test_statistics(session: Session) -> None:
    reply = asked(session, "statistics")
    assert (reply["native"], reply["total"]) == (160, session.heap.total_size)
    contexts = asked(session, "native_contexts")
    assert [context["node"]["name"] for context in contexts["contexts"]] == ["system / NativeContext / a"]
    assert sum(context["size"] for context in contexts["contexts"]) + contexts["shared"] + contexts["unowned"] == (
        session.heap.total_size
    )


def test_detached(session: Session) -> None:
    reply = asked(session, "detached")
    assert names(reply) == ["Detached <div>", "Detached <p>"]
    assert [row["top"] for row in reply["rows"]] == [True, False]
    assert (reply["total"], reply["top_total"], reply["retained"]) == (2, 1, 160)
    assert names(asked(session, "detached", top_only=True)) == ["Detached <div>"]
    # The inner one is kept by the outer one, which is detached too: the object behind both is what to look at.
    assert [row["kept_by"]["name_or_index"] for row in reply["rows"]] == ["kept", "kept"]
    assert [row["through"] for row in reply["rows"]] == [1, 2]


def test_filters(session: Session) -> None:
    reply = asked(session, "summary", filter={"kind": "detached"})
    assert names(reply) == ["Detached <div>", "Detached <p>"]
    assert (reply["objects"], reply["shallow"]) == (2, 160)
    (row,) = asked(session, "summary", filter={"kind": "detached", "text": "DIV"})["rows"]
    assert (row["count"], row["shallow"], row["retained"]) == (1, 100, 160)
    detached = {"class_index": row["class_index"], "filter": {"kind": "detached"}}
    assert names(asked(session, "instances", **detached)) == ["Detached <div>"]
    assert names(asked(session, "instances", **{**detached, "filter": {"kind": "console"}})) == []
    ids = {"kind": "id_range", "min_id": 3, "max_id": 5}
    assert [row["count"] for row in asked(session, "summary", filter=ids)["rows"]] == [1]


def test_duplicate_strings(session: Session) -> None:
    reply = asked(session, "duplicate_strings")
    (row,) = reply["rows"]
    assert (row["value"], row["count"], row["shallow"], row["wasted"], row["length"]) == (
        "http://a.example",
        2,
        48,
        16,
        16,
    )
    assert (reply["total"], reply["wasted"]) == (1, 16)
    assert asked(session, "duplicate_strings", filter={"text": "ftp"}) == {
        "total": 0,
        "unfiltered": 1,
        "wasted": 0,
        "rows": [],
    }
    for column in ("count", "length", "value", "shallow", "wasted"):
        assert asked(session, "duplicate_strings", sort={"by": column, "descending": False})["total"] == 1
    nodes = asked(session, "duplicate_string_nodes", group=row["group"])
    assert [node["type"] for node in nodes["rows"]] == ["concatenated string", "string"]


def test_search(session: Session) -> None:
    everything = asked(session, "search", text="a.example")
    assert names(everything) == ["http://a.example", "a.example", "http://a.example"]
    assert names(asked(session, "search", text="a.example", start=1, count=1)) == ["a.example"]
    assert everything["total"] == 3
    assert names(asked(session, "search", text=" @3 ")) == ["Window"]
    assert names(asked(session, "search", text="@4")) == []
    assert names(asked(session, "search", text="window", **{"in": "class"})) == ["Window"]
    assert names(asked(session, "search", text="example", types=["string"], regex=True)) == [
        "http://a.example",
        "a.example",
    ]


def test_variables() -> None:
    program = Program()
    session = Session(opened_document(program.document()), "a.heapsnapshot")
    reply = asked(session, "variables", ordinal=program.closures[0])
    (context,) = reply["contexts"]
    assert {variable["name"]: variable["used"] for variable in context["variables"]} == {
        "kept": True,
        "dropped": False,
        "reached": True,
    }
    assert context["scope"] == {"function": "outer", "script": "file:///a.js", "start": 0, "end": 200}
    unused = asked(session, "unused_variables")
    assert (unused["total"], unused["known"]) == (2, 6)
    assert [(row["name"], row["node"]["shallow"], row["context"]["ordinal"]) for row in unused["rows"]] == [
        ("dropped", 300, program.contexts[1]),
        ("dropped", 100, program.contexts[0]),
    ]


def test_contexts() -> None:
    program = Program()
    session = Session(opened_document(program.document()), "a.heapsnapshot")
    reply = asked(session, "contexts")
    assert (reply["total"], reply["unfiltered"], reply["known"]) == (2, 2, 6)
    assert [row["node"]["ordinal"] for row in reply["rows"]] == program.contexts[::-1]  # the one that keeps more
    first = reply["rows"][0]
    assert (first["names"], first["variable_total"], first["unused_total"]) == (["kept", "dropped", "reached"], 3, 1)
    assert ([node["name"] for node in first["closures"]], first["closure_total"]) == (["inner"], 1)
    assert first["scope"]["function"] == "outer"
    assert asked(session, "contexts", filter={"text": "drop"})["total"] == 2
    assert asked(session, "contexts", filter={"text": "nothing"})["total"] == 0
    assert asked(session, "contexts", filter={"unused": True})["total"] == 2


def test_scripts_of_classes(session: Session) -> None:
    assert asked(session, "class_scripts") == {"names": {}}
    heap = opened_document(Program().document())
    assert asked(Session(heap, ""), "class_scripts")["names"].keys() <= {str(each) for each in heap.script_names}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("summary", {"filter": {"kind": "no such filter"}}),
        ("summary", {"filter": {"kind": "id_range", "min_id": 1}}),
        ("summary", {"filter": {"kind": "native_context"}}),
        ("search", {"text": "a", "in": "nowhere"}),
        ("search", {"text": "a", "class_index": 10**6}),
        ("duplicate_string_nodes", {"group": 7}),
        ("duplicate_strings", {"sort": {"by": "colour"}}),
    ],
)
def test_requests_that_make_no_sense(session: Session, method: str, params: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        answer(session, method, params)


@pytest.mark.parametrize("method", ["summary", "duplicate_strings"])
def test_filters_that_are_no_patterns(session: Session, method: str) -> None:
    with pytest.raises(PatternError):
        answer(session, method, {"filter": {"text": "(", "regex": True}})
