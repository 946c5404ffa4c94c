"""A snapshot that wants to be more than data: in every view, and in every file that is made of it, it stays text."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from heapglass.cli import app
from tests.e2e.heap_page import HeapPage
from tests.fixtures.draft import Draft

HOSTILE = [
    "<img src=x onerror=\"document.title='owned'\">",
    "<script>document.title='owned'</script>",
    "</script><svg onload=\"document.title='owned'\">",
    "'\"><iframe src=https://example.org/>",
    "javascript:document.title='owned'",
    "[click](javascript:alert(1)) ![x](https://example.org/x.png) <b>bold</b> | `code`",
    "https://example.org/?q=1",
    "../../../etc/passwd",
    "file:///etc/passwd",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "{{name}} $t(action.open) ${7*7} %s %n {0}",
    "{a|rich} {b|text}",
    "\u202egnp.exe\u202c \u2066hidden\u2069",
    "\x1b[2J\x1b]0;owned\x07\x1b[31mred \x9b31m",
    "a\nb\u0000c\r\u2028d\u2029e",
    "\ud800 alone",
    "<div onclick=alert(1) id=x>",
    "Detached <img src=x onerror=alert(1)>",
    "",
]
LONG = 10_000_000

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


def hostile(path: Path, more: int = 0) -> Path:
    draft = Draft()
    root = draft.node("synthetic")
    holder = draft.node("object", "Holder", 16)
    draft.edge(root, "element", 1, holder)
    for kind in ("object", "string", "closure", "native", "hidden", "code", "symbol"):
        for text in HOSTILE:
            for _ in range(2 + more):
                node = draft.node(kind, text, 32, state=2 if kind == "native" else 0)
                draft.edge(holder, "property", text, node)
                draft.edge(node, "context" if kind == "hidden" else "internal", text, holder)
            if kind in ("object", "closure"):
                draft.location(node, 1, 2, 3)
    for kind in ("object", "string"):
        draft.edge(holder, "property", "long", draft.node(kind, "<i>" + "x" * LONG, 10_000_000 * (1 + more)))
    return draft.write(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    return hostile(folder / "<img src=x onerror=alert(1)>.heapsnapshot"), hostile(folder / "__proto__.heapsnapshot", 3)


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


def assert_legible(said: str) -> None:
    """Nothing in it steers a terminal, or changes the order of letters."""
    assert not [letter for letter in said if (ord(letter) < 32 and letter != "\n") or 0x7F <= ord(letter) < 0xA0]
    assert not set("\u202e\u202c\u2066\u2069\u2028\u2029\u0000") & set(said)


COMMANDS = [
    *["summary FILE --limit 0", "nodes FILE --limit 0", "node FILE 3", "report FILE", "report BASE FILE"],
    *["compare BASE FILE --limit 0", "dominators FILE --limit 0", "dominators FILE 3", "retainers FILE 45"],
    *["path FILE 45", "strings FILE --limit 0"],
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_terminal(files: tuple[Path, Path], command: str) -> None:
    words = [{"FILE": files[1], "BASE": files[0]}.get(word, word) for word in command.split()]
    assert_legible(ran(*words))
    told: Any = json.loads(ran(*words, "--json"))
    assert told


def test_what_the_terminal_says_of_what_it_did(files: tuple[Path, Path], tmp_path: Path) -> None:
    base, later = files
    named = tmp_path / "\x1b[31mred\u202egnp.heapsnapshot"
    named.write_bytes(base.read_bytes())
    for words in (
        ["check", base, later, "--max-growth", "1kB"],
        ["redact", named, tmp_path / "\x1b[2J.heapsnapshot", "--keep", "names"],
        ["save", named, tmp_path / "\x1b[2J.heapglass"],
        ["report", named, "-o", tmp_path / "\x1b[2J.html"],
        ["summary", named],
    ):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code in (0, 1), (words, done.output, done.exception)
        assert_legible(done.output)


@pytest.mark.parametrize("content", [b"{", b"<html>", b'{"snapshot":{"meta":{"\x1b[31m":1}}}', None], ids=str)
def test_what_the_terminal_says_of_bad_files(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "\x1b[31mred\u202egnp.heapsnapshot"
    if content is not None:
        path.write_bytes(content)
    command = [sys.executable, "-m", "heapglass", "summary", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 2, done.stderr
    assert_legible(done.stdout + done.stderr)
