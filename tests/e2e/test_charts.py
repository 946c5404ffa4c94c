"""The pictures: the core's own numbers, walked through by mouse and keys, saved, and in the theme's colours."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

import heapglass
from tests.e2e.heap_page import HeapPage
from tests.fixtures.written import written


@pytest.fixture(scope="module")
def heap() -> heapglass.Heap:
    return heapglass.open(written("closure-leak-40"))


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share(written("closure-leak-40"))


def chart(page: HeapPage, kind: str) -> Locator:
    found = page.page.locator(f'[data-chart="{kind}"]')
    expect(found).to_have_attribute("aria-busy", "false")
    return found


def bytes_in(cell: Locator) -> int:
    return int(re.sub(r"\D", "", cell.get_attribute("title") or ""))


def values(table: Locator, name: str) -> dict[str, int]:
    return {
        str(row.get_attribute(name)): int(float(row.get_attribute("data-value") or ""))
        for row in table.locator(f"[{name}]").all()
    }


def test_statistics_are_those_of_the_core(opened: HeapPage, heap: heapglass.Heap) -> None:
    page = opened.afresh("#/statistics?s=a")
    expect(chart(page, "statistics-ring").get_by_role("img", name="What the memory goes to")).to_be_visible()
    made = heap.statistics
    shown = values(page.page.locator("[data-panel=statistics]"), "data-part")
    for part in ("code", "strings", "js_arrays", "typed_arrays", "system", "v8_heap", "native", "total"):
        assert shown[part] == getattr(made, part), part
    parts = ("other_objects", "js_arrays", "strings", "code", "typed_arrays", "other_native", "system")
    assert sum(shown[part] for part in parts) == made.total

    page.page.locator("[data-action=native-contexts]").click()
    contexts = page.page.locator("[data-panel=native-contexts]")
    expect(contexts).to_be_visible()
    owned = heap.native_contexts
    assert values(contexts, "data-part") == {"shared": owned.shared, "unowned": owned.unowned}
    ids = [str(heap.node(int(context)).id) for context in owned.contexts]
    assert values(contexts, "data-node-id") == dict(zip(ids, map(int, owned.sizes), strict=True))


def test_distances_are_those_of_the_core(opened: HeapPage, heap: heapglass.Heap) -> None:
    page = opened.afresh("#/statistics?s=a")
    histogram = chart(page, "distance-histogram")
    histogram.locator("[data-action=chart-table]").press("Enter")
    near = (heap.distances >= 0) & (heap.distances < 100_000_000)
    width = int(heap.distances[near].max()) // 120 + 1
    for first in (0, 10 * width):
        name = f"{first:,}" if width == 1 else f"{first:,}–{first + width - 1:,}"
        there = near & (heap.distances // width == first // width)
        row = histogram.locator(f'[data-key="{name}"]')
        assert row.locator("td").first.inner_text() == f"{np.count_nonzero(there):,}"
        assert bytes_in(row.locator("td").last) == heap.shallow_sizes[there].sum()


def test_the_treemap_is_walked_through(opened: HeapPage, heap: heapglass.Heap) -> None:
    page = opened.afresh("#/dominators?s=a&as=treemap")
    picture = chart(page, "treemap").get_by_role("img")
    expect(picture.locator("canvas")).to_be_visible()
    page.page.wait_for_timeout(300)  # it is drawn a frame later
    size = picture.bounding_box()
    assert size
    picture.click(position={"x": size["width"] * 0.4, "y": size["height"] * 0.6})

    # What was clicked is selected, and the picture is of it.
    expect(page.page).to_have_url(re.compile(r"top=%40\d+"))
    inside = heap.by_id(int(page.field("id")))
    assert f"top=%40{inside.id}" in page.page.url
    crumb = page.page.locator("[data-crumb]").last
    expect(crumb).to_have_attribute("data-crumb", str(inside.id))

    page.page.keyboard.press("Backspace")
    above = inside.dominator_path[1]
    expect(crumb).to_have_attribute("data-crumb", str(above.id))
    page.page.go_back()
    expect(crumb).to_have_attribute("data-crumb", str(inside.id))
    page.page.get_by_role("button", name="Root").click()
    expect(crumb).to_have_attribute("aria-current", "page")
    expect(page.page).not_to_have_url(re.compile("top="))

    # The same to read, and to walk through by keyboard.
    page.page.locator("[data-action=chart-table]").press("Enter")
    largest = heap.node(heap.snapshot.header.root).dominated[0]
    row = page.page.locator(f'[data-key="{largest.id}"]')
    assert bytes_in(row.locator("td").nth(1)) == largest.retained_size
    row.get_by_role("button").press("Enter")
    expect(crumb).to_have_attribute("data-crumb", str(largest.id))
    assert page.field("id") == str(largest.id)


def test_a_node_in_a_picture_has_its_menu(opened: HeapPage, heap: heapglass.Heap) -> None:
    page = opened.afresh("#/dominators?s=a&as=treemap")
    picture = chart(page, "treemap").get_by_role("img")
    menu = page.page.get_by_role("menu")
    page.page.wait_for_timeout(300)  # it is drawn a frame later
    size = picture.bounding_box()
    assert size
    picture.click(button="right", position={"x": size["width"] * 0.4, "y": size["height"] * 0.6})
    expect(menu.locator("[data-item=reveal-summary]")).to_be_visible()
    said = re.fullmatch(r"@(\d+)", menu.locator(".menu-title").inner_text())
    assert said
    heap.by_id(int(said[1]))
    page.page.keyboard.press("Escape")
    expect(menu).to_have_count(0)

    # By keyboard, on the same picture's numbers; "Show in Dominators" is the tree.
    page.page.locator("[data-action=chart-table]").press("Enter")
    largest = heap.node(heap.snapshot.header.root).dominated[0]
    page.page.locator(f'[data-key="{largest.id}"]').get_by_role("button").press(".")
    expect(menu.locator(".menu-title")).to_have_text(f"@{largest.id}")
    menu.locator("[data-item=reveal-dominators]").click()
    expect(page.page.locator(f'.tree-grid.dominators [data-node-id="{largest.id}"]')).to_be_visible()

    # A class of nodes has a class's menu.
    page.page.get_by_role("button", name="Group by class").click()
    page.page.get_by_role("button", name="Sunburst").click()
    chart(page, "sunburst")
    page.page.locator("[data-action=chart-table]").press("Enter")
    page.page.locator(".chart-table [data-class]").first.get_by_role("button").press(".")
    expect(menu.locator("[data-item=filter-class]")).to_be_visible()


def test_a_picture_is_restored_from_its_address(opened: HeapPage, heap: heapglass.Heap) -> None:
    largest = heap.node(heap.snapshot.header.root).dominated[0]
    page = opened.afresh(f"#/dominators?s=a&as=sunburst&by=class&top=@{largest.id}")
    expect(chart(page, "sunburst").locator("canvas")).to_be_visible()
    expect(page.page.locator("[data-crumb]").last).to_have_attribute("data-crumb", str(largest.id))
    expect(page.page.get_by_role("button", name="Group by class")).to_have_attribute("aria-pressed", "true")


def painted(picture: Locator) -> Callable[[], int]:
    """The colour in the middle of a ring's left side, as a sum."""
    script = """canvas => {
        const { width, height } = canvas;
        const at = canvas.getContext("2d").getImageData(width / 2, height * 0.88, 1, 1).data;
        return at[0] * 65536 + at[1] * 256 + at[2];
    }"""
    return lambda: int(picture.locator("canvas").evaluate(script))


def test_a_chart_follows_the_theme_and_is_saved(opened: HeapPage) -> None:
    page = opened.afresh("#/statistics?s=a")
    ring = chart(page, "statistics-ring")
    page.page.wait_for_timeout(600)
    light = painted(ring)()
    page.page.emulate_media(color_scheme="dark")
    page.page.wait_for_timeout(600)
    assert painted(ring)() != light
    page.page.emulate_media(color_scheme="light")

    with page.page.expect_download() as download:
        ring.locator("[data-action=save-svg]").click()
    svg = download.value.path().read_text()
    assert download.value.suggested_filename == "closure-leak-40.heapsnapshot.statistics.svg"
    assert svg.startswith("<svg")
    assert "Strings" in svg
    with page.page.expect_download() as download:
        ring.locator("[data-action=save-png]").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
