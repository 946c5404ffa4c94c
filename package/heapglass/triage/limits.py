"""When a growing process comes to its end."""

from dataclasses import dataclass
from math import inf

from heapglass.triage.judged import Judged
from heapglass.triage.measures import Side
from heapglass.triage.model import Measure, Reach
from heapglass.triage.one_clock import Clock
from heapglass.triage.processes import Process

WHOLE = (Measure.CONTAINER, Measure.RSS, Measure.PSS, Measure.ANONYMOUS)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit, and what is left until then: seconds, or samples; `soonest` and `latest` (inf: maybe never) by the
    interval of the slope. `reached`: it has been.
    """

    reach: Reach
    limit: float
    given: bool
    measure: str
    clock: Clock
    left: float
    soonest: float
    latest: float
    reached: bool


def deadline_of(subject: Judged, judged: list[Judged], process: Process, given: float | None = None) -> Deadline | None:
    """The nearest limit ahead of what grows; None if no limit is known."""
    found: list[Deadline] = []
    if subject.side is Side.JS_HEAP:
        heap = [limit.bytes for limit in process.limits if limit.reach is Reach.JS_HEAP]
        found += [_deadline(subject, Reach.JS_HEAP, min(heap), False)] if heap else []
    whole = next((one for measure in WHOLE for one in judged if one.measure == measure and one.grows), subject)
    bounds = [(limit.bytes, False) for limit in process.limits if limit.reach is Reach.PROCESS]
    bounds += [(given, True)] if given else []
    if bounds:
        limit, is_given = min(bounds)
        found.append(_deadline(whole, Reach.PROCESS, limit, is_given))
    # Limits on different clocks cannot be compared; the first is that of the subject itself.
    return min(found, key=lambda one: (one.clock is not subject.clock, one.left), default=None)


def _deadline(one: Judged, reach: Reach, limit: float, given: bool) -> Deadline:
    trend = one.trend
    assert trend is not None
    missing = limit - trend.last
    left, soonest, latest = (
        max(missing, 0) / slope if slope > 0 else inf for slope in (trend.slope, trend.high, trend.low)
    )
    return Deadline(reach, limit, given, one.measure, one.clock, left, soonest, latest, missing <= 0)
