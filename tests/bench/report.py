"""What was measured, in tables and sentences."""

from collections.abc import Callable, Iterator
from statistics import median

import numpy as np

from tests.bench.boot import COLD, NEW_TAB, RESTARTED
from tests.bench.comparing import Comparing
from tests.bench.gzipped import rate
from tests.bench.law import fit
from tests.bench.loading import Loading, Run, middle
from tests.bench.quiet import TOLERATED
from tests.bench.tables import megabytes, seconds, table
from tests.bench.terminal import ENGINE, HEAPGLASS, MEMLAB, Process

# What we promise ourselves: our time as a share of DevTools', by the size of the file in MB, and so on.
TIME_GOAL = {7: 0.4, 100: 0.25, 450: 0.25, 1000: 0.25}
MEMORY_GOAL = {100: 0.6, 450: 0.6, 1000: 0.6}
BOOT_GOAL = {COLD: 1200, RESTARTED: 800, NEW_TAB: 800}
CANCEL_GOAL = 800
COMPARISON_GOAL = {100: 0.4}
GZIP_GOAL = 150
INTERACTION_GOAL = {100: 100, 1000: 300}
TERMINAL_GOAL = {ENGINE: 3, MEMLAB: 5}  # times faster, from 100 MB on


def loading_table(loads: dict[int, Loading]) -> str:
    """Time and peak memory, side by side, for every size in MB."""
    rows = []
    for size, load in loads.items():
        times, cpu, peaks = (medians(load, what) for what in ("time", "cpu", "peak"))
        rows.append(
            [
                f"{load.size / 1e6:,.0f} MB",
                *map(seconds, times),
                share(*times, TIME_GOAL.get(size)),
                share(*cpu, None),
                *map(megabytes, peaks),
                share(*peaks, MEMORY_GOAL.get(size)),
                spread(load.ours),
            ]
        )
    head = ["file", "heapglass", "DevTools", "ratio", "CPU ratio", "peak", "DevTools", "ratio", "fastest … slowest"]
    disturbed = [
        f"{size} MB: others used up to {most:.0%} of the processors meanwhile"
        for size, load in loads.items()
        if (most := max((run.others for run in [*load.ours, *load.devtools]), default=0)) > TOLERATED
    ]
    failures = [f"{size} MB: {who} failed: {why}" for size, load in loads.items() for who, why in load.failed.items()]
    return "\n".join([table(head, rows), *disturbed, *failures])


def phases_table(loads: dict[int, Loading]) -> str:
    """Where our time goes: ms a phase, for every size."""
    measured = {size: middle(load.ours).phases for size, load in loads.items() if load.ours}
    names = dict.fromkeys(name for phases in measured.values() for name in phases)
    rows = [[name, *(phases.get(name) for phases in measured.values())] for name in names]
    return table(["phase (ms)", *(f"{size} MB" for size in measured)], rows)


def law_lines(counts: dict[str, int], sizes: dict[str, Run], shapes: dict[str, Run]) -> Iterator[str]:
    """Time and memory by nodes and edges: what each costs, the law, and how shapes of no real heap fit it.

    All by name: `counts` are nodes and edges together, `sizes` and `shapes` the medians measured.
    """
    rows = [
        [name, counts[name], run.time * 1e6 / counts[name], run.peak and run.peak * 1e6 / counts[name]]
        for name, run in (sizes | shapes).items()
    ]
    yield table(["heap", "nodes + edges", "ns each", "bytes each"], rows)
    if len(sizes) < 3:
        yield "A law needs three sizes."
        return
    x = [counts[name] for name in sizes]
    time = fit(x, [run.time for run in sizes.values()])
    yield time.in_words("Time", "ms", f"{time.slope * 1e6:,.0f} ns")
    peaks = [run.peak for run in sizes.values() if run.peak is not None]
    if len(peaks) == len(x):
        memory = fit(x, peaks)
        yield memory.in_words("Memory", "MB", f"{memory.slope * 1e6:,.1f} bytes")
    for name, run in shapes.items():
        yield f"{name}: {run.time / time.at(counts[name]):.2f} of the time that the law gives it."


def boot_table(times: dict[str, list[float]]) -> str:
    """Medians of the boots, with the fastest and the slowest."""
    rows = [
        [state, at_most(seconds, median(took), BOOT_GOAL[state]), seconds(min(took)), seconds(max(took))]
        for state, took in times.items()
    ]
    return table(["ready for a file", "median", "fastest", "slowest"], rows)


