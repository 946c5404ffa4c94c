"""Takes the pictures that the README shows: `python -m tests.e2e.screenshots`, after `make site`."""

from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.e2e.conftest import SITE, chromium, serving
from tests.e2e.heap_page import HeapPage
from tests.fixtures.written import written
from tests.places import ROOT

FOLDER = ROOT / "web" / "screenshots"


def summary(heap_page: HeapPage, picture: Path) -> None:
    """The closure leak, one of its links selected, and what keeps it."""
    heap_page.open(written("closure-leak-40"))
    heap_page.class_row("{longStr, someMethod}").dblclick()
    heap_page.rows_at(2).nth(3).click()
    expect(heap_page.retainers.locator('[aria-level="6"]')).to_be_visible()
    expect(heap_page.inspector.locator('[data-field="dominator"]')).to_be_visible()
    heap_page.page.mouse.move(0, 0)
    heap_page.page.wait_for_timeout(500)
    heap_page.page.screenshot(path=picture)


def overview(heap_page: HeapPage, picture: Path) -> None:
    """The leak of the example, told from two snapshots."""
    heap_page.page.set_viewport_size({"width": 1280, "height": 860})
    heap_page.visit("#/overview")
    heap_page.page.reload()
    examples = SITE / "examples"
    heap_page.open(*(examples / f"express-{name}.heapsnapshot.gz" for name in ("1-request", "40-requests")))
    expect(heap_page.page.locator("[data-panel=growth]")).to_be_attached()
    expect(heap_page.page.locator("[data-panel=findings] article").first).to_be_visible()
    expect(heap_page.page.locator('[data-chart][aria-busy="false"]').first).to_be_visible()
    heap_page.page.keyboard.press("Escape")
    heap_page.page.evaluate("document.activeElement.blur()")
    heap_page.page.mouse.move(0, 0)
    heap_page.page.wait_for_timeout(1000)
    heap_page.page.screenshot(path=picture)


def graph(heap_page: HeapPage, picture: Path) -> None:
    """What holds one of the links, and what it refers to."""
    page = heap_page.page
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 1280, "height": 860})
    heap_page.visit("#/summary?s=a")
    page.reload()
    heap_page.open(written("closure-leak-40"))
    heap_page.class_row("{longStr, someMethod}").dblclick()
    heap_page.rows_at(2).nth(3).click()
    expect(heap_page.inspector.locator('[data-field="dominator"]')).to_be_visible()
    page.keyboard.press("g")
    expect(page.locator("[data-graph][data-nodes]")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)
    page.screenshot(path=picture)


def smaller(picture: Path) -> None:
    """With a palette, where Pillow is there to make one: a README is read over slow connections, too."""
    try:
        from PIL import Image
    except ImportError:
        return
    Image.open(picture).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with serving(SITE) as site, sync_playwright() as playwright:
        launch = chromium()
        # Without coloured fringes, letters look right on every screen, and the files are smaller.
        browser = playwright.chromium.launch(**launch | {"args": [*launch["args"], "--disable-lcd-text"]})
        page = browser.new_page(viewport={"width": 1280, "height": 640})
        heap_page = HeapPage(page, site).visit("#/summary")
        summary(heap_page, FOLDER / "summary.png")
        overview(heap_page, FOLDER / "overview.png")
        graph(heap_page, FOLDER / "graph.png")
        browser.close()
    for picture in FOLDER.glob("*.png"):
        smaller(picture)


if __name__ == "__main__":
    main()
