"""Lists of one kind of thing: detached DOM nodes, duplicate strings, contexts. Real files, in the core's numbers."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

import heapglass
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.e2e.heap_page import HeapPage, exact_bytes
from tests.fixtures.in_chromium import written_in_chromium
from tests.fixtures.written import written


@cache
def core(in_browser: bool) -> Session:
    path = written_in_chromium() if in_browser else written("closure-leak-50")
    return Session(heapglass.open(path), path.name)


def asked(method: str, in_browser: bool = True, **params: Any) -> Any:
    return answer(core(in_browser), method, params)


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share(written_in_chromium())


@pytest.fixture
def dom(opened: HeapPage) -> HeapPage:
    return opened.afresh()


def go(page: HeapPage, view: str) -> Locator:
    page.page.locator(f"[data-view={view}]").click()
    grid = page.page.locator(f".tree-grid.{view}")
    expect(grid).to_be_visible()
    return grid


def reopened(page: HeapPage) -> HeapPage:
    """The same address in a page that has been loaded anew."""
    page.page.reload()
    return page.open(written_in_chromium())


def test_detached_nodes_and_what_keeps_them(dom: HeapPage) -> None:
    expected = asked("detached", top_only=True)
    grid = go(dom, "detached")
    rows = grid.locator("[data-top=true]")
    expect(grid).to_have_attribute("aria-rowcount", str(expected["total"] + 1))
    expect(dom.page.locator("[data-total]")).to_have_attribute("data-total", str(expected["all"]))
    for at, row in enumerate(expected["rows"][:5]):
        expect(rows.nth(at)).to_have_attribute("data-node-id", str(row["id"]))
        expect(rows.nth(at)).to_have_attribute("data-kept-by", str(row["kept_by"]["node"]["id"]))
        assert exact_bytes(rows.nth(at).get_by_role("gridcell").nth(4)) == row["retained"]

    rows.first.locator(".cell.kept button").click()
    assert dom.field("id") == str(expected["rows"][0]["kept_by"]["node"]["id"])

    # What is copied is exact.
    grid.focus()
    dom.page.keyboard.press(".")
    dom.page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    dom.page.locator("[data-item=copy-row-json]").click()
    copied = json.loads(dom.page.evaluate("window.copied"))
    assert copied[0]["retained"] in {row["retained"] for row in expected["rows"]}
    assert "@" in copied[0]["kept"]

    dom.page.get_by_role("button", name="All", exact=True).click()
    expect(grid).to_have_attribute("aria-rowcount", str(expected["all"] + 1))
    grid.locator("[data-sort=name]").click()
    expect(dom.page).to_have_url(f"{dom.site}#/detached?s=a&node=@{dom.field('id')}&which=all&sort=name")
    reopened(dom)
    expect(grid).to_have_attribute("aria-rowcount", str(expected["all"] + 1))


def test_duplicate_strings_open_into_the_strings(dom: HeapPage) -> None:
    expected = asked("duplicate_strings", sort={"by": "wasted", "descending": True})
    grid = go(dom, "strings")
    rows = grid.locator("[data-group]")
    expect(rows).to_have_count(expected["total"])
    expect(dom.page.locator("[data-wasted]")).to_have_attribute("data-wasted", str(expected["wasted"]))
    for at, row in enumerate(expected["rows"]):
        expect(rows.nth(at)).to_have_attribute("data-count", str(row["count"]))
        assert exact_bytes(rows.nth(at).get_by_role("gridcell").nth(3)) == row["wasted"]

    # With keys alone: the filter, down into the rows, open, and on to a string.
    dom.page.keyboard.press("/")
    dom.page.keyboard.type("equal")
    expect(rows).to_have_count(4)
    expect(dom.page).to_have_url(f"{dom.site}#/strings?s=a&q=equal")
    dom.page.keyboard.press("ArrowDown")
    dom.page.keyboard.press("ArrowRight")
    strings = grid.locator('[aria-level="2"][data-node-type]')
    expect(strings).to_have_count(10)
    dom.page.keyboard.press("ArrowDown")
    dom.page.keyboard.press("Enter")
    assert dom.field("name").startswith("equal")

    grid.locator("[data-sort=value]").click()
    expect(dom.page).to_have_url(f"{dom.site}#/strings?s=a&node=@{dom.field('id')}&q=equal&sort=value")
    dom.filter("no such text")
    expect(dom.page.get_by_text("No duplicated string has")).to_be_visible()


def test_contexts_and_variables_that_nothing_can_use(dom: HeapPage) -> None:
    expected = asked("contexts")
    grid = go(dom, "closures")
    rows = grid.locator("[data-variables]")
    expect(grid).to_have_attribute("aria-rowcount", str(expected["total"] + 1))
    first = expected["rows"][0]
    expect(rows.first).to_have_attribute("data-unused", str(first["unused_total"]))
    expect(rows.first).to_contain_text(first["scope"]["function"])
    rows.first.locator(".twisty").click()
    variables = grid.locator('[aria-level="2"]')
    expect(variables).to_have_count(first["variable_total"])
    expect(variables.locator(".tag.unused")).to_have_count(first["unused_total"])

    unused = asked("unused_variables")
    dom.page.get_by_role("button", name=f"Unused variables ({unused['total']})").click()
    expect(grid).to_have_attribute("aria-rowcount", str(unused["total"] + 1))
    row = grid.locator("[data-variable]").first
    expect(row).to_have_attribute("data-variable", unused["rows"][0]["name"])
    expect(row).to_have_attribute("data-context", str(unused["rows"][0]["context"]["id"]))
    expect(dom.page).to_have_url(f"{dom.site}#/closures?s=a&show=unused")


def test_what_a_file_cannot_tell_is_said(heap_page: HeapPage) -> None:
    page = heap_page.visit().open(written("closure-leak-50"))
    expected = asked("contexts", in_browser=False, filter={"text": "originalThing"})
    grid = go(page, "closures")
    page.filter("originalThing")
    expect(grid).to_have_attribute("aria-rowcount", str(expected["total"] + 1))
    assert (
        exact_bytes(grid.locator("[data-variables]").first.locator(".cell.retained"))
        == (expected["rows"][0]["node"]["retained"])
    )
    page.page.get_by_role("button", name="Unused variables").click()
    expect(page.page.get_by_text("This file does not say which variables functions use.")).to_be_visible()
