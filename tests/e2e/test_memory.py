"""Files that may not fit, memory that runs out, data above 2 GB, workers that die: the page says so, and lives on."""

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import heapglass
from tests.e2e.conftest import SITE
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.draft import Draft
from tests.fixtures.written import written
from web.serve import SiteHandler, SiteServer

FILLED_RUNTIME = """
// Pyodide, whose memory is taken, up to an address, once the core is there.
import { loadPyodide as load } from "./pyodide-itself.mjs";
export * from "./pyodide-itself.mjs";
export async function loadPyodide(options) {
  const python = await load(options);
  const upto = await (await fetch(new URL("fill.json", options.indexURL), { cache: "no-store" })).json();
  globalThis.memory = () => python._module.HEAPU8.length;
  const pyimport = python.pyimport.bind(python);
  python.pyimport = (name) => {
    const module = pyimport(name);
    python.globals.set("upto", upto);
    python.runPython(`
import numpy as np
kept = []
for size in (1 << 26, 1 << 20, 1 << 16):
    try:
        while upto and (not kept or kept[-1].ctypes.data < upto or kept[-1].size > size):
            kept.append(np.empty(size, np.uint8))
    except MemoryError:
        pass
`);
    return module;
  };
  return python;
}
"""
ALL = 1 << 33
HALF = 1 << 31


