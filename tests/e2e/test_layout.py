"""Wide, middle and narrow; light and dark; panes that keep their sizes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.heap_page import HeapPage
from tests.fixtures.written import written

NO_OVERFLOW = "() => document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight"

CUT_OFF = """() => [...document.querySelectorAll("main :is(button, input, select, h1, .bar-note)")].filter((part) => {
    const { left, right, width } = part.getBoundingClientRect();
    if (width < 2 || (left >= -1 && right <= innerWidth + 1) || !part.checkVisibility()) return false;
    for (let above = part.parentElement; above; above = above.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(above).overflowX)) return false;
    }
    return true;
}).map((part) => part.outerHTML.slice(0, 120))"""
"""What stands out of the window without a way to scroll there."""


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[HeapPage]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield HeapPage(context.new_page(), site).visit()
    context.close()


def test_a_phone_shows_one_thing_at_a_time(phone: HeapPage) -> None:
    page = phone.page
    assert page.evaluate(NO_OVERFLOW)
    phone.open(written("kinds"))
    assert page.evaluate(NO_OVERFLOW)
    phone.class_row("Array").first.tap()
    instance = phone.rows_at(2).first
    instance.tap()
    expect(phone.inspector).to_be_in_viewport(ratio=0.99)
    box = phone.inspector.bounding_box()
    assert box == pytest.approx({"x": 0, "y": 0, "width": 360, "height": 740}, abs=1)
    assert phone.field("class_name") == "Array"
    page.get_by_role("tab", name="Retainers").tap()
    expect(phone.retainers).to_be_visible()
    page.get_by_role("tab", name="References").tap()
    expect(phone.references).to_be_visible()
    phone.inspector.get_by_role("button", name="Close").tap()
    expect(phone.inspector).to_be_hidden()
    assert page.evaluate(NO_OVERFLOW)


def test_nothing_is_cut_off_on_a_phone(phone: HeapPage) -> None:
    page = phone.page
    phone.open(written("sessions-before"), written("sessions-after"))
    cut: dict[str, list[str]] = {}
    views = [button.get_attribute("data-view") for button in page.locator(".rail [data-view]").all()]
    for view in [*views, "dominators?as=treemap"]:
        page.evaluate("hash => { location.hash = hash; }", f"#/{view}")
        expect(page.locator("main :is(.view, article, section)").first).to_be_visible()
        page.wait_for_timeout(300)  # what it asks for has come
        for language in ("中文", "English"):
            if found := page.evaluate(CUT_OFF):
                cut[f"{view}, beside {language}"] = found
            page.get_by_role("button", name=language).tap()
            page.wait_for_timeout(50)
    assert cut == {}


def test_in_the_middle_the_inspector_slides_over(heap_page: HeapPage) -> None:
    heap_page.page.set_viewport_size({"width": 900, "height": 700})
    heap_page.visit().open(written("kinds"))
    expect(heap_page.inspector).to_be_hidden()
    heap_page.class_row("Array").first.dblclick()
    heap_page.rows_at(2).first.click()
    expect(heap_page.inspector).to_be_visible()
    expect(heap_page.retainers).to_be_visible()
    heap_page.page.keyboard.press("Escape")
    expect(heap_page.inspector).to_be_hidden()


def _width(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["width"]


def test_panes_resize_by_drag_and_by_keys_and_keep_their_sizes(heap_page: HeapPage) -> None:
    page = heap_page.page
    page.set_viewport_size({"width": 1440, "height": 900})
    heap_page.visit().open(written("kinds"))
    before = _width(page, ".inspector")
    splitter = page.get_by_role("separator", name="Width of the inspector")
    splitter.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert _width(page, ".inspector") == before + 32
    box = splitter.bounding_box()
    assert box
    page.mouse.move(box["x"] + 3, 300)
    page.mouse.down()
    page.mouse.move(box["x"] - 47, 300, steps=4)
    page.mouse.up()
    assert _width(page, ".inspector") == before + 82
    page.reload()
    heap_page.open(written("kinds"))
    assert _width(page, ".inspector") == before + 82
    page.get_by_role("separator", name="Width of the inspector").dblclick()
    assert _width(page, ".inspector") == before


def test_colours_follow_the_system_or_the_user(heap_page: HeapPage) -> None:
    page = heap_page.page
    background = "() => getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    heap_page.visit()
    light = page.evaluate(background)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(background)
    assert light != dark
    page.get_by_role("button", name="Colours: as the system has it").click()
    assert page.evaluate(background) == light
    page.get_by_role("button", name="Colours: light").click()
    page.emulate_media(color_scheme="light")
    assert page.evaluate(background) == dark
    page.reload()
    assert page.evaluate(background) == dark
