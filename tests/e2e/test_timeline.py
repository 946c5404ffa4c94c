"""The allocation timeline: columns over time, the objects of a stretch of it, functions and stacks."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import expect

import heapglass
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.e2e.heap_page import HeapPage
from tests.fixtures.written import written


@cache
def core() -> Session:
    return Session(heapglass.open(written("timeline")), "timeline")


def asked(method: str, **params: Any) -> Any:
    return answer(core(), method, params)


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share(written("timeline"))


@pytest.fixture
def recording(opened: HeapPage) -> HeapPage:
    page = opened.afresh("#/timeline?s=a")
    expect(page.page.locator("[data-chart=allocation-columns][aria-busy=false]")).to_be_visible()
    return page


def test_the_stretch_is_chosen_with_keys_and_kept_in_the_address(recording: HeapPage) -> None:
    spans = asked("timeline")["rows"]
    page = recording.page
    page.locator("[data-stretch=from]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    chosen = f"{spans[2]['min_id']}-{spans[-2]['max_id']}"
    expect(page.locator(".objects-choice")).to_have_attribute("data-objects", chosen)
    expect(page).to_have_url(f"{recording.site}#/timeline?s=a&objects={chosen}")

    page.keyboard.press("Escape")
    page.locator("[data-view=summary]").click()
    expect(page).to_have_url(f"{recording.site}#/summary?s=a&objects={chosen}")
    page.go_back()
    expect(page.locator("[data-stretch=from]")).to_have_value("2")
    page.reload()
    recording.open(written("timeline"))
    expect(page.locator("[data-stretch=to]")).to_have_value(str(len(spans) - 2))


def test_the_stretch_is_brushed_with_the_pointer(recording: HeapPage) -> None:
    page = recording.page
    canvas = page.locator("[data-chart=allocation-columns] canvas")
    box = canvas.bounding_box()
    assert box

    def to(share: float) -> None:
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)

    chosen = page.locator(".objects-choice")
    to(0.4)
    page.mouse.down()
    to(0.5)
    to(0.7)
    page.mouse.up()
    first, last = (int(page.locator(f"[data-stretch={end}]").input_value()) for end in ("from", "to"))
    spans = asked("timeline")["rows"]
    assert 0 < first < last < len(spans) - 1
    expect(chosen).to_have_attribute("data-objects", f"{spans[first]['min_id']}-{spans[last]['max_id']}")
    page.locator("[data-action=all-time]").click()
    expect(chosen).to_have_attribute("data-objects", "all")


def test_functions_and_the_stack_of_an_object(recording: HeapPage) -> None:
    page = recording.page
    page.get_by_role("button", name="Functions that allocated").click()
    grid = page.get_by_role("treegrid", name="Functions that allocated")
    tops = asked("allocation_tops")["rows"]
    expect(grid.locator("[data-function]").first).to_have_attribute("data-function", tops[0]["function"])
    keep = next(at for at, top in enumerate(tops) if top["function"] == "keep")
    row = grid.locator("[data-function=keep]")
    expect(row.get_by_role("gridcell").nth(4)).to_have_text(f"{tops[keep]['live_count']:,}")
    row.dblclick()
    grid.locator('[aria-level="2"]').first.click()

    ordinal = core().heap.by_id(int(recording.field("id"))).ordinal
    stack = asked("allocation_stack", ordinal=ordinal)["frames"]
    frames = page.locator("[data-panel=allocation-stack] li")
    expect(frames).to_have_count(len(stack))
    assert [frame.get_attribute("data-function") for frame in frames.all()] == [frame["function"] for frame in stack]


def test_without_a_recording_there_is_no_timeline(heap_page: HeapPage) -> None:
    page = heap_page.visit().open(written("kinds"))
    page.page.locator("[data-view=timeline]").click()
    expect(page.page.locator(".timeline-view")).to_contain_text("heapglass capture 9229 --kind timeline")
