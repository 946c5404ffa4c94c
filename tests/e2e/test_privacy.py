"""Nothing leaves the page, and nothing in a file becomes more than text."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.heap_page import HeapPage
from tests.fixtures.draft import Draft
from tests.fixtures.written import written

ELSEWHERE = "https://example.org/"


# Later, so that it is the worker that evaluates, and not the browser's debugger, which may.
EVALUATE = """() => new Promise((resolve) => setTimeout(() => {
    try { resolve(new Function("return 'evaluated'")()) } catch (error) { resolve(error.name) }
}))"""


@pytest.fixture
def refusing(page: Page, site: str) -> HeapPage:
    """The page, on its own: the tests here make it try what it must not do."""
    return HeapPage(page, site).visit()


def test_the_policy_is_in_the_page(refusing: HeapPage) -> None:
    policy = refusing.page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content") or ""
    directives = dict(directive.strip().split(" ", 1) for directive in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["connect-src"] == "'self'"
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in policy


def test_neither_the_page_nor_the_worker_can_reach_another_origin(refusing: HeapPage) -> None:
    refusing.open(written("kinds"))
    attempt = f"() => fetch('{ELSEWHERE}').then(() => 'reached', (error) => error.name)"
    assert refusing.page.evaluate(attempt) == "TypeError"
    assert refusing.page.workers
    for worker in refusing.page.workers:
        assert worker.evaluate(attempt) == "TypeError"
        assert worker.evaluate(EVALUATE) == "EvalError"


HOSTILE = [
    "<img src=x onerror=\"document.title='owned'\">",
    "<script>document.title='owned'</script>",
    "javascript:alert(1)",
    "../../etc/passwd",
    "__proto__",
    "constructor",
    "{{name}} $t(action.open)",
    "\u202egnp.exe",
    "a\nb\u0000c\u2028d",
    "x" * 100_000,
    "\ud800 alone",
    "",
]


def test_strings_of_a_snapshot_stay_text(heap_page: HeapPage, tmp_path: Path) -> None:
    draft = Draft()
    root = draft.node("synthetic")
    holder = draft.node("object", "Holder", 16)
    draft.edge(root, "element", 1, holder)
    for kind in ("object", "string"):
        for text in HOSTILE:
            draft.edge(holder, "property", text, draft.node(kind, text, 32))
    path = draft.write(tmp_path / "<img src=x onerror=alert(1)>.heapsnapshot")
    heap_page.visit().open(path)
    heap_page.class_row("Holder").dblclick()
    heap_page.rows_at(2).first.click()
    heap_page.rows_at(2).first.dblclick()
    expect(heap_page.rows_at(3).first).to_be_visible()
    heap_page.summary.focus()
    for _ in range(len(HOSTILE) * 2 + 10):
        heap_page.page.keyboard.press("ArrowDown")
        heap_page.page.keyboard.press("Enter")
    expect(heap_page.inspector.locator('[data-field="name"]')).to_be_visible()
    assert heap_page.page.locator("img, main script, iframe").count() == 0
    expect(heap_page.page).to_have_title("A · <img src=x onerror=alert(1)>.heapsnapshot – heapglass")
    assert heap_page.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
