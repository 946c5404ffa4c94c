"""The reference graph: the core's nodes and edges, drawn, walked through with keys, and saved as pictures."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, expect

import heapglass
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written

USUAL = {"nodes": 50, "depth": 2, "references": 5, "own": True}


@pytest.fixture(scope="module")
def session() -> Session:
    return Session(heapglass.open(written("closure-leak-40")), "a")


def canvas(heap_page: HeapPage) -> Locator:
    found = heap_page.page.locator("[data-graph][data-nodes]")
    expect(found).to_be_visible(timeout=PATIENCE)
    return found


def listed(heap_page: HeapPage, answered: Any) -> None:
    """The text beside the picture has the nodes of the core's answer, and the picture no fewer."""
    rows = heap_page.page.locator(".graph-table tr[data-node-id]")
    expect(rows).to_have_count(len(answered["nodes"]))
    ids = [int(row.get_attribute("data-node-id") or 0) for row in rows.all()]
    assert ids == [node["id"] for node in answered["nodes"]]
    for _ in range(50):  # they come a few at a time
        drawn = int(canvas(heap_page).get_attribute("data-nodes") or 0)
        if drawn >= len(ids):
            break
        heap_page.page.wait_for_timeout(100)
    assert drawn >= len(ids)


def test_the_biggest_and_around_a_node(heap_page: HeapPage, session: Session, tmp_path: Path) -> None:
    page = heap_page.visit("#/graph").open(written("closure-leak-40")).page
    canvas(heap_page)
    page.locator(".graph-list summary").click()
    biggest = answer(session, "biggest", USUAL)
    listed(heap_page, biggest)

    page.locator("[data-filter]").fill("{longStr")
    listed(heap_page, answer(session, "biggest", USUAL | {"text": "{longStr"}))

    # With keys: to a node, select it, look into it.
    canvas(heap_page).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    node = int(heap_page.field("id"))
    page.keyboard.press("g")
    around = {"ordinal": session.heap.by_id(node).ordinal} | USUAL
    expect(page.locator("[data-graph-about]")).to_contain_text(f"@{node}")
    listed(heap_page, answer(session, "neighbourhood", around))

    # Its menu, too: of the node walked to.
    canvas(heap_page).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press(".")
    expect(page.get_by_role("menu").locator("[data-item=copy-id]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(canvas(heap_page)).to_be_focused()

    page.locator("[data-filter]").fill("")
    page.locator("[data-action=graph-own]").uncheck()
    listed(heap_page, answer(session, "neighbourhood", around | {"own": False}))
    page.locator('[data-setting="depth"]').fill("1")
    page.locator('[data-setting="depth"]').press("Enter")
    listed(heap_page, answer(session, "neighbourhood", around | {"own": False, "depth": 1}))

    # All of it is in the address: Back leaves the node, Forward is there again; so is whoever gets the address.
    assert f"around=%40{node}&depth=1&all" in page.url
    page.go_back()
    expect(page.locator("[data-graph-about]")).not_to_contain_text(f"@{node}")
    page.go_forward()
    listed(heap_page, answer(session, "neighbourhood", around | {"own": False, "depth": 1}))
    page.reload()
    heap_page.open(written("closure-leak-40"))
    page.locator(".graph-list summary").click()
    listed(heap_page, answer(session, "neighbourhood", around | {"own": False, "depth": 1}))

    with page.expect_download() as download:
        page.locator("[data-action=save-svg]").click()
    download.value.save_as(tmp_path / "a.svg")
    picture = ElementTree.parse(tmp_path / "a.svg")
    words = "".join(picture.getroot().itertext())
    assert "someMethod" in words
    with page.expect_download() as download:
        page.locator("[data-action=save-png]").click()
    download.value.save_as(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_key_opens_the_graph_of_the_selected_node(heap_page: HeapPage) -> None:
    page = heap_page.visit("#/summary").open(written("kinds")).page
    heap_page.class_row("Array").first.locator(".twisty").click()
    heap_page.rows_at(2).first.click()
    node = heap_page.field("id")

    page.keyboard.press("g")

    canvas(heap_page)
    expect(page.locator("[data-graph-about]")).to_contain_text(f"@{node}")
    # The keys go on there, and back among the dominators.
    expect(page.locator("[data-graph]")).to_be_focused()
    page.keyboard.press("d")
    expect(page.get_by_role("treegrid", name="Dominators")).to_be_focused()
