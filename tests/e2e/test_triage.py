"""Process logs on the page: the verdict is the core's, next to a snapshot, in the page's language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

import heapglass
from heapglass.triage import triage_text
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.e2e.test_accessibility import AXE, violations
from tests.fixtures.hidumper import table
from tests.fixtures.process_logs import process_logs
from tests.fixtures.written import written

GROWING = "\n".join(
    f'{{"rss": {10**8 + 2_000_000 * i}, "heapTotal": 60000000, "heapUsed": {5 * 10**7 + 1_900_000 * i}}}'
    for i in range(30)
)


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share()


@pytest.fixture
def shared(opened: HeapPage) -> HeapPage:
    """With no log and no snapshot open."""
    closes = opened.page.locator("[data-log] > header > button, [data-snapshot] [data-action=close]")
    opened.visit("#/triage")
    while closes.count():
        closes.first.evaluate("(button) => button.click()")
    return opened


def verdicts(heap_page: HeapPage) -> Locator:
    return heap_page.page.locator("[data-verdict]")


def paste(heap_page: HeapPage, text: str) -> None:
    heap_page.page.locator("[data-paste]").fill(text)
    heap_page.page.locator("[data-action=read-log]").click()


@pytest.mark.parametrize("way", ["heap", "buffers"])
def test_a_log_is_judged_as_the_core_judges_it(shared: HeapPage, way: str) -> None:
    log = process_logs(way) / "mixed.log"
    told = triage_text(log.name, log.read_bytes())["processes"][0]
    shared.open(log)
    process = verdicts(shared).first
    expect(process).to_have_attribute("data-verdict", told["verdict"]["kind"])
    expect(process).to_contain_text(told["verdict"]["title"].replace("`", ""))
    for series in told["series"]:
        row = process.locator(f'tr[data-measure="{series["measure"]}"]').filter(
            has_text=series["label"].replace("`", "")
        )
        last = row.first.locator("td[data-value]").last
        assert float(last.get_attribute("data-value") or 0) == series["last"]
    assert shared.page.url.endswith("#/triage")


def test_several_files_are_several_processes_and_can_be_closed(shared: HeapPage, tmp_path: Path) -> None:
    logs = []
    for name, text in (("growing.log", GROWING), ("device.txt", table() * 3)):
        logs.append(tmp_path / name)
        logs[-1].write_text(text)
    shared.open(*logs)
    expect(shared.page.locator("[data-log]")).to_have_count(2)
    shared.page.get_by_role("button", name="Close growing.log").click()
    expect(shared.page.locator("[data-log]")).to_have_count(1)


def test_text_is_pasted_and_a_limit_gives_the_time_left(shared: HeapPage) -> None:
    paste(shared, GROWING)
    process = verdicts(shared).first
    expect(process).to_be_visible(timeout=PATIENCE)
    before = process.inner_text()
    limit = shared.page.locator("[data-limit]")
    limit.fill("200 MB")
    limit.press("Enter")
    expect(process).not_to_have_text(before)
    told = triage_text("x", GROWING.encode(), limit=200e6)["processes"][0]["verdict"]
    expect(process).to_contain_text(told["deadline"]["text"].replace("`", ""))
    shared.page.get_by_role("button", name="中文").click()
    expect(process).to_contain_text(triage_text("x", GROWING.encode(), "zh")["title"])
    shared.page.get_by_role("button", name="English").click()


def test_a_snapshot_is_set_against_the_process(shared: HeapPage, tmp_path: Path) -> None:
    log = tmp_path / "growing.log"
    log.write_text(GROWING)
    snapshot = written("kinds")
    shared.open(snapshot).open(log)
    explained = shared.page.locator("[data-explained]")
    expect(explained).to_contain_text(snapshot.name)
    assert float(explained.get_attribute("data-explained") or 0) == heapglass.open(snapshot).total_size


def test_what_is_no_log_is_opened_as_a_snapshot(heap_page: HeapPage, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Dear diary, the heap is full of sadness.\n")
    heap_page.visit().open(notes, state="error")
    expect(heap_page.page.get_by_role("alert")).to_contain_text("notes.txt")
    renamed = tmp_path / "heap.json"
    renamed.write_bytes(written("kinds").read_bytes())
    heap_page.open(renamed)
    expect(heap_page.snapshot("b")).to_have_attribute("data-stage", "ready", timeout=PATIENCE)


def test_lines_that_cannot_be_read_are_shown_as_text(shared: HeapPage) -> None:
    paste(shared, GROWING + "\n{ rss: <img src=x onerror=alert(1)>, heapTotal: 1, heapUsed: NaN }\n")
    unread = shared.page.locator(".triage-unread")
    expect(unread).to_be_visible(timeout=PATIENCE)
    unread.locator("summary").click()
    expect(unread).to_contain_text("<img src=x onerror=alert(1)>")


@pytest.mark.parametrize(("width", "colours"), [(1440, "light"), (360, "dark")])
def test_axe_finds_nothing(heap_page: HeapPage, width: int, colours: str) -> None:
    page = heap_page.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    heap_page.visit("#/triage")
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    paste(heap_page, GROWING)
    expect(verdicts(heap_page).first).to_be_visible(timeout=PATIENCE)
    assert violations(page) == []
