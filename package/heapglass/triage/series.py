"""Named series of (time, bytes), and collections, of one process on one time line."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from heapglass.triage.model import Collection, Format, Kind, Measure, Sample
from heapglass.triage.one_clock import F64, Clock, Group, group_of, place_on_one_clock
from heapglass.triage.processes import Process

Mask = npt.NDArray[np.bool_]

MOST_ISOLATES = 12
MOST_MEASURES = 64
RARE = 20
"""A restart is rarer than one in so many collections; more often, the lines are out of order."""


@dataclass(slots=True)
class Series:
    """One measure over time, in order of time. `track` tells series of one measure apart: an isolate, a format.

    `source` is the place in `Timeline.tracks` of the collections it was made of, None if it was made of samples.
    `estimated` times come from neighbouring lines.
    """

    measure: str
    track: str
    source: int | None
    format: Format
    clock: Clock
    estimated: bool
    time: F64
    value: F64


@dataclass(slots=True)
class Track:
    """The collections of one isolate, in order of time; all arrays have one entry a collection (NaN: not known)."""

    name: str
    format: Format
    clock: Clock
    estimated: bool
    time: F64
    full: Mask
    young: Mask
    before: F64
    after: F64
    committed: F64
    pause: F64
    utilisation: F64
    reasons: list[str]


@dataclass(slots=True)
class Timeline:
    """All of a process. `origin` is the time zero in seconds since 1970, None if the log has no dates."""

    clock: Clock
    origin: float | None
    series: list[Series]
    tracks: list[Track]


def timeline_of(process: Process) -> Timeline:
    """The series and collections of a process."""
    stamps = [record.stamp for record in process.samples] + [record.stamp for record in process.collections]
    dated = any(stamp is not None and stamp.dated for stamp in stamps)
    runs = _runs(process.collections)
    run_groups = [group_of(run, dated, np.array([collection.uptime for collection in run])) for run in runs]
    formats = sorted({sample.format for sample in process.samples})
    by_format = {each: [sample for sample in process.samples if sample.format is each] for each in formats}
    sample_groups = {
        each: group_of(samples, dated, np.full(len(samples), np.nan)) for each, samples in by_format.items()
    }
    groups = [*run_groups, *sample_groups.values()]
    clock = place_on_one_clock(groups, dated)
    starts = [group.time.min() for group in groups if group.clock is clock and group.time.size]
    origin = float(min(starts, default=0.0)) if clock is not Clock.SAMPLES else 0.0
    for group in groups:
        if group.clock is clock:
            group.time = group.time - origin
    names = _track_names(runs)
    tracks = [_track(run, group, name) for run, group, name in zip(runs, run_groups, names, strict=True)]
    series = [each for source, track in enumerate(tracks) for each in _series_of_track(track, source)]
    for each, samples in by_format.items():
        series += _series_of_samples(samples, sample_groups[each])
    _tell_apart(series)
    return Timeline(clock, origin if clock is Clock.EPOCH and dated else None, series, tracks)


def _runs(collections: list[Collection]) -> list[list[Collection]]:
    """Collections by isolate; an isolate whose age falls back to the start is another one at the same address."""
    by_isolate: dict[tuple[Format, str], list[Collection]] = {}
    for collection in collections:
        by_isolate.setdefault((collection.format, collection.isolate), []).append(collection)
    runs = [run for found in by_isolate.values() for run in _restarts(found)]
    runs.sort(key=len, reverse=True)
    return runs[:MOST_ISOLATES]


def _restarts(run: list[Collection]) -> list[list[Collection]]:
    age = np.array([collection.uptime for collection in run])
    falls = np.flatnonzero(np.diff(age) < -1.0) + 1
    clean = falls.size and falls.size <= max(1, age.size // RARE)
    if clean and all(age[place] < 0.5 * age[place - 1] for place in falls.tolist()):
        edges = [0, *falls.tolist(), len(run)]
        return [run[begin:end] for begin, end in pairwise(edges)]
    return [run]


def _track_names(runs: list[list[Collection]]) -> list[str]:
    if len(runs) == 1:
        return [""]
    names: list[str] = []
    for run in runs:
        name = run[0].isolate or run[0].format.value
        again = sum(earlier == name or earlier.startswith(f"{name} #") for earlier in names)
        names.append(f"{name} #{again + 1}" if again else name)
    return names


def _track(run: list[Collection], group: Group, name: str) -> Track:
    order = np.argsort(group.time, kind="stable")
    run = [run[place] for place in order.tolist()]

    def column(values: list[float]) -> F64:
        return np.array(values, np.float64)

    return Track(
        name=name,
        format=run[0].format,
        clock=group.clock,
        estimated=group.estimated,
        time=group.time[order],
        full=np.array([collection.kind is Kind.FULL for collection in run]),
        young=np.array([collection.kind is Kind.YOUNG for collection in run]),
        before=column([collection.before for collection in run]),
        after=column([collection.after for collection in run]),
        committed=column([collection.committed for collection in run]),
        pause=column([collection.pause for collection in run]),
        utilisation=column([collection.utilisation for collection in run]),
        reasons=[collection.reason for collection in run],
    )


def _series_of_track(track: Track, source: int) -> list[Series]:
    """The sawtooth, what is left after collections, and the size of the heap."""
    sized = np.isfinite(track.before) & np.isfinite(track.after)
    if not sized.any():
        return []
    begin = track.time - (np.nan_to_num(track.pause) if track.clock is not Clock.SAMPLES else 0.5)
    collected = sized & (track.full | track.young)
    both_times = np.stack([begin[sized], track.time[sized]], axis=1).ravel()
    both = np.stack([track.before[sized], track.after[sized]], axis=1).ravel()
    parts = [
        (Measure.JS_HEAP_USED, both_times, both),
        (Measure.JS_HEAP_AFTER_FULL_GC, track.time[sized & track.full], track.after[sized & track.full]),
        (Measure.JS_HEAP_AFTER_ANY_GC, track.time[collected], track.after[collected]),
    ]
    known = np.isfinite(track.committed)
    parts.append((Measure.JS_HEAP_TOTAL, track.time[known], track.committed[known]))
    return [
        Series(measure, track.name, source, track.format, track.clock, track.estimated, time, value)
        for measure, time, value in parts
        if time.size
    ]


def _series_of_samples(samples: list[Sample], group: Group) -> list[Series]:
    """A series for each measure; and of samples that tell all three, what of RSS is neither heap nor external."""
    columns: dict[str, F64] = {}
    for place, sample in enumerate(samples):
        for measure, value in sample.values.items():
            if measure not in columns and len(columns) < MOST_MEASURES:
                columns[measure] = np.full(len(samples), np.nan)
            if measure in columns:
                columns[measure][place] = value
    if Measure.RSS in columns and Measure.JS_HEAP_TOTAL in columns:
        external = columns.get(Measure.EXTERNAL, np.zeros(len(samples)))
        outside = columns[Measure.RSS] - columns[Measure.JS_HEAP_TOTAL] - external
        columns[Measure.OUTSIDE_V8] = np.maximum(outside, 0)
    order = np.argsort(group.time, kind="stable")
    found = []
    for measure, column in columns.items():
        known = order[np.isfinite(column[order])]
        if known.size:
            form, time = samples[0].format, group.time[known]
            found.append(Series(measure, form.value, None, form, group.clock, group.estimated, time, column[known]))
    return found


def _tell_apart(series: list[Series]) -> None:
    """Keep the names of tracks only where a measure has several."""
    count = Counter(one.measure for one in series)
    for one in series:
        if count[one.measure] == 1:
            one.track = ""
