"""How fast heapglass is, next to what people use today: `make bench`, or `python -m tests.bench --help`."""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import firefox, report, terminal
from tests.bench.boot import boot_times
from tests.bench.browser import fresh_chromium
from tests.bench.cancelling import cancel_times
from tests.bench.comparing import Comparing, compare_by_turns
from tests.bench.generate import LOADS, realistic, realistic_pair
from tests.bench.gzipped import load_compressed
from tests.bench.interaction import interaction_times
from tests.bench.law import elements
from tests.bench.loading import LoadError, Loading, Run, load_by_turns, middle
from tests.bench.machine import machine
from tests.bench.pages import DEVTOOLS, SITE, bundle_devtools, served
from tests.bench.picture import Bars, Panel, picture
from tests.bench.places import BENCH
from tests.bench.synthetic import SHAPES, synthetic
from tests.bench.terminal import Process

PARTS = ("boot", "chromium", "firefox", "laws", "gzip", "cancel", "interaction", "comparison", "cli", "picture")
SIZES = (7, 25, 100, 450, 1000)
TELLING = (100, 1000)  # the sizes that parts other than loading look at
LARGE = 450  # from this size on, fewer runs
RESULTS = BENCH / "results.json"


@dataclass(slots=True)
class Results:
    """Everything measured, each part as soon as it was."""

    machine: dict[str, Any]
    boot: dict[str, list[float]] = field(default_factory=dict)
    loading: dict[int, Loading] = field(default_factory=dict)
    firefox: dict[int, Loading] = field(default_factory=dict)
    shapes: dict[str, Loading] = field(default_factory=dict)
    gzip: dict[int, Loading] = field(default_factory=dict)
    cancel: list[float] = field(default_factory=list)
    interaction: dict[int, dict[str, list[float]]] = field(default_factory=dict)
    comparison: dict[int, Comparing] = field(default_factory=dict)
    terminal: dict[int, dict[str, list[Process]]] = field(default_factory=dict)

    def save(self) -> None:
        """Write what was measured; parts that only an earlier run measured stay as they are."""
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        earlier = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        self.machine = earlier.get("machine", {}) | self.machine
        found = {part: figures for part, figures in asdict(self).items() if figures}
        RESULTS.write_text(json.dumps(earlier | found, indent=1))


def main() -> None:
    options = parse(sys.argv[1:])
    results = Results(machine())
    say("Measured on", ", ".join(f"{name} {value}" for name, value in results.machine.items()))
    if results.machine["load_at_start"] > results.machine["processors"] / 2:
        print("The machine is busy with other things: what they disturb is taken again, which takes longer.")
    steps = {
        "boot": boot,
        "chromium": loading,
        "firefox": loading_in_firefox,
        "laws": laws,
        "gzip": gzip,
        "cancel": cancel,
        "interaction": interaction,
        "comparison": comparison,
        "cli": command_line,
        "picture": draw,
    }
    for part in options.only:
        try:
            steps[part](options, results)
        except LoadError as error:
            say(part, f"Not measured: {error}")
        results.save()
    print(f"\nEvery sample is in {RESULTS}.")


def parse(arguments: list[str]) -> argparse.Namespace:
    def sizes(text: str) -> list[int]:
        chosen = [int(size) for size in text.split(",")]
        if wrong := set(chosen) - set(LOADS):
            raise argparse.ArgumentTypeError(f"no {sorted(wrong)}: there are {sorted(LOADS)}")
        return chosen

    def parts(text: str) -> list[str]:
        chosen = text.split(",")
        if wrong := set(chosen) - set(PARTS):
            raise argparse.ArgumentTypeError(f"no {sorted(wrong)}: there are {', '.join(PARTS)}")
        return [part for part in PARTS if part in chosen]

    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=sizes, default=list(SIZES), help=f"MB, with commas (default {SIZES})")
    parser.add_argument("--runs", type=int, help=f"of each measurement (default 5; 3 from {LARGE} MB on)")
    parser.add_argument("--only", type=parts, default=list(PARTS), help=f"of {', '.join(PARTS)}, with commas")
    parser.add_argument("--picture", type=Path, default=BENCH / "bench.svg", help="where to draw it (SVG)")
    return parser.parse_args(arguments)


def runs_of(options: argparse.Namespace, size: int) -> int:
    chosen: int | None = options.runs
    return chosen or (3 if size >= LARGE else 5)


def telling(options: argparse.Namespace) -> list[int]:
    return [size for size in options.sizes if size in TELLING] or options.sizes


@contextmanager
def our_site() -> Iterator[str]:
    """The address of the Summary, in a copy of the site: what is measured stays, whatever is built meanwhile."""
    copy = BENCH / "site"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(SITE, copy)
    with served(copy) as address:
        yield f"{address}#/summary"


def boot(options: argparse.Namespace, results: Results) -> None:
    with our_site() as site:
        results.boot = boot_times(site, options.runs or 5)
    say("Boot", report.boot_table(results.boot))


