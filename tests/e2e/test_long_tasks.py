"""The page is never held up: no task of its own thread takes long, whatever view is drawn for the first time."""

import json
from typing import Any

from playwright.sync_api import expect

from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written

LONG = 80
"""Milliseconds of processor time. The aim is 50, on a machine as fast as those that people sit at."""
VIEWS = {
    "overview?s=b": '[data-chart][aria-busy="false"]',
    "summary?s=b": ".tree-grid.summary [data-class]",
    "comparison?s=b": ".tree-grid.comparison [data-class]",
    "comparison?s=b&show=chart": '[data-chart=delta-bars][aria-busy="false"]',
    "containment?s=b": ".tree-grid.containment [data-node-id]",
    "dominators?s=b": ".tree-grid.dominators [data-node-id]",
    "dominators?s=b&as=treemap": '[data-chart=treemap][aria-busy="false"]',
    "dominators?s=b&as=sunburst": '[data-chart=sunburst][aria-busy="false"]',
    "statistics?s=b": '[data-chart=distance-histogram][aria-busy="false"]',
    "detached?s=b": ".detached-view:not([aria-busy=true])",
    "strings?s=b": ".tree-grid.strings [role=row]",
    "closures?s=b": ".tree-grid.closures [role=row]",
    "graph?s=b": "[data-graph][data-nodes]",
    "timeline?s=c": '[data-chart=allocation-columns][aria-busy="false"]',
    "triage": ".triage-view",
}
"""What there is to see in each view, once it is there."""


def longest_task(events: list[dict[str, Any]]) -> float:
    """In ms of processor time, of the page's main thread: other processes may be busy meanwhile."""
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [event for event in events if event["name"].endswith("RunTask")]
    return max((task.get("tdur", 0) / 1000 for task in tasks if (task["pid"], task["tid"]) in threads), default=0)


def test_no_view_holds_the_page_up(heap_page: HeapPage) -> None:
    page = heap_page.visit("#/summary").page
    heap_page.open(written("sessions-before"), written("sessions-after"), written("timeline"))
    page.wait_for_timeout(2000)  # the Python for the next snapshot has started
    browser = page.context.browser
    assert browser
    took: dict[str, float] = {}
    for view, shown in VIEWS.items():
        browser.start_tracing(page=page, categories=["toplevel"])
        page.evaluate("hash => { location.hash = hash; }", f"#/{view}")
        expect(page.locator(shown).first).to_be_visible(timeout=PATIENCE)
        page.wait_for_timeout(100)  # it has been painted
        took[view] = longest_task(json.loads(browser.stop_tracing())["traceEvents"])
    assert {view: ms for view, ms in took.items() if ms > LONG} == {}
    assert max(took.values()) > 0
