"""Does a series rise, and does it go on rising? Robust against sawteeth, outliers and a warm-up.

Slope: Theil (1950), Sen (1968): the median of the slopes between all pairs of points. Its interval and the confidence:
Kendall's S with ties, its variance widened for autocorrelated points after Hamed and Rao (1998).
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import erf, inf, sqrt

import numpy as np

from heapglass.triage.one_clock import F64

MOST_POINTS = 400
"""Longer series are reduced to the medians of as many blocks: all pairs of these are 80,000."""
FEWEST = 4
SURE = 0.95
TOOTH = 0.3
FEWEST_LATE = 8
LEVEL = 1.6449
"""The normal deviate of a 90 % interval."""


class Shape(StrEnum):
    """How a series goes: `levelled` rose first, and is flat since."""

    RISING = "rising"
    LEVELLED = "levelled"
    FLAT = "flat"
    FALLING = "falling"


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line through a series. `slope`, with its 90 % interval from `low` to `high`, is per unit of time.

    `first` and `last` are the line's values at its ends, `noise` the usual distance of points from it;
    `confidence` is the probability that the series rises rather than stays or falls.
    """

    points: int
    start: float
    end: float
    first: float
    last: float
    slope: float
    low: float
    high: float
    noise: float
    confidence: float
    shape: Shape

    @property
    def growth(self) -> float:
        """What the line gains from end to end."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class _Line:
    slope: float
    low: float
    high: float
    rising: float


def trend_of(time: F64, value: F64, least: float = 0.0) -> Trend | None:
    """The trend of points in order of time; None for fewer than FEWEST, or for points all at one time.

    A change of less than `least` from end to end is flat, however certain it is.
    """
    time, value = reduced(time, value)
    if time.size < FEWEST or time[-1] <= time[0]:
        return None
    line = _line(time, value)
    middle = float(np.median(value - line.slope * time))
    residual = value - line.slope * time - middle
    noise = 1.4826 * float(np.median(np.abs(residual - np.median(residual))))
    first, last = middle + line.slope * float(time[0]), middle + line.slope * float(time[-1])
    return Trend(
        points=int(time.size),
        start=float(time[0]),
        end=float(time[-1]),
        first=first,
        last=last,
        slope=line.slope,
        low=line.low,
        high=line.high,
        noise=noise,
        confidence=line.rising,
        shape=_shape(time, value, line, last - first, least),
    )


def floor_of(time: F64, value: F64, cycles: int = 0) -> tuple[F64, F64]:
    """The lower edge of a sawtooth: the least value in each of some windows of equally many points.

    A window should hold a whole tooth: there are no more windows than `cycles`, if there are enough of those.
    """
    count = int(np.clip(value.size // 4, 6, 40))
    if cycles >= FEWEST:
        count = min(count, cycles)
    if value.size < 2 * count:
        return time, value
    edges = np.linspace(0, value.size, count + 1).astype(np.int64)
    lowest = [begin + int(np.argmin(value[begin:end])) for begin, end in pairwise(edges.tolist())]
    return time[lowest], value[lowest]


def teeth_of(value: F64) -> list[tuple[float, float]]:
    """Where a sawtooth falls by a good part of its range: from what, to what."""
    if value.size > MOST_POINTS:
        edges = np.linspace(0, value.size, MOST_POINTS + 1).astype(np.int64)[:-1]
        value = np.stack([np.maximum.reduceat(value, edges), np.minimum.reduceat(value, edges)], axis=1).ravel()
    deep = TOOTH * float(np.ptp(value)) if value.size else 0.0
    teeth: list[tuple[float, float]] = []
    top, bottom, falling = -inf, inf, False
    for one in value.tolist():
        top, bottom = max(top, one), min(bottom, one)
        if falling:
            teeth[-1] = (teeth[-1][0], bottom)
            if one > bottom + deep:
                falling, top = False, one
        elif one < top - deep:
            falling, bottom = True, one
            teeth.append((top, one))
    return teeth


def reduced(time: F64, value: F64) -> tuple[F64, F64]:
    """At most MOST_POINTS points: medians of blocks of neighbours."""
    if value.size <= MOST_POINTS:
        return time, value
    edges = np.linspace(0, value.size, MOST_POINTS + 1).astype(np.int64)
    blocks = list(pairwise(edges.tolist()))
    return (
        np.array([np.median(time[begin:end]) for begin, end in blocks]),
        np.array([np.median(value[begin:end]) for begin, end in blocks]),
    )


def _shape(time: F64, value: F64, line: _Line, growth: float, least: float) -> Shape:
    late = _late_rise(time, value)
    if growth < -least and line.rising < 1 - SURE:
        return Shape.FALLING
    # One that starts to rise late, too: the whole may look flat still.
    half = time.size // 2
    if late is not None and time.size - half >= FEWEST_LATE and late.rising >= SURE:
        later = late.slope * float(time[-1] - time[half])
        if later >= least > 0:
            return Shape.RISING
    if line.rising < SURE or growth < least:
        return Shape.FLAT
    return Shape.LEVELLED if _levelled(time, value, late, least) else Shape.RISING


def _late_rise(time: F64, value: F64) -> _Line | None:
    """The line through the second half of the points."""
    half = time.size // 2
    enough = time.size - half >= FEWEST and time[-1] > time[half]
    return _line(time[half:], value[half:]) if enough else None


def _levelled(time: F64, value: F64, late: _Line | None, least: float) -> bool:
    """Whether the last half, or third, is flat, and not merely too noisy to see its slope.

    What a straight line gains in its second half is half of what it gains at all.
    """
    edge = max(1, time.size // 8)
    gained = float(np.median(value[-edge:]) - np.median(value[:edge]))
    half, third = time.size // 2, time.size - time.size // 3
    if late is None:
        return float(value[-1] - value[half]) < 0.1 * gained
    span = float(time[-1] - time[half])
    if late.slope * span < 0.15 * gained and late.high * span < 0.5 * gained:
        return True
    if late.slope * span < min(least, 0.3 * gained) and late.high * span < 2 * least < gained:
        return True
    if time.size - third < FEWEST or time[-1] <= time[third]:
        return False
    last, span = _line(time[third:], value[third:]), float(time[-1] - time[third])
    return last.slope * span < 0.07 * gained and last.high * span < 0.25 * gained


def _line(time: F64, value: F64) -> _Line:
    count = time.size
    first, second = np.triu_indices(count, 1)
    step, change = time[second] - time[first], value[second] - value[first]
    apart = step > 0
    sign = float(np.sign(change[apart]).sum())
    slopes = np.sort(change[apart] / step[apart])
    spread = sqrt(_variance(value) * _autocorrelation(time, value, float(np.median(slopes))))
    middle, reach = (slopes.size - 1) / 2, LEVEL * spread / 2
    low = slopes[max(0, int(np.floor(middle - reach)))]
    high = slopes[min(slopes.size - 1, int(np.ceil(middle + reach)))]
    deviate = (sign - np.sign(sign)) / spread if spread > 0 else 0.0
    return _Line(float(np.median(slopes)), float(low), float(high), 0.5 * (1 + erf(deviate / sqrt(2))))


def _variance(value: F64) -> float:
    """Of Kendall's S, if there were no trend."""
    count = value.size
    ordered = np.sort(value)
    edges = np.flatnonzero(np.diff(ordered, prepend=np.nan, append=np.nan) != 0)
    ties = np.diff(edges).astype(np.float64)
    total = count * (count - 1) * (2 * count + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())
    return max(total, 0.0) / 18


def _autocorrelation(time: F64, value: F64, slope: float) -> float:
    """How much wider neighbours that resemble each other make the spread (at least 1)."""
    count = value.size
    if count < 10:
        return 1.0
    residual = value - slope * time
    ranks = np.empty(count)
    ranks[np.argsort(residual, kind="stable")] = np.arange(count)
    ranks -= ranks.mean()
    energy = float((ranks * ranks).sum())
    factor = 1.0
    for lag in range(1, min(count // 4, 20) + 1):
        correlation = float((ranks[:-lag] * ranks[lag:]).sum()) / energy if energy else 0.0
        if correlation > LEVEL / sqrt(count):
            weight = (count - lag) * (count - lag - 1) * (count - lag - 2)
            factor += 2 / (count * (count - 1) * (count - 2)) * weight * correlation
    return factor
