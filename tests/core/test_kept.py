"""Why a node is kept, in words, and what the page asks to find it and show it again."""

from itertools import pairwise
from typing import Any

import pytest

import heapglass
from heapglass.analysis.suspects.prose import plain
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_rules import opened
from tests.fixtures.draft import Draft
from tests.fixtures.written import written


def server() -> Draft:
    """A Map in a closure of a server: what a leak looks like."""
    draft = Draft()
    root, window = draft.node("synthetic"), draft.node("object", "Window", 8)
    handler = draft.node("closure", "onRequest", 16)
    scope = draft.node("object", "system / Context", 24)
    sessions, table = draft.node("object", "Map", 16), draft.node("array", "", 64)
    session = draft.node("object", "Session", 32)
    script = draft.node("code", "system / Script / /srv/app/server.js", 8)
    draft.edge(root, "shortcut", "Window", window)
    draft.edge(root, "element", 1, script)
    draft.edge(window, "property", "handler", handler)
    draft.edge(handler, "internal", "context", scope)
    draft.edge(scope, "context", "sessions", sessions)
    draft.edge(sessions, "internal", "table", table)
    draft.edge(table, "internal", "17", session)
    draft.edge(draft.node("object", "system / PropertyCell", 8), "internal", "value", session)
    draft.edge(window, "property", "spare", draft.node("object", "Spare", 8))
    draft.edge(len(draft.nodes) - 1, "property", "session", session)
    draft.location(handler, 7, 6, 2)
    return draft


@pytest.fixture
def session() -> Session:
    return Session(opened(server()), "server.heapsnapshot")


def phrases(reply: Any) -> list[str]:
    told = (*reply["links"], *reply["last_links"])
    return [f"{len(link['steps'])} internal" if link["parts"] is None else plain(link["parts"]) for link in told]


def test_in_words(session: Session) -> None:
    heap = session.heap
    item, spare = heap.by_id(13), next(node for node in map(heap.node, range(9, 11)) if node.name == "Spare")
    kept = answer(session, "kept_by", {"ordinal": item.ordinal})
    assert phrases(kept) == [f"`session` of `Spare` @{spare.id}", "`spare` of `the global object` @3"]
    assert (kept["rooted"], kept["clear"], kept["root"]) == (True, True, "a GC root")
    answer(session, "ignore", {"ordinal": spare.ordinal})
    kept = answer(session, "kept_by", {"ordinal": item.ordinal})
    assert phrases(kept) == [
        "an entry of `Map` @9",
        "`sessions` in closure `onRequest` @5",
        "`handler` of `the global object` @3",
    ]
    chinese = answer(session, "kept_by", {"ordinal": item.ordinal, "language": "zh"})
    assert phrases(chinese)[1] == "闭包 `onRequest` @5 中的 `sessions`"
    assert answer(session, "kept_by", {"ordinal": heap.snapshot.header.root})["links"] == []


def test_an_inspection_is_what_each_request_says(session: Session) -> None:
    node = {"ordinal": session.heap.by_id(13).ordinal}
    references = {"sort": {"by": "name", "descending": False}, "start": 0, "count": 1}
    chain = {"levels": 5, "count": 10, "noise_last": True}
    asked = node | {"references": references, "retainers": chain, "language": "zh"}
    assert answer(session, "inspection", asked)["kept_by"] is None, "it would take its time"
    kept = answer(session, "kept_by", node | {"language": "zh"})
    assert answer(session, "inspection", asked) == {
        "node": answer(session, "node", node),
        "references": answer(session, "references", node | references),
        "retainers": answer(session, "retainer_chain", node | chain)["pages"],
        "kept_by": kept,
    }
    assert answer(session, "inspection", asked | {"retainers": None})["retainers"] == []


def test_noise_and_what_is_ignored_come_last(session: Session) -> None:
    item = session.heap.by_id(13).ordinal

    def retainers() -> list[tuple[str, bool, bool]]:
        rows = answer(session, "retainers", {"ordinal": item, "noise_last": True})["rows"]
        return [(row["node"]["name"], row["noise"], row["ignored"]) for row in rows]

    assert [row[0] for row in retainers()] == ["Spare", "", "system / PropertyCell"]
    assert retainers()[2][1]
    spare = answer(session, "retainers", {"ordinal": item, "noise_last": True})["rows"][0]["node"]["ordinal"]
    answer(session, "ignore", {"ordinal": spare})
    assert retainers()[0] == ("", False, False)
    assert ("Spare", False, True) in retainers()[1:]


def test_matches_can_be_sorted(session: Session) -> None:
    def sizes(**sort: Any) -> list[int]:
        return [row["retained"] for row in answer(session, "search", {"text": "s", "in": "both", "sort": sort})["rows"]]

    assert sizes(by="retained", descending=True) == sorted(sizes(by="id", descending=False), reverse=True)


def test_where_a_node_stands_in_the_summary(session: Session) -> None:
    item = session.heap.by_id(13).ordinal
    sort = {"by": "retained", "descending": True}
    place = answer(session, "place_in_summary", {"ordinal": item, "sort": sort, "instance_sort": sort})
    row = answer(session, "summary", {"sort": sort, "start": place["class_place"], "count": 1})["rows"][0]
    assert (row["name"], row["class_index"]) == ("Session", place["class_index"])
    found = answer(session, "instances", {"class_index": row["class_index"], "sort": sort})["rows"]
    assert found[place["node_place"]]["ordinal"] == item
    hidden = answer(session, "place_in_summary", {"ordinal": item, "filter": {"text": "no such"}})
    assert hidden["class_place"] is None


def test_a_real_leak_is_told_to_its_root() -> None:
    """Of every object: the steps of the phrases are those of the shortest way, in order."""
    session = Session(heapglass.open(written("closure-leak-40")), "leak")
    for ordinal in range(0, session.heap.node_count, 997):
        (*ways,) = answer(session, "paths", {"ordinal": ordinal})["paths"]
        kept = answer(session, "kept_by", {"ordinal": ordinal})
        steps = [row for link in (*kept["links"], *kept["last_links"]) for row in link["steps"]]
        if kept["left_out"] == 0 and ways:
            shown = [row["edge"] for row in ways[0]["steps"]]
            assert [row["edge"] for row in steps] == shown[: len(steps)]
            assert len(shown) - len(steps) <= 1, "only the root itself is not told"
        assert all(not (one["parts"] is None and other["parts"] is None) for one, other in pairwise(kept["links"])), (
            "internal steps are folded together"
        )
