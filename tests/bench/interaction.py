"""What a person does in an open snapshot, driven through the page: from the event to the last frame that it changed."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.bench.browser import SECONDS, Chromium
from tests.bench.loading import opened

SUMMARY = ".tree-grid.summary"
RETAINERS = ".retainers-pane .tree-grid"
DETAILS = f"[data-panel=inspector], {RETAINERS}"

CLASSES = 14  # as many as are in sight
INSTANCES = 3  # of each class
FILTER = "context"
NOTHING = 3 * SECONDS  # after which an event that changed nothing is given up
ABSENT = 1 * SECONDS  # after which what is to be clicked is not there


class Interactions:
    """The times of each kind of interaction, in ms, in the order they were taken."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.times: dict[str, list[float]] = {}

    def take(self, kind: str, event: str, scope: str, act: Callable[[], object]) -> None:
        """Time one interaction, from the next `event` to the last change in `scope` (a CSS selector)."""
        self._page.evaluate("args => stopwatch.arm(...args)", [event, scope, NOTHING])
        try:
            act()
        except PlaywrightTimeout:  # a row without what is clicked here, such as one that nothing retains
            return
        self._page.wait_for_selector('html[data-stopwatch="settled"]', timeout=60 * SECONDS)
        took = self._page.evaluate("stopwatch.took")
        if took is not None:
            self.times.setdefault(kind, []).append(took)

    def quietly(self, event: str, scope: str, act: Callable[[], object]) -> None:
        """Do something between two measurements, and wait until it is done."""
        self.take("", event, scope, act)
        self.times.pop("", None)


def interaction_times(browser: Chromium, site: str, file: Path) -> dict[str, list[float]]:
    """Open a snapshot and do everything a person does in its Summary; the times by kind, in ms."""
    with opened(browser, site, file) as page:
        done = Interactions(page)
        page.set_default_timeout(ABSENT)
        _filter(page, done)
        _expand_and_select(page, done)
        _sort_and_scroll(page, done)
        return done.times


def _rows(page: Page, grid: str, level: int) -> Locator:
    return page.locator(f'{grid} .body [role="row"][aria-level="{level}"]')


def _filter(page: Page, done: Interactions) -> None:
    """Type a word and take it back, a key at a time."""
    page.locator("[data-filter]").click()
    for key in [*FILTER, *["Backspace"] * len(FILTER)] * 2:
        done.take("filter", "input", SUMMARY, lambda key=key: page.keyboard.press(key))  # type: ignore[misc]


def _expand_and_select(page: Page, done: Interactions) -> None:
    """Open classes; in each select some objects, open their references, and open who retains them."""
    for at in range(min(CLASSES, _rows(page, SUMMARY, 1).count())):
        twisty = _rows(page, SUMMARY, 1).nth(at).locator(".twisty").first
        done.take("expand a class", "click", SUMMARY, twisty.click)
        instances = _rows(page, SUMMARY, 2)
        for instance in range(min(INSTANCES, instances.count())):
            row = instances.nth(instance)
            done.take("select", "click", DETAILS, row.locator("[role=gridcell]").nth(1).click)
            done.take("expand an object", "click", SUMMARY, row.locator(".twisty").first.click)
            done.quietly("click", SUMMARY, row.locator(".twisty").first.click)
            closed = page.locator(f'{RETAINERS} [role="row"][aria-expanded="false"] .twisty')
            done.take("expand retainers", "click", RETAINERS, closed.first.click)
        done.quietly("click", SUMMARY, twisty.click)


def _sort_and_scroll(page: Page, done: Interactions) -> None:
    """With the largest class open: sort by each column, both ways, and move through its instances."""
    done.quietly("click", SUMMARY, page.locator(f"{SUMMARY} [data-sort=count]").click)
    done.quietly("click", SUMMARY, _rows(page, SUMMARY, 1).first.locator(".twisty").first.click)
    for by in ("shallow", "name", "distance", "retained"):
        for _ in range(2):
            done.take("sort", "click", SUMMARY, page.locator(f"{SUMMARY} [data-sort={by}]").click)
    page.locator(SUMMARY).focus()
    for key in ("PageDown", "PageDown", "End", "PageUp", "Home", "PageDown"):
        done.take("scroll", "keydown", SUMMARY, lambda key=key: page.keyboard.press(key))  # type: ignore[misc]
