"""Which series of a process grow: the trend of each, judged by the rule of its measure."""

from dataclasses import dataclass, replace

import numpy as np

from heapglass.triage.measures import Rule, Side, is_row, rule_of
from heapglass.triage.model import Measure
from heapglass.triage.one_clock import Clock
from heapglass.triage.series import Series, Timeline
from heapglass.triage.trend import Shape, Trend, floor_of, teeth_of, trend_of

FEWEST_FULL = 4
FEWEST_SEEN = 2
FEWEST_TEETH = 4
STAYS = 0.5
UNSEEN = 0.125
FEW_BYTES = 4 * 1024.0**2
HEAP = (Measure.JS_HEAP_AFTER_FULL_GC, Measure.JS_HEAP_AFTER_ANY_GC, Measure.JS_HEAP_USED)


@dataclass(slots=True)
class Judged:
    """A series and what is made of it. `weight` is its growth in bytes over its whole length."""

    measure: str
    track: str
    side: Side
    clock: Clock
    trend: Trend | None
    grows: bool
    confidence: float
    tells: bool
    """Whether that it does not grow is worth a word."""

    @property
    def weight(self) -> float:
        return self.trend.growth if self.trend else 0.0


def judged_series(timeline: Timeline) -> list[Judged]:
    """Every series that says something about leaks. Of several about the JS heap, those that say it best."""
    heap = [id(series) for series in _best_of_heap(timeline.series)]
    judged = [_judge(one, timeline) for one in timeline.series if one.measure not in HEAP or id(one) in heap]
    full = [one for one in judged if one.measure == Measure.JS_HEAP_AFTER_FULL_GC and one.trend]
    if full and not any(one.grows for one in full):
        # Whatever samples say between two full collections, the collections know better.
        for one in judged:
            one.grows = one.grows and one.measure != Measure.JS_HEAP_USED
    return judged


def _best_of_heap(series: list[Series]) -> list[Series]:
    """Of each isolate what is left after full collections, if there are any to compare; else after any. Samples of the
    heap in use fall anywhere in its sawtooth: they are asked only where collections say too little.
    """
    collected = [one for one in series if one.measure in HEAP and one.source is not None]
    full = [one for one in collected if one.measure == Measure.JS_HEAP_AFTER_FULL_GC and one.value.size >= FEWEST_SEEN]
    told = {one.source for one in full}
    rest = [one for one in collected if one.measure == Measure.JS_HEAP_AFTER_ANY_GC and one.source not in told]
    sampled = [one for one in series if one.measure == Measure.JS_HEAP_USED and one.source is None]
    enough = any(one.value.size >= FEWEST_FULL for one in full)
    return [*full, *rest] if enough else [*full, *sampled, *rest]


def _judge(series: Series, timeline: Timeline) -> Judged:
    rule = rule_of(series.measure)
    few = series.measure == Measure.JS_HEAP_AFTER_FULL_GC and series.value.size < FEWEST_FULL
    if few:
        trend = _trend_of_few(series, timeline)
        level = 0.0
    else:
        trend, level = _trend(series, rule)
    grows = trend is not None and trend.shape is Shape.RISING
    return Judged(
        measure=series.measure,
        track=series.track,
        side=rule.side,
        clock=series.clock,
        trend=trend,
        grows=grows,
        confidence=_confidence(series, rule, trend, timeline) if trend and grows else 0.0,
        tells=_tells(series, rule, level),
    )


def _tells(series: Series, rule: Rule, level: float) -> bool:
    if rule.side is Side.OTHER or is_row(series.measure):
        return False
    return level >= rule.bytes or rule.side in (Side.JS_HEAP, Side.EXTERNAL)


def _trend(series: Series, rule: Rule) -> tuple[Trend | None, float]:
    """The trend of a series, of its lower edge if it is a sawtooth; and its usual value."""
    time, value = series.time, series.value
    teeth = teeth_of(value) if rule.sawtooth else []
    if teeth:
        time, value = floor_of(time, value, len(teeth))
    level = float(np.median(value)) if value.size else 0.0
    trend = trend_of(time, value, max(rule.bytes, rule.share * level))
    if trend and trend.shape is Shape.RISING and rule.sawtooth and len(teeth) < FEWEST_TEETH:
        start, reach = float(series.value[0]), float(np.ptp(series.value))
        # A tooth or two, cut where the log ends, look like a slope: what is left where it falls deepest tells. So does
        # the first one, before it falls.
        top, bottom = max(teeth, key=lambda tooth: tooth[0] - tooth[1], default=(start, start))
        garbage = top - bottom >= 0.5 * reach and bottom - start < STAYS * (top - start)
        if garbage or trend.growth < (STAYS * reach if teeth else UNSEEN * rule.unseen):
            trend = replace(trend, shape=Shape.FLAT)
    return trend, level


def _trend_of_few(series: Series, timeline: Timeline) -> Trend | None:
    """Two or three full collections: what of all that had gathered between them is still there after the last?"""
    assert series.source is not None
    track = timeline.tracks[series.source]
    after, before = series.value, track.before[track.full & np.isfinite(track.before) & np.isfinite(track.after)]
    gathered = float((before[1:] - after[:-1]).clip(0).sum())
    growth = float(after[-1] - after[0])
    span = float(series.time[-1] - series.time[0])
    if span <= 0 or gathered < FEW_BYTES:
        return None
    slopes = np.diff(after) / np.maximum(np.diff(series.time), 1e-9)
    stays = growth / gathered
    rising = stays >= STAYS and growth >= max(FEW_BYTES, 0.5 * float(after[0])) and bool((slopes > 0).all())
    return Trend(
        points=int(after.size),
        start=float(series.time[0]),
        end=float(series.time[-1]),
        first=float(after[0]),
        last=float(after[-1]),
        slope=growth / span,
        low=float(slopes.min()),
        high=float(slopes.max()),
        noise=0.0,
        confidence=0.6 if after.size == FEWEST_SEEN else 0.75,
        shape=Shape.RISING if rising else Shape.FLAT,
    )


def _confidence(series: Series, rule: Rule, trend: Trend, timeline: Timeline) -> float:
    """How sure it is that this is a leak, and not merely that it rose."""
    sure = trend.confidence
    if trend.points < FEWEST_FULL:
        return sure
    if trend.points < 8:
        sure *= 0.8
    elif trend.points < 15:
        sure *= 0.92
    if series.measure == Measure.JS_HEAP_AFTER_ANY_GC:
        # What young collections leave is old garbage as well.
        sure *= 0.5
    elif rule.unseen:
        full = sum(int(track.full.sum()) for track in timeline.tracks)
        if full < FEWEST_FULL and not teeth_of(series.value):
            # Nobody has looked yet whether it is garbage.
            sure *= 0.55 if trend.growth < rule.unseen or (timeline.tracks and full < FEWEST_SEEN) else 0.9
    return float(min(max(sure, 0.05), 0.99))
