"""The Overview: the leak is told in words, in the page's language, and everything it names can be looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import SITE
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written


@pytest.fixture(scope="module")
def leak(share: Callable[..., HeapPage]) -> HeapPage:
    return share(written("closure-leak-40"))


def findings(page: HeapPage) -> Locator:
    return page.page.locator("[data-panel=findings] article")


def test_the_leak_is_told_with_the_names_of_the_program(leak: HeapPage) -> None:
    page = leak.afresh("#/overview?s=a")

    first = findings(page).first
    expect(first).to_have_attribute("data-kind", "closure-chain")
    expect(first).to_have_attribute("data-severity", "critical")
    expect(first).to_contain_text("theThing")
    expect(first).to_contain_text("originalThing")


def test_a_node_that_is_named_opens_in_the_inspector(leak: HeapPage) -> None:
    page = leak.afresh("#/overview?s=a")

    link = findings(page).first.locator(".node-link").first
    link.click()

    expect(page.inspector).to_be_visible()
    assert f"@{page.field('id')}" in link.inner_text()


def test_views_change_by_key_and_go_with_back(leak: HeapPage) -> None:
    page = leak.afresh()
    expect(page.summary).to_be_visible()

    page.page.keyboard.press("1")
    expect(findings(page).first).to_be_visible()
    page.page.keyboard.press("2")
    expect(page.summary).to_be_visible()
    page.page.go_back()
    expect(findings(page).first).to_be_visible()


def test_it_speaks_chinese(leak: HeapPage) -> None:
    page = leak.afresh("#/overview?s=a")
    expect(findings(page).first).to_contain_text("each keeping the one before")

    page.page.get_by_role("button", name="中文").click()

    expect(findings(page).first).to_contain_text("个闭包连成一条链")
    page.page.get_by_role("button", name="English").click()


def test_the_report_is_one_file_that_needs_nothing(leak: HeapPage, tmp_path: Path) -> None:
    page = leak.afresh("#/overview?s=a")
    expect(findings(page).first).to_be_visible()

    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="Save report").click()
    saved = tmp_path / "report.html"
    download.value.save_as(saved)

    text = saved.read_text("utf-8")
    assert "theThing" in text
    assert "<script" not in text
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")


def test_since_is_never_said_of_a_later_snapshot(heap_page: HeapPage) -> None:
    # Chosen in the wrong order: the ids that V8 gave tell which one was taken first.
    page = heap_page.visit("#/overview?s=a").open(written("sessions-after"), written("sessions-before"))
    page.snapshot("a").locator(".snapshot-button").click()
    expect(page.page.locator("[data-action=since]")).to_contain_text("sessions-before")
    page.snapshot("b").locator(".snapshot-button").click()
    expect(page.page.locator("[data-panel=opening]")).to_be_visible()
    expect(page.page.locator("[data-action=since]")).to_have_count(0)
    expect(page.page.locator("[data-panel=findings]")).not_to_contain_text("another one later")


def test_it_opens_with_sentences_and_a_ring_and_merges_paths(heap_page: HeapPage) -> None:
    page = heap_page.visit("#/overview").open(written("sessions-before"), written("sessions-after"))
    page.snapshot("b").locator(".snapshot-button").click()
    # What grew is what two are opened for: nobody need ask for it.
    expect(page.page.locator("[data-action=since]")).to_have_attribute("aria-pressed", "true")

    expect(page.page.locator("[data-panel=opening]")).to_contain_text("This heap is")
    expect(page.page.locator("[data-panel=ring] canvas")).to_be_visible()
    expect(page.page.locator("[data-panel=growth] [data-cause=leak]")).to_be_visible()
    page.page.locator("[data-action=alone]").click()
    expect(page.page.locator("[data-panel=opening]")).to_contain_text("One snapshot shows what is large")
    expect(page.page.locator("[data-panel=growth]")).to_have_count(0)


def test_three_snapshots_tell_a_trend(heap_page: HeapPage) -> None:
    """Of all that are open, or of those chosen: what grew in every step, and when the heap would be full."""
    files = sorted((SITE / "examples").glob("*.gz"))
    page = heap_page.visit("#/overview").open(*files)
    # From whichever is on show: it is told of the last.
    page.snapshot("b").locator(".snapshot-button").click()
    expect(page.page.locator("[data-action=since]")).to_have_attribute("aria-pressed", "true")
    page.page.locator("[data-action=trend]").click()

    expect(page.snapshot("c").locator(".snapshot-button")).to_have_attribute("aria-current", "true")
    trend = page.page.locator("[data-panel=trend]")
    expect(trend.locator("[data-series=heap] td")).to_have_count(4, timeout=PATIENCE)
    sizes = [int(cell.get_attribute("data-value") or 0) for cell in trend.locator("[data-series=heap] td").all()]
    assert sizes[0] < sizes[1] < sizes[2]
    assert sizes[3] == round((sizes[2] - sizes[0]) / 2)
    assert trend.locator("tbody tr").count() > 2
    projection = page.page.locator("[data-panel=projection]")
    expect(projection).to_contain_text("limit of 4.29 GB")
    expect(findings(page).first).to_contain_text("theThing")

    page.page.locator("[data-heap-limit]").fill("512")
    page.page.locator("[data-heap-limit]").blur()
    expect(projection).to_contain_text("limit of 512 MB", timeout=PATIENCE)
    page.page.locator("[data-earlier=b]").uncheck()
    expect(page.page.locator("[data-panel=trend-bar]")).to_contain_text("choose at least two")
    expect(trend).to_have_count(0)
    page.page.locator("[data-earlier=b]").check()
    expect(trend.locator('[data-series="{longStr, someMethod}"]')).to_contain_text("51", timeout=PATIENCE)
