"""`process.memoryUsage()` and `v8.getHeapStatistics()` (also JSVM's), printed or as JSON, inside any log.

The names are unusual enough to find them wherever they stand: `rss: 43433984` over several lines,
`{"rss":44613632,…}`, the same with escaped quotes in another JSON, `heapUsed=45.3 MB`.
"""

import re
from dataclasses import dataclass, field

from heapglass.triage.amounts import amount
from heapglass.triage.clock import stamp_near
from heapglass.triage.model import Format, Limit, Measure, Reach, Reading, Sample
from heapglass.triage.text import Text

USAGE = {
    "rss": Measure.RSS,
    "heapTotal": Measure.JS_HEAP_TOTAL,
    "heapUsed": Measure.JS_HEAP_USED,
    "external": Measure.EXTERNAL,
    "arrayBuffers": Measure.ARRAY_BUFFERS,
}
STATISTICS = {
    "total_heap_size": Measure.JS_HEAP_TOTAL,
    "used_heap_size": Measure.JS_HEAP_USED,
    "external_memory": Measure.EXTERNAL,
    "malloced_memory": Measure.MALLOCED,
    "used_global_handles_size": Measure.GLOBAL_HANDLES,
    "heap_size_limit": None,
    "totalHeapSize": Measure.JS_HEAP_TOTAL,
    "usedHeapSize": Measure.JS_HEAP_USED,
    "externalMemory": Measure.EXTERNAL,
    "mallocedMemory": Measure.MALLOCED,
    "usedGlobalHandlesSize": Measure.GLOBAL_HANDLES,
    "heapSizeLimit": None,
}
LIMITS = ("heap_size_limit", "heapSizeLimit")
SURE = ("heapUsed", "heapTotal", "used_heap_size", "usedHeapSize", "total_heap_size", "totalHeapSize")
"""A sample has at least one of these; the other names alone may mean anything."""

NAMES = "|".join(sorted([*USAGE, *STATISTICS], reverse=True))
QUOTE = r"\\{0,3}[\"']?"
NUMBER = r"(?P<number>\d{1,3}(?:,\d{3}){1,6}(?![\d,])|\d{1,20}(?:\.\d{1,20})?)n?"
UNIT = r"[ ]?(?P<unit>[KMGTkmgt]i?[Bb]?|[Bb]ytes|B)?(?![A-Za-z0-9.])"
FIELD = re.compile(
    rf"(?P<name>{NAMES})(?![A-Za-z0-9_]){QUOTE}"
    rf"(?:[ \t]{{0,6}}[:=][ \t]{{0,6}}|[ \t]{{1,3}}(?=\d)){QUOTE}"
    rf"(?:{NUMBER}{UNIT}|(?P<bad>[^\s,;}}]{{0,30}}))"
)
NEAR = 4
"""Lines that may lie between two names of one sample."""


@dataclass(slots=True)
class _Open:
    """A sample whose fields are still being found."""

    first: int
    last: int
    values: dict[str, float] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    bad: bool = False


def read(text: Text) -> Reading:
    """The samples in a log, and the heap's limit where it is printed."""
    found = Reading()
    if not any(text.has(name) for name in SURE):
        return found
    sample: _Open | None = None
    ended = -1
    for place, line in enumerate(text.lines):
        if text.taken[place]:
            continue
        if sample is not None and place > sample.last + NEAR:
            ended = _close(text, found, sample, ended)
            sample = None
        if "eap" not in line and "rss" not in line and "rray" not in line and "ext" not in line and "lobal" not in line:
            continue
        for field_ in FIELD.finditer(line):
            name, begin = field_["name"], field_.start()
            # Checked here, since a pattern that begins with a look behind is searched for slowly.
            if begin and (line[begin - 1].isalnum() or line[begin - 1] in "_$."):
                continue
            family = USAGE if name in USAGE else STATISTICS
            if sample is not None and (name in sample.names or not sample.names & family.keys()):
                ended = _close(text, found, sample, ended)
                sample = None
            if sample is None:
                sample = _Open(place, place)
            sample.names.add(name)
            sample.last = place
            value = amount(field_["number"].replace(",", ""), field_["unit"] or "") if field_["number"] else None
            if value is None:
                sample.bad = True
            else:
                sample.values[name] = value
    if sample is not None:
        _close(text, found, sample, ended)
    return found


def _close(text: Text, found: Reading, sample: _Open, ended: int) -> int:
    """Keep a sample, or say that it cannot be read; returns the last line that belongs to one."""
    sure = [name for name in SURE if name in sample.values]
    usage = not sample.names.isdisjoint(USAGE)
    kind = Format.MEMORY_USAGE if usage else Format.HEAP_STATISTICS
    if not sure or sample.bad:
        if not sample.names.isdisjoint(SURE) or len(sample.names) >= 3:
            found.miss(kind, text, sample.first)
        elif not sure:
            return ended
    if not sure:
        return sample.last
    names = USAGE if usage else STATISTICS
    read_names = [(name, measure) for name, measure in names.items() if name in sample.values]
    values: dict[str, float] = {measure: sample.values[name] for name, measure in read_names if measure}
    stamp = stamp_near(text.lines, sample.first, ended)
    found.samples.append(Sample(kind, sample.first + 1, stamp, values))
    for name in LIMITS:
        if sample.values.get(name):
            found.limits.append(Limit(Reach.JS_HEAP, sample.values[name], sample.first + 1))
    return sample.last
