"""Which objects the Summary is about: DevTools' filters, in the core's numbers, kept in the address."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

import heapglass
from heapglass.analysis.filters import NodeFilter
from tests.e2e.heap_page import HeapPage
from tests.fixtures.in_chromium import written_in_chromium
from tests.fixtures.written import written


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share(written_in_chromium())


@pytest.mark.parametrize("kind", ["duplicated_strings", "detached", "contexts", "event_handlers", "console"])
def test_the_objects_of_each_filter_are_those_of_the_core(opened: HeapPage, kind: str) -> None:
    page = opened.afresh()
    rows = heapglass.open(written_in_chromium()).summary(NodeFilter(kind))
    page.page.locator(".objects-choice").select_option(kind)

    expect(page.page.locator(".objects-shown")).to_have_attribute("data-value", str(sum(row.count for row in rows)))
    expect(page.summary).to_have_attribute("aria-rowcount", str(len(rows) + 1))
    expect(page.page).to_have_url(f"{page.site}#/summary?s=a&objects={kind}")
    first = page.summary.locator("[data-class]").first
    expect(first).to_have_attribute("data-class", rows[0].name)
    first.dblclick()
    expect(page.rows_at(2).first).to_have_attribute("aria-setsize", str(rows[0].count))


def test_objects_allocated_between_two_snapshots(heap_page: HeapPage) -> None:
    page = heap_page.visit().open(written("sessions-before"), written("sessions-after"))
    page.snapshot("b").locator(".snapshot-button").click()
    before, after = (heapglass.open(written(name)) for name in ("sessions-before", "sessions-after"))
    between = NodeFilter("id_range", before.last_object_id, after.last_object_id)
    sessions = next(row for row in after.summary(between) if row.name == "Session")
    page.page.locator(".objects-choice").select_option(label="Allocated between A and B")

    count = page.class_row("Session").get_by_role("gridcell").nth(1)
    expect(count).to_have_text(f"{sessions.count:,}")
    address = page.page.url
    assert address.endswith(f"objects={between.min_id}-{between.max_id}")
    page.page.keyboard.press("1")
    page.page.go_back()
    expect(page.page).to_have_url(address)
    page.page.reload()
    page.open(written("sessions-before"), written("sessions-after"))
    expect(page.page.locator(".objects-choice")).to_have_attribute("data-objects", f"{between.min_id}-{between.max_id}")


def test_classes_of_one_name_are_told_apart_by_their_places(heap_page: HeapPage) -> None:
    page = heap_page.visit().open(written("sessions-after"))
    session = next(row for row in heapglass.open(written("sessions-after")).summary() if row.name == "Session")
    _, line, column, _ = session.key.split(",")
    place = page.class_row("Session").locator("[data-place]")
    expect(place).to_contain_text(f"session-map.cjs:{int(line) + 1}:{int(column) + 1}")
