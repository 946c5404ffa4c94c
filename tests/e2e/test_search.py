"""Searching everywhere: ids, names, classes, views and commands, by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

import heapglass
from tests.e2e.heap_page import HeapPage
from tests.fixtures.written import written

BEFORE, AFTER = "sessions-before", "sessions-after"


@pytest.fixture(scope="module")
def heap() -> heapglass.Heap:
    return heapglass.open(written(AFTER))


@pytest.fixture(scope="module")
def opened(browser: Browser, site: str) -> Iterator[HeapPage]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    heap_page = HeapPage(page, site).visit().open(written(BEFORE), written(AFTER))
    heap_page.snapshot("b").locator(".snapshot-button").click()
    yield heap_page
    page.close()


@pytest.fixture
def palette(opened: HeapPage) -> Locator:
    """The dialog, just opened, with nothing typed."""
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("Control+k")
    found = opened.page.get_by_role("dialog", name="Search everywhere")
    expect(found).to_be_visible()
    field = found.locator("[data-search]")
    expect(field).to_be_focused()
    field.fill("")
    for option in found.locator(".toggle").all():
        if option.get_attribute("aria-pressed") == "true":
            option.click()
    return found


def again(opened: HeapPage, text: str) -> None:
    """Open the dialog and type: what was typed before is selected, and goes."""
    opened.page.keyboard.press("Control+k")
    expect(opened.page.locator("[data-search]")).to_be_focused()
    opened.page.keyboard.type(text)


def active(palette: Locator) -> Locator:
    return palette.locator('[role="option"][aria-selected="true"]')


def test_nodes_are_found_by_name_the_biggest_first(opened: HeapPage, palette: Locator, heap: heapglass.Heap) -> None:
    page = opened.page
    page.keyboard.type("session")
    nodes = palette.locator('[data-group="nodes"]')
    expected = heap.search("session", class_names=True)
    expect(nodes.locator(".group-total")).to_have_text(f"{expected.size:,}")
    sizes = heap.retained_sizes[expected]
    first = nodes.get_by_role("option").first
    assert (
        int(sizes.max()) == heap.retained_sizes[int((first.get_attribute("data-result") or "").removeprefix("node-"))]
    )
    page.keyboard.press("Control+End")
    expect(nodes.get_by_role("option")).not_to_have_count(50)
    page.keyboard.press("Control+Home")
    for _ in range(30):
        if re.match("node-", active(palette).get_attribute("data-result") or ""):
            break
        page.keyboard.press("ArrowDown")
    ordinal = int((active(palette).get_attribute("data-result") or "").removeprefix("node-"))
    page.keyboard.press("Enter")
    expect(palette).to_have_count(0)
    assert opened.field("id") == str(heap.ids[ordinal])
    expect(opened.page.locator(".retainers-pane .bar")).to_contain_text(f"@{heap.ids[ordinal]}")
    matches = page.locator("[data-panel=matches]")
    expect(matches).to_contain_text(f"Match 1 of {expected.size:,}")
    page.keyboard.press("F3")
    expect(matches).to_contain_text("Match 2 of")
    page.keyboard.press("Shift+F3")
    page.keyboard.press("Shift+F3")
    expect(matches).to_contain_text(f"Match {expected.size:,} of {expected.size:,}")
    least = float(sizes.min())
    expect(opened.inspector.locator('[data-field="retained_size"]')).to_have_attribute("data-value", f"{least:g}")


def test_an_id_leads_to_its_node(opened: HeapPage, palette: Locator, heap: heapglass.Heap) -> None:
    node = heap.node(heap.node_count // 2)
    opened.page.keyboard.type(f"@{node.id}")
    expect(active(palette)).to_have_attribute("data-result", f"node-{node.ordinal}")
    opened.page.keyboard.press("Enter")
    assert opened.field("id") == str(node.id)


def test_patterns_and_case(opened: HeapPage, palette: Locator, heap: heapglass.Heap) -> None:
    field = palette.locator("[data-search]")
    field.fill("^session$")
    expect(palette.get_by_role("status")).to_contain_text("Nothing is called")
    palette.locator('[data-option="regex"]').click()
    total = palette.locator('[data-group="nodes"] .group-total')
    expect(total).to_have_text(f"{heap.search('^session$', regex=True, class_names=True).size:,}")
    palette.locator('[data-option="match_case"]').click()
    found = heap.search("^session$", regex=True, match_case=True, class_names=True).size
    if found:
        expect(total).to_have_text(f"{found:,}")
    else:
        expect(total).to_have_count(0)
    field.fill("(")
    expect(palette.get_by_role("status")).to_contain_text("pattern", ignore_case=True)


def test_the_newest_wish_wins(opened: HeapPage, palette: Locator, heap: heapglass.Heap) -> None:
    for text in ("s", "se", "st", "str", "a", "Map"):
        palette.locator("[data-search]").fill(text)
        opened.page.wait_for_timeout(70)
    expected = heap.search("Map", class_names=True).size
    expect(palette.locator('[data-group="nodes"] .group-total')).to_have_text(f"{expected:,}")


def test_classes_views_snapshots_and_commands(opened: HeapPage, palette: Locator) -> None:
    page = opened.page
    page.keyboard.type(">colours dark")
    expect(active(palette)).to_have_attribute("data-result", "theme-dark")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    again(opened, "overv")
    expect(active(palette)).to_have_attribute("data-result", "view-overview")
    page.keyboard.press("Enter")
    expect(page.locator('[data-view="overview"]')).to_have_attribute("aria-current", "page")
    again(opened, "Session")
    option = palette.locator('[data-group="classes"]').get_by_role("option", name="Session").first
    option.click()
    expect(page.locator("[data-filter]")).to_have_value("Session")
    expect(opened.class_row("Session")).to_be_visible()
    again(opened, "sessions-before")
    expect(active(palette)).to_have_attribute("data-result", "snapshot-a")
    page.keyboard.press("Enter")
    expect(opened.snapshot("a").locator(".snapshot-button")).to_have_attribute("aria-current", "true")
    opened.snapshot("b").locator(".snapshot-button").click()
    opened.filter("")


def test_what_saves_is_found_by_other_words(opened: HeapPage, palette: Locator) -> None:
    opened.page.keyboard.type("export json")
    expect(palette.locator('[data-group="commands"]').get_by_role("option")).to_have_count(2)


def test_letters_typed_while_the_dialog_comes_are_in_it(heap_page: HeapPage) -> None:
    """Its code comes when it is first asked for; nobody waits for that before typing, and O would open files."""
    page = heap_page.visit().page
    heap_page.wait_for_state("ready")
    held: list[Route] = []
    page.route(re.compile(r"/palette-.*\.js"), lambda route: held.append(route))
    page.keyboard.press("Control+k")
    page.keyboard.type("logs of")
    assert held
    held[0].continue_()
    field = page.locator("[data-search]")
    expect(field).to_be_focused()
    page.keyboard.type(" it")
    expect(field).to_have_value("logs of it")


def test_letters_are_letters_again_when_the_dialog_does_not_come(page: Page, site: str) -> None:
    HeapPage(page, site).visit().wait_for_state("ready")
    held: list[Route] = []
    address = re.compile(r"/palette-.*\.js")
    page.route(address, lambda route: held.append(route))
    page.keyboard.press("Control+k")
    page.keyboard.type("a?")
    for route in held:
        route.abort()
    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_be_visible()
    keys = page.locator(".keys-dialog[open]")
    expect(keys).to_have_count(0)
    page.keyboard.type("?")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    page.unroute(address)
    page.keyboard.press("Control+k")
    expect(page.locator("[data-search]")).to_have_value("")
