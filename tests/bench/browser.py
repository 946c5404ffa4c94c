"""A headless Chromium of its own, watched from outside: tabs, and the memory of the processes that draw them."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tests.bench.places import PROGRAMS

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SECONDS = 1000  # in Playwright's milliseconds


@dataclass(frozen=True, slots=True)
class Usage:
    """Of the process that used most: resident memory at the peak in MB, and processor time in ms, of all its threads.

    None where the system does not tell.
    """

    peak: float | None
    cpu: float | None


@dataclass(slots=True)
class Chromium:
    """A running browser with the profile folder that tells its processes from those of others."""

    context: BrowserContext
    profile: Path
    _cpu_before: dict[Path, float] = field(default_factory=dict)

    @contextmanager
    def tab(self) -> Iterator[Page]:
        """A new tab, in a process of its own, closed at the end."""
        page = self.context.new_page()
        try:
            yield page
        finally:
            page.close()

    @property
    def version(self) -> str:
        return self.context.browser.version if self.context.browser else ""

    def start_metering(self) -> None:
        """Start the measurement that `metered` ends."""
        self._cpu_before = dict(self._cpu_times())
        for process in self._renderers():
            try:
                (process / "clear_refs").write_text("5")  # forgets its peak
            except OSError:  # it has just ended
                continue

    def metered(self) -> Usage:
        """What the processes that draw pages used since `start_metering`."""
        spent = [time - self._cpu_before.get(process, 0) for process, time in self._cpu_times()]
        peaks = []
        for process in self._renderers():
            try:
                found = re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())
            except OSError:
                continue
            if found:
                peaks.append(int(found[1]) * 1024 / 1e6)
        return Usage(max(peaks, default=None), max(spent, default=None))

    def _cpu_times(self) -> Iterator[tuple[Path, float]]:
        tick = 1000 / os.sysconf("SC_CLK_TCK")
        for process in self._renderers():
            try:
                fields = (process / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            yield process, (int(fields[11]) + int(fields[12])) * tick

    def _renderers(self) -> Iterator[Path]:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_text(errors="replace")
            except OSError:
                continue
            if "--type=renderer" in command and str(self.profile) in command:
                yield process


@contextmanager
def chromium(playwright: Playwright, profile: Path) -> Iterator[Chromium]:
    """A browser on a profile folder, ended at the end whatever happens."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=program, headless=True, args=flags, viewport={"width": 1400, "height": 900}
    )
    context.add_init_script(path=PROGRAMS / "stopwatch.js")
    context.set_default_timeout(30 * SECONDS)
    try:
        yield Chromium(context, profile)
    finally:
        context.close()


@contextmanager
def fresh_profile() -> Iterator[Path]:
    """A folder for a browser with nothing in its caches, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="heapglass-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def fresh_chromium() -> Iterator[Chromium]:
    """A browser with nothing in its caches."""
    with fresh_profile() as profile, sync_playwright() as playwright, chromium(playwright, profile) as browser:
        yield browser
