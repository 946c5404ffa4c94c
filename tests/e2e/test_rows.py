"""Rows marked together, added up and copied; columns put away; and the menu of a row."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import heapglass
from tests.e2e.heap_page import HeapPage
from tests.fixtures.draft import Draft
from tests.fixtures.written import written

KINDS = "kinds"


@pytest.fixture
def heap_page(browser: Browser, site: str) -> Iterator[HeapPage]:
    """A page that may use the clipboard."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield HeapPage(context.new_page(), site).visit()
    context.close()


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share(
        written(KINDS),
        viewport={"width": 1440, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )


@pytest.fixture
def kinds(opened: HeapPage) -> HeapPage:
    return opened.afresh()


def clipboard(heap_page: HeapPage) -> str:
    expect(heap_page.page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    text: str = heap_page.page.evaluate("navigator.clipboard.readText()")
    return text


def summary_rows() -> list[Any]:
    return heapglass.open(written(KINDS)).summary()


def test_marked_rows_are_added_up_and_copied_by_keyboard(kinds: HeapPage) -> None:
    page = kinds.page
    kinds.summary.focus()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowDown")
    rows = summary_rows()[:5]
    line = page.locator("[data-panel=marked]")
    expect(line).to_contain_text("5 rows")
    for column in ("count", "shallow", "retained"):
        expected = str(sum(getattr(row, column) for row in rows))
        expect(line.locator(f"[data-sum={column}]")).to_have_attribute("data-value", expected)
    page.keyboard.press("Control+c")
    lines = [line.split("\t") for line in clipboard(kinds).split("\n")]
    assert [line[0] for line in lines] == [row.name for row in rows]
    assert [int(line[4]) for line in lines] == [row.retained for row in rows]
    page.keyboard.press("Escape")
    expect(line).to_have_count(0)

    kinds.class_row(rows[0].name).click()
    kinds.class_row(rows[2].name).click(modifiers=["Control"])
    expect(line.locator("[data-sum=count]")).to_have_attribute("data-value", str(rows[0].count + rows[2].count))
    page.keyboard.press("Control+a")
    everything = summary_rows()
    expect(line).to_contain_text(f"{len(everything)} rows")
    page.keyboard.press(".")
    page.locator("[data-item=copy-row-json]").click()
    copied = json.loads(clipboard(kinds))
    assert [(row["name"], row["count"], row["retained"]) for row in copied] == [
        (row.name, row.count, row.retained) for row in everything
    ]


def test_names_are_no_formulas_in_a_spreadsheet(heap_page: HeapPage, tmp_path: Path) -> None:
    draft = Draft()
    root, window = draft.node("synthetic"), draft.node("object", "Window", 8)
    draft.edge(root, "element", 1, window)
    names = [
        "=cmd|' /C calc'!A0",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\uff1dcmd",
        "\u200e=cmd",
        'a "quoted", name',
        "two\r\nlines",
    ]
    unseen = "txt\u202egnp\u2066.\u2069\u0000\x1b[31m\u2028end"
    for at, name in enumerate([*names, unseen]):
        draft.edge(window, "property", f"p{at}", draft.node("object", name, 16))
    heap_page.open(draft.write(tmp_path / "formulas.heapsnapshot"))
    heap_page.summary.focus()
    heap_page.page.keyboard.press("Control+a")
    heap_page.page.locator("[data-action=copy-csv]").click()
    (head, *rows) = csv.reader(io.StringIO(clipboard(heap_page)))
    assert head[:2] == ["Constructor", "Count"]
    copied = {row[0] for row in rows}
    assert {f"'{name}" for name in names[:5]} | set(names[6:]) <= copied
    assert {"\ufffd=cmd", "txt\ufffdgnp\ufffd.\ufffd\ufffd\ufffd[31m\ufffdend"} <= copied
    assert not {name for name in copied if name[:1] in "=+-@\uff1d"}


def test_columns_are_put_away_and_stay_away(heap_page: HeapPage) -> None:
    heap_page.open(written(KINDS))
    heads = heap_page.summary.get_by_role("columnheader")
    expect(heads).to_have_count(5)
    button = heap_page.summary.locator("[data-action=columns]")
    button.focus()
    page = heap_page.page
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitemcheckbox", name="Count")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_role("menuitemcheckbox", name="Distance")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("menuitemcheckbox", name="Distance")).to_have_attribute("aria-checked", "false")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(heads).to_have_count(4)
    page.reload()
    heap_page.open(written(KINDS))
    expect(heads).to_have_count(4)
    expect(heap_page.summary.locator("[data-class]").first.get_by_role("gridcell")).to_have_count(4)


def test_a_node_is_revealed_among_its_class(kinds: HeapPage) -> None:
    """Deep in a long list, with a filter in the way."""
    heap = heapglass.open(written(KINDS))
    strings = [node for node in map(heap.node, range(heap.node_count)) if node.class_name == "(string)"]
    node = sorted((node for node in strings if node.shallow_size), key=lambda node: (-node.retained_size, node.id))[
        3000
    ]
    kinds.filter("Map")
    expect(kinds.class_row("(string)")).to_have_count(0)
    page = kinds.page
    page.goto(f"{kinds.site}#/summary?s=a&node=@{node.id}&q=Map")
    assert kinds.field("id") == str(node.id)
    kinds.inspector.locator(".inspector-head [data-chip]").click(button="right")
    page.get_by_role("menuitem", name="Reveal in Summary").click()
    row = kinds.summary.locator(f'[data-node-id="{node.id}"]')
    expect(row).to_be_in_viewport()
    expect(row).to_have_attribute("aria-posinset", "3001")
    expect(kinds.summary).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("[data-filter]")).to_have_value("Map")


def test_the_menu_of_a_class(kinds: HeapPage) -> None:
    page = kinds.page
    kinds.class_row("Map").click(button="right")
    expect(page.get_by_role("menuitem", name="Filter by this class")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-filter]")).to_have_value("Map")
    page.keyboard.press("Escape")
    kinds.class_row("Map").click(button="right")
    page.mouse.click(700, 20)
    expect(page.get_by_role("menu")).to_have_count(0)
