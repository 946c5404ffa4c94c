"""The Comparison: what came and went between two snapshots, each with its own worker, in the core's own numbers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

import heapglass
from tests.e2e.heap_page import HeapPage, exact_bytes
from tests.fixtures.written import written

FIGURES = ("added_count", "removed_count", "count_delta", "added_size", "removed_size", "size_delta")


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share(written("sessions-before"), written("sessions-after"))


@pytest.fixture
def compared(opened: HeapPage) -> HeapPage:
    return opened.afresh("#/comparison?s=b")


def grid(page: HeapPage) -> Locator:
    return page.page.get_by_role("treegrid", name="Comparison")


def figures(row: Locator) -> list[int]:
    cells = row.get_by_role("gridcell")
    counts = [int(cells.nth(at).inner_text().replace(",", "").replace("−", "-")) for at in (1, 2, 3)]
    return counts + [exact_bytes(cells.nth(at)) for at in (4, 5, 6)]


def expected(base: str, current: str) -> list[int]:
    rows = heapglass.open(written(current)).compare(heapglass.open(written(base)))
    row = next(row for row in rows if row.name == "Session")
    return [int(getattr(row, figure)) for figure in FIGURES]


def test_a_class_has_the_numbers_of_the_core_and_they_turn_round(compared: HeapPage) -> None:
    page = compared
    page.filter("Session")  # the other way round, it is far down
    row = grid(page).locator('[data-class="Session"]')
    expect(row).to_be_visible()
    assert figures(row) == expected("sessions-before", "sessions-after")

    page.page.get_by_role("button", name="Swap").click()

    expect(page.snapshot("a").locator(".snapshot-button")).to_have_attribute("aria-current", "true")
    expect(row).to_be_visible()
    assert figures(row) == expected("sessions-after", "sessions-before")
    row.dblclick()
    deleted = grid(page).locator('[data-side="removed"]').first
    expect(deleted).to_contain_text("Session")
    expect(deleted).to_contain_text("deleted")


def test_it_is_made_before_it_is_asked_for(heap_page: HeapPage) -> None:
    page = heap_page.visit().open(written("sessions-before"), written("sessions-after"))
    made = "performance.getEntriesByName('compared').length"
    for _ in range(100):  # the page's policy forbids Playwright to wait for an expression
        if page.page.evaluate(made):
            break
        page.page.wait_for_timeout(100)
    assert page.page.evaluate(made) == 1
    page.page.keyboard.press("3")
    expect(grid(page).get_by_role("row").nth(1)).to_be_visible()
    assert page.page.evaluate(made) == 1


def test_back_reload_and_a_base_that_is_closed(compared: HeapPage) -> None:
    page = compared
    page.filter("Session")
    row = grid(page).locator('[data-class="Session"]')
    row.dblclick()
    grid(page).locator('[data-side="added"]').first.click()
    chosen = page.field("id")
    page.page.go_back()
    expect(page.inspector.locator('[data-field="id"]')).to_have_count(0)
    page.page.go_forward()
    expect(page.inspector.locator('[data-field="id"]')).to_have_attribute("data-value", chosen)

    page.page.reload()
    page.open(written("sessions-before"), written("sessions-after"))
    page.snapshot("b").locator(".snapshot-button").click()
    expect(row).to_be_visible()
    assert figures(row) == expected("sessions-before", "sessions-after")

    # Without the base there is nothing to compare with, until there is another one.
    page.snapshot("a").get_by_role("button", name="Close").click()
    expect(row).to_have_count(0)
    page.open(written("sessions-before"))
    page.snapshot("b").locator(".snapshot-button").click()
    expect(row.get_by_role("gridcell").nth(1)).to_have_text("2,000")
    assert figures(row) == expected("sessions-before", "sessions-after")


def test_what_came_opens_in_the_inspector(compared: HeapPage) -> None:
    page = compared
    page.filter("Session")
    grid(page).locator('[data-class="Session"]').dblclick()
    node = grid(page).locator('[data-side="added"]').first
    node.click()

    assert page.field("id") == node.get_attribute("data-node-id")


def test_the_findings_are_about_what_came(opened: HeapPage) -> None:
    page = opened.afresh("#/overview?s=b")

    panel = page.page.locator("[data-panel=findings]")
    expect(panel.locator("article").first).to_contain_text("sessions")
    expect(panel.locator("article").first).to_contain_text("It grew by 2,000")
    since = page.page.get_by_role("button", name="Since sessions-before", exact=True)
    expect(since).to_have_attribute("aria-pressed", "true")


def test_nodes_of_both_sides_open_into_references(compared: HeapPage) -> None:
    page = compared
    page.page.get_by_role("button", name="Swap").click()
    page.filter("Session")
    grid(page).locator('[data-class="Session"]').dblclick()
    deleted = grid(page).locator('[data-side="removed"]').first
    deleted.dblclick()
    references = grid(page).locator('[aria-level="3"]')
    expect(references.first).to_be_visible()
    node = heapglass.open(written("sessions-after")).by_id(int(deleted.get_attribute("data-node-id") or 0))
    ids = [edge.to_node.id for edge in node.references]
    assert [int(row.get_attribute("data-node-id") or 0) for row in references.all()] == ids


def test_what_grew_and_the_chart(compared: HeapPage) -> None:
    page = compared
    base, current = (heapglass.open(written(name)) for name in ("sessions-before", "sessions-after"))
    page.page.get_by_role("button", name="Grown").click()
    grown = page.page.get_by_role("treegrid", name="Grown")
    expected = current.grown(base)
    rows = grown.locator("[data-growth]")
    for at, (node, growth) in enumerate(expected[:5]):
        expect(rows.nth(at)).to_have_attribute("data-node-id", str(node.id))
        assert exact_bytes(rows.nth(at).get_by_role("gridcell").nth(1)) == growth
    grown.locator("[data-sort=own]").click()
    expect(page.page).to_have_url(f"{page.site}#/comparison?s=b&show=grown&by=-own")
    rows.first.dblclick()
    expect(grown.locator('[aria-level="2"]').first).to_be_visible()

    page.page.get_by_role("button", name="Chart").click()
    chart = page.page.locator("[data-chart=delta-bars]")
    chart.get_by_role("button", name="Table").click()
    most = max(current.compare(base), key=lambda row: row.size_delta)
    expect(chart.locator("tbody tr").first).to_contain_text(most.name)
