"""The texts of concatenated strings: however deep, shared or broken they are."""

import io
import json

import pytest

import heapglass
from heapglass.analysis.labels import labels
from tests.core.test_rules import opened
from tests.fixtures.draft import Draft


def small_heap() -> Draft:
    draft = Draft()
    draft.node("synthetic")
    draft.node("object", "Window", 8)
    draft.edge(0, "shortcut", "global", 1)
    return draft


def join(draft: Draft, first: int, second: int) -> int:
    node = draft.node("concatenated string", "(concatenated string)", 32)
    draft.edge(node, "internal", "first", first)
    draft.edge(node, "internal", "second", second)
    return node


def text(draft: Draft, content: str) -> int:
    return draft.node("string", content, 16)


def texts_of(heap: heapglass.Heap) -> list[str]:
    joined = heap.concatenated_strings
    return list(labels(heap.snapshot, joined.nodes, heap.renamed))


@pytest.mark.usefixtures("engine")
def test_text_grown_by_appending() -> None:
    """A chain of 100 parts, of which DevTools joins what makes 1024 characters."""
    draft = small_heap()
    x = text(draft, "x" * 32)
    rope = text(draft, "<")
    chain = [rope := join(draft, rope, x) for _ in range(100)]
    heap = opened(draft)
    expected = ["<" + "x" * 32 * min(parts, 32) for parts in range(1, 101)]
    assert texts_of(heap) == expected
    assert [heap.node(node).name for node in chain[::20]] == expected[::20]
    assert heap.duplicate_strings.count.tolist() == [100 - 32 + 1]


@pytest.mark.usefixtures("engine")
def test_parts_on_the_right_are_cut_where_the_text_is_long_enough() -> None:
    draft = small_heap()
    parts = [text(draft, letter * 400) for letter in "abcd"]
    right = join(draft, parts[1], join(draft, parts[2], parts[3]))
    whole = join(draft, parts[0], right)
    heap = opened(draft)
    assert heap.node(right).name == "b" * 400 + "c" * 400 + "d" * 400
    assert heap.node(whole).name == "a" * 400 + "b" * 400 + "c" * 400
    assert texts_of(heap) == [heap.node(int(node)).name for node in heap.concatenated_strings.nodes]


@pytest.mark.usefixtures("engine")
def test_equal_texts_from_different_parts() -> None:
    draft = small_heap()
    ab, c, a, bc = (text(draft, content) for content in ("ab", "c", "a", "bc"))
    left, right, plain = join(draft, ab, c), join(draft, a, bc), text(draft, "abc")
    heap = opened(draft)
    assert heap.duplicate_strings.members(0).tolist() == [left, right, plain]
    assert heap.duplicate_strings.texts[0] == "abc"


@pytest.mark.usefixtures("engine")
def test_flattened_strings_are_no_duplicates() -> None:
    draft = small_heap()
    whole, empty = text(draft, "whole"), text(draft, "")
    join(draft, whole, empty)
    assert opened(draft).duplicate_strings.count.size == 0


@pytest.mark.usefixtures("engine")
def test_strings_that_contain_themselves() -> None:
    draft = small_heap()
    a = text(draft, "a")
    one = join(draft, a, a)
    two = join(draft, one, a)
    draft.edges[one][1] = ("internal", "second", two)
    alone = join(draft, a, a)
    draft.edges[alone] = [("internal", "first", alone), ("internal", "second", alone)]
    heap = opened(draft)
    assert len(texts_of(heap)) == 3
    assert heap.node(alone).name == ""
    assert heap.search("a").tolist()[:2] == [a, one]


@pytest.mark.usefixtures("engine")
def test_characters_outside_the_basic_plane_count_twice() -> None:
    draft = small_heap()
    emoji, rest = text(draft, "😀" * 512), text(draft, "rest")
    whole = join(draft, emoji, rest)
    heap = opened(draft)
    assert heap.node(whole).name == "😀" * 512
    assert heap.concatenated_strings.lengths.tolist() == [1024]


def truncated(draft: Draft, content: str, length: int, content_hash: int) -> int:
    """A string of which the file has but the beginning, as V8 writes it."""
    node = text(draft, content)
    for name, kind, value in (("truncated", "bool", "true"), ("length", "int", length), ("hash", "int", content_hash)):
        number = draft.node("number", kind)
        draft.edge(number, "internal", "value", draft.node("string", str(value)))
        draft.edge(node, "internal", name, number)
    return node


@pytest.mark.usefixtures("engine")
def test_truncated_strings_are_equal_by_length_and_hash_too() -> None:
    draft = small_heap()
    first = truncated(draft, "beginning", 5000, 17)
    truncated(draft, "beginning", 5000, 18)
    truncated(draft, "beginning", 6000, 17)
    text(draft, "beginning")
    again = truncated(draft, "beginning", 5000, 17)
    found = opened(draft).duplicate_strings
    assert [found.members(group).tolist() for group in range(found.count.size)] == [[first, again]]
    assert (found.truncated.tolist(), found.length.tolist(), found.hash.tolist()) == ([True], [5000], [17])


def test_file_of_the_same_strings_opens_the_same() -> None:
    document = json.dumps(small_heap().document()).encode()
    assert heapglass.open(io.BytesIO(document)).duplicate_strings.count.size == 0
