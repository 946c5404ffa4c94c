"""A file that was cut short: what can be read of it is opened, and marked."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

import heapglass
from tests.e2e.heap_page import HeapPage
from tests.fixtures.written import written


def cut(folder: Path, share: float) -> Path:
    whole = written("kinds").read_bytes()
    path = folder / "cut.heapsnapshot"
    path.write_bytes(whole[: int(len(whole) * share)] if share < 1 else whole.rstrip()[:-1])
    return path


def test_what_can_be_read_is_opened(heap_page: HeapPage, tmp_path: Path) -> None:
    path = cut(tmp_path, 0.1)
    page = heap_page.visit().page
    heap_page.open(path, state="error")
    button = page.get_by_role("button", name="Open the 44 % of nodes that can be read")
    expect(page.get_by_role("alert")).to_contain_text("44 % of its nodes can be read")
    button.click()
    heap_page.wait_for_state("ready")
    expect(page.locator("[data-snapshot=a]")).to_contain_text("partial")
    expect(page.get_by_role("note")).to_contain_text("cut short: it ends inside “nodes”")
    expect(page.get_by_role("note")).to_contain_text("names are missing")
    part = heapglass.open(path, partial=True).readable_classes
    grid = page.locator(".tree-grid.part")
    first = grid.locator("[data-class]").first
    largest = int(part.self_size.argmax())
    expect(first).to_have_attribute("data-class", part.names[largest])
    expect(first.get_by_role("gridcell").nth(1)).to_have_text(f"{part.count[largest]:,}")
    assert "retained" not in grid.inner_text().lower()
    first.dblclick()
    expect(grid.locator("[data-node-id]").first).to_be_visible()
    for view in ("overview", "summary", "statistics", "comparison"):
        expect(page.locator(f"[data-view={view}]")).to_be_disabled()


def test_its_edges_lead_on(heap_page: HeapPage, tmp_path: Path) -> None:
    page = heap_page.visit().page
    heap_page.open(written("sessions-before"))
    heap_page.open(cut(tmp_path, 0.6), state="error")
    page.locator("[data-action=open-part]").click()
    heap_page.wait_for_state("ready")
    heap_page.snapshot("b").get_by_role("button").first.click()
    grid = page.locator(".tree-grid.part")
    grid.locator("[data-class='(array)']").dblclick()
    node = grid.locator("[data-node-id]").first
    node.dblclick()
    expect(grid.locator("[aria-level='3']").first).to_contain_text(" in ")
    page.get_by_role("radio", name="What it refers to").check()
    expect(grid.locator("[aria-level='3']:not(.loading)").first).not_to_contain_text(" in ")
    # It is no base of a comparison, and the other one is as it was.
    heap_page.snapshot("a").get_by_role("button").first.click()
    assert heap_page.classes()
    page.locator("[data-view=comparison]").click()
    expect(page.locator(".comparison-view")).to_contain_text("takes two snapshots")


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.whole_corpus), "zh"])
def test_where_nothing_is_lost_all_views_work(heap_page: HeapPage, tmp_path: Path, language: str) -> None:
    heap_page.page.add_init_script(f"localStorage.setItem('heapglass.language', '\"{language}\"')")
    heap_page.visit().open(cut(tmp_path, 1), state="error")
    heap_page.page.locator("[data-action=open-part]").click()
    heap_page.wait_for_state("ready")
    expect(heap_page.page.locator("[data-partial]")).to_contain_text("cut short" if language == "en" else "被截断")
    assert len(heap_page.page.locator(".tree-grid.summary [data-class]").all()) > 10
