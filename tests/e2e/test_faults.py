"""Whatever happens to the page, it ends in a message and a page that works. `--whole-corpus` does more of each."""

import base64
import gzip
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, Worker, expect

from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.e2e.test_opening import workers_there_are
from tests.fixtures.written import written

MONKEY = """(draw) => {
  const wanted = "button, [role=row], [role=gridcell], [role=columnheader], summary, input, select, label, canvas";
  const able = [...document.querySelectorAll(wanted)].filter((e) =>
    !e.disabled && e.type !== "file" && e.dataset.action !== "open" && e.checkVisibility());
  const one = able[Math.floor(draw * able.length)];
  if (!one) return "";
  if (one.matches("input[type=search], input[type=text], input:not([type])")) {
    one.value = ["a", "Session", "<b>", "", "(", "__proto__"][Math.floor(draw * 1e6) % 6];
    one.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (one.matches("select")) {
    one.selectedIndex = Math.floor(draw * 1e6) % one.options.length;
    one.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    one.click();
    if (draw * 100 % 1 < 0.3) one.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  }
  return `${one.tagName} ${one.className} ${one.dataset.action ?? ""}`;
}"""
HIDING = """
// As a browser does with a tab in the background: it is hidden, and nothing is drawn.
const draw = requestAnimationFrame.bind(window), waiting = [];
let hidden = false;
window.requestAnimationFrame = (draws) => (hidden ? waiting.push(draws) : draw(draws));
Object.defineProperty(document, "hidden", { get: () => hidden });
Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
window.hide = (now) => {
  hidden = now;
  document.dispatchEvent(new Event("visibilitychange"));
  if (!now) for (const draws of waiting.splice(0)) draw(draws);
};
"""
FILL = """() => {
    let size = 1 << 20;
    for (let at = 0; ; at += 1) {
        try {
            localStorage.setItem(`full-${at}`, "x".repeat(size));
        } catch (error) {
            if (size === 1) return error.name;
            size >>= 1;
        }
    }
}"""
TO_QUOTA = """() => { globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    globalThis.target = folder.getFileHandle(suggestedName, { create: true });
    return target;
}; }"""
"""The browser's own disk, on which a site has a quota."""
CANCEL_AT = """
// What a worker tells of its progress comes by a port: at one phase the load is cancelled, before the page hears of it.
window.cancelAt = "";
const listen = MessagePort.prototype.addEventListener;
MessagePort.prototype.addEventListener = function (type, hears, ...rest) {
  listen.call(this, type, type !== "message" ? hears : function (event) {
    const phase = event.data?.argumentList?.[0]?.value?.phase;
    if (phase && phase === window.cancelAt) {
      window.cancelAt = "";
      document.querySelector("[data-snapshot] [data-action=cancel]").click();
    }
    hears.handleEvent ? hears.handleEvent(event) : hears.call(this, event);
  }, ...rest);
};
"""
KEYS = [*"/r[]1234?", "ArrowDown", "ArrowRight", "ArrowLeft", "Enter", "Escape", "End", "Home"]


