"""Walking down to a node in the trees of the page, and what its pictures of the dominator tree show."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_comparison import leaking
from tests.core.test_retainers_view import as_heap
from tests.core.test_rules import PROPERTY, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots

SORTS = st.sampled_from([{"by": by, "descending": down} for by in ("retained", "name") for down in (True, False)])


@PROPERTY
@given(draft=snapshots(), sort=SORTS, by_class=st.booleans())
def test_places_among_the_dominated(draft: Draft, sort: Any, by_class: bool) -> None:
    session = Session(opened(draft), "")
    for ordinal in range(session.heap.node_count):
        asked = {"ordinal": ordinal, "sort": sort, "class_sort": sort, "by_class": by_class}
        at, below = session.heap.snapshot.header.root, {}
        for place in answer(session, "dominator_places", asked)["places"]:
            by_name = by_class and not below
            page = {"ordinal": at, "sort": sort, "start": place, "count": 1} | below
            (row,) = answer(session, "dominated_classes" if by_name else "dominated", page)["rows"]
            at, below = (at, {"class_index": row["class_index"]}) if by_name else (row["ordinal"], {})
        assert at == ordinal


@PROPERTY
@given(draft=snapshots(), sort=SORTS)
def test_places_among_the_references(draft: Draft, sort: Any) -> None:
    session = Session(opened(draft), "")
    for ordinal in range(session.heap.node_count):
        at = session.heap.snapshot.header.root
        places = answer(session, "containment_places", {"ordinal": ordinal, "sort": sort})["places"]
        for place in places:
            page = {"ordinal": at, "sort": sort, "start": place, "count": 1}
            (row,) = answer(session, "references", page)["rows"]
            at = row["node"]["ordinal"]
        assert at == ordinal or not places


@PROPERTY
@given(draft=snapshots(), depth=st.integers(1, 4), most=st.integers(1, 12), by_class=st.booleans())
def test_maps_add_up(draft: Draft, depth: int, most: int, by_class: bool) -> None:
    """Rows come after their parents, none is too deep, and what is below one is all of it."""
    session = Session(opened(draft), "")
    heap = session.heap
    asked = {"ordinal": heap.snapshot.header.root, "depth": depth, "most": most, "by_class": by_class}
    rows = answer(session, "dominator_map", asked)["rows"]
    levels, below = [0], {}
    for at, row in enumerate(rows[1:], 1):
        assert 0 <= row["parent"] < at
        levels.append(levels[row["parent"]] + (row["kind"] == "node"))
        below.setdefault(row["parent"], []).append(row["retained"])
    assert max(levels) <= depth
    assert sum(row["kind"] == "node" for row in rows) <= most + 1
    for parent, sizes in below.items():
        row = rows[parent]
        own = (
            row["shallow"]
            if row["kind"] == "node" and not any(r["kind"] == "self" and r["parent"] == parent for r in rows)
            else 0
        )
        assert sum(sizes) == pytest.approx(row["retained"] - own)
    json.dumps(rows)


def test_the_way_down_to_an_entry_of_a_cache() -> None:
    session = Session(as_heap(leaking(3)), "")
    assert answer(session, "containment_places", {"ordinal": 6})["places"] == [0, 0, 0, 0, 1]
    assert answer(session, "dominator_places", {"ordinal": 6})["places"] == [0, 0, 0, 0, 1]
    assert answer(session, "dominator_places", {"ordinal": 6, "by_class": True})["places"] == [0] * 9 + [1]
    assert answer(session, "dominator_places", {"ordinal": 0})["places"] == []


def test_a_map_shows_the_largest_and_the_rest() -> None:
    session = Session(as_heap(leaking(30)), "")
    rows = answer(session, "dominator_map", {"ordinal": 4, "most": 10})["rows"]
    assert [row["kind"] for row in rows] == ["node", *["node"] * 10, "rest", "self"]
    assert (rows[-2]["count"], rows[-2]["retained"]) == (20, 2000)
    rows = answer(session, "dominator_map", {"ordinal": 4, "most": 10, "by_class": True})["rows"]
    assert [(row["kind"], row["count"]) for row in rows[:2]] == [("node", 1), ("class", 30)]
    assert {row["parent"] for row in rows[2:12]} == {1}
    entries = {"ordinal": 4, "class_index": rows[1]["class_row"]["class_index"], "most": 10}
    shown = answer(session, "dominator_map", entries)["rows"]
    assert [(row["kind"], row["count"]) for row in shown] == [("class", 30), *[("node", 1)] * 10, ("rest", 20)]
