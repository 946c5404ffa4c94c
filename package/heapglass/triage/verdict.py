"""What grows, how sure that is, when it ends, and what speaks for it: the verdict on one process, as data."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite

from heapglass.triage.gc_load import GcLoad, gc_load
from heapglass.triage.judged import Judged, judged_series
from heapglass.triage.limits import WHOLE, Deadline, deadline_of
from heapglass.triage.measures import Side
from heapglass.triage.model import Format, Measure
from heapglass.triage.platforms import Platform, platform_of
from heapglass.triage.processes import Process
from heapglass.triage.series import Series, Timeline
from heapglass.triage.trend import Shape

STEADY = 4.0
"""Growth of so many times its noise is steady: code that allocates, not an allocator that settles."""
STEADY_BYTES = 16 * 1024.0**2
FEWEST_PRESSED = 5
MINOR = 0.1


class Kind(StrEnum):
    """What is the matter."""

    JS_HEAP = "js-heap-growing"
    EXTERNAL = "external-growing"
    NATIVE = "native-growing"
    RSS_ONLY = "rss-only"
    PROCESS = "process-growing"
    THRASHING = "gc-thrashing"
    NO_LEAK = "no-leak"
    TOO_LITTLE = "too-little-data"


@dataclass(slots=True)
class Evidence:
    """One fact that the verdict rests on. `facts` fill the words of `key`: numbers are bytes unless named otherwise."""

    key: str
    facts: dict[str, float | str] = field(default_factory=dict)


@dataclass(slots=True)
class Verdict:
    """The verdict on one process.

    `confidence` is from 0 to 1; `subject` is what grows; `also` are other things that grow, the largest first.
    `known` are the sides that the log says anything about: no leak in the JS heap is not no leak.
    """

    kind: Kind
    confidence: float
    platform: Platform
    subject: Judged | None
    also: list[Judged]
    known: list[Side]
    deadline: Deadline | None
    evidence: list[Evidence]
    judged: list[Judged]
    load: GcLoad | None


def verdict_on(process: Process, timeline: Timeline, limit: float | None = None) -> Verdict:
    """The verdict on a process. `limit`: how many bytes it may have, where the log does not say."""
    judged = judged_series(timeline)
    load = max((gc_load(track) for track in timeline.tracks), key=lambda one: (one.thrashing, one.full), default=None)
    growing = sorted((one for one in judged if one.grows), key=lambda one: -one.weight)
    known = [side for side in Side if any(one.side is side and one.trend for one in judged)]
    subject = _subject(growing, judged)
    kind, confidence = _kind(subject, growing, judged, load, process)
    if kind in (Kind.NO_LEAK, Kind.TOO_LITTLE, Kind.THRASHING):
        subject = None
    also = [one for one in growing if one is not subject and one.side is not Side.OTHER and _adds(one, subject)]
    verdict = Verdict(
        kind=kind,
        confidence=confidence,
        platform=platform_of(process),
        subject=subject,
        also=also if kind not in (Kind.TOO_LITTLE, Kind.NO_LEAK) else [],
        known=known,
        deadline=deadline_of(subject, judged, process, limit) if subject else None,
        evidence=[],
        judged=judged,
        load=load,
    )
    verdict.evidence = _evidence(verdict, process, timeline)
    return verdict


def _subject(growing: list[Judged], judged: list[Judged]) -> Judged | None:
    """The growing series that weighs most, of those that tell a side; else one of the whole process."""
    told = [one for one in growing if one.side in (Side.JS_HEAP, Side.EXTERNAL, Side.NATIVE, Side.OUTSIDE)]
    told = [one for one in told if one.measure != Measure.GLOBAL_HANDLES] or told
    if not told:
        # Where it is known what of the process lies outside the heap, the whole tells nothing more.
        outside = any(one.measure == Measure.OUTSIDE_V8 and one.trend for one in judged)
        wholes = [one for measure in WHOLE for one in growing if one.measure == measure]
        return wholes[0] if wholes and not outside else None
    best = told[0]
    if best.measure == Measure.EXTERNAL:
        buffers = next((one for one in told if one.measure == Measure.ARRAY_BUFFERS), None)
        if buffers and buffers.weight >= 0.6 * best.weight:
            return buffers
    return best


def _kind(
    subject: Judged | None, growing: list[Judged], judged: list[Judged], load: GcLoad | None, process: Process
) -> tuple[Kind, float]:
    full = any(death.key == "heap-full" for death in process.deaths)
    if subject is None:
        if load and (load.thrashing or (full and load.full)):
            return Kind.THRASHING, 0.9 if load.thrashing and (full or load.full >= 4) else 0.6
        if full:
            return Kind.THRASHING, 0.5
        return _nothing_grows(judged, load)
    sure = max(one.confidence for one in growing if one.side is subject.side)
    match subject.side:
        case Side.JS_HEAP:
            return Kind.JS_HEAP, max(sure, 0.9) if full else sure
        case Side.EXTERNAL:
            return Kind.EXTERNAL, sure
        case Side.NATIVE:
            return (Kind.RSS_ONLY, 0.8 * sure) if _fragmented(subject, judged) else (Kind.NATIVE, sure)
        case Side.OUTSIDE:
            return (Kind.NATIVE, 0.9 * sure) if _steady(subject) else (Kind.RSS_ONLY, 0.8 * sure)
    if not any(one.side is Side.JS_HEAP and one.trend for one in judged):
        return Kind.PROCESS, 0.8 * sure
    if load and load.thrashing:
        return Kind.THRASHING, 0.8
    return (Kind.NATIVE, 0.7 * sure) if _steady(subject) else (Kind.RSS_ONLY, 0.7 * sure)


def _nothing_grows(judged: list[Judged], load: GcLoad | None) -> tuple[Kind, float]:
    seen = [one for one in judged if one.trend and one.side is not Side.OTHER]
    if not seen:
        return Kind.TOO_LITTLE, 0.0
    external = any(one.side in (Side.EXTERNAL, Side.PROCESS, Side.OUTSIDE) for one in seen)
    if load and not external and load.external >= max(FEWEST_PRESSED, 0.5 * (load.full - load.forced)):
        # The heap is level, and V8 collects it because of what hangs on it outside.
        return Kind.EXTERNAL, 0.4
    points = max(one.trend.points for one in seen if one.trend)
    return Kind.NO_LEAK, 0.9 if points >= 20 else 0.75 if points >= 10 else 0.5


def _steady(one: Judged) -> bool:
    trend = one.trend
    return bool(trend and trend.growth >= max(STEADY_BYTES, STEADY * trend.noise))


def _fragmented(subject: Judged, judged: list[Judged]) -> bool:
    """A native heap that takes more and more memory for as many bytes in use."""
    if subject.measure != Measure.NATIVE_HEAP:
        return False
    used = next((one for one in judged if one.measure == Measure.NATIVE_HEAP_ALLOCATED), None)
    return bool(used and used.trend and not used.grows and used.trend.last > 0)


def _adds(one: Judged, subject: Judged | None) -> bool:
    """Whether it tells something besides the subject: another side, and enough to be worth a word."""
    if subject is None:
        return True
    if one.side is Side.PROCESS or one.side is subject.side:
        return False
    return one.measure == Measure.GLOBAL_HANDLES or one.weight >= MINOR * subject.weight


def _evidence(verdict: Verdict, process: Process, timeline: Timeline) -> list[Evidence]:
    """What speaks for the verdict, the most telling first."""
    found: list[Evidence] = []
    if verdict.subject:
        found.append(_course(verdict.subject, verdict.judged))
    if verdict.kind is Kind.EXTERNAL and verdict.subject is None and verdict.load:
        load = verdict.load
        found.append(Evidence("external-pressure", {"count": load.external, "full": load.full - load.forced}))
    found += [Evidence(f"death.{death.key}", {"line": death.line}) for death in process.deaths[:1]]
    found += [_course(one, verdict.judged) for one in verdict.also[:3]]
    told = {one.measure for one in (verdict.subject, *verdict.also) if one}
    if Measure.NATIVE_HEAP in told:
        # That as much more is in use tells a leak from fragmentation.
        used = [one for one in verdict.judged if one.measure == Measure.NATIVE_HEAP_ALLOCATED and one.grows]
        found += [_course(one, verdict.judged) for one in used]
    for one in verdict.judged:
        if one.trend and not one.grows and one.measure not in told and one.tells:
            told.add(one.measure)
            found.append(_course(one, verdict.judged))
    if verdict.subject and verdict.subject.side is not Side.PROCESS:
        wholes = [one for measure in WHOLE for one in verdict.judged if one.measure == measure and one.grows]
        found += [_course(one, verdict.judged) for one in wholes[:1]]
    if verdict.load:
        found += _collections(verdict.load, verdict.kind)
    if verdict.kind is Kind.TOO_LITTLE:
        found += _leaning(timeline)
    found += [_course(one, verdict.judged) for one in verdict.judged if one.measure == Measure.PAGE_CACHE and one.grows]
    if Format.HIDUMPER in process.formats and verdict.subject and verdict.subject.measure == Measure.JSVM_HEAP:
        found.append(Evidence("jsvm"))
    return found


def _course(one: Judged, judged: list[Judged]) -> Evidence:
    """How a series went. Its track is named only beside another's."""
    trend = one.trend
    assert trend is not None
    alone = sum(other.measure == one.measure for other in judged) == 1
    facts: dict[str, float | str] = {
        "measure": one.measure,
        "track": "" if alone else one.track,
        "clock": one.clock.value,
        "first": max(trend.first, 0.0),
        "last": max(trend.last, 0.0),
        "slope": trend.slope,
        "low": trend.low,
        "high": trend.high,
        "points": trend.points,
        "span": trend.end - trend.start,
    }
    if one.grows:
        return Evidence("rises", facts)
    key = {Shape.LEVELLED: "levelled", Shape.FALLING: "falls"}.get(trend.shape, "level")
    return Evidence(key, facts)


