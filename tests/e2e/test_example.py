"""The example: one click, and a tour from what stands out to the line that leaks, in the core's own numbers."""

import re

from playwright.sync_api import Locator, expect

import heapglass
from tests.e2e.conftest import SITE
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.places import ROOT

FIRST = SITE / "examples" / "express-1-request.heapsnapshot.gz"
LAST = SITE / "examples" / "express-50-requests.heapsnapshot.gz"
THING = "{longStr, someMethod}"


def started(heap_page: HeapPage) -> Locator:
    page = heap_page.visit().page
    page.locator("[data-action=example]").click()
    tour = page.locator("[data-panel=tour]")
    expect(tour).to_be_visible(timeout=PATIENCE)
    return tour


def test_the_tour_leads_from_the_finding_to_the_line(heap_page: HeapPage) -> None:
    last = heapglass.open(LAST)
    tour = started(heap_page)
    page = heap_page.page

    expect(tour).to_contain_text("Step 1 of 5")
    finding = page.locator("[data-panel=findings] article").first
    expect(finding).to_have_attribute("data-kind", "closure-chain")
    expect(finding).to_contain_text("/app/server.js:")

    page.keyboard.press("Enter")  # Next has the focus
    grid = page.get_by_role("treegrid", name="Comparison")
    expect(grid.locator('[data-class="(string)"]')).to_be_visible()

    page.keyboard.press("Enter")
    row = grid.locator(f'[data-class="{THING}"]')
    grown = next(row for row in last.compare(heapglass.open(FIRST)) if row.name == THING)
    expect(row.get_by_role("gridcell").nth(1)).to_have_text(str(grown.added_count))
    assert grown.added_count >= 49
    assert grown.removed_count == 0

    page.keyboard.press("Enter")
    node = last.by_id(int(heap_page.field("id")))
    assert node.class_name == THING
    assert int(heap_page.field("retained_size")) == node.retained_size
    expect(heap_page.retainers.get_by_role("row").nth(1)).to_contain_text("originalThing")

    page.keyboard.press("Enter")
    source = heap_page.inspector.locator('[data-field="source_position"]')
    expect(source).to_contain_text("/app/server.js:")
    line = int(re.findall(r":(\d+):", source.inner_text())[0])
    program = (ROOT / "web" / "example" / "server.js").read_text().splitlines()
    assert "someMethod()" in program[line - 1]
    expect(tour.locator("mark").first).to_have_text(next(x.strip() for x in program if "const originalThing" in x))

    page.keyboard.press("Escape")
    expect(tour).to_be_hidden()


def test_nothing_of_the_machine_that_built_it_is_in_it() -> None:
    heap = heapglass.open(LAST)
    assert not [text for text in heap.snapshot.strings.many(range(len(heap.snapshot.strings))) if str(ROOT) in text]


def test_the_tour_speaks_chinese_and_ends_with_its_snapshots(heap_page: HeapPage) -> None:
    tour = started(heap_page)
    heap_page.page.get_by_role("button", name="中文").click()
    expect(tour).to_contain_text("第 1 步，共 5 步")
    heap_page.snapshot("c").locator("[data-action=close]").click()
    expect(tour).to_be_hidden()
