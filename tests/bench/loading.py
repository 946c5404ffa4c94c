"""From the choice of a file to its Summary on screen, in one browser, DevTools' engine and our page turn by turn."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.bench.browser import SECONDS, Chromium
from tests.bench.quiet import undisturbed

LOADED = 'html[data-stopwatch="loaded"]'
FAILED = 'html[data-state="error"]'
BOOTED = 'html[data-state="ready"]'
CHOOSING = 2 * SECONDS  # from the page being ready to the file: a person takes longer


@dataclass(slots=True)
class Run:
    """One file opened once: ms to its Summary, what the tab used meanwhile, and ms a phase.

    `others`: the share of the processors that other programs used, 0 to 1.
    """

    time: float
    peak: float | None
    cpu: float | None
    phases: dict[str, float]
    others: float = 0.0


@dataclass(slots=True)
class Loading:
    """All runs over one file; `ours` and `devtools` were taken turn by turn."""

    name: str
    size: int
    ours: list[Run] = field(default_factory=list)
    devtools: list[Run] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def load_by_turns(browser: Chromium, site: str, devtools: str | None, file: Path, runs: int) -> Loading:
    """Measure `runs` turns of each. One that fails is not tried again; why is in `failed`."""
    result = Loading(file.stem, file.stat().st_size)
    warm(file)
    turns: list[tuple[str, list[Run], Callable[[], Run]]] = [
        ("heapglass", result.ours, lambda: load_ours(browser, site, file))
    ]
    if devtools is not None:
        turns.insert(0, ("DevTools", result.devtools, lambda: load_devtools(browser, devtools, file)))
    for _ in range(runs):
        for who, done, load in turns:
            if who in result.failed:
                continue
            try:
                run, run_others = undisturbed(load)
                done.append(replace(run, others=run_others))
            except (LoadError, PlaywrightTimeout) as error:
                result.failed[who] = str(error).splitlines()[0]
    return result


class LoadError(Exception):
    """A page said that it could not open the file, or died of it."""


def load_ours(browser: Chromium, site: str, file: Path) -> Run:
    """Open a file in a new tab with our page."""
    with opened(browser, site, file) as page:
        used = browser.metered()
        time = page.evaluate("stopwatch.loaded - stopwatch.chosen")
        return Run(time, used.peak, used.cpu, phases_of(page))


@contextmanager
def opened(browser: Chromium, site: str, file: Path) -> Iterator[Page]:
    """A tab with our page, booted before the file was chosen, its Summary on screen."""
    with browser.tab() as page:
        boot(page, site)
        page.wait_for_timeout(CHOOSING)
        choose(browser, page, file)
        yield page


def boot(page: Page, address: str) -> None:
    """Open the page and wait until it would take a file."""
    page.goto(address)
    page.wait_for_selector(f"{BOOTED}, {FAILED}")
    if page.query_selector(FAILED):
        raise LoadError(f"the page did not start: {alert(page)}")


def alert(page: Page) -> str:
    """What the page says went wrong, in a line."""
    return " ".join(page.locator("[role=alert]").first.inner_text(timeout=SECONDS).split())


def choose(browser: Chromium, page: Page, file: Path) -> None:
    """Choose a file and wait for its Summary."""
    page.evaluate("stopwatch.again()")
    browser.start_metering()
    page.set_input_files("#open-files", file)
    with dying(page):
        page.wait_for_selector(f"{LOADED}, {FAILED}", timeout=patience(file))
    if page.query_selector(FAILED):
        raise LoadError(alert(page))


def load_devtools(browser: Chromium, devtools: str, file: Path) -> Run:
    """Open a file in a new tab with DevTools' engine."""
    with browser.tab() as page:
        boot(page, devtools)
        page.wait_for_timeout(CHOOSING)
        page.set_input_files("input", file)
        browser.start_metering()
        with dying(page):
            page.evaluate("void devtools.open().then(r => { globalThis.said = r; document.body.dataset.said = ''; })")
            page.wait_for_selector("body[data-said]", timeout=patience(file))
        used = browser.metered()
        said = page.evaluate("said")
        starts = said["phases"]
        ends = [phase["at"] for phase in starts[1:]] + [said["time"]]
        phases: dict[str, float] = {}
        for phase, end in zip(starts, ends, strict=True):
            phases[phase["name"]] = phases.get(phase["name"], 0) + end - phase["at"]
        return Run(said["time"], used.peak, used.cpu, phases)


def phases_of(page: Page) -> dict[str, float]:
    """Milliseconds of each phase in the worker that opened the file, by its marks, and of what came around them."""
    marks = (
        "performance.getEntriesByType('mark').map(({name, startTime}) => [name, performance.timeOrigin + startTime])"
    )
    chosen, loaded = page.evaluate("[stopwatch.chosen, stopwatch.loaded].map(at => performance.timeOrigin + at)")
    phases: dict[str, float] = {}
    for worker in page.workers:
        found = [(name[5:], at) for name, at in worker.evaluate(marks) if name.startswith("open:")]
        if not found:
            continue
        phases["start"] = found[0][1] - chosen
        ends = [at for _, at in found[1:]] + [loaded]
        for (name, at), end in zip(found, ends, strict=True):
            name = "rows on screen" if name == "end" else name
            phases[name] = phases.get(name, 0) + end - at
    return phases


@contextmanager
def dying(page: Page) -> Iterator[None]:
    """Says so when the tab's process dies meanwhile, instead of waiting for it."""
    try:
        yield
    except PlaywrightTimeout:
        raise
    except Exception as error:
        raise LoadError(f"the tab died: {str(error).splitlines()[0]}") from error


def patience(file: Path) -> float:
    """How long a load may take, in Playwright's milliseconds."""
    return (60 + file.stat().st_size / 4e6) * SECONDS


def warm(file: Path) -> None:
    """Read the file once, so that no run pays for the disk."""
    with file.open("rb") as source:
        while source.read(1 << 24):
            pass


def middle(runs: list[Run]) -> Run:
    """Medians of the runs: of the time, of what was used, and of each phase."""

    def of(values: Iterable[float | None]) -> float | None:
        known = [value for value in values if value is not None]
        return median(known) if known else None

    phases = {name: median(run.phases.get(name, 0) for run in runs) for name in runs[0].phases}
    return Run(median(run.time for run in runs), of(run.peak for run in runs), of(run.cpu for run in runs), phases)
