"""What the page is made of is said on it."""

import json

from playwright.sync_api import expect

from tests.e2e.conftest import SITE
from tests.e2e.heap_page import HeapPage


def test_licences_are_listed(heap_page: HeapPage) -> None:
    page = heap_page.visit().page
    page.locator("[data-action=keys]").click()
    page.locator("[data-action=licences]").click()
    dialog = page.get_by_role("dialog", name="About and licences")
    expect(dialog).to_be_visible()
    listed = json.loads((SITE / "licences.json").read_text())
    assert {"heapglass", "numpy", "pyodide", "preact", "comlink", "echarts"} <= {each["name"] for each in listed}
    expect(dialog.locator("[data-package]")).to_have_count(len(listed))
    numpy = dialog.locator("[data-package=numpy]")
    numpy.locator("summary").click()
    expect(numpy.locator("pre")).to_contain_text("Redistribution and use in source and binary forms")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
