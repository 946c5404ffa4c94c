"""The Python console: what is typed runs on the open heap, and the core's own answer is what comes."""

import pytest
from playwright.sync_api import Locator, expect

import heapglass
from heapglass.columns import retained
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written


class Console:
    def __init__(self, page: HeapPage) -> None:
        self.page = page.page
        self.view = self.page.locator(".console-view")
        self.editor = self.page.get_by_role("textbox", name="Python")

    def type(self, text: str) -> None:
        self.editor.click()
        self.page.keyboard.type(text)

    def run(self, source: str) -> Locator:
        """What came of it, as a whole."""
        count = self.page.locator(".console-entry").count()
        self.editor.click()
        self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Control+Enter")
        entry = self.page.locator(".console-entry").nth(count)
        expect(entry).to_be_visible(timeout=PATIENCE)
        return entry


@pytest.fixture
def console(heap_page: HeapPage) -> Console:
    heap_page.visit().open(written("sessions-after"))
    heap_page.page.locator("[data-view=console]").click()
    return Console(heap_page)


def test_sets_of_nodes_are_tables_to_click(console: Console) -> None:
    refused: list[str] = []
    console.page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    fetched: list[str] = []
    console.page.on("request", lambda request: fetched.append(request.url))
    heap = heapglass.open(written("sessions-after"))
    nodes = heap.nodes(class_="Session").where(retained > 200).retained_by("sessions").sort()

    table = console.run('s = heap.nodes(class_="Session").where(retained > 200).retained_by("sessions").sort()\ns')
    expect(table.locator("[data-result=nodes]")).to_have_attribute("data-total", str(len(nodes)))
    ids = [row.get_attribute("data-node-id") for row in table.locator("[data-node-id]").all()]
    assert ids == [str(node.id) for node in nodes[:50]]
    table.locator("[data-action=console-more]").click()
    expect(table.locator("[data-node-id]").nth(249)).to_have_attribute("data-node-id", str(nodes[249].id))
    table.locator("[data-node-id] button").nth(3).click()
    expect(console.page.locator('[data-field="id"]')).to_have_attribute("data-value", str(nodes[3].id))

    groups = console.run('s.group_by("dominator")').locator("[data-key]")
    assert [row.get_attribute("data-key") for row in groups.all()] == [f"@{nodes[0].dominator.id}"]
    # All of the library is there, from here, once; and the page's policy had nothing to refuse.
    assert "csv" in console.run("import difflib, csv; csv.__name__").locator(".value").inner_text()
    assert [url.rsplit("/", 1)[1] for url in fetched if "later" in url or "full" in url] == [
        "heapglass-later.zip",
        "python_stdlib_full.zip",
    ]
    assert refused == []


def test_typing(console: Console) -> None:
    console.type("for x in range(2):")
    console.page.keyboard.press("Enter")  # there is more to type
    console.page.keyboard.type("print('<b>', x)")
    console.page.keyboard.press("Enter")
    console.page.keyboard.press("Enter")
    printed = console.page.locator(".console-entry .printed")
    expect(printed).to_have_text("<b> 0\n<b> 1", timeout=PATIENCE)
    expect(console.editor).to_have_text("")

    console.type("1/0")
    console.page.keyboard.press("Enter")
    error = console.page.locator("[data-error]")
    expect(error).to_contain_text('File "<console 2>", line 1, in <module>', timeout=PATIENCE)
    expect(error).to_contain_text("ZeroDivisionError: division by zero")
    expect(console.editor).to_have_text("")

    console.page.keyboard.press("ArrowUp")
    expect(console.editor).to_have_text("1/0")
    console.page.keyboard.press("ArrowUp")
    expect(console.editor).to_contain_text("for x in range(2):")
    console.page.keyboard.press("Control+a")
    console.page.keyboard.press("Delete")

    console.type('heap.nodes(class_="Sessi')
    expect(console.page.locator(".cm-tooltip-autocomplete li").first).to_have_text("Session", timeout=PATIENCE)
    console.page.keyboard.press("Tab")
    expect(console.editor).to_contain_text('class_="Session')
    # What is typed is nobody's shortcut.
    expect(console.view).to_be_visible()
    expect(console.page.locator(".menu, dialog[open]")).to_have_count(0)


def test_what_runs_for_ever_is_stopped(console: Console) -> None:
    console.run("mine = 1")
    console.editor.click()
    console.page.keyboard.insert_text("while True: pass")
    console.page.keyboard.press("Control+Enter")
    expect(console.view).to_have_attribute("data-console", "running")
    console.page.locator("[data-action=console-stop]").click()
    # The same file is read again, the page is the same, and what was run before is in sight.
    expect(console.page.locator(".console-entry .problem")).to_contain_text("Stopped", timeout=PATIENCE)
    expect(console.page.locator(".console-entry")).to_have_count(2)
    expect(console.editor).to_be_visible(timeout=PATIENCE)
    assert "NameError" in console.run("mine").inner_text()
    assert "63," in console.run("f'{heap.node_count:,}'").inner_text()
