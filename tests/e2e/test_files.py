"""Files that are made of a snapshot: saved analyses that open again, redacted copies, exports, reports; and names."""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, expect

import heapglass
from tests.e2e.heap_page import PATIENCE, HeapPage, exact_bytes
from tests.fixtures.written import written

NAME = "sessions-after"
IN_MEMORY = "delete globalThis.showSaveFilePicker"
"""As in browsers that cannot write to the disk while a file is made."""
TO_DISK = """() => { globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    const written = { name: suggestedName, bytes: 0, pieces: 0, state: "open" };
    globalThis.written = written;
    return { createWritable: async () => ({
        write: async (piece) => { written.bytes += piece.byteLength; written.pieces += 1; },
        close: async () => { written.state = "closed"; },
        abort: async () => { written.state = "aborted"; },
    }) };
}; }"""


@pytest.fixture
def heap_page(browser: Browser, site: str) -> Iterator[HeapPage]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(IN_MEMORY)
    yield HeapPage(context.new_page(), site).visit().open(written(NAME))
    context.close()


def choose(heap_page: HeapPage, item: str) -> None:
    heap_page.snapshot("a").locator("[data-action=snapshot-menu]").click()
    heap_page.page.locator(f'[data-item="{item}"]').click()


def saved(heap_page: HeapPage, item: str) -> Download:
    with heap_page.page.expect_download(timeout=PATIENCE) as download:
        choose(heap_page, item)
    return download.value


def figures(heap_page: HeapPage) -> list[tuple[str, int, int]]:
    """What the Summary says of its first rows."""
    rows = heap_page.summary.locator("[data-class]").all()[:20]
    return [
        (
            row.get_attribute("data-class") or "",
            exact_bytes(row.get_by_role("gridcell").nth(3)),
            exact_bytes(row.get_by_role("gridcell").nth(4)),
        )
        for row in rows
    ]


def test_a_saved_analysis_opens_with_the_same_numbers(heap_page: HeapPage, tmp_path: Path) -> None:
    download = saved(heap_page, "save-analysis")
    assert download.suggested_filename == f"{NAME}.heapglass"
    path = tmp_path / download.suggested_filename
    download.save_as(path)
    assert heapglass.open(path).total_size == heapglass.open(written(NAME)).total_size
    before = figures(heap_page)
    heap_page.open(path)
    expect(heap_page.snapshot("b")).to_have_attribute("data-stage", "ready")
    heap_page.snapshot("b").locator(".snapshot-button").click()
    expect(heap_page.page).to_have_title(f"B · {NAME}.heapglass – heapglass")
    assert figures(heap_page) == before
    heap_page.class_row("Session").dblclick()
    heap_page.rows_at(2).first.click()
    expect(heap_page.inspector.locator(".way .root")).to_be_visible()
    # There is no text of a snapshot left in it to redact.
    heap_page.snapshot("b").locator("[data-action=snapshot-menu]").click()
    expect(heap_page.page.locator('[data-item="redact"]')).to_have_attribute("aria-disabled", "true")


def test_a_saved_analysis_can_be_dropped(heap_page: HeapPage, tmp_path: Path) -> None:
    path = tmp_path / "a.heapglass"
    heapglass.open(written("kinds")).save(path)
    heap_page.page.evaluate(
        """([name, text]) => {
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], name));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
        }""",
        [path.name, b64encode(path.read_bytes()).decode()],
    )
    expect(heap_page.snapshot("b")).to_have_attribute("data-stage", "ready", timeout=PATIENCE)


def test_a_redacted_copy_says_first_what_is_still_in_the_clear(heap_page: HeapPage, tmp_path: Path) -> None:
    page = heap_page.page
    choose(heap_page, "redact")
    page.get_by_role("radio", name="Shapes").check()
    page.locator('[data-action="redact"]').click()
    clear = page.locator('[data-panel="in-the-clear"]')
    expect(clear).to_be_visible(timeout=PATIENCE)
    expect(clear).to_contain_text("The engine's names")
    with page.expect_download(timeout=PATIENCE) as download:
        page.locator('[data-action="save-redacted"]').click()
    path = tmp_path / download.value.suggested_filename
    assert path.name == f"{NAME}.redacted.heapsnapshot"
    download.value.save_as(path)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert heapglass.open(path).total_size == heapglass.open(written(NAME)).total_size
    assert b"Session" in written(NAME).read_bytes()
    assert b"Session" not in path.read_bytes()


def test_exports_and_reports(heap_page: HeapPage, tmp_path: Path) -> None:
    nodes = json.loads(Path(saved(heap_page, "save-nodes").path()).read_text())
    assert len(nodes["nodes"] if isinstance(nodes, dict) else nodes) == 1000
    html = saved(heap_page, "report-html")
    assert html.suggested_filename == f"{NAME}.report.html"
    assert Path(html.path()).read_text().lower().startswith("<!doctype html>")
    assert Path(saved(heap_page, "report-markdown").path()).read_text().startswith("#")
    assert json.loads(Path(saved(heap_page, "report-json").path()).read_text())["findings"]


def test_bytes_go_to_the_disk_as_they_are_made_and_can_be_stopped(heap_page: HeapPage) -> None:
    page = heap_page.page
    page.evaluate(TO_DISK)
    choose(heap_page, "save-analysis")
    expect(page.get_by_role("status").filter(has_text=f"Saved {NAME}.heapglass.")).to_be_visible(timeout=PATIENCE)
    whole = page.evaluate("globalThis.written")
    assert (whole["state"], whole["name"]) == ("closed", f"{NAME}.heapglass")
    assert whole["pieces"] >= 1
    # A slow disk: there is time to stop.
    slow = TO_DISK.replace(
        "written.pieces += 1;", "written.pieces += 1; await new Promise((go) => setTimeout(go, 3000));"
    )
    page.evaluate(slow)
    choose(heap_page, "save-analysis")
    page.locator('[data-action="stop-saving"]').click()
    expect(page.locator('[data-panel="saving"]')).to_have_count(0, timeout=PATIENCE)
    stopped = page.evaluate("globalThis.written")
    assert stopped["state"] == "aborted"
    heap_page.filter("Session")
    expect(heap_page.class_row("Session")).to_be_visible()


def test_a_snapshot_is_renamed_and_marked_as_the_base(heap_page: HeapPage) -> None:
    page = heap_page.page
    heap_page.open(written("sessions-before"), written("kinds"))
    button = heap_page.snapshot("b").locator(".snapshot-button")
    button.focus()
    page.keyboard.press("F2")
    expect(page.locator("[data-rename]")).to_be_focused()
    page.keyboard.type("before the leak")
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    expect(button).to_contain_text("before the leak")
    page.keyboard.press("Enter")
    expect(page).to_have_title("B · before the leak – heapglass")
    heap_page.snapshot("a").locator(".snapshot-button").dblclick()
    page.keyboard.type("nothing")
    page.keyboard.press("Escape")
    expect(heap_page.snapshot("a")).to_contain_text(NAME)

    heap_page.snapshot("b").click(button="right")
    page.locator('[data-item="base"]').click()
    page.keyboard.press("Escape")
    expect(heap_page.snapshot("b").locator(".base-tag")).to_be_visible()
    heap_page.snapshot("a").locator(".snapshot-button").click()
    page.keyboard.press("c")
    expect(page.locator(".comparison-bar select")).to_have_value("b")
