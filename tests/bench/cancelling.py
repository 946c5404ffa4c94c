"""How soon the page takes the next file after the load of one was cancelled."""

from functools import partial
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.browser import SECONDS, Chromium
from tests.bench.loading import BOOTED, CHOOSING, boot, warm
from tests.bench.quiet import undisturbed

CANCEL = "[data-action=cancel]"
BACK = "stopwatch.states.findLast(({ state }) => state === 'ready').at - stopwatch.clicked"


def cancel_times(browser: Chromium, site: str, file: Path, runs: int) -> list[float]:
    """Milliseconds from the click on Cancel, each time a little later in the load, to the page's "ready"."""
    warm(file)
    with browser.tab() as page:
        boot(page, site)
        return [undisturbed(partial(cancel, page, file, 200 * (run + 1)))[0] for run in range(runs)]


def cancel(page: Page, file: Path, after: float) -> float:
    """Choose a file, cancel `after` ms, and wait until another could be chosen."""
    page.wait_for_selector(BOOTED)
    page.wait_for_timeout(CHOOSING)
    page.set_input_files("#open-files", file)
    button = page.locator(CANCEL).first
    button.wait_for()
    page.wait_for_timeout(after)
    button.click()
    page.wait_for_selector(BOOTED, timeout=30 * SECONDS)
    back: float = page.evaluate(BACK)
    return back
