"""Saved analyses: opened again, a heap is the same; damaged, they say so."""

import dataclasses
import gzip
import io
import json
import struct
import time
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import heapglass
from heapglass.kernels.packing import (
    LONGEST,
    add_steps,
    pack_numbers,
    take_steps,
    take_steps_by_kind,
    unpack_by_kind,
    unpack_numbers,
    unpack_steps,
)
from heapglass.kernels.plant_tree import plant_tree, take_climbs
from heapglass.saved.container import MAGIC, START, VERSION
from heapglass.saved.graph import StoredEdges
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import fuzz, snapshots
from tests.places import CORPUS

FILES = sorted(CORPUS.glob("*.heap*.gz"))
PROPERTY = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
COLUMNS = [
    *["node_type", "node_name", "node_id", "self_size", "first_edge", "node_detachedness", "node_trace"],
    *["edge_type", "edge_name", "edge_to"],
    *["location_node", "location_script", "location_line", "location_column"],
]


def opened(text: bytes) -> heapglass.Heap:
    return heapglass.open(io.BytesIO(text))


def saved(heap: heapglass.Heap, strings: bool = True) -> bytes:
    return b"".join(heap.saved(strings))


def equal(before: Any, after: Any) -> None:
    """The same numbers of the same type."""
    if before is None:
        assert after is None
        return
    assert before.dtype == after.dtype
    np.testing.assert_array_equal(before, after)


def same_heap(before: heapglass.Heap, after: heapglass.Heap, strings: bool = True) -> None:
    for name in COLUMNS:
        equal(getattr(before.snapshot, name), getattr(after.snapshot, name))
    assert before.snapshot.header == after.snapshot.header
    assert before.snapshot.file_size == after.snapshot.file_size
    assert before.snapshot.extras.keys() == after.snapshot.extras.keys()
    for name, table in before.snapshot.extras.items():
        assert list(table) == list(after.snapshot.extras[name])
        for field, column in table.items():
            equal(column, after.snapshot.extras[name][field])
    if strings:
        equal(before.snapshot.strings.bytes, after.snapshot.strings.bytes)
        equal(before.snapshot.strings.offsets, after.snapshot.strings.offsets)
    for name in ("detachedness", "shallow_sizes", "retained_sizes", "distances"):
        equal(getattr(before, name), getattr(after, name))
    for field in dataclasses.fields(before.dominator_tree):
        equal(getattr(before.dominator_tree, field.name), getattr(after.dominator_tree, field.name))
    equal(before.classes.of_node, after.classes.of_node)
    assert before.classes.names == after.classes.names
    assert before.classes.keys == after.classes.keys
    assert before.classes.shapes == after.classes.shapes
    for field in dataclasses.fields(before.summary_columns):
        equal(getattr(before.summary_columns, field.name), getattr(after.summary_columns, field.name))


def looked_through(heap: heapglass.Heap) -> None:
    """All columns were looked at: some are unpacked, and checked, only then."""
    for name in COLUMNS:
        getattr(heap.snapshot, name)


def as_bytes(draft: Draft) -> bytes:
    return json.dumps(draft.document()).encode()


@pytest.fixture(scope="module")
def heap() -> heapglass.Heap:
    return opened(as_bytes(fuzz()["fuzz-12"]))


@pytest.fixture(scope="module")
def text(heap: heapglass.Heap) -> bytes:
    return saved(heap)


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_any_snapshot(draft: Draft) -> None:
    before = opened(as_bytes(draft))
    same_heap(before, opened(saved(before)))


@pytest.mark.parametrize("name", fuzz())
def test_fuzz(name: str) -> None:
    before = opened(as_bytes(fuzz()[name]))
    after = opened(saved(before))
    same_heap(before, after)
    assert before.summary() == after.summary()
    assert [edge.name for edge in before.node(1).edges] == [edge.name for edge in after.node(1).edges]


@pytest.mark.skipif(not FILES, reason=f"there is no corpus of snapshots at {CORPUS}")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".gz"))
def test_corpus(path: Path) -> None:
    before = heapglass.open(path)
    text = saved(before)
    same_heap(before, opened(text))
    assert len(text) < before.snapshot.file_size / 4


