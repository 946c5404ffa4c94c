"""Bad files on the page: each ends in words that name it, or in its Summary, and the page stays as it was."""

import pytest
from playwright.sync_api import expect

from tests.core.test_snapshot_bad_files import CODES, EXPECTED, folder
from tests.e2e.heap_page import PATIENCE, HeapPage

USUAL = [
    "01-truncated-in-edges.heapsnapshot", "02-html.heapsnapshot", "03-heapprofile.json",
    "04-node_count-2pow53.heapsnapshot", "05-edge-to_node-out-of-range.heapsnapshot", "06-nodes-empty.heapsnapshot",
    "07-meta-missing.heapsnapshot", "08-deep-nesting.heapsnapshot", "09-gzip-two-members.heapsnapshot.gz",
    "12-order-strings-first-nodes-last.heapsnapshot",
]  # fmt: skip
"""One of each family; the others with `--whole-corpus`."""
PROFILE = "03-heapprofile.json"
"""No snapshot, and so rejected as one; the page has a view of its own for what it is."""


@pytest.mark.skipif(not EXPECTED, reason="there is no corpus of snapshots")
def test_bad_files(heap_page: HeapPage, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]) -> None:
    names = sorted(EXPECTED) if pytestconfig.getoption("--whole-corpus") else USUAL
    page = heap_page.visit().page
    wrong, table = [], []
    for name in names:
        page.set_input_files("#open-files", folder() / name)
        if name == PROFILE:
            page.get_by_role("button", name=f"Close {name}").click(timeout=PATIENCE)
            continue
        item = heap_page.snapshot("a")
        expect(item).not_to_have_attribute("data-stage", "waiting", timeout=PATIENCE)
        expect(item).not_to_have_attribute("data-stage", "loading", timeout=PATIENCE)
        stage = item.get_attribute("data-stage")
        code = page.get_by_role("alert").get_attribute("data-failure") if stage == "failed" else None
        good = code == CODES.get(name) and (stage == "ready" or page.locator("[role=alert] details").count() == 0)
        table.append(f"{'as expected' if good else 'NOT':11} {EXPECTED[name]:6} {stage} {code or ''}  {name}")
        if not good:
            wrong.append(table[-1])
        item.locator("[data-action=close]").evaluate("(button) => button.click()")
        expect(page.locator("[data-snapshot]")).to_have_count(0)
    with capsys.disabled():
        print(f"\n{len(table)} bad files on the page: {len(table) - len(wrong)} as expected, {len(wrong)} not")
    print("\n".join(table))
    assert wrong == []
