"""What axe finds wrong: nothing, in any width and colours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written
from tests.places import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = {
    "containment?s=a": ".tree-grid.containment [data-node-id] >> nth=0",
    "dominators?s=a&by=class": ".tree-grid.dominators [data-class] >> nth=0",
    "dominators?s=a&as=treemap": "[data-chart=treemap] canvas",
    "dominators?s=a&as=sunburst": "[data-chart=sunburst] canvas",
    "statistics?s=a": "[data-chart=statistics-ring] canvas",
    "console?s=a": ".console-view .cm-content",
}
"""What there is to see in each view, once it is there."""
RUN = """async (rules) => {
    const { violations } = await axe.run(document, { runOnly: rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}"""


LONG = pytest.mark.whole_corpus


@pytest.fixture(
    params=[
        (1440, "light"),
        (360, "dark"),
        pytest.param((1440, "dark"), marks=LONG),
        pytest.param((900, "light"), marks=LONG),
        pytest.param((360, "light"), marks=LONG),
    ]
)
def heap_page(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[HeapPage]:
    width, colours = request.param
    # axe is brought in from outside, which the page's policy forbids, as it should.
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True)
    yield HeapPage(context.new_page(), site).visit()
    context.close()


def violations(page: Page) -> list[str]:
    page.wait_for_timeout(200)  # what slides in has come to rest
    found: list[str] = page.evaluate(RUN, RULES)
    return found


def test_axe_finds_nothing(heap_page: HeapPage) -> None:
    page = heap_page.page
    page.evaluate(AXE.read_text())
    heap_page.wait_for_state("ready")
    assert violations(page) == []
    heap_page.open(written("kinds"))
    assert violations(page) == []
    heap_page.class_row("Array").first.locator(".twisty").click()
    heap_page.rows_at(2).first.click()
    expect(heap_page.inspector.locator('[data-field="dominator"]')).to_be_visible()
    assert violations(page) == []
    for view, shown in VIEWS.items():
        page.evaluate("hash => { location.hash = hash; }", f"#/{view}")
        expect(page.locator(shown)).to_be_visible()
        assert violations(page) == [], view
    page.get_by_role("textbox", name="Python").click()
    page.keyboard.insert_text('heap.nodes(class_="Map").save_as("Maps")\nheap.nodes(class_="Map").paths(2)')
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-result=table]")).to_be_visible(timeout=PATIENCE)
    assert violations(page) == []
    page.locator('[data-set="Maps"]').click()
    expect(page.locator(".tree-grid.set [data-node-id]").first).to_be_visible()
    assert violations(page) == []
    page.evaluate("location.hash = '#/summary'")  # in the console, a question mark is text
    heap_page.summary.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


def test_axe_finds_nothing_on_the_page_that_captures(heap_page: HeapPage, site: str) -> None:
    page = heap_page.page
    page.goto(f"{site}capture.html")
    page.evaluate(AXE.read_text())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("textbox").first.fill("ws://127.0.0.1:1/nobody")
    page.get_by_role("button", name="Take").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("heap_page", [(1440, "light"), (360, "dark")], indirect=True)
def test_axe_finds_nothing_in_the_graph_and_the_tour(heap_page: HeapPage) -> None:
    page = heap_page.page
    page.evaluate(AXE.read_text())
    heap_page.wait_for_state("ready")
    page.locator("[data-action=example]").click()
    expect(page.locator("[data-panel=tour]")).to_be_visible(timeout=PATIENCE)
    assert violations(page) == []
    for _ in range(4):
        page.locator("[data-action=tour-next]").click()
    expect(heap_page.inspector.locator('[data-field="source_position"]')).to_contain_text("server.js")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.locator("[data-graph][data-nodes]")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")
    page.locator(".graph-list summary").click()
    assert violations(page) == []


@pytest.mark.parametrize(
    "heap_page",
    [(1440, "light"), (360, "dark"), pytest.param((1440, "dark"), marks=pytest.mark.whole_corpus)],
    indirect=True,
)
def test_axe_finds_nothing_in_what_floats(heap_page: HeapPage) -> None:
    """The palette with results, menus, the dialogs; and the views that only say how to fill them."""
    page = heap_page.page
    page.evaluate(AXE.read_text())
    heap_page.open(written("kinds"))
    for view in ("comparison", "timeline"):
        page.evaluate("hash => { location.hash = hash; }", f"#/{view}?s=a")
        expect(page.locator(".first-steps")).to_be_visible()
        assert violations(page) == [], view
    page.evaluate("location.hash = '#/summary?s=a'")

    page.keyboard.press("Control+k")
    assert violations(page) == [], "the palette"
    page.keyboard.type("array")
    expect(page.locator("[data-group=nodes] [role=option]").first).to_be_visible()
    assert violations(page) == [], "the palette's results"
    page.keyboard.press("Escape")

    heap_page.summary.locator("[data-class]").first.click(button="right")
    expect(page.get_by_role("menu")).to_be_visible()
    assert violations(page) == [], "a row's menu"
    page.keyboard.press("Escape")
    if heap_page.summary.locator("[data-action=columns]").is_visible():
        heap_page.summary.locator("[data-action=columns]").click()
        expect(page.get_by_role("menu")).to_be_visible()
        assert violations(page) == [], "the columns"
        page.keyboard.press("Escape")
    heap_page.snapshot("a").click(button="right")
    page.locator("[data-item=redact]").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == [], "redacting"
    page.keyboard.press("Escape")
    heap_page.summary.focus()
    page.keyboard.press("?")
    page.get_by_role("dialog").locator("[data-action=licences]").click()
    expect(page.get_by_role("dialog").locator("summary").first).to_be_visible()
    assert violations(page) == [], "licences"
