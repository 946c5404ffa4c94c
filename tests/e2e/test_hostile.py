"""A snapshot that wants to be more than data: in every view, and in every report, it stays text."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from heapglass.cli import app
from tests.e2e.heap_page import HeapPage
from tests.fixtures.hostile import hostile_pair

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return hostile_pair(tmp_path_factory.mktemp("hostile"))


def assert_inert(page: Page, where: str) -> None:
    found = page.evaluate(
        """() => ({
          violations: window.violations,
          title: document.title.includes("owned"),
          elements: [...document.querySelectorAll("img, iframe, object, embed, #page script, main a[href], b, i")]
            .filter((e) => !/^(#|blob:)/.test(e.getAttribute("href") ?? "")).map((e) => e.outerHTML.slice(0, 200)),
          handlers: [...document.querySelectorAll("#page *")].filter((e) =>
            e.getAttributeNames().some((name) => name.startsWith("on"))).length,
          polluted: Object.keys(Object.prototype).length,
          wide: document.documentElement.scrollWidth > innerWidth,
        })"""
    )
    assert found == {
        "violations": [],
        "title": False,
        "elements": [],
        "handlers": 0,
        "polluted": 0,
        "wide": False,
    }, where


def test_every_view(heap_page: HeapPage, files: tuple[Path, Path]) -> None:
    page = heap_page.page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.add_init_script(WATCH)
    heap_page.visit().open(*files)
    heap_page.class_row("Holder").dblclick()
    heap_page.rows_at(2).first.click()
    names = [view.get_attribute("data-view") for view in page.locator("[data-view]").all()]
    assert {"overview", "summary", "comparison"} <= set(names)
    box = page.viewport_size or {"width": 1280, "height": 720}
    for name in names:
        button = page.locator(f"[data-view={name}]")
        if button.is_disabled():
            continue
        button.click()
        expect(button).to_have_attribute("aria-current", "page")
        page.wait_for_timeout(300)
        expect(page.locator("main [aria-busy=true]")).to_have_count(0)
        for grid in page.get_by_role("treegrid").all():
            grid.focus()
            for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowRight", "ArrowDown", "Enter", "End", "ArrowUp"):
                page.keyboard.press(key)
        for across in range(2, 9):  # what shows when the mouse is over it
            page.mouse.move(box["width"] * across / 10, box["height"] * (across % 4 + 2) / 8)
        page.wait_for_timeout(100)
        assert_inert(page, str(name))
    assert dialogs == []


class Elements(HTMLParser):
    """Tags and attributes of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))


def ran(*words: str | Path) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, (words, done.output[-500:], done.exception)
    return done.output


def test_reports(page: Page, files: tuple[Path, Path], tmp_path: Path) -> None:
    base, later = files
    for ending in ("html", "md", "json"):
        ran("report", base, later, "-o", tmp_path / f"report.{ending}")
    html = (tmp_path / "report.html").read_text()
    elements = Elements()
    elements.feed(html)
    assert not {"script", "img", "iframe", "svg", "object", "embed", "link"} & {tag for tag, _ in elements.seen}
    for _, attributes in elements.seen:
        assert not [name for name, value in attributes if name.startswith("on") or "javascript:" in (value or "")]
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: requests.append(dialog.message))
    page.goto((tmp_path / "report.html").as_uri())
    assert "owned" not in page.title()
    assert len(requests) == 1
    rendered = Elements()
    rendered.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render((tmp_path / "report.md").read_text()))
    assert not {"a", "b", "i", "img", "script", "iframe", "svg", "div"} & {tag for tag, _ in rendered.seen}
    json.loads((tmp_path / "report.json").read_text())
