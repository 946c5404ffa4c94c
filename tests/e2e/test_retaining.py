"""Why an object is kept: the way to a root in words, retainers that are ignored and taken back, and undo."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

import heapglass
from tests.e2e.heap_page import HeapPage
from tests.fixtures.written import written

LEAK = "closure-leak-40"
THING = "{longStr, someMethod}"


@pytest.fixture(scope="module")
def opened(browser: Browser, site: str) -> Iterator[HeapPage]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield HeapPage(page, site).visit().open(written(LEAK))
    page.close()


@pytest.fixture
def leak(opened: HeapPage) -> HeapPage:
    """The leaking snapshot, with the biggest of the leaked objects selected, and nothing ignored."""
    while opened.page.locator("[data-panel=ignored]").count():
        opened.page.locator("[data-action=restore]").first.click()
    opened.page.keyboard.press("Escape")
    opened.filter("")
    for row in opened.summary.locator('[aria-level="1"][aria-expanded="true"]').all():
        row.locator(".twisty").click()
    opened.class_row(THING).dblclick()
    opened.rows_at(2).nth(1).click()
    expect(opened.inspector.locator(".way .root")).to_be_visible()
    expect(opened.page.locator(".retainers-pane .bar [data-chip]")).to_have_attribute("data-chip", opened.field("id"))
    expect(opened.page.locator(".retainers-pane .way .root")).to_be_visible()
    expect(opened.retainers.locator("[data-node-id]").nth(1)).to_be_visible()
    return opened


def test_the_shortest_way_is_told(leak: HeapPage) -> None:
    heap = heapglass.open(written(LEAK))
    (path,) = heap.by_id(int(leak.field("id"))).paths(1)
    for way in (leak.inspector.locator(".way"), leak.page.locator(".retainers-pane .way")):
        expect(way.locator("li").first).to_have_text(
            re.compile(rf"^originalThing in closure someMethod @{path[1].from_node.id} in closure-leak")
        )
        expect(way.locator("li").last).to_have_text("a GC root")
    more = leak.inspector.locator("[data-action=whole-way]")
    expect(more).to_contain_text("more steps")
    more.click()
    expect(leak.inspector.locator(".way > li")).not_to_have_count(6)
    node = leak.inspector.locator(".way .node-link").first
    identity = node.get_attribute("data-chip")
    node.click()
    expect(leak.inspector.locator('[data-field="id"]')).to_have_attribute("data-value", str(identity))


def test_a_retainer_is_ignored_and_taken_back(leak: HeapPage) -> None:
    page = leak.page
    page.keyboard.press("r")
    expect(leak.retainers).to_be_focused()
    page.keyboard.press("ArrowDown")
    first = leak.retainers.locator("[data-node-id]").nth(1)
    name = first.get_attribute("data-node-id")
    page.keyboard.press(".")
    expect(page.get_by_role("menu")).to_contain_text(f"@{name}")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("i")
    page.keyboard.press("Enter")
    ignored = page.locator("[data-panel=ignored]")
    expect(ignored).to_contain_text(f"@{name}")
    expect(leak.retainers.locator("[data-tag=ignored]")).to_have_count(1)
    expect(leak.retainers.locator("[data-tag=unreachable]").first).to_be_visible()
    expect(leak.inspector.locator(".kept-by")).to_contain_text("Nothing that is not ignored keeps it.")
    expect(leak.retainers).to_be_focused()
    page.keyboard.press("Control+z")
    expect(ignored).to_have_count(0)
    expect(leak.inspector.locator(".way .root")).to_be_visible()
    expect(leak.retainers.locator("[data-tag=ignored]")).to_have_count(0)

    first.click(button="right")
    page.locator("[data-item=ignore]").click()
    expect(page.get_by_role("status").filter(has_text="Ignoring")).to_be_visible()
    ignored.locator("[data-action=restore]").click()
    expect(ignored).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(ignored).to_contain_text(f"@{name}")
    page.keyboard.press("Control+z")
    expect(ignored).to_have_count(0)


def test_a_filter_can_be_taken_back(leak: HeapPage) -> None:
    leak.filter("Map")
    expect(leak.class_row("Function")).to_have_count(0)
    leak.page.locator("[data-filter]").press("Escape")
    expect(leak.class_row("Function")).to_have_count(1)
    leak.summary.focus()
    leak.page.keyboard.press("Control+z")
    expect(leak.page.locator("[data-filter]")).to_have_value("Map")
    leak.page.keyboard.press("Control+z")
    expect(leak.class_row("Function")).to_have_count(1)
    expect(leak.page.locator("[data-filter]")).to_have_value("")


def test_of_a_closed_snapshot_nothing_is_left_to_take_back(heap_page: HeapPage) -> None:
    page = heap_page.visit("#/summary").open(written("sessions-before"), written("sessions-after")).page
    heap_page.snapshot("b").locator(".snapshot-button").click()
    heap_page.filter("Session")
    heap_page.class_row("Session").dblclick()
    heap_page.rows_at(2).first.click()
    heap_page.retainers.locator("[data-node-id]").nth(1).click(button="right")
    page.locator("[data-item=ignore]").click()
    notice = page.locator(".notice [data-action=undo]")
    expect(notice).to_be_visible()
    heap_page.snapshot("b").locator("[data-action=close]").evaluate("(button) => button.click()")
    expect(notice).to_have_count(0)
    page.keyboard.press("Control+z")
    # What was done before to both of them is next.
    expect(page.locator("[data-filter]")).to_have_value("")
