"""Measuring on a machine that has other things to do: wait until they rest, and take again what they disturbed."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

TOLERATED = 0.1  # of all processors, used by others
WAIT = 30.0  # s, for others to rest, before each try
PATIENCE = 300.0  # s of such waiting in all: on a machine that never rests, things are measured as they are
TRIES = 3

_waited = 0.0


def undisturbed(take: Callable[[], T]) -> tuple[T, float]:
    """What `take` returns, and the share of the processors that others used meanwhile.

    Taken again when that was too much; where it always is, the least disturbed of some tries counts.
    """
    best: tuple[T, float] | None = None
    for _ in range(TRIES):
        _wait_for_quiet()
        start, before = time.perf_counter(), _others()
        result = take()
        share = _share(_others() - before, time.perf_counter() - start)
        if best is None or share < best[1]:
            best = result, share
        if best[1] <= TOLERATED or _waited >= PATIENCE:
            break
    assert best is not None
    return best


def _wait_for_quiet() -> None:
    global _waited
    end = _waited + min(WAIT, PATIENCE - _waited)
    while _waited < end:
        before = _others()
        time.sleep(0.5)
        if _share(_others() - before, 0.5) <= TOLERATED:
            return
        _waited += 0.5


def _share(used: float, elapsed: float) -> float:
    return max(0.0, used / elapsed / (os.cpu_count() or 1))


def _others() -> float:
    """Processor seconds of all programs since the start, without ours and what it started; 0 where /proc is missing."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0.0
    user, nice, system, _idle, _wait, irq, softirq, *_ = map(int, stat.read_text().split(None, 9)[1:9])
    everything = user + nice + system + irq + softirq
    return (everything - _family()) / os.sysconf("SC_CLK_TCK")


def _family() -> int:
    """Ticks of this process and of all below it, with those that have ended."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        process = int(entry.name)
        parents[process] = int(fields[1])
        ticks[process] = sum(map(int, fields[11:15]))
    return sum(spent for process, spent in ticks.items() if _descends(process, os.getpid(), parents))


def _descends(process: int, ancestor: int, parents: dict[int, int]) -> bool:
    while process > 1 and process != ancestor:
        process = parents.get(process, 0)
    return process == ancestor
