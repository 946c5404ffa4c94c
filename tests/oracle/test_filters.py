"""The Summary's filters, statistics, native contexts, duplicate strings and search: DevTools' answers."""

import numpy as np
import pytest

from tests.answers import Answers
from tests.oracle.snapshots import Case
from tests.reference.summary import Row


@pytest.fixture(scope="module")
def answers(snapshot: Case) -> Answers:
    return Answers(snapshot.heap)


def devtools_rows(snapshot: Case, shown: list[dict[str, int]]) -> dict[str, Row]:
    colliding = snapshot.devtools.figures["colliding_keys"]
    return {
        row["key"]: Row(row["count"], row["distance"], row["shallow"], row["retained"])
        for row in shown
        if row["key"] not in colliding
    }


def rows(snapshot: Case, answers: Answers, chosen: object) -> dict[str, Row]:
    """Without the keys of which DevTools keeps one row of several (see test_differences)."""
    colliding = snapshot.devtools.figures["colliding_keys"]
    return {key: row for key, row in answers.rows(chosen).items() if key not in colliding}


def test_filters(snapshot: Case, answers: Answers) -> None:
    for name, shown in snapshot.devtools.figures["filters"].items():
        chosen = answers.filtered(name)
        if not snapshot.beyond_devtools:
            assert rows(snapshot, answers, chosen) == devtools_rows(snapshot, shown), name
        elif "NativeContext" not in name:
            assert chosen.astype(bool).tolist() == snapshot.reference.filtered(name), name


def test_id_range(snapshot: Case, answers: Answers) -> None:
    """Objects allocated between two snapshots."""
    if snapshot.beyond_devtools:
        return
    figures = snapshot.devtools.figures["id_range"]
    chosen = (snapshot.heap.ids > figures["minNodeId"]) & (snapshot.heap.ids <= figures["maxNodeId"])
    assert rows(snapshot, answers, chosen.view(np.uint8)) == devtools_rows(snapshot, figures["rows"])


def test_statistics(snapshot: Case, answers: Answers) -> None:
    ours = answers.statistics
    theirs = snapshot.reference.statistics if snapshot.beyond_devtools else snapshot.devtools.figures["statistics"]
    assert (ours.total, ours.native, ours.typed_arrays, ours.v8_heap) == (
        theirs["total"],
        theirs["native"]["total"],
        theirs["native"]["typedArrays"],
        theirs["v8heap"]["total"],
    )
    assert {
        "total": ours.v8_heap,
        "code": ours.code,
        "jsArrays": ours.js_arrays,
        "strings": ours.strings,
        "system": ours.system,
    } == theirs["v8heap"]


def test_native_contexts(snapshot: Case, answers: Answers) -> None:
    ours, theirs = answers.native_contexts, snapshot.devtools
    np.testing.assert_array_equal(ours.owner, theirs.native_context)
    if snapshot.beyond_devtools:
        return
    sizes = theirs.figures["native_contexts"]
    assert ours.sizes.tolist() == [context["attributedSize"] for context in sizes["nativeContexts"]]
    assert (ours.shared, ours.unowned) == (sizes["sharedSize"], sizes["noAttributionSize"])


def test_duplicate_strings(snapshot: Case, answers: Answers) -> None:
    if snapshot.beyond_devtools:
        return
    ours = answers.duplicate_strings
    ids = snapshot.heap.ids
    groups = [
        (sorted(ids[ours.members(group)].tolist()), int(ours.shallow[group]), int(ours.retained[group]))
        for group in range(ours.count.size)
    ]
    theirs = snapshot.devtools.figures["duplicate_strings"]
    assert sorted(groups) == sorted((sorted(group["ids"]), group["shallow"], group["retained"]) for group in theirs)


def test_search(snapshot: Case, answers: Answers) -> None:
    """DevTools looks in nodes with a shallow size only."""
    if snapshot.beyond_devtools:
        return
    heap = snapshot.heap
    for search in snapshot.devtools.figures["searches"]:
        found = answers.found(search["query"], search["regex"], search["caseSensitive"])
        assert heap.ids[found & (heap.shallow_sizes > 0)].tolist() == search["ids"], search["query"]
