"""Looking for what leaks step by step: the same findings as all at once, and other questions in between."""

import pytest

from heapglass.analysis.suspects.looking import PHASES, Looking, Search
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_comparison import leaking
from tests.core.test_retainers_view import as_heap
from tests.fixtures.draft import Draft


def session_of(draft: Draft) -> Session:
    return Session(as_heap(draft), "x.heapsnapshot")


@pytest.mark.parametrize("compare", [False, True])
def test_steps(compare: bool) -> None:
    at_once, by_steps = session_of(leaking(70_000)), session_of(leaking(70_000))
    for session in (at_once, by_steps):
        session.base = as_heap(leaking(2)).comparison_side(session.heap.classes.shapes)
    params = {"compare": compare, "base_name": "base"}

    steps = []
    while (step := answer(by_steps, "look", params)) is not None:
        steps.append(step)
        answer(by_steps, "summary", {"count": 1})

    phases = [step["phase"] for step in steps]
    assert phases == [phase for phase in PHASES if phase in phases]
    assert [step["done"] for step in steps] == [PHASES.index(phase) for phase in phases]
    assert len(phases) >= 6
    found = answer(by_steps, "findings", params)
    assert found == answer(at_once, "findings", params)
    assert found["findings"]
    assert (
        answer(by_steps, "findings", params | {"language": "zh"})["findings"][0]["kind"] == found["findings"][0]["kind"]
    )


def test_another_base_is_looked_at_anew() -> None:
    session = session_of(leaking(70_000))
    shapes = session.heap.classes.shapes
    session.base = as_heap(leaking(2)).comparison_side(shapes)
    assert answer(session, "findings", {"compare": True})["findings"]
    session.base = as_heap(leaking(70_000)).comparison_side(shapes)
    assert answer(session, "look", {"compare": True})["done"] == 0
    assert answer(session, "findings", {"compare": True})["findings"] == []


def test_a_step_that_fails_begins_anew() -> None:
    failures = [MemoryError()]

    def looking() -> Looking:
        yield "ways"
        if failures:
            raise failures.pop()
        yield "chains"
        return []

    search = Search(looking)
    assert search.step() == "ways"
    with pytest.raises(MemoryError):
        search.step()
    assert [search.step() for _ in range(4)] == ["ways", "chains", None, None]
    assert search.findings() == []