def _collections(load: GcLoad, kind: Kind) -> list[Evidence]:
    if not load.full and not load.young:
        return []
    facts: dict[str, float | str] = {"full": load.full, "young": load.young}
    found = []
    if isfinite(load.share):
        found.append(Evidence("gc.share", {**facts, "share": load.share}))
    else:
        found.append(Evidence("gc.count", facts))
    if load.thrashing:
        late = load.utilisation if isfinite(load.utilisation) else 1 - load.late_share
        found.append(Evidence("gc.thrashing", {"utilisation": late, "freed": max(load.freed, 0.0)}))
    elif kind is Kind.NO_LEAK and isfinite(load.share) and load.share > 0.3 and load.full - load.forced >= 1:
        found.append(Evidence("gc.busy", {"share": load.share}))
    return found


def _leaning(timeline: Timeline) -> list[Evidence]:
    """Between few samples: what changed most."""
    changes = [
        (float(series.value[-1] - series.value[0]), series)
        for series in timeline.series
        if series.value.size >= 2 and _is_part(series)
    ]
    most = max(changes, key=lambda change: change[0], default=None)
    if most is None or most[0] <= 0:
        return []
    change, series = most
    facts: dict[str, float | str] = {
        "measure": series.measure,
        "track": series.track,
        "first": float(series.value[0]),
        "last": float(series.value[-1]),
        "change": change,
        "points": series.value.size,
    }
    return [Evidence("leaning", facts)]


def _is_part(series: Series) -> bool:
    wholes = (
        Measure.PSS,
        Measure.RSS,
        Measure.CONTAINER,
        Measure.ANONYMOUS,
        Measure.SWAP,
        Measure.JS_HEAP_AFTER_ANY_GC,
    )
    return series.measure not in wholes
