"""The Python console: what is typed runs on the open heap, and the core's own answer is what comes."""

import re

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
        entry = self.page.locator(".console-entry:not([data-running])").nth(count)
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


def test_sets_get_names_and_views(console: Console) -> None:
    page = console.page
    heap = heapglass.open(written("sessions-after"))
    sessions = heap.nodes(class_="Session")
    console.run('heap.nodes(class_="Session").save_as("Mine <b>")')
    table = console.run('heap.nodes(class_="Map")')
    table.locator("[data-action=set-save]").click()
    expect(page.locator("[data-name-field]")).to_be_focused()
    page.keyboard.type("Maps")
    page.keyboard.press("Enter")
    table.locator("[data-action=set-open]").click()

    grid = page.get_by_role("treegrid", name="Maps")
    expect(grid.locator("[data-node-id]").first).to_be_visible(timeout=PATIENCE)
    expect(page).to_have_url(re.compile(r"#/set\?s=a&name=Maps$"))
    page.locator('[data-set="Mine <b>"]').click()
    mine = page.get_by_role("treegrid", name="Mine <b>")
    largest = sessions.sort()[0].retained_size
    expect(mine.locator("[data-node-id]").first).to_be_visible(timeout=PATIENCE)
    first = int(mine.locator("[data-node-id]").first.get_attribute("data-node-id") or 0)
    assert heap.by_id(first).retained_size == largest
    expect(page.locator("[data-total]").first).to_have_attribute("data-total", "3000")
    mine.locator("[data-node-id]").first.click()
    expect(page.locator('[data-field="id"]')).to_have_attribute("data-value", str(first))
    page.go_back()
    page.go_back()
    expect(grid).to_be_visible()
    page.go_forward()
    expect(mine).to_be_visible()

    page.locator("[data-action=set-rename]").click()
    expect(page.locator("[data-name-field]")).to_be_focused()
    page.keyboard.type("Sessions")
    page.keyboard.press("Enter")
    expect(page.get_by_role("treegrid", name="Sessions")).to_be_visible()
    expect(page.locator("[data-set]")).to_have_count(2)
    page.keyboard.press("Control+k")
    page.keyboard.type("Sessi")
    expect(page.locator("dialog[open]").get_by_text("Sessions", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-action=set-remove]").click()
    expect(page.locator("[data-set]")).to_have_count(1)
    page.locator("[data-action=undo]").click()
    expect(page.locator("[data-set]")).to_have_count(2)


def test_names_are_explained(console: Console) -> None:
    page = console.page
    console.run("1")  # the library is there
    console.type("heap.node")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_have_text("node", timeout=PATIENCE)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cm-completionInfo")).to_contain_text("node(ordinal)", timeout=PATIENCE)
    page.keyboard.press("Escape")
    page.keyboard.type("s")
    page.keyboard.press("Escape")
    page.locator(".cm-line").last.hover(position={"x": 60, "y": 10})
    expect(page.locator(".cm-described")).to_contain_text("as a set to compute with", timeout=PATIENCE)
    console.page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    why = console.run('heap.nodes(class_="Session").paths(3)').locator("[data-result=table]")
    expect(why.locator("tbody tr")).to_have_count(3)
    why.locator("[data-node-id] button").first.click()
    expect(page.locator("[data-panel=inspector]")).to_contain_text("Session")


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
    console.run('mine = heap.nodes(class_="Session").save_as("Mine")')
    console.editor.click()
    console.page.keyboard.insert_text("n = 0\nwhile True:\n    n += 1\n    if n % 100_000 == 1: print('at', n)")
    console.page.keyboard.press("Control+Enter")
    expect(console.view).to_have_attribute("data-console", "running")
    # What it prints is there while it runs, and stays.
    expect(console.page.locator("[data-running] .printed")).to_contain_text("at 100001", timeout=PATIENCE)
    console.page.locator("[data-action=console-stop]").click()
    # The same file is read again, the page is the same, and what was run before is in sight.
    expect(console.page.locator(".console-entry .problem")).to_contain_text("Stopped", timeout=PATIENCE)
    expect(console.page.locator(".console-entry .printed")).to_contain_text("at 100001")
    expect(console.page.locator(".console-entry")).to_have_count(2)
    expect(console.editor).to_be_visible(timeout=PATIENCE)
    assert "NameError" in console.run("mine").inner_text()
    # Sets that have a name outlive the worker that made them.
    console.page.locator('[data-set="Mine"]').click()
    expect(console.page.locator(".tree-grid.set [data-node-id]").first).to_be_visible(timeout=PATIENCE)
    console.page.locator("[data-view=console]").click()
    assert "3000" in console.run("len(heap.named_sets['Mine'])").inner_text()
    assert "63," in console.run("f'{heap.node_count:,}'").inner_text()
