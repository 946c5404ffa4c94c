"""How much of its time a process spends collecting garbage, and what for."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from heapglass.triage.one_clock import Clock
from heapglass.triage.series import Mask, Track

FORCED = ("testing", "forced", "low memory notification", "heap profiler", "snapshot creator", "measure memory")
EXTERNAL = ("external memory", "external allocation")
RECENT = 0.25
FEWEST_RECENT = 4
BUSY = 0.5
USELESS = 0.15


@dataclass(frozen=True, slots=True)
class GcLoad:
    """The collections of one isolate, summed up; NaN stands for what the log does not tell.

    `share` is the time in collections over the whole log, `late_share` over its last quarter; `utilisation` the usual
    share of time left to the program between late full collections, as V8 reckons it. `freed` is the usual share of
    the heap that late full collections free. `external` of the full ones ran because of external memory, `forced`
    because the program asked. `thrashing`: most time goes to collections that free little.
    """

    full: int
    young: int
    forced: int
    external: int
    pause: float
    share: float
    late_share: float
    utilisation: float
    freed: float
    thrashing: bool


def gc_load(track: Track) -> GcLoad:
    """What the collections of an isolate cost."""
    reasons = [reason.lower() for reason in track.reasons]
    forced = np.array([reason.startswith(FORCED) for reason in reasons], np.bool_)
    external = np.array([reason.startswith(EXTERNAL) for reason in reasons], np.bool_)
    pauses = np.nan_to_num(track.pause)
    paused = bool(np.isfinite(track.pause).any()) and track.clock is not Clock.SAMPLES
    late = _late(track.full & ~forced)
    begin = int(late[0]) if late.size else track.time.size
    freed = _median((track.before[late] - track.after[late]) / np.maximum(track.before[late], 1))
    utilisation = _median(track.utilisation[late])
    late_share = _share(track, pauses, 0 if track.estimated else begin) if paused else np.nan
    busy = utilisation < BUSY if isfinite(utilisation) else late_share > BUSY
    return GcLoad(
        full=int(track.full.sum()),
        young=int(track.young.sum()),
        forced=int((track.full & forced).sum()),
        external=int((track.full & external).sum()),
        pause=float(pauses.sum()) if paused else np.nan,
        share=_share(track, pauses, 0) if paused else np.nan,
        late_share=late_share,
        utilisation=utilisation,
        freed=freed,
        thrashing=bool(busy and late.size >= 2 and freed < USELESS and not _mostly(external[late])),
    )


def _late(chosen: Mask) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """The last quarter of the chosen collections, but some at least."""
    places = np.flatnonzero(chosen)
    return places[-max(FEWEST_RECENT, int(RECENT * places.size)) :]


def _share(track: Track, pauses: np.ndarray[tuple[int], np.dtype[np.float64]], begin: int) -> float:
    """The share of time in collections from one on."""
    if track.time.size - begin < 2:
        return float("nan")
    span = float(track.time[-1] - track.time[begin]) + float(pauses[begin])
    return min(1.0, float(pauses[begin:].sum()) / span) if span > 0 else float("nan")


def _median(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else float("nan")


def _mostly(chosen: Mask) -> bool:
    return bool(chosen.size) and float(chosen.mean()) > 0.5
