"""The Summary: DevTools' numbers, sorted, filtered, and opened level after level, however many there are."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.heap_page import HeapPage, exact_bytes
from tests.fixtures.draft import Draft
from tests.fixtures.written import written
from tests.oracle.devtools import dump


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share(written("closure-leak-40"))


@pytest.fixture
def leak(opened: HeapPage) -> HeapPage:
    return opened.afresh()


def things() -> int:
    """How many of the leaking objects there are."""
    rows = dump(written("closure-leak-40")).figures["summary"]
    return next(row["count"] for row in rows if row["name"] == "{longStr, someMethod}")


def test_rows_are_those_of_devtools(leak: HeapPage) -> None:
    figures = dump(written("closure-leak-40")).figures
    theirs = sorted(figures["summary"], key=lambda row: (-row["retained"], row["name"]))
    expect(leak.page.locator(".classes-shown")).to_contain_text(f"{len(theirs)} classes")
    for expected, name in zip(theirs, leak.classes(), strict=False):
        assert name == expected["name"]
        row = leak.class_row(name).first
        cells = row.get_by_role("gridcell")
        assert int(cells.nth(1).inner_text().replace(",", "")) == expected["count"]
        assert exact_bytes(cells.nth(3)) == expected["shallow"]
        assert exact_bytes(cells.nth(4)) == expected["retained"]


@pytest.mark.parametrize(
    ("column", "ours", "descending"),
    [("shallow", "shallow", True), ("count", "count", True), ("distance", "distance", False), ("name", "name", False)],
)
def test_each_column_sorts_both_ways(leak: HeapPage, column: str, ours: str, descending: bool) -> None:
    rows = dump(written("closure-leak-40")).figures["summary"]
    for down in (descending, not descending):
        leak.sort_by(column)
        head = leak.summary.locator("[role=columnheader]", has=leak.page.locator(f"[data-sort={column}]"))
        expect(head).to_have_attribute("aria-sort", "descending" if down else "ascending")
        best = (max if down else min)(row[ours] for row in rows)
        names = "|".join(re.escape(row["name"]) for row in rows if row[ours] == best)
        expect(leak.summary.locator("[data-class]").first).to_have_attribute("data-class", re.compile(f"^({names})$"))


def test_the_filter_is_live_and_takes_patterns(leak: HeapPage) -> None:
    page = leak.page
    leak.filter("longstr")
    expect(leak.summary.locator("[data-class]")).to_have_count(1)
    expect(leak.class_row("{longStr, someMethod}")).to_be_visible()
    page.locator("[data-option=match_case]").click()
    expect(leak.summary.locator("[data-class]")).to_have_count(0)
    expect(page.get_by_text("No constructor has “longstr” in its name.")).to_be_visible()
    page.locator("[data-option=regex]").click()
    leak.filter("^{l.*d}$")
    expect(leak.summary.locator("[data-class]")).to_have_count(1)
    leak.filter("([")
    expect(page.locator("[data-filter]")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("The pattern is not a regular expression")).to_be_visible()
    expect(leak.summary.locator("[data-class]")).to_have_count(1)
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.locator(".classes-shown")).not_to_contain_text(" of ")
    assert len(leak.classes()) > 10


def test_levels_open_and_close_with_the_pointer(leak: HeapPage) -> None:
    row = leak.class_row("{longStr, someMethod}")
    row.locator(".twisty").click()
    expect(row).to_have_attribute("aria-expanded", "true")
    instances = leak.rows_at(2)
    expect(instances.first).to_have_attribute("aria-setsize", str(things()))
    instances.first.dblclick()
    expect(leak.rows_at(3).first).to_be_visible()
    assert {r.get_attribute("data-edge-name") for r in leak.rows_at(3).all()} >= {"longStr", "someMethod"}
    leak.summary.locator('[aria-level="3"][data-edge-name="someMethod"] .twisty').click()
    expect(leak.rows_at(4).first).to_be_visible()
    instances.first.locator(".twisty").click()
    expect(leak.rows_at(3)).to_have_count(0)
    row.locator(".twisty").click()
    expect(leak.rows_at(2)).to_have_count(0)
    expect(row).to_have_attribute("aria-expanded", "false")


def test_what_is_open_stays_open_in_a_new_order(leak: HeapPage) -> None:
    leak.filter("longStr")
    leak.class_row("{longStr, someMethod}").dblclick()
    leak.rows_at(2).first.dblclick()
    expect(leak.rows_at(3).first).to_be_visible()
    opened = leak.rows_at(2).first.get_attribute("data-node-id")
    leak.sort_by("distance")
    leak.sort_by("distance")
    expect(leak.rows_at(2).first).not_to_have_attribute("data-node-id", opened or "")
    leak.sort_by("retained")
    expect(leak.rows_at(2).first).to_have_attribute("data-node-id", opened or "")
    expect(leak.rows_at(3).first).to_be_visible()


def test_everything_works_with_keys_alone(leak: HeapPage) -> None:
    page = leak.page
    page.keyboard.press("/")
    page.keyboard.type("longStr")
    expect(leak.summary.locator("[data-class]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(leak.summary).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(leak.rows_at(2).first).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(leak.inspector.locator('[data-field="node_type"]')).to_have_attribute("data-value", "object")
    page.keyboard.press("End")
    last = leak.summary.locator('[role="row"].active')
    expect(last).to_have_attribute("aria-posinset", str(things()))
    page.keyboard.press("ArrowLeft")
    expect(leak.summary.locator('[role="row"].active')).to_have_attribute("data-class", "{longStr, someMethod}")
    page.keyboard.press("ArrowLeft")
    expect(leak.rows_at(2)).to_have_count(0)
    page.keyboard.press("Home")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator(".classes-shown")).not_to_contain_text(" of ")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Soc")
    expect(leak.summary.locator('[role="row"].active')).to_have_attribute("data-class", "Socket")
    active = leak.summary.get_attribute("aria-activedescendant")
    assert active
    expect(page.locator(f'[id="{active}"]')).to_have_attribute("data-class", "Socket")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(leak.summary).to_be_focused()


INSTANCES = 1_000_000
FIRST_ID = 5


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One array that holds a million instances of one class; their ids count up by two."""
    draft = Draft(detachedness=False)
    root, holder, dot = draft.node("synthetic"), draft.node("object", "Holder", 16), draft.node("object", "Dot", 24)
    draft.edge(root, "element", 1, holder)
    draft.edge(holder, "element", 0, dot)
    few = draft.document()
    fields: list[str] = few["snapshot"]["meta"]["node_fields"]
    nodes = np.tile(np.array(few["nodes"][-len(fields) :]), (INSTANCES, 1))
    nodes[:, fields.index("id")] = np.arange(INSTANCES) * 2 + FIRST_ID
    edges = np.tile(np.array(few["edges"][-3:]), (INSTANCES, 1))
    edges[:, 1] = np.arange(INSTANCES)
    edges[:, 2] = (np.arange(INSTANCES) + 2) * len(fields)
    few["snapshot"] |= {"node_count": INSTANCES + 2, "edge_count": INSTANCES + 1}
    few["nodes"] = few["nodes"][: -len(fields)] + nodes.ravel().tolist()
    few["nodes"][len(fields) + fields.index("edge_count")] = INSTANCES
    few["edges"] = few["edges"][:-3] + edges.ravel().tolist()
    path = tmp_path_factory.mktemp("million") / "million.heapsnapshot"
    path.write_text(json.dumps(few, separators=(",", ":")))
    return path


