"""Sampling profiles on the page: the core's own figures, a picture to walk through, and what changed between two."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from heapglass.profile import merge, read_profile
from heapglass.profile.rows import callees, callers, functions, ordered
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.e2e.test_accessibility import AXE, violations
from tests.fixtures.written import written


def opened(heap_page: HeapPage, *files: Path) -> Locator:
    """The flame graph of the last of them."""
    heap_page.visit().open(*files)
    flame = heap_page.page.locator("[data-flame]")
    expect(flame.locator("[data-chart=flame]")).to_have_attribute("aria-busy", "false", timeout=PATIENCE)
    return flame


def shown(heap_page: HeapPage, count: int) -> list[tuple[str, float, float]]:
    rows = heap_page.page.locator(".tree-grid.profile [data-function]")
    expect(rows.nth(count - 1)).to_be_visible()
    return [
        (
            row.get_attribute("data-function") or "",
            float(row.get_attribute("data-self") or 0),
            float(row.get_attribute("data-total") or 0),
        )
        for row in rows.all()[:count]
    ]


def told(rows: list[dict[str, object]], by: str, count: int) -> list[tuple[object, ...]]:
    return [(row["name"], row["self"][0], row["total"][0]) for row in ordered(rows, by, True)[:count]]  # type: ignore[index]


def test_tables_are_those_of_the_core(heap_page: HeapPage) -> None:
    path = written("sampling-after")
    tree = merge([read_profile(path)])
    opened(heap_page, path)
    assert "#/profile" in heap_page.page.url
    assert shown(heap_page, 4) == told(functions(tree), "self", 4)
    heap_page.page.locator("[data-choice=callers]").click()
    assert shown(heap_page, 2) == told(callers(tree, []), "self", 2)
    heap_page.page.locator("[data-choice=callees]").click()
    assert shown(heap_page, 1) == told(callees(tree), "total", 1)
    heap_page.page.locator("[data-choice=functions]").click()
    heap_page.filter("sess")
    expect(heap_page.page.locator(".tree-grid.profile [data-function]")).to_have_count(2)


def test_the_picture_is_walked_through(heap_page: HeapPage) -> None:
    page = heap_page.page
    tree = merge([read_profile(written("sampling-after"))])
    flame = opened(heap_page, written("sampling-after"))
    flame.focus()
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".flame-status")).to_contain_text("openSessions")
    page.keyboard.press("Enter")
    key = next(n for n in range(tree.parents.size) if tree.frames[tree.frame_of[n]].name == "openSessions")
    expect(flame).to_have_attribute("data-flame", str(key))
    expect(page.locator(".tree-grid.profile .row.selected")).to_have_attribute("data-function", "openSessions")
    # Where one is, and how the table is sorted, is in the address: Back goes out again.
    expect(page).to_have_url(re.compile(rf"#/profile\?at={key}$"))
    page.locator('.tree-grid.profile [data-sort="total"]').click()
    expect(page).to_have_url(re.compile(rf"sort=-total&at={key}$"))
    page.go_back()
    expect(flame).to_have_attribute("data-flame", "0")
    page.evaluate("key => { location.hash = `#/profile?sort=name&at=${key}`; }", key)
    expect(flame).to_have_attribute("data-flame", str(key))
    expect(page.locator('.tree-grid.profile [aria-sort=ascending] [data-sort="name"]')).to_be_visible()
    page.evaluate("location.hash = '#/profile?at=999999'")  # of another profile
    expect(flame).to_have_attribute("data-flame", "0")

    # By pointer: the ninth row of bars begins with the largest.
    box = flame.locator("canvas").bounding_box()
    assert box
    flame.locator("canvas").click(position={"x": box["width"] * 0.2, "y": 8.5 * 20})
    expect(flame).to_have_attribute("data-flame", str(key))
    flame.locator("[data-action=flame-out]").click()
    expect(flame).not_to_have_attribute("data-flame", str(key))

    flame.locator("[data-action=chart-table]").click()
    flame.get_by_role("button", name="readTable").click()
    expect(page.locator(".tree-grid.profile .row.selected")).to_have_attribute("data-function", "readTable")
    with page.expect_download() as download:
        flame.locator("[data-action=save-svg]").click()
    svg = download.value.path().read_text()
    assert download.value.suggested_filename == "sampling-after.heapprofile.flame.svg"
    assert "readTable" in svg


def test_two_are_compared(heap_page: HeapPage) -> None:
    page = heap_page.page
    files = written("sampling-before"), written("sampling-after")
    tree = merge([read_profile(path) for path in reversed(files)])
    opened(heap_page, *files)
    expect(page.locator("[data-base]")).to_have_value("0")
    assert shown(heap_page, 2) == told(functions(tree), "self_delta", 2)
    page.locator("[data-base]").select_option("-1")
    expect(page.locator('.tree-grid.profile [data-sort="samples"]')).to_be_visible()
    page.get_by_role("button", name="Close sampling-after.heapprofile").click()
    expect(page.locator("[data-profile]")).to_have_count(1)
    expect(page.locator(".bar-note[data-total]")).to_have_attribute(
        "data-total", str(int(read_profile(files[0]).self_sizes.sum()))
    )


def test_what_cannot_be_read_says_where(heap_page: HeapPage, tmp_path: Path) -> None:
    # Told by how it begins, not by its name.
    bad = tmp_path / "bad.json"
    bad.write_bytes(written("sampling-before").read_bytes()[:5000])
    heap_page.visit().open(bad, state="error")
    alert = heap_page.page.get_by_role("alert")
    expect(alert).to_have_attribute("data-failure", "profile-truncated")
    expect(alert).to_contain_text("5,000")
    deep = tmp_path / "deep.heapprofile"
    deep.write_text('{"head":' + '{"callFrame":{"functionName":"f"},"children":[' * 100_000)
    heap_page.open(deep, state="error")
    expect(alert).to_have_attribute("data-failure", "too-deep")


@pytest.mark.parametrize(("width", "colours"), [(1440, "light"), (360, "dark")])
def test_axe_finds_nothing(heap_page: HeapPage, width: int, colours: str) -> None:
    page = heap_page.page
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    heap_page.visit("#/profile")
    expect(page.locator(".first-steps")).to_be_visible(timeout=PATIENCE)
    page.evaluate(AXE.read_text())
    assert violations(page) == []
    heap_page.open(written("sampling-before"), written("sampling-after"))
    expect(page.locator("[data-chart=flame]")).to_have_attribute("aria-busy", "false", timeout=PATIENCE)
    assert violations(page) == []
