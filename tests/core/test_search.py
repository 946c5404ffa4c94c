"""Nodes found by what they are called."""

import pytest

import heapglass
from heapglass.analysis.filters import NodeFilter
from heapglass.analysis.javascript_pattern import PatternError
from heapglass.analysis.search import finder
from heapglass.snapshot.strings import Strings
from tests.core.test_concatenated_strings import join, small_heap
from tests.core.test_rules import opened
from tests.fixtures.draft import Draft


def named(heap: heapglass.Heap, nodes: object) -> list[str]:
    return [heap.node(node).name for node in nodes.tolist()]  # type: ignore[attr-defined]


@pytest.fixture
def draft() -> Draft:
    draft = small_heap()
    draft.node("object", "Session", 16)
    draft.node("closure", "openSession", 16)
    draft.node("object", "Session", 0)
    plain = draft.node("object", "Object", 16)
    draft.edge(plain, "property", "sessionId", 1)
    draft.edge(plain, "property", "it's", 1)
    div = draft.node("native", '<div id="session">', 16, state=2)
    draft.edge(1, "element", 1, div)
    join(draft, draft.node("string", "ses", 16), draft.node("string", "sion", 16))
    return draft


@pytest.mark.usefixtures("engine")
def test_names(draft: Draft) -> None:
    """By what is shown: labels of plain objects, joined texts, `Detached …`; but not what has no size."""
    heap = opened(draft)
    everywhere = ["Session", "openSession", '{sessionId, "it\'s"}', 'Detached <div id="session">', "session"]
    assert named(heap, heap.search("session")) == everywhere
    assert named(heap, heap.search("Session", match_case=True)) == ["Session", "openSession"]
    assert named(heap, heap.search("^sess", regex=True, match_case=True)) == ["session"]
    assert named(heap, heap.search("^sess", regex=True)) == ["Session", "session"]
    assert named(heap, heap.search("hed <")) == ['Detached <div id="session">']
    assert named(heap, heap.search("{sess")) == ['{sessionId, "it\'s"}']


@pytest.mark.usefixtures("engine")
def test_classes_types_and_filters(draft: Draft) -> None:
    heap = opened(draft)
    session = heap.classes.names.index("Session")
    in_classes = heap.search("SESSION", names=False, class_names=True)
    assert named(heap, in_classes) == ["Session"]
    assert named(heap, heap.search("session", types=["closure", "no such type"])) == ["openSession"]
    assert named(heap, heap.search("", class_index=session)) == ["Session"]
    assert heap.search("", types=["no such type"]).size == 0
    assert named(heap, heap.search("session", filter=NodeFilter("id_range", min_id=5, max_id=7))) == ["openSession"]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("text", "match_case", "found"),
    [
        ("", False, [True] * 7),
        ("é", False, [False, True, True, False, False, False, False]),
        ("É", True, [False, False, True, False, False, False, False]),
        ("k", False, [False] * 6 + [False]),  # the Kelvin sign is another letter to JavaScript
        ("ss", False, [False] * 7),  # and ß is no pair of them
        ("ßa", False, [False, False, False, True, False, False, False]),
        ("😀", False, [False, False, False, False, True, False, False]),
        ("aab", False, [False, False, False, False, False, True, False]),
    ],
)
def test_text(text: str, match_case: bool, found: list[bool]) -> None:
    strings = Strings.of(["", "né", "NÉ", "ßA", "a😀", "aaab", "\u212a"])
    assert finder(text, match_case=match_case).in_strings(strings).tolist() == found


@pytest.mark.usefixtures("engine")
def test_patterns_over_many_strings() -> None:
    """More than are decoded at once, among them such as are no Unicode."""
    contents = ["line\nbreak", "\ud83d", "", "b" * 100_000, *(f"name {i}" for i in range(300))] * 3
    found = finder("(^$|[1-3]7$|\ud83d|^b+$)", regex=True).in_strings(Strings.of(contents))
    expected = [
        content in ("", "\ud83d") or content.endswith(("17", "27", "37")) or content[:1] == "b" for content in contents
    ]
    assert found.tolist() == expected


def test_bytes_that_are_no_text() -> None:
    strings = Strings.of(["a", "bc", "d"])
    strings.bytes[1] = 0xFF
    assert finder("\ufffd", regex=True).in_strings(strings).tolist() == [False, True, False]


@pytest.mark.parametrize("pattern", ["(", "[", "*", "a**", "\\", "(?<a", "a{2,1}", "[b-a]", "(?#x)"])
def test_no_pattern(pattern: str) -> None:
    with pytest.raises(PatternError) as raised:
        finder(pattern, regex=True)
    assert raised.value.code == "bad-pattern"
