"""One node: every fact exact, who keeps it, what it refers to; and the way there kept in the address."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import heapglass
from tests.e2e.heap_page import HeapPage
from tests.fixtures.draft import Draft
from tests.fixtures.written import written

LEAK = "closure-leak-40"
THING = "{longStr, someMethod}"


@pytest.fixture(scope="module")
def heap() -> heapglass.Heap:
    return heapglass.open(written(LEAK))


@pytest.fixture(scope="module")
def opened(browser: Browser, site: str) -> Iterator[HeapPage]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield HeapPage(page, site).visit().open(written(LEAK))
    page.close()


@pytest.fixture
def leak(opened: HeapPage) -> HeapPage:
    """The leaking snapshot, with nothing filtered, open or selected."""
    opened.page.keyboard.press("Escape")
    opened.filter("")
    for row in opened.summary.locator('[aria-level="1"][aria-expanded="true"]').all():
        row.locator(".twisty").click()
    return opened


def select_biggest(leak: HeapPage, name: str) -> int:
    """Open a class and select its first instance; returns its id."""
    leak.class_row(name).dblclick()
    instance = leak.rows_at(2).first
    instance.click()
    return int(instance.get_attribute("data-node-id") or 0)


def test_every_fact_is_exact(leak: HeapPage, heap: heapglass.Heap) -> None:
    node = heap.by_id(select_biggest(leak, THING))
    at = node.ordinal
    assert leak.field("id") == str(node.id)
    assert leak.field("node_type") == node.type
    assert leak.field("class_name") == node.class_name == THING
    assert int(leak.field("retained_size")) == heap.retained_sizes[at]
    assert int(leak.field("shallow_size")) == heap.shallow_sizes[at]
    assert int(leak.field("size")) == heap.self_sizes[at]
    assert int(leak.field("distance")) == heap.distances[at]
    assert int(leak.field("edge_count")) == len(node.edges)
    assert float(leak.field("pt")) == pytest.approx(heap.retained_sizes[at] / heap.self_sizes[at])
    assert float(leak.field("percent")) == pytest.approx(100 * heap.retained_sizes[at] / heap.total_size)
    assert int(leak.field("dominator")) == heap.ids[heap.dominators[at]]
    assert leak.field("detachedness") == "0"


def test_a_function_says_where_it_was_written(leak: HeapPage, heap: heapglass.Heap) -> None:
    leak.filter("Function")
    select_biggest(leak, "Function")
    place = heap.by_id(int(leak.field("id"))).location
    assert place is not None
    assert leak.field("source_position").endswith(f":{place.line + 1}:{place.column + 1}")


def test_its_references_are_those_of_the_file(leak: HeapPage, heap: heapglass.Heap) -> None:
    node = heap.by_id(select_biggest(leak, THING))
    expect(leak.references.locator("[data-node-id]")).to_have_count(len(node.edges))
    shown = {
        (row.get_attribute("data-edge-type"), row.get_attribute("data-edge-name"), row.get_attribute("data-node-id"))
        for row in leak.references.locator("[data-node-id]").all()
    }
    assert shown == {(edge.type, str(edge.name), str(edge.to_node.id)) for edge in node.edges}


def test_the_leak_is_found(leak: HeapPage) -> None:
    """The things are kept by one another: each by the closure of the next, the newest by `theThing`."""
    select_biggest(leak, THING)
    expect(leak.retainers.locator('[aria-level="4"]').first).to_be_visible()
    names = [row.get_attribute("data-edge-name") for row in leak.retainers.locator("[data-edge-name]").all()]
    assert "theThing" in names or "originalThing" in names
    expect(leak.inspector.locator(".kept-by")).to_contain_text("Kept by")
    share = float(leak.field("percent"))
    assert share > 50, "one object keeps most of the heap"


def test_looking_at_a_retainer_leaves_the_way_in_sight(leak: HeapPage) -> None:
    selected = select_biggest(leak, THING)
    first = leak.retainers.locator("[data-node-id]").first
    retainer = first.get_attribute("data-node-id") or ""
    first.click()
    expect(leak.inspector.locator('[data-field="id"]')).to_have_attribute("data-value", retainer)
    title = leak.page.locator(".retainers-pane .bar")
    expect(title).to_contain_text(f"@{selected}")
    leak.page.get_by_role("button", name=f"Show those of @{retainer}").click()
    expect(title).to_contain_text(f"@{retainer}")


def test_back_and_forward_go_through_the_selected_nodes(leak: HeapPage) -> None:
    first = str(select_biggest(leak, THING))
    leak.references.locator('[data-edge-name="someMethod"]').click()
    second = leak.field("id")
    assert second != first
    expect(leak.page).to_have_url(f"{leak.site}#/summary?s=a&node=@{second}")
    identity = leak.inspector.locator('[data-field="id"]')
    leak.page.keyboard.press("[")
    expect(identity).to_have_attribute("data-value", first)
    leak.page.keyboard.press("]")
    expect(identity).to_have_attribute("data-value", second)
    leak.page.go_back()
    expect(identity).to_have_attribute("data-value", first)


def test_an_id_typed_into_the_filter_goes_to_its_node(leak: HeapPage, heap: heapglass.Heap) -> None:
    node = int(heap.ids[heap.node_count // 2])
    leak.page.locator("[data-filter]").fill(f"@{node}")
    leak.page.keyboard.press("Enter")
    assert leak.field("id") == str(node)
    leak.page.locator("[data-filter]").fill("@999999999")
    leak.page.keyboard.press("Enter")
    expect(leak.inspector).to_contain_text("There is no node @999999999 in this snapshot.")


def test_an_address_brings_back_what_it_names(heap_page: HeapPage, heap: heapglass.Heap) -> None:
    node = int(heap.ids[heap.node_count // 2])
    heap_page.visit(f"#/summary?s=a&node=@{node}&q=Function&sort=count")
    heap_page.open(written(LEAK))
    assert heap_page.field("id") == str(node)
    expect(heap_page.page.locator("[data-filter]")).to_have_value("Function")
    head = heap_page.summary.locator("[role=columnheader]", has=heap_page.page.locator("[data-sort=count]"))
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(heap_page.page).to_have_url(f"{heap_page.site}#/summary?s=a&node=@{node}&q=Function&sort=count")


def test_detached_nodes_are_marked(heap_page: HeapPage, tmp_path: Path) -> None:
    draft = Draft()
    root, window, gone = (
        draft.node("synthetic"),
        draft.node("object", "Window", 8),
        draft.node("native", "<p>", 96, state=2),
    )
    draft.edge(root, "element", 1, window)
    draft.edge(window, "property", "last", gone)
    heap_page.visit().open(draft.write(tmp_path / "detached.heapsnapshot"))
    heap_page.class_row("Detached <p>").dblclick()
    row = heap_page.rows_at(2).first
    expect(row.locator(".tag")).to_have_text("detached")
    row.click()
    assert heap_page.field("detachedness") == "2"
