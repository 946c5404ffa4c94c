"""The dominator tree, as one walks through it."""

from itertools import pairwise

import pytest
from hypothesis import given

from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_comparison import leaking
from tests.core.test_retainers_view import as_heap
from tests.core.test_rules import PROPERTY, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_children_and_paths(draft: Draft) -> None:
    heap = opened(draft)
    root = heap.snapshot.header.root
    dominators = heap.dominators.tolist()
    for node in map(heap.node, range(heap.node_count)):
        children = node.dominated
        assert sorted(child.ordinal for child in children) == [
            other for other in range(heap.node_count) if dominators[other] == node.ordinal and other != root
        ]
        assert [child.retained_size for child in children] == sorted(
            (child.retained_size for child in children), reverse=True
        )
        assert node.retained_size == node.shallow_size + sum(child.retained_size for child in children)
        path = [above.ordinal for above in node.dominator_path]
        assert path[0] == node.ordinal
        assert path[-1] == root
        assert all(dominators[lower] == upper for lower, upper in pairwise(path))


def test_questions() -> None:
    session = Session(as_heap(leaking(3)), "")
    shown = answer(session, "dominated", {"ordinal": 4, "sort": {"by": "id", "descending": True}, "count": 2})
    assert (shown["total"], [row["ordinal"] for row in shown["rows"]]) == (3, [7, 6])
    (entry,) = answer(session, "dominated_classes", {"ordinal": 4})["rows"]
    assert (entry["name"], entry["count"], entry["shallow"], entry["retained"]) == ("Entry", 3, 300, 300)
    of_class = answer(session, "dominated", {"ordinal": 4, "class_index": entry["class_index"]})
    assert of_class["total"] == 3
    assert answer(session, "dominated", {"ordinal": 5})["rows"] == []
    assert answer(session, "dominated_classes", {"ordinal": 5}) == {"total": 0, "rows": []}
    path = answer(session, "dominator_path", {"ordinal": 5})
    assert [row["ordinal"] for row in path["rows"]] == [5, 4, 3, 2, 1, 0]
