"""Comparing two snapshots: rows, the objects themselves, growth, and the way from one worker to another."""

import ctypes
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from heapglass import service
from heapglass.analysis.comparison import compare
from heapglass.analysis.handing_over import BadSideError, hand_over, make_room, take_over
from heapglass.service.failures import BadRequestError
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_retainers_view import as_heap, chain_of
from tests.core.test_rules import PROPERTY, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.reference import Heap as Reference
from tests.reference.summary import Change, comparison


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(before=snapshots(), after=snapshots())
def test_rows(before: Draft, after: Draft) -> None:
    base, current = opened(before), opened(after)
    old, new = Reference(before.document()), Reference(after.document())
    keys = old.class_keys_by(new.shapes)
    expected = comparison((keys, old.graph.id, old.shallow), (new.class_keys, new.graph.id, new.shallow))

    rows = current.compare(base)
    assert {
        row.key: Change(
            [node.id for node in current.added(base, row.key)],
            [node.id for node in current.removed(base, row.key)],
            row.added_size,
            row.removed_size,
        )
        for row in rows
    } == expected
    for row in rows:
        assert row.added_count == len(current.added(base, row.key))
        assert row.removed_count == len(current.removed(base, row.key))
        assert {node.class_key for node in current.added(base, row.key)} <= {row.key}


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(before=snapshots(), after=snapshots())
def test_growth(before: Draft, after: Draft) -> None:
    base, current = opened(before), opened(after)
    assert sum(by for _, by in base.grown(base)) == 0
    grown = current.grown(base, 0, current.node_count)
    assert [by for _, by in grown] == sorted((by for _, by in grown), reverse=True)
    assert all(by > 0 and node.type != "synthetic" and node.shallow_size > 0 for node, by in grown)
    ids = base.ids[base.shallow_sizes > 0]
    if len(set(ids.tolist())) == ids.size and len(set(current.ids.tolist())) == current.node_count:
        retained = dict(zip(ids.tolist(), base.retained_sizes[base.shallow_sizes > 0].tolist(), strict=True))
        assert {node.id: by for node, by in grown} == {
            node.id: node.retained_size - retained[node.id]
            for node in map(current.node, range(current.node_count))
            if node.id in retained
            and node.shallow_size > 0
            and node.type != "synthetic"
            and node.retained_size > retained[node.id]
        }


def leaking(objects: int) -> Draft:
    """A program that keeps more and more in a cache, four objects down."""
    draft = chain_of(4)
    for number in range(objects):
        draft.edge(4, "element", number, draft.node("object", "Entry", 100))
    return draft


def test_what_gathers_comes_first_by_its_own_growth() -> None:
    base, current = as_heap(leaking(2)), as_heap(leaking(7))
    found = current.growth(base)
    assert found.growth.tolist() == [500] * 4
    assert found.ordinals[0] == found.base_ordinals[0] == 4
    assert found.own.tolist() == [500, 0, 0, 0]
    assert [(node.ordinal, by) for node, by in current.grown(base, 0, 1)] == [(4, 500)]


def test_shapes_of_the_current_snapshot_class_the_base() -> None:
    """An object without a property of its new shape is a plain Object in the base too; ids match, classes do not."""

    def draft(names: str) -> Draft:
        made = chain_of(1)
        for _ in range(3):
            made.edge(1, "element", len(made.nodes), made.node("object", "Object", 8))
            for name in names:
                made.edge(len(made.nodes) - 1, "property", name, 1)
        return made

    base, current = as_heap(draft("a")), as_heap(draft("ab"))
    assert [(row.key, row.name, row.added_count, row.removed_count) for row in current.compare(base)] == [
        (",{a, b}", "{a, b}", 3, 0),
        # Named by what its objects are by the base's own shapes.
        (",Object", "{a}", 0, 3),
    ]


def test_duplicate_ids_pair_off_one_by_one() -> None:
    def draft(sizes: list[int]) -> Draft:
        made = chain_of(1)
        for size in sizes:
            made.edge(1, "element", len(made.nodes), made.node("object", "Twin", size, id=77))
        return made

    (row,) = as_heap(draft([1, 2, 4, 8])).compare(as_heap(draft([16, 32])))
    assert (row.added_count, row.removed_count, row.added_size) == (2, 0, 12)


def test_ids_and_sizes_above_32_bits() -> None:
    def draft(extra: bool) -> Draft:
        made = chain_of(1)
        made.edge(1, "element", 1, made.node("object", "Large", 2**33, id=2**40 + 1))
        if extra:
            made.edge(1, "element", 2, made.node("object", "Large", 2**34, id=2**40 + 3))
        return made

    base, current = as_heap(draft(False)), as_heap(draft(True))
    (row,) = current.compare(base)
    assert (row.added_count, row.added_size, row.removed_count) == (1, 2**34, 0)
    assert [node.id for node in current.added(base, ",Large")] == [2**40 + 3]
    header, columns = hand_over(base.comparison_side(current.classes.shapes))
    assert [column["dtype"] for column in header["columns"]] == ["uint32", "int64", "float64", "float64"]
    assert columns[1].dtype == np.int64


