"""Rows in order: by numbers, by text as JavaScript compares it, by what nodes and edges are called."""

import io
import json
from functools import cmp_to_key
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import heapglass
from heapglass.analysis import ordering
from heapglass.analysis.edge_names import edge_names, edge_text
from heapglass.analysis.labels import label_hashes, labels
from heapglass.analysis.ordering import edge_name_keys, label_ranks, order_by, order_by_label, order_first, text_ranks
from heapglass.analysis.retainers import edge_sources
from heapglass.kernels.numerals import parse_integers
from heapglass.snapshot.strings import Strings
from tests.core.test_rules import PROPERTY, assert_equal, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.reference import Heap as Reference
from tests.reference.graph import Edge, parse_int

COLUMNS = st.one_of(
    st.tuples(st.just(np.uint32), st.integers(0, 2**32 - 1)),
    st.tuples(st.just(np.int32), st.integers(-(2**31), 2**31 - 1)),
    st.tuples(st.just(np.int64), st.integers(-(2**63), 2**63 - 1)),
    st.tuples(st.just(np.uint64), st.integers(0, 2**64 - 1)),
    st.tuples(st.just(np.float64), st.floats(allow_nan=False)),
    st.tuples(st.just(np.bool_), st.booleans()),
)


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[Any, bool]]:
    """Columns of one length, with many equal values, and whether each goes down."""
    size = draw(st.integers(0, 40))
    keys = []
    for _ in range(draw(st.integers(1, 4))):
        dtype, _ = kind = draw(COLUMNS)
        some = draw(st.lists(COLUMNS.filter(lambda each, kind=kind: each[0] is kind[0]).map(lambda each: each[1])))
        values = draw(st.lists(st.sampled_from([kind[1], *some]), min_size=size, max_size=size))
        keys.append((np.array(values, dtype), draw(st.booleans())))
    return keys


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(keys=tables())
def test_order_by(keys: list[tuple[Any, bool]]) -> None:
    def compare(a: int, b: int) -> int:
        for column, descending in keys:
            x, y = column[a].item(), column[b].item()
            if x != y:
                return (1 if x > y else -1) * (-1 if descending else 1)
        return a - b

    assert order_by(keys).tolist() == sorted(range(keys[0][0].size), key=cmp_to_key(compare))


PARSED = "".join(map(chr, [*range(8, 15), 0x20, 0x85, 0xA0, 0x1680, 0x1681, 0x1FFF, 0x2000, 0x200A, 0x200B, 0x2027]))
PARSED += "\u2028\u2029\u202f\u2030\u205f\u2060\u2fff\u3000\ufeff\uff00👍Â+-/0189:x"


@pytest.mark.usefixtures("engine")
@settings(PROPERTY, max_examples=400)
@given(texts=st.lists(st.text(PARSED, max_size=5)))
def test_numbers_of_texts(texts: list[str]) -> None:
    """As JavaScript's parseInt reads them, white space of all kinds before them included."""
    strings = Strings.of(texts)
    numbers = np.zeros(len(texts))
    parse_integers(strings.bytes, strings.offsets, np.arange(len(texts), dtype=np.uint32), numbers)
    assert_equal(numbers, [np.nan if (number := parse_int(text)) is None else number for text in texts])


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(values=st.lists(st.integers(-3, 3), min_size=1, max_size=40), descending=st.booleans(), first=st.integers(1, 45))
def test_order_first(values: list[int], descending: bool, first: int) -> None:
    """The first ones are those of the whole order, and nobody is lost."""
    column, ties = np.array(values, np.int32), np.arange(len(values), dtype=np.uint32)[::-1].copy()
    whole = order_by([(column, descending), (ties, False)]).tolist()
    some = order_first(column, descending, first, lambda chosen: [(ties[chosen], False)]).tolist()
    assert some[:first] == whole[:first]
    assert sorted(some) == sorted(whole)


TEXTS = st.text(st.sampled_from("ab\0\x7fé\ud7ff\ue000\uffff\U00010000\U0001f600"), max_size=12)