@pytest.fixture
def times(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """How often: in the usual suite, and in the long one."""
    return lambda usual, whole: whole if pytestconfig.getoption("--whole-corpus") else usual


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """One that takes seconds to read: every byte has to be unpacked."""
    path = tmp_path / "long.heapsnapshot.gz"
    with gzip.open(path, "wb", 1) as file:
        file.write(written("kinds").read_bytes().rstrip()[:-1])
        for _ in range(300):
            file.write(b" " * (1 << 20))
        file.write(b"}")
    return path


def works(heap_page: HeapPage) -> None:
    """A file can be opened, and looked at."""
    heap_page.open(written("kinds"))
    heap_page.page.locator("[data-view=summary]").click()
    expect(heap_page.summary).to_be_visible()
    assert len(heap_page.classes()) > 10


LONG = pytest.mark.whole_corpus


@pytest.mark.parametrize("fault", [pytest.param("getItem", marks=LONG), pytest.param("setItem", marks=LONG), "both"])
def test_storage_is_denied_or_full(heap_page: HeapPage, fault: str) -> None:
    for method in ("getItem", "setItem") if fault == "both" else (fault,):
        heap_page.page.add_init_script(
            f"Storage.prototype.{method} = () => {{ throw new DOMException('full', 'QuotaExceededError') }}"
        )
    heap_page.visit()
    heap_page.page.locator("[data-action=theme]").click()
    heap_page.page.locator("[data-action=language]").click()
    heap_page.page.locator("[data-action=language]").click()
    if fault != "getItem":
        expect(heap_page.page.get_by_text("The browser has no room for this page's settings")).to_be_visible()
    works(heap_page)


def test_settings_meet_a_full_storage(heap_page: HeapPage) -> None:
    """The real thing: what a site may keep is used up."""
    page = heap_page.visit().page
    full = page.evaluate(FILL)
    assert full == "QuotaExceededError"
    page.locator("[data-action=theme]").click()
    expect(page.get_by_text("The browser has no room for this page's settings")).to_be_visible()
    works(heap_page)
    page.evaluate("localStorage.clear()")


def quota(page: Page, site: str, size: int) -> None:
    protocol = page.context.new_cdp_session(page)
    protocol.send("Storage.overrideQuotaForOrigin", {"origin": site.rstrip("/"), "quotaSize": size})


@pytest.mark.parametrize("item", ["save-analysis", pytest.param("report-html", marks=LONG)])
def test_the_disk_is_full_while_a_file_is_saved(heap_page: HeapPage, item: str) -> None:
    """What is written goes to a disk with a real quota."""
    page = heap_page.visit().page
    works(heap_page)
    page.evaluate(TO_QUOTA)
    quota(page, heap_page.site, 2000)
    page.locator("[data-snapshot=a] [data-action=snapshot-menu]").click()
    page.locator(f'[data-item="{item}"]').click()
    notice = page.get_by_role("status").filter(has_text="the disk is full")
    expect(notice).to_contain_text("Free some space, or choose another place", timeout=PATIENCE)
    expect(page.locator("[data-panel=saving]")).to_have_count(0)
    assert page.evaluate("(async () => (await (await globalThis.target).getFile()).size)()") == 0
    # There is room again.
    quota(page, heap_page.site, 100_000_000)
    page.locator("[data-snapshot=a] [data-action=snapshot-menu]").click()
    page.locator(f'[data-item="{item}"]').click()
    expect(page.get_by_role("status").filter(has_text="Saved kinds.")).to_be_visible(timeout=PATIENCE)
    works(heap_page)


def test_no_room_to_keep_the_site(browser: Browser, site: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        heap_page = HeapPage(page, site)
        page.goto(f"{site}licences.json")  # the origin, without the page
        quota(page, site, 500_000)
        heap_page.visit()
        expect(page.get_by_text("could not be kept for use without a network")).to_be_visible(timeout=PATIENCE)
        works(heap_page)


@pytest.mark.parametrize("fault", ["deleted", pytest.param("changed", marks=LONG)])
def test_a_file_is_lost_while_it_is_read(heap_page: HeapPage, tmp_path: Path, fault: str) -> None:
    path = tmp_path / "going.heapsnapshot"
    path.write_bytes(written("kinds").read_bytes())
    heap_page.visit()
    heap_page.page.set_input_files("#open-files", path)  # Python still starts: nothing has been read yet
    if fault == "deleted":
        path.unlink()
    else:
        path.write_bytes(b" " * 1000)
    heap_page.wait_for_state("error")
    expect(heap_page.page.get_by_role("alert")).to_contain_text("The file cannot be read")
    expect(heap_page.page.get_by_role("alert")).to_contain_text("Open the file again")
    works(heap_page)


@pytest.mark.parametrize("fault", [pytest.param("cut", marks=LONG), "overwritten"])
def test_a_file_is_lost_in_the_middle(heap_page: HeapPage, tmp_path: Path, fault: str) -> None:
    path = tmp_path / "large.heapsnapshot"
    with path.open("wb") as file:
        file.write(written("kinds").read_bytes().rstrip()[:-1])
        file.writelines(b" " * (1 << 20) for _ in range(400))
        file.write(b"}")
    heap_page.visit().wait_for_state("ready")
    heap_page.page.set_input_files("#open-files", path)
    expect(heap_page.snapshot("a")).to_have_attribute("data-stage", "loading")
    with path.open("r+b") as file:
        if fault == "cut":
            file.truncate(1000)
        else:
            file.write(b"!" * 1000)
    heap_page.wait_for_state("error")
    expect(heap_page.page.get_by_role("alert")).to_contain_text("The file cannot be read")
    works(heap_page)


def test_the_boot_is_interrupted(page: Page, site: str) -> None:
    """A part of Python does not arrive; later it does."""
    broken = True

    def answer(route: Route) -> None:
        if broken:
            route.abort()
        else:
            route.continue_()

    page.route("**/pyodide.asm.wasm*", answer)
    heap_page = HeapPage(page, site).visit()
    heap_page.wait_for_state("error")
    expect(page.get_by_role("alert").first).to_be_visible()
    broken = False
    works(heap_page)
    for _ in range(3):  # reloaded in the middle of it
        page.reload()
        page.wait_for_timeout(150)
    works(heap_page)


def test_dropped_twice_at_once(heap_page: HeapPage) -> None:
    heap_page.visit()
    transfer = heap_page.page.evaluate_handle(
        """(text) => {
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], "given.heapsnapshot"));
            return transfer;
        }""",
        base64.b64encode(gzip.compress(written("kinds").read_bytes(), 1)).decode(),
    )
    for _ in range(2):
        heap_page.page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    for letter in "ab":
        expect(heap_page.snapshot(letter)).to_have_attribute("data-stage", "ready", timeout=PATIENCE)
    assert len(heap_page.classes()) > 10


@pytest.mark.parametrize(
    "stay", [False, pytest.param(True, marks=LONG)], ids=["looked at in the middle", "looked at when done"]
)
def test_in_the_background(heap_page: HeapPage, long_file: Path, stay: bool) -> None:
    """What was begun goes on where nobody looks, and is there when somebody does."""
    page = heap_page.page
    page.add_init_script(HIDING)
    heap_page.visit()
    page.evaluate("hide(true)")
    page.set_input_files("#open-files", long_file)
    if stay:
        heap_page.wait_for_state("ready")
    else:
        page.wait_for_timeout(500)
    page.evaluate("hide(false)")
    heap_page.wait_for_state("ready")
    expect(heap_page.class_row("Array").first).to_be_visible()
    heap_page.class_row("Array").first.dblclick()
    expect(heap_page.rows_at(2).first).to_be_visible(timeout=PATIENCE)


def test_cancelled_at_any_moment(heap_page: HeapPage, long_file: Path, times: Callable[[int, int], int]) -> None:
    heap_page.visit()
    for number in range(times(5, 20)):
        file = long_file if number % 2 else written("kinds")
        heap_page.page.set_input_files("#open-files", file)
        heap_page.page.wait_for_timeout((0, 40, 150, 400, 900)[number % 5])
        heap_page.page.locator("[data-snapshot=a] :is([data-action=cancel], [data-action=close])").evaluate(
            "(button) => button.click()"
        )
        expect(heap_page.page.locator("[data-snapshot]")).to_have_count(0)
    works(heap_page)
    workers_there_are(heap_page, 2)


def test_a_reader_that_is_cancelled_takes_the_next_file(heap_page: HeapPage, long_file: Path) -> None:
    """Nobody has to wait for another Python to boot; one without its memory takes its place later."""
    page = heap_page.page
    heap_page.visit()

    def cancelled_reader() -> Worker:
        """One that was cancelled, and noticed in time; on a busy machine not every one does."""
        for attempt in range(8):
            heap_page.wait_for_state("ready")
            (reader,) = page.workers
            page.set_input_files("#open-files", long_file)
            expect(heap_page.snapshot("a")).to_have_attribute("data-stage", "loading")
            page.wait_for_timeout(250 * (1 + attempt))
            cancel = "[data-snapshot=a] :is([data-action=cancel], [data-action=close])"
            page.locator(cancel).evaluate("(button) => button.click()")
            expect(page.locator("[data-snapshot]")).to_have_count(0)
            heap_page.wait_for_state("ready")
            workers_there_are(heap_page, 1)
            if page.workers == [reader]:
                return reader
        pytest.fail("no reader was ever interrupted")

    reader = cancelled_reader()
    works(heap_page)
    assert reader in page.workers
    page.locator("[data-snapshot] [data-action=close]").evaluate("(button) => button.click()")
    expect(page.locator("[data-snapshot]")).to_have_count(0)
    workers_there_are(heap_page, 1)
    reader = cancelled_reader()
    while reader in page.workers:
        page.wait_for_timeout(100)
    workers_there_are(heap_page, 1)
    works(heap_page)


@LONG
@pytest.mark.parametrize("large", [False, True])
def test_cancelled_in_every_phase(heap_page: HeapPage, long_file: Path, large: bool) -> None:
    """A small file's worker is stopped; that of one that is read ahead gives up by itself, and takes the next."""
    page = heap_page.page
    file = long_file if large else written("kinds")
    page.add_init_script(CANCEL_AT)
    heap_page.visit()
    for phase in ("read", "edges", "dominators", "distances", "sizes", "classes"):
        heap_page.wait_for_state("ready")
        page.evaluate("(phase) => { window.cancelAt = phase }", phase)
        page.set_input_files("#open-files", file)
        while page.evaluate("window.cancelAt"):
            page.wait_for_timeout(20)
        expect(page.locator("[data-snapshot]")).to_have_count(0)
    works(heap_page)
    workers_there_are(heap_page, 2)


@LONG
def test_opened_and_closed_again_and_again(heap_page: HeapPage) -> None:
    """Memory comes back: the page's own, and a worker for each snapshot."""
    heap_page.visit()
    session = heap_page.page.context.new_cdp_session(heap_page.page)

    def used() -> float:
        for _ in range(3):  # what is finalised is free the next time
            session.send("HeapProfiler.collectGarbage")
        return float(session.send("Runtime.getHeapUsage")["usedSize"])

    def once() -> None:
        works(heap_page)
        heap_page.page.locator("[data-action=close]").evaluate("(button) => button.click()")
        expect(heap_page.page.locator("[data-snapshot]")).to_have_count(0)

    for _ in range(10):  # until code is compiled, and what is kept of the browser's own events is there
        once()
    before = used()
    for _ in range(50):
        once()
    workers_there_are(heap_page, 1)
    after = used()
    assert after < 1.1 * before, f"of {before:,.0f} bytes it came to {after:,.0f}: something of what was closed is kept"


@LONG
def test_many_at_once_and_two_tabs(heap_page: HeapPage, site: str, times: Callable[[int, int], int]) -> None:
    count = times(4, 10)
    heap_page.visit()
    other = HeapPage(heap_page.page.context.new_page(), site).visit()
    heap_page.page.set_input_files("#open-files", [written("sessions-before"), written("kinds")] * (count // 2))
    works(other)
    heap_page.wait_for_state("ready")
    shown = []
    for snapshot in heap_page.page.locator("[data-snapshot]").all():
        expect(snapshot).to_have_attribute("data-stage", "ready")
        snapshot.get_by_role("button").first.click()
        expect(heap_page.summary.locator("[data-class]").nth(7)).to_be_visible()
        shown.append(heap_page.classes()[:8])
    assert len(shown) == count
    assert shown[1::2] == [other.classes()[:8]] * (count // 2)
    assert shown[::2] == [shown[0]] * (count // 2)


def test_a_monkey(heap_page: HeapPage, times: Callable[[int, int], int]) -> None:
    """Random clicks and keys, the same each time: nothing throws, and figures stay what they are."""
    page = heap_page.page
    page.on("filechooser", lambda _: None)
    page.on("dialog", lambda dialog: dialog.dismiss())
    heap_page.visit()
    works(heap_page)
    before = summary_text(heap_page)
    random = Random(7)
    done: list[Any] = []
    for _ in range(times(80, 1000)):
        if random.random() < 0.7:
            done.append(page.evaluate(MONKEY, random.random()))
        else:
            done.append(random.choice(KEYS))
            page.keyboard.press(done[-1])
        if page.locator("[data-snapshot]").count() == 0:
            heap_page.open(written("kinds"))  # whatever dialog is open, and whatever is filtered
        assert page.locator("html").get_attribute("data-state") in ("ready", "loading", "booting"), done[-5:]
    page.goto("about:blank")
    page.goto(heap_page.site)
    page.evaluate("localStorage.clear()")
    page.reload()
    works(heap_page)
    assert summary_text(heap_page) == before


def summary_text(heap_page: HeapPage) -> str:
    return heap_page.summary.inner_text()
