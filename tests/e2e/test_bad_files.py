"""Bad files on the page: each ends in words that name it, or in its Summary, and the page stays as it was."""

import gzip
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import BAD_FILE
from tests.core.test_snapshot_bad_files import CODES, EXPECTED, folder
from tests.core.test_snapshot_wrong import small, text_of, timeline
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written

BASE = "00-base-valid.heapsnapshot"
SLOWEST = 2.0
"""Times the good file's time."""
SLACK = 2.0
"""Seconds: a page that was just booted, on a machine that does other things, too."""
USUAL = [
    "00-base-valid.heapsnapshot", "01-truncated-in-edges.heapsnapshot", "02-html.heapsnapshot", "03-heapprofile.json",
    "04-node_count-2pow53.heapsnapshot", "08-deep-nesting.heapsnapshot",
]  # fmt: skip
"""A few; the core is given all of them, in CPython and in Pyodide, and the page with `--whole-corpus`."""
PROFILE = "03-heapprofile.json"
"""No snapshot, and so rejected as one; the page has a view of its own for what it is."""


@pytest.mark.skipif(not EXPECTED, reason="there is no corpus of snapshots")
def test_bad_files(
    heap_page: HeapPage, pytestconfig: pytest.Config, record_property: Callable[[str, object], None]
) -> None:
    names = sorted(EXPECTED) if pytestconfig.getoption("--whole-corpus") else USUAL
    page = heap_page.visit().page
    wrong, table = [], []
    times: dict[str, float] = {}
    for name in names:
        heap_page.wait_for_state("ready")  # Python has started
        began = perf_counter()
        page.set_input_files("#open-files", folder() / name)
        if name == PROFILE:
            page.get_by_role("button", name=f"Close {name}").click(timeout=PATIENCE)
            record_property(BAD_FILE, ("the page", name, "a profile, shown as one", True))
            continue
        item = heap_page.snapshot("a")
        expect(item).not_to_have_attribute("data-stage", "waiting", timeout=PATIENCE)
        expect(item).not_to_have_attribute("data-stage", "loading", timeout=PATIENCE)
        times[name] = perf_counter() - began
        soon = times[name] <= SLOWEST * times.get(BASE, times[name]) + SLACK
        stage = item.get_attribute("data-stage")
        code = page.get_by_role("alert").get_attribute("data-failure") if stage == "failed" else None
        good = (
            soon and code == CODES.get(name) and (stage == "ready" or page.locator("[role=alert] details").count() == 0)
        )
        became = f"{code or 'opened':20} {1000 * times[name]:5.0f} ms"
        record_property(BAD_FILE, ("the page", name, became, good))
        table.append(f"{'as expected' if good else 'NOT':11} {EXPECTED[name]:6} {stage} {became}  {name}")
        if not good:
            wrong.append(table[-1])
        item.locator("[data-action=close]").evaluate("(button) => button.click()")
        expect(page.locator("[data-snapshot]")).to_have_count(0)
    print("\n".join(table))
    assert wrong == []


GOOD = text_of(small())
PROFILE_TEXT = b'{"head":{"callFrame":{"functionName":"f"},"selfSize":1,"id":1,"children":[]},"samples":[]}'
OTHERS: dict[str, tuple[bytes, str]] = {
    "empty.heapsnapshot": (b"", "empty-file"),
    "empty": (b"", "empty-file"),
    "a brace.heapsnapshot": (b"{", "truncated-start"),
    "zeros.heapsnapshot": (bytes(100_000), "zeros"),
    "zeros and text.heapsnapshot": (bytes(4096) + GOOD, "zeros"),
    "twice.heapsnapshot.gz": (gzip.compress(gzip.compress(GOOD)), "gzip-twice"),
    "cut.heapsnapshot.gz": (gzip.compress(GOOD)[:-30], "gzip-truncated"),
    "checksum.heapsnapshot.gz": (gzip.compress(GOOD)[:-5] + b"!" + gzip.compress(GOOD)[-4:], "gzip-checksum"),
    "more.heapsnapshot.gz": (gzip.compress(GOOD) + b"<html>", "gzip-more"),
    "two in one.heapsnapshot.gz": (gzip.compress(GOOD) * 2, "text-after-end"),
    "zipped.heapsnapshot": (b"PK\x03\x04" + bytes(50), "archive"),
    "zipped.zip": (b"PK\x03\x04" + bytes(50), "archive"),
    "packed.heapsnapshot.zst": (b"\x28\xb5\x2f\xfd" + bytes(50), "compressed"),
    "wide.heapsnapshot": (GOOD.decode().encode("utf-16"), "utf-16"),
    "in a list.json": (b"[" + GOOD + b"]", "other-json"),
    "count.heapsnapshot": (GOOD.replace(b'"node_count":5', b'"node_count":4000000000'), "wrong-count"),
    "no names.heapsnapshot": (GOOD[: GOOD.index(b'"strings":[')] + b'"strings":[]}', "empty-section"),
    "a moment back.heaptimeline": (timeline(samples=[0, 9, 1000, 5]), "not-ascending"),
    "no such function.heaptimeline": (timeline(trace_tree=[1, 77, 0, 0, []]), "out-of-range"),
    "half a stack.heaptimeline": (timeline(trace_tree=[1, 0, 0]), "bad-trace-tree"),
    "no such field.heaptimeline": (timeline(sample_fields=["when", "what"]), "missing-field"),
    "cut.heapglass": (b"\x89heapglass\r\n", "binary"),
    "cut.heapprofile": (PROFILE_TEXT[:-15], "profile-truncated"),
    "wrong.heapprofile": (PROFILE_TEXT.replace(b":1,", b":-1,"), "profile-bad-value"),
}


@pytest.mark.parametrize("language", ["en-GB", pytest.param("zh-CN", marks=pytest.mark.whole_corpus)])
def test_others(browser: Browser, site: str, tmp_path: Path, language: str, pytestconfig: pytest.Config) -> None:
    """Each is told in a sentence, with the byte where that is known, and what to do; the page goes on."""
    with browser.new_context(locale=language, service_workers="block") as context:
        heap_page = HeapPage(context.new_page(), site)
        page = heap_page.visit().page
        step = 1 if pytestconfig.getoption("--whole-corpus") else 3
        for name, (content, code) in list(OTHERS.items())[::step]:
            path = tmp_path / name
            path.write_bytes(content)
            heap_page.wait_for_state("ready")
            page.set_input_files("#open-files", path)
            alert = page.get_by_role("alert")
            expect(alert, name).to_have_attribute("data-failure", code, timeout=PATIENCE)
            words = " ".join(alert.locator(".failure-message, .failure-advice").all_inner_texts())
            assert "{{" not in words, (name, words)
            assert ("\u4e00" < max(words) < "\uff60") == (language == "zh-CN"), (name, words)
            assert alert.locator("details").count() == 0, name
            page.locator("[data-snapshot] [data-action=close], [data-profile] + button").first.click()
            expect(alert).to_have_count(0)
        heap_page.open(written("kinds"))