@pytest.mark.skipif(not FILES, reason=f"there is no corpus of snapshots at {CORPUS}")
def test_faster_than_the_snapshot(tmp_path: Path) -> None:
    """To the Summary in less than 0.3 of the time: the best of some turns, since others use the processors too."""
    snapshot, analysis = tmp_path / "a.heapsnapshot", tmp_path / "a.heapglass"
    snapshot.write_bytes(gzip.decompress((CORPUS / "pair-map-2-after.heapsnapshot.gz").read_bytes()))
    heapglass.open(snapshot).save(analysis)

    def taken(path: Path) -> float:
        began = time.perf_counter()
        heap = heapglass.open(path)
        assert heap.summary()
        assert heap.total_size
        return time.perf_counter() - began

    turns = [(taken(snapshot), taken(analysis)) for _ in range(6)]
    assert min(after for _, after in turns) < 0.3 * min(before for before, _ in turns)


def test_file(heap: heapglass.Heap, tmp_path: Path) -> None:
    path = tmp_path / "a.heapglass"
    heap.save(path)
    same_heap(heap, heapglass.open(path))
    packed = tmp_path / "a.heapglass.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    same_heap(heap, heapglass.open(packed))
    heap.save(path, strings=False)
    assert sorted(tmp_path.iterdir()) == [path, packed]