@pytest.fixture(scope="module")
def dots(browser: Browser, site: str, million: Path) -> Iterator[HeapPage]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    heap_page = HeapPage(page, site).visit().open(million)
    heap_page.class_row("Dot").dblclick()
    expect(heap_page.rows_at(2).first).to_be_visible()
    yield heap_page
    page.close()


def test_a_million_rows_are_a_few_in_the_document(dots: HeapPage) -> None:
    expect(dots.summary).to_have_attribute("aria-rowcount", str(INSTANCES + 3))
    assert dots.summary.get_by_role("row").count() < 80
    assert dots.summary.evaluate("(grid) => grid.scrollHeight") < 8_000_000


def test_the_last_of_a_million_rows_can_be_reached(dots: HeapPage) -> None:
    dots.summary.focus()
    dots.page.keyboard.press("End")
    active = dots.summary.locator('[role="row"].active')
    expect(active).to_have_attribute("aria-posinset", str(INSTANCES))
    expect(active).to_have_attribute("data-node-id", str(2 * (INSTANCES - 1) + FIRST_ID))
    dots.page.keyboard.press("PageUp")
    dots.page.keyboard.press("Home")
    expect(active).to_have_attribute("aria-rowindex", "2")
    expect(active).to_have_attribute("aria-level", "1")


def test_the_middle_of_a_million_rows_is_where_the_scrollbar_is(dots: HeapPage) -> None:
    dots.summary.evaluate("(grid) => { grid.scrollTop = grid.scrollHeight / 2 }")
    expect(dots.summary.locator(".row.loading")).to_have_count(0)
    dots.page.wait_for_timeout(400)  # scrolling comes to rest
    before = _place_of_a_row(dots)
    assert before == pytest.approx(INSTANCES / 2, rel=0.02)
    dots.summary.hover()
    dots.page.mouse.wheel(0, 240)
    dots.page.wait_for_timeout(400)
    assert _place_of_a_row(dots) - before == 10, "a wheel moves by pixels, not by shares of a million rows"
    expect(dots.summary.locator(".pinned")).to_contain_text("Dot")


def _place_of_a_row(dots: HeapPage) -> int:
    """The place among its siblings of the row at the window's top."""
    return int(dots.rows_at(2).first.get_attribute("aria-posinset") or 0)