@contextmanager
def filled_site(folder: Path, upto: list[int]) -> Iterator[str]:
    """The site, its first worker's memory filled up to `upto[0]`, the second's to `upto[1]` …, then no more."""
    runtime = folder / "runtime"
    runtime.mkdir(parents=True)
    for path in SITE.iterdir():
        if path.name not in ("runtime", "assets"):
            (folder / path.name).symlink_to(path)
    # the page holds the runtime to what it was built with
    digests = [
        hashlib.sha256(text).hexdigest()
        for text in ((SITE / "runtime" / "pyodide.mjs").read_bytes(), FILLED_RUNTIME.encode())
    ]
    shutil.copytree(SITE / "assets", folder / "assets", ignore=shutil.ignore_patterns("*.map"))
    for path in (folder / "assets").glob("*.js"):
        path.write_text(path.read_text().replace(*digests))
    for path in (SITE / "runtime").iterdir():
        (runtime / path.name).symlink_to(path)
    (runtime / "pyodide.mjs").rename(runtime / "pyodide-itself.mjs")
    (runtime / "pyodide.mjs").write_text(FILLED_RUNTIME)
    left = list(upto)

    class Filling(SiteHandler):
        def do_GET(self) -> None:  # noqa: N802 -- the name that http.server calls
            if not self.path.endswith("/fill.json"):
                super().do_GET()
                return
            body = json.dumps(left.pop(0) if left else 0).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with SiteServer(("127.0.0.1", 0), partial(Filling, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@pytest.fixture
def large(tmp_path: Path) -> Callable[[int, int], Path]:
    """A file that claims to be large; on the disk it takes nothing."""

    def make(nodes: int, edges: int) -> Path:
        snapshot = Draft().document()["snapshot"] | {"node_count": nodes, "edge_count": edges}
        path = tmp_path / "large.heapsnapshot"
        with path.open("wb") as file:
            file.write(json.dumps({"snapshot": snapshot})[:-1].encode())
            file.truncate(2_000_000_000)
        return path

    return make


def test_what_may_not_fit_is_asked_about(heap_page: HeapPage, large: Callable[[int, int], Path]) -> None:
    path = large(30_000_000, 200_000_000)
    heap_page.visit().open(written("kinds")).open(path, state="asking")
    heap_page.snapshot("b").get_by_role("button").first.click()
    panel = heap_page.page.get_by_role("alert")
    expect(panel).to_contain_text("It may not fit")
    expect(panel).to_contain_text("4.87 GB of memory are needed")
    expect(panel).to_contain_text("at most 4.29 GB")
    expect(panel).to_contain_text("heapglass summary FILE")
    panel.get_by_role("button", name="Close").click()
    heap_page.wait_for_state("ready")
    assert heap_page.classes()


def test_it_can_be_tried_anyway(heap_page: HeapPage, large: Callable[[int, int], Path]) -> None:
    heap_page.visit().open(large(30_000_000, 200_000_000), state="asking")
    heap_page.page.get_by_role("button", name="Try anyway").click()
    heap_page.wait_for_state("error")
    expect(heap_page.page.get_by_role("alert")).to_contain_text("The file is incomplete")


def test_of_a_small_device_less_is_expected(heap_page: HeapPage, large: Callable[[int, int], Path]) -> None:
    heap_page.page.add_init_script("Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => 2 })")
    heap_page.visit().open(large(10_000_000, 70_000_000), state="asking")
    expect(heap_page.page.get_by_role("alert")).to_contain_text("This device has about 2.15 GB for all programs.")


def test_memory_runs_out(page: Page, tmp_path: Path) -> None:
    """The first worker has no room to open anything; the next one has."""
    with filled_site(tmp_path, [ALL]) as address:
        heap_page = HeapPage(page, address).visit()
        heap_page.wait_for_state("ready")
        heap_page.open(written("kinds"), state="error")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Not enough memory")
        expect(alert).to_contain_text("Close other snapshots and tabs")
        heap_page.open(written("kinds"))
        assert heap_page.classes()


def test_above_2_gb_all_is_the_same(page: Page, tmp_path: Path) -> None:
    """Two snapshots, both above; the second is compared with the first, whose bytes move from one to the other."""
    seen = []
    for name, upto in (("above", [HALF, HALF]), ("below", [])):
        with filled_site(tmp_path / name, upto) as address:
            heap_page = HeapPage(page, address).visit()
            heap_page.wait_for_state("ready")
            heap_page.open(written("sessions-before"), written("sessions-after"))
            seen.append(shown(heap_page))
            # a spare worker may not have come so far
            sizes = [worker.evaluate("globalThis.memory?.() ?? 0") for worker in page.workers]
            assert sum(size > HALF for size in sizes) == len(upto)
    assert seen[0] == seen[1]
    assert "4,000" in "".join(seen[0])


def shown(heap_page: HeapPage) -> list[str]:
    """What is on the page of a class, an object of it, what keeps that, and what came since the other snapshot."""
    page = heap_page.page
    page.goto(f"{heap_page.site}#/summary?s=b")
    heap_page.class_row("Session").first.dblclick()
    row = heap_page.rows_at(2).first
    row.click()
    row.press("Enter")
    expect(heap_page.inspector).to_contain_text("Session")
    expect(heap_page.retainers.locator("[role=row]").nth(1)).to_be_visible()
    # what comes later: the way to a root, the references
    expect(heap_page.inspector.locator(".way .root")).to_be_visible()
    expect(heap_page.references.locator("[data-node-id]").first).to_be_visible()
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    seen = [part.inner_text() for part in (heap_page.summary, heap_page.inspector, heap_page.retainers)]
    page.locator("[data-view=comparison]").click()
    comparison = page.get_by_role("treegrid", name="Comparison")
    expect(comparison.locator('[data-class="Session"]')).to_be_visible()
    return [*seen, comparison.inner_text()]


def test_what_was_closed_is_let_go_of(heap_page: HeapPage, tmp_path: Path) -> None:
    """In the page's own heap, looked at by ourselves."""

    def overviews(name: str) -> int:
        session = heap_page.page.context.new_cdp_session(heap_page.page)
        path = tmp_path / f"{name}.heapsnapshot"
        with path.open("w", encoding="utf-8") as file:
            session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: file.write(event["chunk"]))
            session.send("HeapProfiler.collectGarbage")
            session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
        session.detach()
        every = heapglass.open(path).nodes()
        return len(every.references("chosenScope").retainers("chosenScope"))

    heap_page.visit().open(written("kinds"))
    heap_page.class_row("Array").dblclick()
    heap_page.rows_at(2).first.click()
    expect(heap_page.inspector.locator('[data-field="dominator"]')).to_be_visible()
    assert overviews("open") == 1
    heap_page.snapshot("a").locator("[data-action=close]").evaluate("(button) => button.click()")
    expect(heap_page.page.locator("[data-snapshot]")).to_have_count(0)
    heap_page.page.wait_for_timeout(500)
    assert overviews("closed") == 0


THROWS = "setTimeout(() => { throw new Error('the end') })"


@pytest.mark.parametrize("death", ["self.close()", pytest.param(THROWS, marks=pytest.mark.whole_corpus)])
def test_a_worker_that_dies_costs_one_snapshot(page: Page, site: str, death: str) -> None:
    heap_page = HeapPage(page, site).visit().open(written("sessions-before"))
    first = page.workers[0]
    heap_page.open(written("kinds"))
    first.evaluate(death)
    heap_page.wait_for_state("error")
    expect(heap_page.snapshot("a")).to_have_attribute("data-stage", "failed")
    expect(heap_page.snapshot("b")).to_have_attribute("data-stage", "ready")
    heap_page.snapshot("a").get_by_role("button").first.click()
    expect(page.get_by_role("alert")).to_contain_text("The worker crashed")
    page.get_by_role("alert").get_by_role("button", name="Dismiss").click()
    heap_page.wait_for_state("ready")
    heap_page.class_row("Array").first.dblclick()
    expect(heap_page.rows_at(2).first).to_be_visible(timeout=PATIENCE)