@PROPERTY
@given(draft=snapshots())
def test_handing_over(draft: Draft) -> None:
    """What arrives is what was sent, through JSON and bytes."""
    heap = opened(draft)
    header, columns = hand_over(heap.comparison_side())
    said = json.loads(json.dumps(header))
    room = make_room(said)
    for into, column in zip(room, columns, strict=True):
        into.view(np.uint8)[:] = np.frombuffer(column.tobytes(), np.uint8)
    arrived = take_over(said, room)
    assert compare(arrived, heap.comparison_side()).keys == []


def sound_header() -> dict[str, Any]:
    return hand_over(as_heap(leaking(2)).comparison_side())[0]


@pytest.mark.parametrize(
    "damage",
    [
        {"columns": []},
        {"columns": [{"name": "class_of"}]},
        {"keys": ["a"]},
        {"names": None},
        {"columns": [{"name": name, "dtype": "object", "size": 1} for name in ("class_of", "ids")]},
    ],
)
def test_damaged_header(damage: dict[str, Any]) -> None:
    with pytest.raises(BadSideError):
        make_room(sound_header() | damage)


def test_columns_that_were_not_filled() -> None:
    header = sound_header()
    with pytest.raises(BadSideError):
        take_over(header, make_room(header))


# -- as two workers do it, one after the other -------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Iterator[list[str]]:
    drafts = {"base": leaking(2), "current": leaking(7)}
    drafts["base"].edge(1, "property", "gone", drafts["base"].node("object", "Gone", 64))
    yield [str(draft.write(tmp_path / f"{name}.heapsnapshot")) for name, draft in drafts.items()]
    service.opened.session = None


def reply(length: int) -> Any:
    """The reply that the service left, copied out in pieces as JavaScript does it."""
    text = b""
    while len(text) < length:
        copied = service.copy_reply(len(text))
        text += ctypes.string_at(service.reply_address(), copied)
    return json.loads(text)


def result(length: int) -> Any:
    said = reply(length)
    assert said["ok"], said
    return said["result"]


def ask(method: str, **params: Any) -> Any:
    return result(service.ask(json.dumps({"method": method, "params": params})))


def test_protocol(files: list[str]) -> None:
    base, current = files

    def silent(phase: str, done: int, total: int) -> None: ...

    result(service.open(current, "current", silent))
    shapes = result(service.shapes())

    result(service.open(base, "base", silent))
    exported = result(service.export_side(json.dumps(shapes)))
    sent = [ctypes.string_at(buffer["address"], buffer["bytes"]) for buffer in exported["buffers"]]
    service.release_side()
    gone = ask("nodes", ordinals=[7])["rows"]

    result(service.open(current, "current", silent))
    assert reply(service.ask(json.dumps({"method": "comparison"})))["error"]["code"] == "no-base"
    room = result(service.make_room_for_base(json.dumps(exported["header"])))["buffers"]
    assert [buffer["bytes"] for buffer in room] == [len(each) for each in sent]
    for buffer, each in zip(room, sent, strict=True):
        ctypes.memmove(buffer["address"], each, len(each))
    totals = result(service.set_base())
    assert totals == {
        "classes": 2,
        "added_count": 5,
        "removed_count": 1,
        "added_size": 500,
        "removed_size": 64,
        "largest_count_delta": 5,
        "largest_size_delta": 500,
    }

    shown = ask("comparison")
    assert [(row["name"], row["added_count"], row["size_delta"]) for row in shown["rows"]] == [
        ("Entry", 5, 500),
        ("Gone", 0, -64),
    ]
    assert ask("comparison", filter={"text": "gone"})["total"] == 1
    assert ask("comparison", sort={"by": "size_delta", "descending": False})["rows"][0]["name"] == "Gone"
    added = ask("compared_nodes", class_key=",Entry", side="added", start=1, count=2)
    assert added["total"] == 5
    assert [row["ordinal"] for row in added["rows"]] == added["ordinals"] == [8, 9]
    removed = ask("compared_nodes", class_key=",Gone", side="removed")
    assert (removed["ordinals"], removed["rows"]) == ([7], None)
    assert gone[0]["name"] == "Gone"
    assert ask("compared_nodes", class_key=",Nothing", side="added")["total"] == 0
    grown = ask("grown", count=2, sort={"by": "own"})
    assert (grown["total"], grown["rows"][0]["node"]["ordinal"], grown["rows"][0]["growth"]) == (5, 4, 500)

    result(service.forget_base())
    assert reply(service.ask(json.dumps({"method": "comparison"})))["error"]["code"] == "no-base"
    assert reply(service.set_base())["error"]["code"] == "no-base"


def test_bad_requests() -> None:
    session = Session(as_heap(leaking(1)), "")
    session.base = session.heap.comparison_side()
    with pytest.raises(BadRequestError):
        answer(session, "compared_nodes", {"class_key": ",Entry", "side": "left"})
    with pytest.raises(BadRequestError):
        answer(session, "comparison", {"sort": {"by": "weight"}})
