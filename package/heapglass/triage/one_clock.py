"""All records of a process on one clock.

A log mixes clocks: time of day on some lines, an isolate's age in GC traces, nothing on others. Whatever lies between
timed lines gets its time from them.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from heapglass.triage.model import Collection, Format, Sample

F64 = npt.NDArray[np.float64]

DAY = 86_400.0
FEWEST_ANCHORS = 3


class Clock(StrEnum):
    """What times mean: seconds since `Timeline.origin`, seconds since the first of them, or numbers of samples."""

    EPOCH = "epoch"
    ELAPSED = "elapsed"
    SAMPLES = "samples"


@dataclass(slots=True)
class Group:
    """Records that share a clock: `line` where they stand, `stamp` when (NaN: unknown), `age` by their own clock.

    `spread`: they have no times of their own, and were given some evenly.
    """

    line: F64
    stamp: F64
    age: F64
    time: F64
    spread: bool
    clock: Clock = Clock.SAMPLES
    estimated: bool = False


def group_of(records: list[Sample] | list[Collection], dated: bool, age: F64) -> Group:
    """Records of one kind, not placed yet; `age` is NaN where they have no clock of their own."""
    line = np.array([record.line for record in records], np.float64)
    stamp = np.array(
        [record.stamp.seconds if record.stamp and record.stamp.dated is dated else np.nan for record in records]
    )
    if not dated:
        stamp = _over_midnight(stamp)
    spread = bool(records) and records[0].format is Format.GC_PROFILER
    return Group(line, stamp, age, np.arange(line.size, dtype=np.float64), spread)


def place_on_one_clock(groups: list[Group], dated: bool) -> Clock:
    """Give every group times on one clock, as far as its lines lie between timed ones; returns that clock."""
    stamped = [group for group in groups if np.isfinite(group.stamp).any()]
    aged = [group for group in groups if np.isfinite(group.age).any()]
    if stamped:
        clock = Clock.EPOCH if dated else Clock.ELAPSED
        for group in stamped:
            known = np.isfinite(group.stamp)
            if np.isfinite(group.age[known]).any():
                # Its own clock is finer than the one that wrote the line.
                group.time = group.age + np.nanmedian(group.stamp[known] - group.age[known])
            else:
                group.time = group.stamp.copy()
                group.time[~known] = _between(group.line[~known], group.line[known], group.stamp[known])
                group.estimated = group.spread or not known.all()
            group.clock = clock
        anchors = stamped
    elif aged:
        clock = Clock.ELAPSED
        first = max(aged, key=lambda group: group.line.size)
        first.time, first.clock = first.age.copy(), clock
        anchors = [first]
    else:
        return Clock.SAMPLES
    line = np.concatenate([group.line for group in anchors])
    time = np.concatenate([group.time for group in anchors])
    order = np.argsort(line, kind="stable")
    line, time = line[order], time[order]
    for group in groups:
        if group.clock is clock:
            continue
        if _covered(group.line, line):
            placed = _between(group.line, line, time)
            own = np.isfinite(group.age).any()
            group.time = group.age + np.median(placed - group.age) if own else placed
            group.clock, group.estimated = clock, True
        elif np.isfinite(group.age).any():
            group.time, group.clock = group.age - group.age.min(), Clock.ELAPSED
    return clock


def _over_midnight(stamp: F64) -> F64:
    """Times of day that go on into the next days."""
    known = np.flatnonzero(np.isfinite(stamp))
    steps = np.diff(stamp[known], prepend=stamp[known[:1]]) if known.size else np.empty(0)
    unrolled = stamp.copy()
    unrolled[known] += DAY * np.cumsum((steps < -DAY / 2) & (stamp[known] < DAY))
    return unrolled


def _covered(line: F64, anchors: F64) -> bool:
    inside = (line >= anchors[0]) & (line <= anchors[-1])
    return anchors.size >= FEWEST_ANCHORS and float(inside.mean()) >= 0.5


def _between(line: F64, anchors: F64, time: F64) -> F64:
    """Times of lines, by the timed lines around them; before the first and after the last, at the average pace."""
    placed: F64 = np.interp(line, anchors, time)
    span = anchors[-1] - anchors[0]
    if span > 0:
        pace = (time[-1] - time[0]) / span
        placed += pace * (np.minimum(line - anchors[0], 0) + np.maximum(line - anchors[-1], 0))
    return placed
