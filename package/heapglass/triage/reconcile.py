"""How much of a process a snapshot of it explains. It takes numbers, and knows no snapshot."""

from dataclasses import dataclass
from enum import StrEnum

from heapglass.triage.model import Measure
from heapglass.triage.series import Timeline

MOST = 0.6


class Part(StrEnum):
    """Where a process's memory is, seen from a snapshot."""

    SNAPSHOT = "snapshot"
    GARBAGE = "garbage"
    EXTERNAL = "external"
    RESERVE = "reserve"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class ProcessSize:
    """A process's memory at the end of its log, in bytes; None for what the log does not tell."""

    heap_used: float | None = None
    heap_total: float | None = None
    external: float | None = None
    rss: float | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`parts` add up to `whole`, which is RSS, or what is known instead. `say` is the key of what to make of it.

    `explained` is the snapshot's part of the whole, in bytes; `share` the same as a share.
    """

    whole: float
    explained: float
    share: float
    parts: list[tuple[Part, float]]
    say: str
    bytes: float


def process_size(timeline: Timeline) -> ProcessSize:
    """The last sizes that a log tells of a process."""

    def last(*measures: Measure) -> float | None:
        found = [series for measure in measures for series in timeline.series if series.measure == measure]
        return float(found[0].value[-1]) if found else None

    return ProcessSize(
        heap_used=last(Measure.JS_HEAP_USED, Measure.JSVM_HEAP),
        heap_total=last(Measure.JS_HEAP_TOTAL),
        external=last(Measure.EXTERNAL),
        rss=last(Measure.RSS, Measure.PSS, Measure.CONTAINER),
    )


def reconcile(snapshot_total: float, snapshot_native: float, process: ProcessSize) -> Reconciliation | None:
    """A snapshot's total bytes, and those of its native nodes (buffers, mostly), against the process's.

    None if the log tells no size of the process at all.
    """
    heap, external = process.heap_used, process.external
    known = process.rss or (heap or 0) + (external or 0)
    if not known:
        return None
    in_heap = max(snapshot_total - snapshot_native, 0)
    garbage = max((heap or in_heap) - in_heap, 0)
    elsewhere = max((external or snapshot_native) - snapshot_native, 0)
    reserve = max((process.heap_total or 0) - (heap or process.heap_total or 0), 0)
    outside = known - snapshot_total - garbage - elsewhere - reserve
    sizes = {
        Part.SNAPSHOT: snapshot_total,
        Part.GARBAGE: garbage,
        Part.EXTERNAL: elsewhere,
        Part.RESERVE: reserve,
        Part.OUTSIDE: outside,
    }
    # Not every reserved page is resident, so the parts may be more than the whole: the reserve gives way first.
    for part in (Part.RESERVE, Part.GARBAGE, Part.EXTERNAL):
        if sizes[Part.OUTSIDE] < 0:
            taken = min(sizes[part], -sizes[Part.OUTSIDE])
            sizes[part] -= taken
            sizes[Part.OUTSIDE] += taken
    explained = min(snapshot_total, known)
    if sizes[Part.OUTSIDE] < 0:
        sizes = {Part.SNAPSHOT: explained}
        say, least = "larger", snapshot_total - known
    elif explained >= MOST * known:
        say, least = "most", explained
    else:
        missing = {part: bytes_ for part, bytes_ in sizes.items() if part is not Part.SNAPSHOT}
        part = max(missing, key=lambda one: missing[one])
        say, least = part.value, missing[part]
    return Reconciliation(
        whole=known,
        explained=explained,
        share=explained / known,
        parts=[(part, bytes_) for part, bytes_ in sizes.items() if bytes_ > 0],
        say=say,
        bytes=least,
    )
