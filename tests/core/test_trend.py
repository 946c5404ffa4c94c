"""Several snapshots of one process: what grew in every step and how fast, and what came for which reason."""

import io
import json

import numpy as np
import pytest

import heapglass
from heapglass.analysis.suspects.finding import Severity
from heapglass.analysis.suspects.growth import find_growth, surviving_nodes
from heapglass.analysis.suspects.growth_split import Cause, split_growth
from heapglass.analysis.suspects.trend import Trend, find_trend
from heapglass.service.failures import BadRequestError
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.fixtures.draft import Draft

ENTRY = 4_000
LOG_ID = 9


def process(kept: int, jobs: int = 0, first_job: int = 100_001, cache: int = 0) -> heapglass.Heap:
    """A program with `kept` entries in a list, at work on some jobs, with a `cache` of so many bytes in one array."""
    draft = Draft()
    root = draft.node("synthetic", "", id=1)
    roots = draft.node("synthetic", "(GC roots)", id=3)
    window = draft.node("object", "global", 48, id=5)
    draft.edge(root, "element", 1, roots)
    draft.edge(roots, "element", 1, window)
    log = draft.node("object", "RequestLog", 32, id=LOG_ID)
    draft.edge(window, "property", "requestLog", log)
    for at in range(kept):
        draft.edge(log, "element", at, draft.node("object", "Entry", ENTRY, id=1_001 + 2 * at))
    work = draft.node("object", "Work", 32, id=11)
    draft.edge(window, "property", "work", work)
    for at in range(jobs):
        draft.edge(work, "element", at, draft.node("object", "Job", ENTRY, id=first_job + 2 * at))
    if cache:
        table = draft.node("array", "table", cache, id=13)
        draft.edge(window, "property", "table", table)
    draft.edge(window, "internal", "code", draft.node("code", "(compiled)", 100 * kept, id=15))
    return heapglass.open(io.BytesIO(json.dumps(draft.document()).encode()))


def trend(heaps: list[heapglass.Heap], names: list[str] | None = None, limit: int = 1 << 32) -> Trend:
    *earlier, last = heaps
    comparisons = [last.comparison(base) for base in earlier]
    findings = find_growth(last, comparisons)
    return find_trend(last, comparisons, findings, names or ["a.heapsnapshot"] * len(heaps), limit)


def test_what_grew_in_every_step_and_how_fast() -> None:
    heaps = [process(100, 300), process(500, 100, 200_001), process(1_100, 500, 300_001)]
    names = [f"Heap-2026112{day}T120000.heapsnapshot" for day in (1, 2, 3)]
    made = trend(heaps, names, limit=100_000_000)

    assert made.totals == [heap.total_size for heap in heaps]
    entry, *rest = made.classes
    assert (entry.name, entry.counts, entry.sizes) == ("Entry", [100, 500, 1_100], [400_000, 2_000_000, 4_400_000])
    assert entry.per_step == 2_000_000
    assert "Job" not in [series.name for series in rest]  # fewer after the first step

    assert [series.node for series in made.containers] == [heaps[-1].by_id(LOG_ID).ordinal]
    assert made.seconds == [0, 86_400, 172_800]
    assert made.per_second == pytest.approx(made.per_step * 2 / 172_800)
    assert made.steps_left == pytest.approx((100_000_000 - made.totals[-1]) / made.per_step)
    assert made.seconds_left == pytest.approx(made.steps_left * 86_400)


@pytest.mark.parametrize(
    ("kept", "limit"),
    [((500, 100, 1_100), 1 << 32), ((100, 500, 500), 1 << 32), ((100, 500, 1_100), 1_000_000)],
    ids=str,
)
def test_nothing_is_projected_from_what_does_not_grow_or_is_full(kept: tuple[int, ...], limit: int) -> None:
    made = trend([process(count) for count in kept], limit=limit)
    assert (made.steps_left, made.seconds_left, made.seconds) == (None, None, None)


def test_times_that_do_not_rise_are_no_times() -> None:
    names = ["Heap.20261121.120000.1.heapsnapshot", "Heap.20261121.110000.1.heapsnapshot", "Heap.20269921.130000"]
    assert trend([process(100), process(500), process(900)], names).seconds is None


def test_three_snapshots_tell_what_stayed_from_what_is_in_use() -> None:
    """What came after the first and is there in the last two; what the last one happens to be at work on is not."""
    heaps = [process(100), process(500, 50, 200_001), process(900, 400, 300_001)]
    comparisons = [heaps[-1].comparison(base) for base in heaps[:-1]]
    chosen = np.flatnonzero(surviving_nodes(comparisons))
    names = {heaps[-1].node(int(node)).name for node in chosen}
    assert names == {"Entry"}
    assert chosen.size == 400
    first = find_growth(heaps[-1], comparisons)[0]
    assert (first.severity, first.evidence["growth"]["added"]) == (Severity.WARNING, 400)


def test_all_that_came_is_in_one_part() -> None:
    before, after = process(100, 300), process(1_100, 300, 300_001, cache=80_000)
    made = after.comparison(before)
    findings = find_growth(after, [made])
    parts = split_growth(after, made, findings)
    by_cause = {part.cause: part for part in parts}

    assert [part.cause for part in parts] == list(Cause)
    assert by_cause[Cause.LEAK].count == 1_000
    assert by_cause[Cause.LEAK].bytes == 1_000 * ENTRY
    assert findings[by_cause[Cause.LEAK].findings[0]].severity is not Severity.NOTICE
    assert (by_cause[Cause.CHURN].count, by_cause[Cause.CHURN].bytes) == (300, 300 * ENTRY)
    assert by_cause[Cause.CODE].bytes == 100 * 1_000
    assert by_cause[Cause.WARMING].bytes + by_cause[Cause.NOISE].bytes == 80_000
    gained = 100_000  # of the code, which was there before, and so did not come
    assert sum(part.bytes for part in parts) == int(made.added_size.sum()) + gained


def test_the_page_asks_for_it() -> None:
    heaps = [process(100), process(500), process(900)]
    session = Session(heaps[-1], "c")
    for heap in heaps[:-1]:
        session.add_earlier(heap.comparison_side(heaps[-1].classes.shapes))
    told = answer(session, "findings", {"language": "en", "earlier": ["a", "b"], "heap_limit": 50_000_000})
    assert (told["trend"]["limit"], told["trend"]["classes"][0]["counts"]) == (50_000_000, [100, 500, 900])
    assert told["trend"]["containers"][0]["id"] == LOG_ID
    with pytest.raises(BadRequestError):
        answer(session, "findings", {"earlier": ["a", "b", "c"]})
