"""Files come in: one, several, dropped, pasted, broken; and go out again."""

import base64
import gzip
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written
from tests.oracle.devtools import dump


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A real snapshot that ends in the middle."""
    whole = written("kinds").read_bytes()
    path = tmp_path / "broken.heapsnapshot"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def sessions_in(name: str) -> str:
    rows = dump(written(name)).figures["summary"]
    return f"{next(row['count'] for row in rows if row['name'] == 'Session'):,}"


def test_the_page_boots_and_a_file_opens_into_its_summary_packed_or_not(heap_page: HeapPage, tmp_path: Path) -> None:
    page = heap_page.visit().page
    expect(page.locator("html")).to_have_attribute("data-state", "booting")
    heap_page.wait_for_state("ready")
    expect(page.get_by_role("heading", name="Drop a heap snapshot anywhere")).to_be_visible()
    heap_page.open(written("kinds"))
    expect(heap_page.summary).to_be_visible()
    expect(page).to_have_title("A · kinds.heapsnapshot – heapglass")
    classes = heap_page.classes()
    assert len(classes) > 10
    packed = tmp_path / "kinds.heapsnapshot.gz"
    packed.write_bytes(gzip.compress(written("kinds").read_bytes(), 1))
    heap_page.open(packed)
    heap_page.snapshot("b").get_by_role("button").first.click()
    expect(page).to_have_title("B · kinds.heapsnapshot.gz – heapglass")
    assert heap_page.classes() == classes


def test_what_the_page_draws_for_practice_nobody_meets(heap_page: HeapPage) -> None:
    page = heap_page.visit().page
    heap_page.wait_for_state("ready")
    before = page.url
    rounds = "performance.getEntriesByType('mark').filter(({ name }) => name.startsWith('rehearsal:')).length"
    until = time.monotonic() + PATIENCE / 1000
    while page.evaluate(rounds) < 6:
        assert time.monotonic() < until, "the page has not practised"
        expect(page.get_by_role("treegrid", include_hidden=True)).to_have_count(0)
    expect(page.locator(".rehearsal")).to_have_count(0)
    assert page.evaluate("document.activeElement === document.body")
    assert page.url == before


def test_a_file_chosen_while_python_starts_waits_for_it(heap_page: HeapPage) -> None:
    heap_page.visit()
    heap_page.page.set_input_files("#open-files", written("kinds"))
    expect(heap_page.snapshot("a")).to_have_attribute("data-stage", "loading")
    heap_page.wait_for_state("ready")
    assert heap_page.classes()


def test_a_file_large_enough_to_be_read_ahead_has_the_same_classes(heap_page: HeapPage, tmp_path: Path) -> None:
    before, comma, rest = written("kinds").read_bytes().partition(b',\n"edges"')
    assert comma
    large = before + b" " * (40 << 20) + comma + rest
    plain, packed, two = (tmp_path / name for name in ("a.heapsnapshot", "b.heapsnapshot.gz", "c.heapsnapshot.gz"))
    plain.write_bytes(large)
    packed.write_bytes(gzip.compress(large, 0))
    # Browsers unpack the first of several that were put together, and no more.
    two.write_bytes(gzip.compress(large[: 20 << 20], 0) + gzip.compress(large[20 << 20 :], 0))
    heap_page.visit().open(written("kinds"))
    classes = heap_page.classes()
    for path in (plain, packed, two):
        heap_page.visit().open(path)
        assert heap_page.classes() == classes


def test_several_files_open_side_by_side(heap_page: HeapPage) -> None:
    heap_page.visit().open(written("sessions-before"), written("sessions-after"))
    for letter in "ab":
        expect(heap_page.snapshot(letter)).to_have_attribute("data-stage", "ready")
    heap_page.snapshot("a").get_by_role("button").first.click()
    heap_page.filter("Session")
    expect(heap_page.page.locator(".classes-shown")).to_contain_text("1 of ")
    count = heap_page.class_row("Session").get_by_role("gridcell").nth(1)
    expect(count).to_have_text(sessions_in("sessions-before"))
    heap_page.snapshot("b").get_by_role("button").first.click()
    expect(count).to_have_text(sessions_in("sessions-after"))
    expect(heap_page.summary.locator("[data-class]")).to_have_count(1)


def test_files_may_be_dropped_and_pasted(heap_page: HeapPage) -> None:
    page = heap_page.visit().page
    transfer = page.evaluate_handle(
        """(text) => {
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], "given.heapsnapshot"));
            return transfer;
        }""",
        base64.b64encode(gzip.compress(written("kinds").read_bytes(), 1)).decode(),
    )
    page.dispatch_event("body", "dragenter", {"dataTransfer": transfer})
    expect(page.get_by_text("Drop to open")).to_be_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    expect(heap_page.snapshot("a")).to_have_attribute("data-stage", "ready", timeout=PATIENCE)
    assert heap_page.classes()
    paste = "(body, clipboardData) => body.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true}))"
    page.locator("body").evaluate(paste, transfer)
    expect(heap_page.snapshot("b")).to_have_attribute("data-stage", "ready", timeout=PATIENCE)


def test_a_broken_file_says_what_is_wrong_and_leaves_the_others(heap_page: HeapPage, broken: Path) -> None:
    heap_page.visit().open(written("kinds"))
    heap_page.open(broken, state="error")
    alert = heap_page.page.get_by_role("alert")
    expect(alert).to_contain_text("broken.heapsnapshot could not be opened")
    expect(alert).to_contain_text("The file is incomplete")
    expect(alert).to_contain_text("ends too early, inside “")
    expect(alert).to_contain_text("Take the snapshot again")
    heap_page.class_row("Array").first.dblclick()
    expect(heap_page.rows_at(2).first).to_be_visible()
    alert.get_by_role("button", name="Dismiss").click()
    heap_page.wait_for_state("ready")
    expect(heap_page.page.locator("[data-snapshot]")).to_have_count(1)


def test_files_chosen_together_do_not_share_a_failure(heap_page: HeapPage, broken: Path) -> None:
    heap_page.visit().open(broken, written("kinds"), state="error")
    expect(heap_page.snapshot("a")).to_have_attribute("data-stage", "failed")
    expect(heap_page.snapshot("b")).to_have_attribute("data-stage", "ready")
    assert heap_page.classes()


def test_a_broken_file_alone_fills_the_page_and_another_can_follow(heap_page: HeapPage, broken: Path) -> None:
    heap_page.visit().open(broken, state="error")
    expect(heap_page.page.get_by_role("alert")).to_contain_text("broken.heapsnapshot could not be opened")
    heap_page.open(written("kinds"))
    assert heap_page.classes()


def test_cancel_ends_one_load_and_keeps_the_rest(heap_page: HeapPage, tmp_path: Path) -> None:
    # Every byte has to be unpacked: plenty of time to cancel.
    long = tmp_path / "long.heapsnapshot.gz"
    with gzip.open(long, "wb", 1) as file:
        file.write(written("kinds").read_bytes().rstrip()[:-1])
        for _ in range(400):
            file.write(b" " * (1 << 20))
        file.write(b"}")
    heap_page.visit().open(written("kinds"))
    heap_page.page.set_input_files("#open-files", long)
    loading = heap_page.snapshot("b")
    expect(loading.get_by_role("progressbar")).to_be_visible()
    loading.get_by_role("button", name="Cancel reading long.heapsnapshot.gz").click()
    expect(loading).to_have_count(0)
    heap_page.wait_for_state("ready")
    heap_page.class_row("Array").first.dblclick()
    expect(heap_page.rows_at(2).first).to_be_visible()
    heap_page.open(written("sessions-before"))
    expect(heap_page.snapshot("b")).to_have_attribute("data-stage", "ready")


@pytest.mark.parametrize(
    ("address", "order", "shown"),
    [
        ("", ("sessions-before", "sessions-after"), "b"),
        ("", ("sessions-after", "sessions-before"), "a"),
        pytest.param("#/summary?s=a", ("sessions-before", "sessions-after"), "a", marks=pytest.mark.whole_corpus),
    ],
)
def test_of_files_that_come_together_the_latest_is_on_show(
    heap_page: HeapPage, address: str, order: tuple[str, str], shown: str
) -> None:
    """The files before it are what it is compared with, whichever was read first; but an address names another one."""
    heap_page.visit(address).open(*map(written, order))
    expect(heap_page.snapshot(shown)).to_have_class("snapshot ready current")
    expect(heap_page.page).to_have_url(re.compile(rf"s={shown}$"))


def test_closing_frees_the_worker_and_shows_what_is_left(heap_page: HeapPage) -> None:
    heap_page.visit().open(written("sessions-before"), written("sessions-after"))
    workers_there_are(heap_page, 3)  # and a spare one
    heap_page.snapshot("a").hover()
    heap_page.snapshot("a").get_by_role("button", name="Close sessions-before.heapsnapshot").click()
    expect(heap_page.page.locator("[data-snapshot]")).to_have_count(1)
    expect(heap_page.snapshot("b")).to_have_class("snapshot ready current")
    assert heap_page.classes()
    workers_there_are(heap_page, 2)
    heap_page.snapshot("b").get_by_role("button", name="Close sessions-after.heapsnapshot").click()
    expect(heap_page.page.get_by_role("heading", name="Drop a heap snapshot anywhere")).to_be_visible()


def workers_there_are(heap_page: HeapPage, count: int) -> None:
    """Wait until there are so many."""
    deadline = time.monotonic() + PATIENCE / 1000
    while len(heap_page.page.workers) != count:
        assert time.monotonic() < deadline, heap_page.page.workers
        heap_page.page.wait_for_timeout(50)
