"""The reference itself, held against DevTools' engine: every rule, on random snapshots and real ones."""

import pytest

from tests.oracle.devtools import Dump, compare
from tests.oracle.snapshots import FUZZED, REFERENCE_PAIRS, Case, case, pair_parameters, reference_parameters
from tests.reference.distances import retainers_view
from tests.reference.dominators import dominators_by_definition
from tests.reference.filters import FILTERS
from tests.reference.summary import Change, Row, comparison


@pytest.fixture(scope="module", params=reference_parameters())
def snapshot(request: pytest.FixtureRequest, _fuzz: None) -> Case:
    return case(request.param)


def without_collisions(rows: dict[str, Row], devtools: Dump) -> dict[str, Row]:
    """Of rows that share a key, DevTools keeps one: they are compared in test_differences."""
    return {key: row for key, row in rows.items() if key not in devtools.figures["colliding_keys"]}


def devtools_rows(shown: list[dict[str, int]], devtools: Dump) -> dict[str, Row]:
    rows = {row["key"]: Row(row["count"], row["distance"], row["shallow"], row["retained"]) for row in shown}
    return without_collisions(rows, devtools)


def test_every_rule(snapshot: Case) -> None:
    devtools, figures = snapshot.devtools, snapshot.devtools.figures
    heap = snapshot.reference_as_devtools

    assert heap.graph.id == devtools.id.tolist()
    assert heap.detachedness == devtools.detachedness.tolist()  # rule 1
    assert heap.page_owned == [bool(flags & 4) for flags in devtools.flags]  # 2
    assert heap.shallow == devtools.shallow.tolist()  # 4
    assert heap.dominators == devtools.dominator.tolist()  # 3, 5
    assert heap.retained == devtools.retained.tolist()
    assert heap.distances == devtools.distance.tolist()  # 6
    assert heap.class_keys == [figures["class_keys"][index] for index in devtools.class_index]  # 7
    assert [tuple(shape) for shape in heap.shapes] == [  # 8
        (shape["name"], tuple(shape["properties"]), shape["count"]) for shape in figures["shapes"]
    ]
    assert without_collisions(heap.summary, devtools) == devtools_rows(figures["summary"], devtools)  # 9
    assert heap.statistics == figures["statistics"]  # 10
    assert heap.native_contexts == devtools.native_context.tolist()  # 15
    for node in figures["nodes"]:
        assert heap.label(node["ordinal"]) == node["name"]  # 16


def test_retainers_view(snapshot: Case) -> None:
    """Rule 12, with the three largest nodes ignored."""
    devtools = snapshot.devtools
    view = devtools.figures["retainers_view"]
    distances, edges = retainers_view(snapshot.reference_as_devtools.graph, frozenset(view["ignored"]))
    assert distances == devtools.retainers_view_distance.tolist()
    assert edges == set(view["edges"])


def test_filters(snapshot: Case) -> None:
    """Rule 14."""
    devtools, figures = snapshot.devtools, snapshot.devtools.figures
    heap = snapshot.reference_as_devtools
    shown = {name: heap.filtered(name) for name in FILTERS}
    shown["range"] = [
        figures["id_range"]["minNodeId"] < node <= figures["id_range"]["maxNodeId"] for node in heap.graph.id
    ]
    theirs = {name: figures["filters"][name] for name in FILTERS} | {"range": figures["id_range"]["rows"]}
    for name, chosen in shown.items():
        mine = without_collisions(heap.summary_of(chosen), devtools)
        assert mine == devtools_rows(theirs[name], devtools), name


@pytest.mark.usefixtures("_fuzz")
@pytest.mark.parametrize("name", FUZZED)
def test_dominators_by_definition(name: str) -> None:
    """Rule 5 by what a dominator is, and not by an algorithm."""
    snapshot = case(name)
    heap = snapshot.reference_as_devtools
    assert dominators_by_definition(heap.successors, heap.graph.root) == snapshot.devtools.dominator.tolist()


@pytest.mark.usefixtures("_fuzz")
@pytest.mark.parametrize("names", pair_parameters(REFERENCE_PAIRS))
def test_comparison(names: tuple[str, str]) -> None:
    """Rule 11."""
    base, current = map(case, names)
    theirs = compare(base.path, current.path)
    before, after = base.reference_as_devtools, current.reference_as_devtools
    keys = before.class_keys_by(after.shapes)
    assert keys == theirs["base_class_keys"]
    mine = comparison((keys, before.graph.id, before.shallow), (after.class_keys, after.graph.id, after.shallow))
    assert {key: row for key, row in mine.items() if key not in theirs["colliding_keys"]} == {
        row["key"]: Change(sorted(row["added_ids"]), sorted(row["removed_ids"]), row["added_size"], row["removed_size"])
        for row in theirs["rows"]
        if row["key"] not in theirs["colliding_keys"]
    }
