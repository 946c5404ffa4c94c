"""The first Comparison of two snapshots that are open, DevTools' engine and our page turn by turn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.bench.browser import SECONDS, Chromium
from tests.bench.loading import CHOOSING, LoadError, boot, dying, patience, warm
from tests.bench.quiet import undisturbed

ROWS = """() => new Promise((done) => {
  const row = ".tree-grid.comparison [role=row][aria-rowindex='2'] [role=gridcell]";
  const start = performance.now();
  const look = () => {
    if (!document.querySelector(row) || document.querySelector(".tree-grid.comparison .skeleton")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  document.querySelector("[data-view=comparison]").click();
})"""


@dataclass(slots=True)
class Comparing:
    """Milliseconds from opening the Comparison to its rows; DevTools' to the differences, without drawing them."""

    ours: list[float] = field(default_factory=list)
    devtools: list[float] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def compare_by_turns(browser: Chromium, site: str, devtools: str, pair: tuple[Path, Path], runs: int) -> Comparing:
    """Measure `runs` turns of each. One that fails is not tried again; why is in `failed`."""
    result = Comparing()
    for file in pair:
        warm(file)
    turns: list[tuple[str, list[float], Callable[[], float]]] = [
        ("DevTools", result.devtools, lambda: compare_in_devtools(browser, devtools, pair)),
        ("heapglass", result.ours, lambda: compare_in_ours(browser, site, pair)),
    ]
    for _ in range(runs):
        for who, done, compare in turns:
            if who in result.failed:
                continue
            try:
                done.append(undisturbed(compare)[0])
            except (LoadError, PlaywrightTimeout) as error:
                result.failed[who] = str(error).splitlines()[0]
    return result


def compare_in_ours(browser: Chromium, site: str, pair: tuple[Path, Path]) -> float:
    """Open both in a new tab, then the Comparison of the second with the first."""
    with browser.tab() as page:
        boot(page, site)
        page.wait_for_timeout(CHOOSING)
        with dying(page):
            for letter, file in zip("ab", pair, strict=True):
                page.set_input_files("#open-files", file)
                ready = f'[data-snapshot="{letter}"][data-stage=ready]'
                page.wait_for_selector(ready, timeout=patience(file), state="attached")
            page.locator('[data-snapshot="b"] .snapshot-button').click()
            return _settled(page, ROWS)


def compare_in_devtools(browser: Chromium, devtools: str, pair: tuple[Path, Path]) -> float:
    """The same with DevTools' engine."""
    with browser.tab() as page:
        boot(page, devtools)
        with dying(page):
            for file in pair:
                page.set_input_files("input", file)
                page.set_default_timeout(patience(file))
                page.evaluate("devtools.open()")
            return _settled(page, "devtools.compare().then(({ time }) => time)")


def _settled(page: Page, question: str) -> float:
    page.wait_for_timeout(2 * SECONDS)  # what is made in advance is made by then
    time: float = page.evaluate(question)
    return time
