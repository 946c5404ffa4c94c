"""How long until the page takes a file: with nothing cached, after a restart of the browser, and in a new tab."""

from playwright.sync_api import Playwright, sync_playwright

from tests.bench.browser import SECONDS, Chromium, chromium, fresh_profile
from tests.bench.loading import boot
from tests.bench.quiet import undisturbed

COLD, RESTARTED, NEW_TAB = "nothing cached", "browser restarted", "new tab"


def boot_times(site: str, runs: int) -> dict[str, list[float]]:
    """Milliseconds from the start of the navigation to the page's "ready", for each state of the caches."""
    times: dict[str, list[float]] = {COLD: [], RESTARTED: [], NEW_TAB: []}
    with sync_playwright() as playwright:
        for _ in range(runs):
            once, _ = undisturbed(lambda: _once(playwright, site))
            for state, took in once.items():
                times[state].append(took)
    return times


def _once(playwright: Playwright, site: str) -> dict[str, float]:
    with fresh_profile() as profile:
        with chromium(playwright, profile) as browser:
            cold = _boot_time(browser, site)
        with chromium(playwright, profile) as browser:
            return {COLD: cold, RESTARTED: _boot_time(browser, site), NEW_TAB: _boot_time(browser, site)}


def _boot_time(browser: Chromium, site: str) -> float:
    with browser.tab() as page:
        page.wait_for_timeout(1 * SECONDS)  # the browser has work of its own when it starts
        boot(page, site)
        took: float = page.evaluate("stopwatch.states.find(({ state }) => state === 'ready').at")
        page.wait_for_timeout(1 * SECONDS)  # caches are written behind the page
        return took
