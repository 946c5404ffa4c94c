"""Containment and Dominators: the core's own rows, down to any node, by mouse, keys and address."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

import heapglass
from tests.e2e.heap_page import PATIENCE, HeapPage, exact_bytes
from tests.fixtures.written import written


@pytest.fixture(scope="module")
def heap() -> heapglass.Heap:
    return heapglass.open(written("closure-leak-40"))


@pytest.fixture(scope="module")
def opened(share: Callable[..., HeapPage]) -> HeapPage:
    return share(written("closure-leak-40"))


def grid(page: HeapPage, name: str) -> Locator:
    return page.page.get_by_role("treegrid", name=name)


def rows(tree: Locator, level: int, count: int) -> list[tuple[int, int]]:
    """Ids and retained sizes of the first rows of a level."""
    found = tree.locator(f'[role="row"][aria-level="{level}"][data-node-id]')
    expect(found.nth(count - 1)).to_be_visible()
    shown = [found.nth(at) for at in range(count)]
    return [(int(row.get_attribute("data-node-id") or 0), exact_bytes(row.locator(".cell.retained"))) for row in shown]


def test_containment_begins_with_what_the_root_refers_to(opened: HeapPage, heap: heapglass.Heap) -> None:
    page = opened.afresh("#/containment?s=a")
    tree = grid(page, "Containment")
    root = heap.node(heap.snapshot.header.root)
    nodes = [edge.to_node for edge in root.references]
    assert rows(tree, 1, len(nodes)) == [(node.id, node.retained_size) for node in nodes]

    expect(tree).to_be_focused()
    page.page.keyboard.press("ArrowRight")
    first = [edge.to_node for edge in nodes[0].references[:5]]
    assert rows(tree, 2, 5) == [(node.id, node.retained_size) for node in first]
    tree.locator('[data-sort="distance"]').click()
    expect(page.page).to_have_url(re.compile("sort=distance"))


def test_containment_opens_at_the_node_of_the_address(opened: HeapPage, heap: heapglass.Heap) -> None:
    deep = max((node for node in map(heap.node, range(heap.node_count))), key=lambda node: node.self_size)
    (path,) = deep.paths(1)
    page = opened.afresh(f"#/containment?s=a&node=@{deep.id}")
    row = grid(page, "Containment").locator(f'[data-node-id="{deep.id}"]')
    expect(row).to_be_visible()
    expect(row).to_have_attribute("aria-level", str(len(path)))
    expect(row).to_have_class(re.compile("active"))


def test_dominators_and_their_classes(opened: HeapPage, heap: heapglass.Heap) -> None:
    page = opened.afresh("#/dominators?s=a")
    tree = grid(page, "Dominators")
    root = heap.node(heap.snapshot.header.root)
    below = root.dominated
    assert rows(tree, 1, 20) == [(node.id, node.retained_size) for node in below[:20]]

    page.page.get_by_role("button", name="Group by class").click()
    functions = [node for node in below if node.class_name == "Function"]
    row = tree.locator('[aria-level="1"][data-class="Function"]')
    expect(row).to_be_visible()
    assert exact_bytes(row.locator(".cell.retained")) == sum(node.retained_size for node in functions)
    assert row.locator(".cell.count").inner_text() == f"{len(functions):,}"
    row.dblclick()
    assert rows(tree, 2, 3) == [(node.id, node.retained_size) for node in functions[:3]]


def test_dominators_go_to_the_selected_node(opened: HeapPage, heap: heapglass.Heap) -> None:
    deep = max((node for node in map(heap.node, range(heap.node_count))), key=lambda node: len(node.dominator_path))
    page = opened.afresh(f"#/dominators?s=a&node=@{deep.id}")
    row = grid(page, "Dominators").locator(f'[data-node-id="{deep.id}"]')
    expect(row).to_be_visible(timeout=PATIENCE)
    expect(row).to_have_attribute("aria-level", str(len(deep.dominator_path) - 1))
