"""`new v8.GCProfiler()`: the JSON that its `stop()` gives, whole, cut off, or inside a log.

    {"version":1,"startTime":…,"statistics":[{"gcType":"Scavenge","beforeGC":{…},"cost":624.65,"afterGC":{…}}],"endTime":…}

Times are milliseconds, `cost` microseconds. Collections have no times of their own: they are spread evenly.
"""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import nan
from typing import Any

from heapglass.triage.amounts import number, whole_bytes
from heapglass.triage.model import Collection, Format, Kind, Limit, Measure, Reach, Reading, Sample, Stamp
from heapglass.triage.text import Text

ENTRY = re.compile(r'\{\s{0,40}"gcType"\s{0,4}:')
STARTED = re.compile(r'"startTime"\s{0,4}:\s{0,4}(\d{1,15}(?:\.\d{1,9})?)')
ENDED = re.compile(r'"endTime"\s{0,4}:\s{0,4}(\d{1,15}(?:\.\d{1,9})?)')
SHORTEST_ENTRY, LONGEST_ENTRY = 100, 200_000
DECODER = json.JSONDecoder()
MEASURES = {
    "externalMemory": Measure.EXTERNAL,
    "mallocedMemory": Measure.MALLOCED,
    "usedGlobalHandlesSize": Measure.GLOBAL_HANDLES,
}


@dataclass(slots=True)
class _Profile:
    """One profile: when it began and ended, as far as that is there, and which of the entries are its own."""

    started: float | None
    ended: float | None
    entries: range


def read(text: Text) -> Reading:
    """The collections in a log, and what V8 counted after each."""
    found = Reading()
    if not text.has('"gcType"'):
        return found
    starts = [0, *accumulate(len(line) + 1 for line in text.lines)]
    whole = "\n".join(text.lines)
    entries = [entry.start() for entry in ENTRY.finditer(whole)]
    for profile in _profiles(whole, entries):
        _read_profile(profile, whole, [*entries, len(whole)], starts, text, found)
    return found


def _profiles(whole: str, entries: list[int]) -> list[_Profile]:
    """Entries, parted where a profile begins."""
    begins = [(found.start(), number(found[1])) for found in STARTED.finditer(whole)]
    ends = [(found.start(), number(found[1])) for found in ENDED.finditer(whole)]
    end_places = [place for place, _ in ends]
    # Entries before any beginning are a profile that was cut off in front.
    profiles: list[_Profile] = []
    for (place, started), (limit, _) in pairwise([(-1, None), *begins, (len(whole), None)]):
        own = range(bisect_right(entries, place), bisect_right(entries, limit))
        following = bisect_right(end_places, entries[own[-1]]) if own else 0
        ended = ends[following][1] if following < len(ends) and ends[following][0] < limit else None
        if own:
            profiles.append(_Profile(started, ended, own))
    return profiles


def _read_profile(
    profile: _Profile, whole: str, entries: list[int], starts: list[int], text: Text, found: Reading
) -> None:
    for i in profile.entries:
        begin, end = entries[i], entries[i + 1]
        place = bisect_right(starts, begin) - 1
        fields, length = _entry(whole[begin : min(end, begin + LONGEST_ENTRY)])
        last = bisect_right(starts, begin + max(length, 1) - 1) - 1
        text.taken[place : last + 1] = b"\1" * (last + 1 - place)
        before, after = (_statistics(fields, side) for side in ("beforeGC", "afterGC"))
        if "usedHeapSize" not in before or "usedHeapSize" not in after:
            found.miss(Format.GC_PROFILER, text, place)
            continue
        stamp = _stamp(profile, i - profile.entries.start)
        cost = whole_bytes(fields.get("cost"))
        found.collections.append(
            Collection(
                format=Format.GC_PROFILER,
                line=place + 1,
                stamp=stamp,
                uptime=nan,
                kind=_kind(str(fields.get("gcType"))),
                before=before["usedHeapSize"],
                after=after["usedHeapSize"],
                committed=after.get("totalHeapSize", nan),
                pause=nan if cost is None else cost / 1e6,
                utilisation=nan,
                reason="",
            )
        )
        values: dict[str, float] = {measure: after[name] for name, measure in MEASURES.items() if name in after}
        found.samples.append(Sample(Format.GC_PROFILER, place + 1, stamp, values))
        limit = after.get("heapSizeLimit")
        if limit and all(known.bytes != limit for known in found.limits[-3:]):
            found.limits.append(Limit(Reach.JS_HEAP, limit, place + 1))


def _entry(part: str) -> tuple[dict[str, Any], int]:
    """The entry that a part of the text begins with, and how long it is; an empty one if it is damaged."""
    if len(part) < SHORTEST_ENTRY:
        return {}, len(part)
    try:
        value, length = DECODER.raw_decode(part)
    except (ValueError, RecursionError):
        return {}, len(part)
    return value, length


def _statistics(entry: dict[str, Any], side: str) -> dict[str, float]:
    part = entry.get(side)
    statistics = part.get("heapStatistics") if isinstance(part, dict) else None
    if not isinstance(statistics, dict):
        return {}
    sizes = {name: whole_bytes(value) for name, value in statistics.items()}
    return {name: size for name, size in sizes.items() if size is not None}


def _kind(name: str) -> Kind:
    if name in ("Scavenge", "MinorMarkCompact", "MinorMarkSweep"):
        return Kind.YOUNG
    # IncrementalMarking and ProcessWeakCallbacks are steps, not collections.
    return Kind.FULL if name in ("MarkSweepCompact", "MarkCompact", "All") else Kind.OTHER


def _stamp(profile: _Profile, place: int) -> Stamp | None:
    if profile.started is None or profile.ended is None or profile.ended < profile.started:
        return None
    share = (place + 0.5) / len(profile.entries)
    return Stamp((profile.started + share * (profile.ended - profile.started)) / 1000, True)