def loading(options: argparse.Namespace, results: Results) -> None:
    bundle_devtools()
    with ExitStack() as stack:
        site, devtools = stack.enter_context(our_site()), stack.enter_context(served(DEVTOOLS))
        files = {size: realistic(size) for size in options.sizes}
        browser = stack.enter_context(fresh_chromium())
        results.machine["chromium"] = browser.version
        load_by_turns(browser, site, devtools, realistic(min(LOADS)), 1)  # the first turn pays for the browser's caches
        for size, file in files.items():
            results.loading[size] = load_by_turns(browser, site, devtools, file, runs_of(options, size))
            results.save()
            print(f"{size} MB done", file=sys.stderr, flush=True)
    say("From the choice of a file to its Summary, in Chromium", report.loading_table(results.loading))
    say("Where our time goes", report.phases_table(results.loading))


def loading_in_firefox(options: argparse.Namespace, results: Results) -> None:
    if firefox.firefox() is None:
        say("In Firefox", "No Firefox is installed here (Debian: firefox-esr): not measured.")
        return
    bundle_devtools()
    results.machine["firefox"] = firefox.version()
    with our_site() as site, served(DEVTOOLS) as devtools:
        for size in options.sizes:
            load = firefox.load_in_firefox(site, devtools, realistic(size), runs_of(options, size))
            results.firefox[size] = load
            results.save()
    say(f"The same in {firefox.version()}", report.loading_table(results.firefox))


def laws(options: argparse.Namespace, results: Results) -> None:
    """Real heaps of growing size, unless they are measured already, and the extreme shapes."""
    with our_site() as site, fresh_chromium() as browser:
        sizes = results.loading or {
            size: load_by_turns(browser, site, None, realistic(size), runs_of(options, size)) for size in options.sizes
        }
        for name in SHAPES:
            results.shapes[name] = load_by_turns(browser, site, None, synthetic(name), options.runs or 3)
    counts = {f"{size} MB": elements(realistic(size)) for size in sizes}
    counts |= {name: elements(synthetic(name)) for name in SHAPES}
    measured = {f"{size} MB": middle(load.ours) for size, load in sizes.items() if load.ours}
    shapes = {name: middle(load.ours) for name, load in results.shapes.items() if load.ours}
    failures = [f"{name}: {why}" for name, load in results.shapes.items() for why in load.failed.values()]
    say("Size law, in Chromium", "\n".join([*report.law_lines(counts, measured, shapes), *failures]))


def gzip(options: argparse.Namespace, results: Results) -> None:
    with our_site() as site, fresh_chromium() as browser:
        for size in telling(options)[:1]:
            file = realistic(size)
            results.gzip[size] = load_compressed(browser, site, file, runs_of(options, size))
            say("Compressed", report.gzip_line(results.gzip[size], file.stat().st_size))


def cancel(options: argparse.Namespace, results: Results) -> None:
    with our_site() as site, fresh_chromium() as browser:
        results.cancel = cancel_times(browser, site, realistic(telling(options)[-1]), options.runs or 5)
    say("Cancelled", report.cancel_line(results.cancel))


def interaction(options: argparse.Namespace, results: Results) -> None:
    for size in telling(options):
        with our_site() as site, fresh_chromium() as browser:
            results.interaction[size] = interaction_times(browser, site, realistic(size))
        say("After loading", report.interaction_table(size, results.interaction[size]))


def comparison(options: argparse.Namespace, results: Results) -> None:
    bundle_devtools()
    for size in telling(options)[:1]:
        with our_site() as site, served(DEVTOOLS) as devtools, fresh_chromium() as browser:
            pair = realistic_pair(size)
            results.comparison[size] = compare_by_turns(browser, site, devtools, pair, runs_of(options, size))
    say("The first Comparison", report.comparison_table(results.comparison))


def command_line(options: argparse.Namespace, results: Results) -> None:
    terminal.prepare(realistic(min(LOADS)))
    for size in telling(options):
        results.terminal[size] = terminal.run_by_turns(realistic(size), runs_of(options, size))
    say("In the terminal", report.terminal_table(results.terminal))


def draw(options: argparse.Namespace, results: Results) -> None:
    """The picture for the README, of what the results hold by now."""
    saved = json.loads(RESULTS.read_text())
    panels = []
    for title, unit, what in (("From file to Summary", "s", "time"), ("Peak memory of the tab", "GB", "peak")):
        bars = []
        for size, found in ((int(size), found) for size, found in saved.get("loading", {}).items()):
            runs = {who: [Run(**run) for run in found[who]] for who in ("ours", "devtools")}
            ours, theirs = report.medians(Loading(found["name"], found["size"], **runs), what)
            label = f"{size} MB" if size < 1000 else f"{size // 1000} GB"
            bars.append(Bars(label, ours and ours / 1000, theirs and theirs / 1000))
        if any(bar.ours is not None for bar in bars):
            panels.append(Panel(title, unit, bars))
    if not panels:
        say("Picture", "Nothing to draw: chromium has not been measured.")
        return
    about = saved["machine"]
    version = about.get("chromium", "").partition(".")[0]
    note = f"Medians in Chromium {version}, {about['processors']} × {about['processor']}, {about['date'][:10]}"
    options.picture.write_text(picture(panels, note))
    say("Picture", str(options.picture))


def say(title: str, text: str) -> None:
    print(f"\n{title}\n{text}", flush=True)


if __name__ == "__main__":
    main()