def test_first_views_need_no_edges(heap: heapglass.Heap, text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes longest to unpack can wait."""
    with monkeypatch.context() as patch:
        patch.setattr(StoredEdges, "unpacked", lambda _: pytest.fail("the edges were unpacked"))
        after = opened(text)
        assert after.summary() == heap.summary()
        assert (after.total_size, after.edge_count) == (heap.total_size, heap.edge_count)
    assert len(list(after.node(0).edges)) == len(list(heap.node(0).edges))


def test_saved_again(heap: heapglass.Heap, text: bytes) -> None:
    assert opened(saved(opened(text))).summary() == heap.summary()


def test_without_values() -> None:
    draft = Draft()
    root = draft.node("synthetic", "")
    draft.edge(root, "property", "name", draft.node("object", "Session", 8))
    draft.edge(1, "property", "text", draft.node("string", "nobody's business", 24))
    draft.edge(1, "property", "pattern", draft.node("regexp", "secret.*", 24))
    draft.edge(1, "property", "key", draft.node("string", "name", 24))
    before = opened(as_bytes(draft))
    text = saved(before, strings=False)
    after = opened(text)
    same_heap(before, after, strings=False)
    strings = after.snapshot.strings
    assert "Session" in strings.many(range(len(strings)))
    assert [node.name for node in map(after.node, range(5))] == ["", "Session", "", "", "name"]
    for secret in (b"business", b"secret"):
        assert secret not in strings.bytes.tobytes()
        assert secret not in text


def test_regular_graphs_are_padded() -> None:
    """So regular that they take next to no room: the file is as large as what it makes others hold allows."""
    draft = Draft()
    draft.node("synthetic", "")
    for at in range(5000):
        draft.edge(at, "property", "next", draft.node("object", "Node", 24))
    before = opened(as_bytes(draft))
    text = saved(before)
    assert len(text) > 10_000 / 64
    same_heap(before, opened(text))


# -- damage -----------------------------------------------------------------------------------------------------------


def contents(text: bytes) -> tuple[dict[str, Any], bytes]:
    size = START.unpack_from(text)[2]
    return json.loads(text[START.size : START.size + size]), text[START.size + size :]


def container(table: dict[str, Any], rest: bytes) -> bytes:
    """A file whose checksums are right, whatever is in it."""
    made = json.dumps(table).encode()
    return START.pack(MAGIC, VERSION, len(made), zlib.crc32(made)) + made + rest


def with_block(text: bytes, name: str, change: Any) -> bytes:
    """The file with the unpacked bytes of a block changed, by somebody who knows the format."""
    table, rest = contents(text)
    out, at = b"", 0
    for row in table["blocks"]:
        data = rest[at : at + row[1]]
        at += row[1]
        if row[0] == name:
            raw = change(zlib.decompress(data) if row[1] != row[2] else data)
            data = raw
            row[1:] = [len(raw), len(raw), zlib.crc32(raw)]
        out += data
    return container(table, out)


def test_every_cut(text: bytes) -> None:
    for size in [*range(60), *range(60, len(text), 97), len(text) - 1]:
        with pytest.raises(heapglass.SnapshotError) as raised:
            opened(text[:size])
        if size >= len(MAGIC):
            assert raised.value.code == "saved-truncated"


def test_every_flip(text: bytes) -> None:
    for at in [*range(40), *range(40, len(text), 61)]:
        damaged = bytearray(text)
        damaged[at] ^= 0x10
        with pytest.raises(heapglass.SnapshotError):
            opened(bytes(damaged))


def test_more_behind(text: bytes) -> None:
    with pytest.raises(heapglass.MalformedError) as raised:
        opened(text + b"x")
    assert raised.value.code == "saved-damaged"


def test_newer(text: bytes) -> None:
    with pytest.raises(heapglass.MalformedError) as raised:
        opened(MAGIC + struct.pack("<H", 2) + text[len(MAGIC) + 2 :])
    assert raised.value.code == "saved-newer"
    assert "version" in raised.value.message


@pytest.mark.parametrize(
    "change",
    [
        {"nodes": 1 << 40},
        {"edges": 1 << 40},
        {"strings": 1 << 40},
        {"layouts": 1 << 40, "places": 1 << 40},
        {"nodes": -1},
        {"nodes": 0},
        {"nodes": "many"},
        {"nodes": True},
        {"nodes": 1e300},
        {"header": None},
        {"header": {"meta": {}}},
        {"rows": {"samples": 1 << 40}},
        {"rows": {"samples": 1}},
        {"rows": {"elsewhere": 1}},
        {"rows": []},
        {"summary": 1 << 40},
        {"locations": 3},
        {"file_size": None},
    ],
    ids=str,
)
def test_wrong_facts(text: bytes, change: dict[str, Any]) -> None:
    table, rest = contents(text)
    table["facts"] |= change
    with pytest.raises(heapglass.SnapshotError):
        looked_through(opened(container(table, rest)))


@pytest.mark.parametrize(
    "made",
    [b"", b"[]", b"{}", b'{"facts":{},"blocks":1}', b'{"facts":{},"blocks":[[1]]}', b"[" * 100_000, b"9" * 5000,
     b'{"facts":{},"blocks":[["a",1e999,1,1]]}', b'{"facts":{},"blocks":[["a",-1,1,1]]}', b"\xff\xfe"],
    ids=lambda made: repr(made[:40]),
)  # fmt: skip
def test_wrong_contents(made: bytes) -> None:
    with pytest.raises(heapglass.MalformedError):
        opened(START.pack(MAGIC, VERSION, len(made), zlib.crc32(made)) + made)


def test_wrong_tables(text: bytes) -> None:
    for change in (lambda rows: rows.pop(3), lambda rows: rows.append(rows[0]), lambda rows: rows[2].insert(1, 9**9)):
        table, rest = contents(text)
        change(table["blocks"])
        with pytest.raises(heapglass.SnapshotError):
            looked_through(opened(container(table, rest)))


def test_deflated_beyond_measure(text: bytes) -> None:
    bomb = zlib.compress(bytes(1 << 24))
    table, rest = contents(text)
    for size in (1 << 20, 1 << 24, 1 << 40):
        table["blocks"] = [["nodes.layout", len(bomb), size, zlib.crc32(bomb)]]
        with pytest.raises(heapglass.MalformedError):
            opened(container(table, bomb))
    assert rest


BLOCKS = [
    "nodes.layout", "nodes.name", "nodes.id", "nodes.self_size", "layouts.type", "layouts.edge_count", "places.type",
    "places.name", "edges.to", "strings.lengths", "strings.bytes", "results.detachedness", "results.shallow",
    "results.distances", "tree.preorder", "tree.climbs", "classes.of_node", "classes.names", "summary.class_index",
    "locations.node",
]  # fmt: skip


@pytest.mark.usefixtures("engine")
@settings(PROPERTY, max_examples=150)
@given(data=st.data())
def test_hostile_blocks(text: bytes, data: st.DataObject) -> None:
    """Whoever writes the checksums too can at most give wrong numbers: nothing is read or written out of bounds."""
    name = data.draw(st.sampled_from(BLOCKS))

    def change(raw: bytes) -> bytes:
        made = bytearray(raw)
        for _ in range(data.draw(st.integers(1, 4))):
            if made and data.draw(st.booleans()):
                made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
            elif made and data.draw(st.booleans()):
                del made[data.draw(st.integers(0, len(made) - 1))]
            else:
                at = data.draw(st.integers(0, len(made)))
                made[at:at] = data.draw(st.binary(min_size=1, max_size=11))
        return bytes(made)

    try:
        heap = opened(with_block(text, name, change))
        heap.summary()  # edges and locations are unpacked when somebody looks at one
        looked_through(heap)
    except heapglass.SnapshotError:
        return
    for ordinal in range(heap.node_count):
        node = heap.node(ordinal)
        assert (node.class_name, node.dominator, node.retained_size, node.edges, node.retainers) is not None


# -- kernels ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(values=st.lists(st.one_of(st.just(0), st.integers(-3, 3), st.integers(1 - 2**60, 2**60 - 1))))
def test_numbers(values: list[int]) -> None:
    column = np.array(values, np.int64)
    data = np.empty(column.size * LONGEST, np.uint8)
    data = data[: pack_numbers(column, data)].copy()
    back = np.empty_like(column)
    assert unpack_numbers(data, back) == data.size
    equal(column, back)
    if data.size:
        assert unpack_numbers(data[:-1].copy(), back) == -1


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(values=st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 3))))
def test_steps(values: list[tuple[int, int]]) -> None:
    column = np.array([value for value, _ in values], np.uint32)
    kinds = np.array([kind for _, kind in values], np.uint32)
    most = int(column.max(initial=0))
    data = np.empty(column.size * LONGEST, np.uint8)
    steps = column.astype(np.int64)
    take_steps(steps)
    packed = data[: pack_numbers(steps, data)].copy()
    back = np.empty_like(column)
    assert unpack_steps(packed, most, back) == packed.size
    equal(column, back)
    add_steps(steps)
    equal(column.astype(np.int64), steps)
    if most:
        assert unpack_steps(packed, most - 1, back) == -1
    take_steps_by_kind(steps, kinds, np.zeros(4, np.int64))
    packed = data[: pack_numbers(steps, data)].copy()
    assert unpack_by_kind(packed, kinds, np.zeros(4, np.int64), most, back) == packed.size
    equal(column, back)
    if most:
        assert unpack_by_kind(packed, kinds, np.zeros(4, np.int64), most - 1, back) == -1


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(parents=st.lists(st.integers(0, 1 << 30), max_size=60), seed=st.randoms(use_true_random=False))
def test_trees(parents: list[int], seed: Any) -> None:
    count = len(parents) + 1
    above = [0, *(parent % (at + 1) for at, parent in enumerate(parents))]
    children: list[list[int]] = [[] for _ in range(count)]
    for node in range(1, count):
        children[above[node]].append(node)
    preorder: list[int] = []
    waiting = [0]
    while waiting:
        preorder.append(waiting.pop())
        waiting += children[preorder[-1]]
    sizes = [1] * count
    for node in range(count - 1, 0, -1):
        sizes[above[node]] += sizes[node]
    order, subtree = np.array(preorder, np.uint32), np.array(sizes, np.uint32)
    climbs = np.empty(count, np.int64)
    take_climbs(order, subtree, np.empty(count, np.uint32), np.empty(count, np.uint32), climbs)
    back, size = np.empty(count, np.uint32), np.zeros(count, np.uint32)
    assert plant_tree(order, climbs, np.empty(count, np.uint32), back, size) == -1
    equal(np.array(above, np.uint32), back)
    equal(subtree, size)
    climbs[seed.randrange(count)] += 50
    assert plant_tree(order, climbs, np.empty(count, np.uint32), back, np.zeros(count, np.uint32)) >= 0
