"""Help: every guide in both languages, its live pictures, and the page that may connect to a program."""

import re
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.e2e.test_accessibility import AXE, violations
from tests.places import ROOT

GUIDES = ROOT / "web" / "src" / "language" / "help"
TOPICS = sorted(path.stem for path in (GUIDES / "en").glob("*.md"))


def test_both_languages_have_the_same_guides_with_the_same_code() -> None:
    assert sorted(path.stem for path in (GUIDES / "zh").glob("*.md")) == TOPICS
    for topic in TOPICS:
        english, chinese = ((GUIDES / language / f"{topic}.md").read_text() for language in ("en", "zh"))
        shapes = [re.findall(r"^(#+|```\w*|\||-|\d\.)(?= |\w|$)", text, re.MULTILINE) for text in (english, chinese)]
        assert shapes[0] == shapes[1], topic
        links = [re.findall(r"\]\(([^)]+)\)", text) for text in (english, chinese)]
        assert links[0] == links[1], topic
        assert english.startswith("# ")


def test_every_guide_is_shown(heap_page: HeapPage) -> None:
    page = heap_page.visit().page
    page.locator("[data-action=help]").click()
    text = page.locator("[data-guide]")
    for topic in (*TOPICS, "commands", "python"):
        page.locator(f'[data-topic="{topic}"]').click()
        expect(text).to_have_attribute("data-guide", topic)
        expect(text.locator("h1")).to_be_visible(timeout=PATIENCE)
        assert f"topic={topic}" in page.url
        assert "```" not in text.inner_text()
    page.get_by_role("button", name="中文").click()
    page.locator('[data-topic="hunt"]').click()
    expect(text.locator("h1")).to_have_text("一步步找出泄漏")
    page.go_back()
    expect(text).to_have_attribute("data-guide", "python")


def test_the_pictures_are_alive(heap_page: HeapPage) -> None:
    page = heap_page.visit("#/help?topic=concepts").page
    sketch = page.locator("[data-sketch=retained]").first
    expect(sketch.get_by_role("status")).to_contain_text("session: 400 B itself, 60.4 kB retained", timeout=PATIENCE)
    sketch.locator('[data-node="5"]').click()
    expect(sketch.get_by_role("status")).to_contain_text("nothing else depends on it alone")
    dominators = page.locator("[data-sketch=dominator]")
    expect(dominators.get_by_role("status")).to_contain_text("leads through a")
    dominators.get_by_role("button", name="The object before").press("Enter")
    expect(dominators.get_by_role("status")).to_contain_text("Every way to c leads through a")


@pytest.mark.parametrize(("width", "colours"), [(1440, "light"), (360, "dark")])
def test_axe_finds_nothing(heap_page: HeapPage, width: int, colours: str) -> None:
    page = heap_page.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    for topic in ("concepts", "live"):
        heap_page.visit(f"#/help?topic={topic}")
        page.reload()
        expect(page.locator("[data-guide] h1")).to_be_visible(timeout=PATIENCE)
        page.evaluate(AXE.read_text())
        assert violations(page) == []


PROGRAM = """
class Session { constructor(at) { this.at = at; } }
globalThis.kept = Array.from({ length: 321 }, (_, at) => new Session(at));
setInterval(() => {}, 1000);
"""


@pytest.fixture
def node() -> Iterator[str]:
    """The line that a program with an open inspector prints."""
    command = ["node", "--inspect=127.0.0.1:0", "-e", PROGRAM]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        try:
            assert program.stderr
            yield program.stderr.readline()
        finally:
            program.kill()


def capture_page(page: Page) -> Page:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Capture").first.click()
    return opened.value


def test_a_snapshot_is_taken_from_the_page(heap_page: HeapPage, node: str) -> None:
    heap_page.visit("#/help?topic=live")
    taking = capture_page(heap_page.page)
    taking.locator("[data-address]").fill("ws://example.org:9229/x")
    expect(taking.locator("[data-action=take]")).to_be_disabled()
    taking.locator("[data-address]").fill(node)
    taking.locator("[data-action=take]").click()
    expect(taking.locator("[data-capture=taken]")).to_contain_text("heapsnapshot", timeout=PATIENCE)
    heap_page.wait_for_state("ready")
    heap_page.page.evaluate("location.hash = '#/summary?q=Session'")
    expect(heap_page.class_row("Session").first).to_contain_text("321", timeout=PATIENCE)


def test_only_the_page_for_it_may_connect(heap_page: HeapPage, site: str, node: str) -> None:
    page = heap_page.page.context.new_page()
    attempt = """address => new Promise((resolve) => {
        const socket = new WebSocket(address);
        socket.onopen = () => resolve("open");
        socket.onerror = () => resolve("refused");
    })"""
    address = node.split()[-1]
    for path, elsewhere in (("", "refused"), ("capture.html", "open")):
        page.goto(site + path)
        assert page.evaluate(attempt, address) == elsewhere
    reach = "address => fetch(address).then(() => 'reached', (error) => error.name)"
    assert page.evaluate(reach, "https://example.org/") == "TypeError"
    assert page.evaluate(reach, site) == "TypeError"
    page.locator("[data-address]").fill("ws://127.0.0.1:1/x")
    page.locator("[data-action=take]").click()
    expect(page.get_by_role("alert")).to_contain_text("heapglass capture")
    page.close()