def cancel_line(times: list[float]) -> str:
    """How soon the page is ready again."""
    slowest = at_most(seconds, max(times), CANCEL_GOAL)
    return f"Ready for the next file {seconds(median(times))} after Cancel (median; slowest {slowest})."


def gzip_line(load: Loading, size: int) -> str:
    """How fast compressed bytes come in; `size` is that of the uncompressed file."""
    read = at_least("{:,.0f} MB/s".format, rate(load, size), GZIP_GOAL)
    time = seconds(middle(load.ours).time)
    return f"gzip, {size / 1e6:,.0f} MB in {load.size / 1e6:,.0f} MB: Summary after {time}, read at {read}"


def interaction_table(size: int, times: dict[str, list[float]]) -> str:
    """Percentiles of each kind of interaction, in ms."""
    rows = []
    for kind, took in times.items():
        middle_one, high = np.percentile(took, [50, 95])
        limit = INTERACTION_GOAL.get(size)
        rows.append(
            [kind, len(took), round(middle_one), at_most("{:.0f}".format, float(high), limit), round(max(took))]
        )
    return table([f"{size} MB (ms)", "samples", "median", "95 %", "slowest"], rows)


def comparison_table(done: dict[int, Comparing]) -> str:
    """The time until two open snapshots are compared, side by side."""
    rows = []
    for size, times in done.items():
        ours, theirs = (median(taken) if taken else None for taken in (times.ours, times.devtools))
        failures = ", ".join(f"{who} failed: {why}" for who, why in times.failed.items())
        figures = [None if time is None else seconds(time) for time in (ours, theirs)]
        rows.append([f"2 × {size} MB", *figures, share(ours, theirs, COMPARISON_GOAL.get(size)), failures or None])
    return table(["files", "heapglass", "DevTools", "ratio", ""], rows)


def terminal_table(done: dict[int, dict[str, list[Process]]]) -> str:
    """Time and memory of the processes, and how much faster ours is."""
    rows = []
    for size, processes in done.items():
        ours = median(process.time for process in processes[HEAPGLASS])
        for who, runs in processes.items():
            failed = next((run.failed for run in runs if run.failed), None)
            time, cpu, peak = (median(getattr(run, what) for run in runs) for what in ("time", "cpu", "peak"))
            faster = (
                None
                if who == HEAPGLASS or failed
                else at_least("{:.1f}x".format, time / ours, TERMINAL_GOAL[who] if size >= 100 else None)
            )
            rows.append([f"{size} MB: {who}", failed or f"{time:.2f} s", f"{cpu:.2f} s", megabytes(peak), faster])
    return table(["process", "time", "CPU", "peak", "heapglass is faster"], rows)


def medians(load: Loading, what: str) -> tuple[float | None, float | None]:
    """Our `time`, `cpu` or `peak`, and DevTools'; None where there is none."""
    ours, theirs = (getattr(middle(runs), what) if runs else None for runs in (load.ours, load.devtools))
    return ours, theirs


def share(ours: float | None, theirs: float | None, limit: float | None) -> str | None:
    """Ours of theirs, such as "0.24 ✓" where at most `limit` is wanted."""
    return None if ours is None or theirs is None else at_most("{:.2f}".format, ours / theirs, limit)


def spread(runs: list[Run]) -> str | None:
    """The range of the times, such as "0.41 … 0.52 s"."""
    times = [run.time / 1000 for run in runs]
    return f"{min(times):.2f} … {max(times):.2f} s" if times else None


def at_most(show: Callable[[float], str | None], value: float, limit: float | None) -> str:
    """A figure, and whether it is within its goal: "0.24 ✓", "0.31 (goal 0.25)"."""
    if limit is None:
        return f"{show(value)}"
    return f"{show(value)} ✓" if value <= limit else f"{show(value)} (goal {show(limit)})"


def at_least(show: Callable[[float], str], value: float, limit: float | None) -> str:
    """The same where more is better: "6.1x ✓", "2.4x (goal 3.0x)"."""
    if limit is None:
        return show(value)
    return f"{show(value)} ✓" if value >= limit else f"{show(value)} (goal {show(limit)})"
