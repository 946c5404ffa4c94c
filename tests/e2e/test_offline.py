"""The page without a network, as an installed program, and when there is a new version of it."""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import SITE, serving
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written

# The page's policy forbids `wait_for_function`, which evaluates.
KEPT = """async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.ready;
    if (!serviceWorker.controller)
        await new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
}"""
LOOK_FOR_NEW_VERSION = "async () => { await (await navigator.serviceWorker.ready).update() }"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


def visited(page: Page, address: str) -> HeapPage:
    heap_page = HeapPage(page, address).visit()
    heap_page.wait_for_state("ready")
    # It registers when there is time for it.
    page.wait_for_timeout(1500)
    page.evaluate(KEPT)
    return heap_page


def test_after_one_visit_it_needs_no_network_even_below_a_path(context: BrowserContext, tmp_path: Path) -> None:
    (tmp_path / "user" / "repository").mkdir(parents=True)
    (tmp_path / "user" / "repository" / "site").symlink_to(SITE)
    wrong: list[str] = []
    with serving(tmp_path) as host:
        first = context.new_page()
        first.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        visited(first, f"{host}user/repository/site/")
        first.close()
    context.set_offline(True)

    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    # All that it asks for is answered here: nothing is so much as tried on the network.
    # The browser itself asks for the tab's icon, past the service worker, sooner or later.
    page.on("requestfailed", lambda request: request.url.endswith("/icon.svg") or wrong.append(request.url))
    heap_page = HeapPage(page, f"{host}user/repository/site/").visit()
    heap_page.wait_for_state("ready")
    heap_page.open(written("kinds"))
    expect(heap_page.class_row("Array")).to_be_visible()
    # The example and the code of a view that was never looked at are there, too.
    page.reload()
    heap_page.wait_for_state("ready")
    page.locator("[data-action=example]").click()
    tour = page.locator("[data-panel=tour]")
    expect(tour).to_be_visible(timeout=PATIENCE)
    tour.locator("[data-action=tour-next]").click()
    expect(page.get_by_role("treegrid", name="Comparison").locator('[data-class="(string)"]')).to_be_visible()
    assert wrong == []


def test_a_new_version_waits_until_it_is_wanted(context: BrowserContext, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("*.map"))
    with serving(site) as address:
        page = context.new_page()
        heap_page = visited(page, address).open(written("kinds"))
        note = page.locator("[data-panel=update]")
        expect(note).to_be_hidden()

        index, worker = site / "index.html", site / "sw.js"
        index.write_text(index.read_text().replace("<body>", '<body data-version="2">'))
        # as a build does when a file has changed
        worker.write_text(re.sub(r"(url:.index\.html.,revision:.)[0-9a-f]+", r"\g<1>2", worker.read_text()))
        page.evaluate(LOOK_FOR_NEW_VERSION)

        expect(note).to_contain_text("A new version of heapglass is there", timeout=PATIENCE)
        expect(note).to_contain_text("closes the open snapshots")
        expect(heap_page.class_row("Array")).to_be_visible()
        assert page.locator("body").get_attribute("data-version") is None
        # Its worker answers, and views that were not looked at yet come, while the new version waits.
        heap_page.class_row("Array").dblclick()
        expect(heap_page.rows_at(2).first).to_be_visible(timeout=PATIENCE)
        page.locator("[data-view=containment]").click()
        expect(page.get_by_role("treegrid", name="Containment").get_by_role("row").nth(2)).to_be_visible()

        with page.expect_event("load"):
            note.get_by_role("button", name="Reload").click()
        assert page.locator("body").get_attribute("data-version") == "2"
        heap_page.wait_for_state("ready")


@pytest.mark.whole_corpus
def test_a_new_version_takes_over_while_a_file_is_read(context: BrowserContext, tmp_path: Path) -> None:
    """Another tab lets it. The file is read to its end, and a view whose code is gone by now says so."""
    site = tmp_path / "site"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("*.map"))
    long_file = tmp_path / "long.heapsnapshot.gz"
    with gzip.open(long_file, "wb", 1) as file:
        file.write(written("kinds").read_bytes().rstrip()[:-1])
        for _ in range(400):
            file.write(b" " * (1 << 20))
        file.write(b"}")
    with serving(site) as address:
        page = context.new_page()
        heap_page = visited(page, address)
        other = context.new_page()
        HeapPage(other, address).visit().wait_for_state("ready")
        page.bring_to_front()
        page.set_input_files("#open-files", long_file)
        expect(heap_page.snapshot("a").get_by_role("progressbar")).to_be_visible()

        index, worker = site / "index.html", site / "sw.js"
        view = next((site / "assets").glob("containment-view-*.js"))
        view.rename(view.with_name("containment-view-new.js"))
        index.write_text(index.read_text().replace("<body>", '<body data-version="2">'))
        listed = re.sub(r"(url:.index\.html.,revision:.)[0-9a-f]+", r"\g<1>2", worker.read_text())
        worker.write_text(listed.replace(view.name, "containment-view-new.js"))
        other.evaluate(LOOK_FOR_NEW_VERSION)
        with other.expect_event("load"):
            other.locator("[data-panel=update]").get_by_role("button", name="Reload").click(timeout=PATIENCE)

        expect(page.locator("[data-panel=update]")).to_be_visible(timeout=PATIENCE)
        heap_page.wait_for_state("ready")
        expect(heap_page.class_row("Array")).to_be_visible()
        assert page.locator("body").get_attribute("data-version") is None
        page.locator("[data-view=containment]").click()
        expect(page.get_by_text("This part of the page could not be loaded")).to_be_visible(timeout=PATIENCE)
        page.locator("[data-view=summary]").click()
        expect(heap_page.class_row("Array")).to_be_visible()


def test_it_can_be_installed_and_opens_snapshots(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    HeapPage(page, site).visit().wait_for_state("ready")
    protocol = context.new_cdp_session(page)
    found = protocol.send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    accepted = {ending for kinds in manifest["file_handlers"] for each in kinds["accept"].values() for ending in each}
    assert accepted == {".heapsnapshot", ".heaptimeline", ".heapprofile", ".heapglass"}
    errors = protocol.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A browser of a test is a private window, which nothing can be installed from.
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []
    for icon in manifest["icons"]:
        assert (SITE / icon["src"]).is_file()


def test_files_that_the_system_hands_over_are_opened(context: BrowserContext, site: str) -> None:
    context.add_init_script(
        "Object.defineProperty(globalThis, 'launchQueue', { value: { setConsumer(take) { this.take = take } } })"
    )
    page = context.new_page()
    heap_page = HeapPage(page, site).visit()
    heap_page.wait_for_state("ready")
    page.evaluate(
        """(text) => launchQueue.take({ files: [{ getFile: async () => new File([text], "a.heapsnapshot") }] })""",
        written("kinds").read_text(),
    )
    expect(heap_page.class_row("Array")).to_be_visible(timeout=PATIENCE)
