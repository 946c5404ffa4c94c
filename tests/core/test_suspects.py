"""What leaks is found, and what does not leak is left alone: the corpus' leaks, and everything else in it."""

from pathlib import Path

import pytest

import heapglass
from heapglass.analysis.suspects.finding import Kind, Severity
from heapglass.report.data import report_on
from heapglass.report.html import as_html
from heapglass.report.markdown import as_markdown
from tests.fixtures.draft import Draft
from tests.places import CORPUS

LOUD = {"critical", "warning"}

# files, kind of the first finding, names that its text must have
LEAKS = [
    (["big-closure"], Kind.CLOSURE_CHAIN, ["theThing", "originalThing", "someMethod"]),
    (["small-closure", "big-closure"], Kind.CLOSURE_CHAIN, ["theThing", "originalThing"]),
    (["closure-string-flat-1"], Kind.CLOSURE_CHAIN, ["leakObject", "originLeakObject"]),
    (["closure-string-flat-1", "closure-string-flat-2"], Kind.CLOSURE_CHAIN, ["originLeakObject"]),
    (["dom-2-after"], Kind.DETACHED_DOM, ["store.rows"]),
    (["dom-1-before", "dom-2-after"], Kind.DETACHED_DOM, ["store.rows"]),
    (["pair-map-2-after"], Kind.COLLECTION, ["state.sessions", "Session"]),
    (["pair-map-1-before", "pair-map-2-after"], Kind.COLLECTION, ["state.sessions", "5,000"]),
    (["triple-1-baseline", "triple-2-action"], Kind.COLLECTION, ["state.sessions", "4,000"]),
    (["triple-1-baseline", "triple-2-action", "triple-3-after"], Kind.COLLECTION, ["state.sessions", "1,000"]),
]
QUIET = [
    ["dom-1-before"],
    ["dom-3-after-cleanup"],
    ["dom-1-before", "dom-3-after-cleanup"],
    ["dom-2-after", "dom-3-after-cleanup"],
    ["pair-map-1-before"],
    ["triple-1-baseline"],
    ["triple-2-action", "triple-3-after"],
    *([name] for name in ("v-node12", "v-node16", "v-node20", "v-node22", "v-node25", "v-deno", "v-bun")),
]
KEPT_TICKETS = "timeline-node20.heaptimeline"


def opened(name: str) -> heapglass.Heap:
    found = list(CORPUS.glob(f"{name}*"))
    if not found:
        pytest.skip("the corpus of real snapshots is not beside the project (../shared/corpus)")
    return heapglass.open(found[0])


def report(names: list[str], language: str = "en") -> dict:
    *earlier, last = (opened(name) for name in names)
    return report_on(last, names, earlier, language)


@pytest.mark.parametrize(
    ("names", "kind", "words"), LEAKS, ids=lambda value: "+".join(value) if isinstance(value, list) else None
)
def test_the_first_finding_names_the_leak(names: list[str], kind: Kind, words: list[str]) -> None:
    first = report(names)["findings"][0]

    assert first["kind"] == kind.value
    assert first["severity"] in LOUD
    told = " ".join([first["title"], *first["text"]])
    assert [word for word in words if word not in told] == []


def test_one_link_is_no_chain_yet_and_named_all_the_same() -> None:
    first = report(["small-closure"])["findings"][0]

    assert (first["kind"], first["severity"]) == (Kind.LARGE_OBJECT.value, "notice")
    assert "theThing" in first["title"]


@pytest.mark.parametrize("names", QUIET, ids="+".join)
def test_a_heap_that_does_not_leak_raises_no_alarm(names: list[str]) -> None:
    loud = [finding["title"] for finding in report(names)["findings"] if finding["severity"] in LOUD]

    assert loud == []


def test_a_small_heap_names_its_largest_collection_first() -> None:
    first = report([KEPT_TICKETS])["findings"][0]

    assert first["severity"] == Severity.NOTICE.value
    assert first["title"].startswith("`kept`")
    assert first["class_name"] == "Ticket"


def test_bytes_told_twice_are_said_to_be() -> None:
    for finding in report(["closure-string-flat-1"])["findings"]:
        inside = finding["within"]
        assert inside is None or "part of finding" in " ".join(finding["text"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_format_says_the_same(language: str) -> None:
    made = report(["pair-map-1-before", "pair-map-2-after"], language)

    for text in (as_html(made), as_markdown(made)):
        assert "state.sessions" in text
        assert "@303243" in text
        assert "5,000" in text


def test_what_optimized_code_refers_to_weakly_is_no_source_text(tmp_path: Path) -> None:
    draft = Draft()
    root, window, array = (
        draft.node(*what) for what in (("synthetic",), ("object", "Window", 8), ("object", "Array", 8_000_000))
    )
    code = draft.node("code", "system / WeakFixedArray", 64)
    draft.edge(root, "element", 1, window)
    draft.edge(window, "property", "latencies", array)
    draft.edge(window, "internal", "code", code)
    draft.edge(code, "weak", 8, array)

    first = report_on(heapglass.open(draft.write(tmp_path / "weak.heapsnapshot")), ["weak"], [])["findings"][0]

    assert first["kind"] == Kind.LARGE_OBJECT.value
    assert "`latencies`" in first["title"]


def test_listeners_of_a_window_are_told_as_such(tmp_path: Path) -> None:
    """As Chromium writes them: native objects between the window and each function."""
    draft = Draft()
    root, window = draft.node("synthetic"), draft.node("object", "Window / https://a.example", 8)
    draft.edge(root, "element", 1, window)
    here = window
    for name in ("blink::EventTargetData", "blink::HeapVectorBacking<pair>", "blink::HeapVectorBacking<listeners>"):
        below = draft.node("native", name, 16)
        draft.edge(here, "element", 1, below)
        here = below
    for place in range(1, 301):
        above = here
        for name in ("blink::RegisteredEventListener", "EventListener", "V8EventListener"):
            below = draft.node("native", name, 16)
            draft.edge(above, "element", place if above == here else 1, below)
            above = below
        function, card = draft.node("closure", "onResize", 64), draft.node("object", "Card", 40_000)
        draft.edge(above, "element", 1, function)
        draft.edge(function, "internal", "context", card)

    first = report_on(heapglass.open(draft.write(tmp_path / "window.heapsnapshot")), ["window"], [])["findings"][0]

    assert (first["kind"], first["severity"], first["count"]) == (Kind.LISTENERS.value, "critical", 300)
    assert first["node"]["name"] == "Window / https://a.example"