def utf16(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(texts=st.lists(TEXTS, max_size=30))
def test_text_ranks(texts: list[str]) -> None:
    """UTF-16 unit by unit, as JavaScript compares; equal texts have one rank."""
    ranks = text_ranks(Strings.of(texts), np.arange(len(texts), dtype=np.uint32))
    places = {text: place for place, text in enumerate(sorted(set(texts), key=utf16))}
    assert ranks.tolist() == [places[text] for text in texts]


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_labels(draft: Draft) -> None:
    """Many labels at once are the labels one by one, and nodes are sorted by them."""
    heap, theirs = opened(draft), Reference(draft.document())
    nodes = np.arange(heap.node_count, dtype=np.uint32)[::-1].copy()
    made = labels(heap.snapshot, nodes, heap.renamed)
    expected = [theirs.label(node) for node in nodes.tolist()]
    assert made.many(range(nodes.size)) == expected

    hashes = label_hashes(heap.snapshot, nodes, heap.renamed).tolist()
    assert len(set(hashes)) == len(set(expected))
    order = sorted(range(nodes.size), key=lambda place: utf16(expected[place]))
    for few in (ordering.FEW, 0):  # one by one, and by a table of all strings
        with patch.object(ordering, "FEW", few):
            ranks = label_ranks(heap.snapshot, nodes, heap.renamed)
        assert sorted(range(nodes.size), key=lambda place: ranks[place]) == order

    ties = np.arange(nodes.size, dtype=np.uint32)
    for first, shared in ((1, 4), (2, nodes.size), (3, nodes.size), (nodes.size, 4)):
        with patch.object(ordering, "SHARED", shared):
            some = order_by_label(heap.snapshot, nodes, heap.renamed, False, ties, first).tolist()
        assert some[:first] == order[:first]
        assert sorted(some) == sorted(order)


def before(a: Edge, b: Edge) -> int:
    """DevTools' `compareEdgeField`, but that two edges named `__proto__` are equal."""
    last = (a.name == "__proto__") - (b.name == "__proto__")
    if last:
        return last
    numbered = [not isinstance(edge.name, str) or (edge.type == "shortcut" and is_number(edge)) for edge in (a, b)]
    if numbered[0] != numbered[1]:
        return 1 if numbered[0] else -1
    x, y = utf16(a.shown_name), utf16(b.shown_name)
    return (x > y) - (x < y)


def is_number(edge: Edge) -> bool:
    return edge.shown_name.lstrip("-").isdecimal()


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots(), descending=st.booleans())
def test_edges_by_name(draft: Draft, descending: bool) -> None:
    heap, theirs = opened(draft), Reference(draft.document()).graph
    edges = np.arange(heap.edge_count, dtype=np.uint32)
    flat = [edge for out in theirs.edges for edge in out]
    down = -1 if descending else 1

    def compare(a: Edge, b: Edge) -> int:
        last = (a.name == "__proto__") - (b.name == "__proto__")
        return last or down * before(a, b) or a.ordinal - b.ordinal

    with patch.object(ordering, "FEW", 0):
        by_table = order_by([*edge_name_keys(heap.snapshot, edges, descending), (edges, False)])
    order = order_by([*edge_name_keys(heap.snapshot, edges, descending), (edges, False)])
    assert by_table.tolist() == order.tolist()
    assert order.tolist() == [edge.ordinal for edge in sorted(flat, key=cmp_to_key(compare))]
    assert [str(name) for name in edge_names(heap.snapshot, edges)] == [edge.shown_name for edge in flat]
    sources = [node for node, out in enumerate(theirs.edges) for _ in out]
    assert edge_sources(heap.snapshot, edges[order]).tolist() == [sources[edge] for edge in order]


def test_numbers_are_ordered_as_texts() -> None:
    draft = Draft()
    draft.node("synthetic")
    for number in (0, 2, 10, 1, 100, 11, 4_294_967_295, 42949672):
        draft.edge(0, "element", number, 0)
    for name in ("-3", "-20", "7th", "70", "x", "__proto__", ""):
        draft.edge(0, "shortcut", name, 0)
    heap = heapglass.open(io.BytesIO(json.dumps(draft.document()).encode()))
    order = order_by(edge_name_keys(heap.snapshot, np.arange(heap.edge_count, dtype=np.uint32)))
    shown = edge_names(heap.snapshot, order)
    numbers = ["-20", "-3", "0", "1", "10", "100", "11", "2", "42949672", "4294967295", "7", "70"]
    assert [str(name) for name in shown] == ["", "x", *numbers, "__proto__"]


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("context", "x", "->x"),
        ("element", 5, "[5]"),
        ("weak", "x", "[[x]]"),
        ("property", "x", ".x"),
        ("property", "a b", '["a b"]'),
        ("shortcut", "Window / a", '["Window / a"]'),
        ("internal", "map", "{map}"),
        ("hidden", 3, "{3}"),
        ("other", "x", "?x?"),
    ],
)
def test_edge_text(kind: str, name: str | int, text: str) -> None:
    assert edge_text(kind, name) == text
