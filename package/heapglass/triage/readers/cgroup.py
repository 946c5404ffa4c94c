"""A control group's `memory.stat` (version 1 or 2), `memory.current` and `memory.max`, once or many times.

Lines of a name and a number of bytes; `grep . memory.*` and `tail -n +1 memory.*` put file names before them.
"""

import re
from dataclasses import dataclass, field

from heapglass.triage.amounts import number
from heapglass.triage.clock import stamp_near
from heapglass.triage.model import Format, Limit, Measure, Reach, Reading, Sample
from heapglass.triage.text import Text

MEASURES = {
    "anon": Measure.ANONYMOUS,
    "total_rss": Measure.ANONYMOUS,
    "rss": Measure.ANONYMOUS,
    "file": Measure.PAGE_CACHE,
    "total_cache": Measure.PAGE_CACHE,
    "cache": Measure.PAGE_CACHE,
    "kernel": Measure.KERNEL,
    "total_swap": Measure.SWAP,
    "swap": Measure.SWAP,
    "memory.current": Measure.CONTAINER,
    "memory.usage_in_bytes": Measure.CONTAINER,
}
LIMITS = ("hierarchical_memory_limit", "memory.max", "memory.limit_in_bytes")
NO_LIMIT = 2.0**53
NAMES = "|".join(re.escape(name) for name in (*MEASURES, *LIMITS))
FILE = r"(?:[^ \t]{0,200}/)?"
LINE = re.compile(
    rf"^(?:.{{0,200}}memory\.stat:)?[ \t>]{{0,8}}{FILE}({NAMES})(?:[ \t]{{1,8}}|[:=][ \t]{{0,4}})(\S{{1,25}})\s{{0,5}}$"
)
ALONE = re.compile(rf"^==> {FILE}(memory\.(?:current|usage_in_bytes|max|limit_in_bytes)) <==$")
MARKS = ("inactive_anon", "hierarchical_memory_limit", "memory.current", "memory.usage_in_bytes")
NEAR = 60
"""A memory.stat has about forty lines."""


@dataclass(slots=True)
class _Open:
    first: int
    last: int
    values: dict[str, float] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


def read(text: Text) -> Reading:
    """The samples and limits in a log."""
    found = Reading()
    if not any(text.has(mark) for mark in MARKS):
        return found
    current: _Open | None = None
    ended = -1
    for place, line in enumerate(text.lines):
        if text.taken[place] or len(line) > 500:
            continue
        named = _named(text, place)
        if named is None:
            continue
        name, said = named
        text.taken[place] = 1
        if current is not None and (name in current.names or place - current.last > NEAR):
            ended = _close(found, text, current, ended)
            current = None
        current = current or _Open(place, place)
        current.last = place
        current.names.add(name)
        value = number(said)
        if name in LIMITS:
            if value is None:
                if said != "max" and not said.isdecimal():
                    found.miss(Format.CGROUP, text, place)
            elif 0 < value < NO_LIMIT and all(limit.bytes != value for limit in found.limits):
                found.limits.append(Limit(Reach.PROCESS, value, place + 1))
        elif value is None:
            found.miss(Format.CGROUP, text, place)
        else:
            # The children's sum, `total_…`, is the better of two.
            measure = MEASURES[name]
            if name.startswith("total_") or measure not in current.values:
                current.values[measure] = value
    if current is not None:
        _close(found, text, current, ended)
    return found


def _named(text: Text, place: int) -> tuple[str, str] | None:
    line = text.lines[place]
    if line.startswith("==>"):
        alone = ALONE.match(line)
        if alone and place + 1 < len(text.lines) and len(text.lines[place + 1]) <= 30:
            return alone[1], text.lines[place + 1].strip()
        return None
    found = LINE.match(line)
    return (found[1], found[2]) if found else None


def _close(found: Reading, text: Text, current: _Open, ended: int) -> int:
    """Make a sample; returns the last line that belongs to one. `rss` or `file` alone may be anybody's word."""
    sure = Measure.CONTAINER in current.values or len(current.names) >= 2
    if sure and (Measure.ANONYMOUS in current.values or Measure.CONTAINER in current.values):
        stamp = stamp_near(text.lines, current.first, ended)
        found.samples.append(Sample(Format.CGROUP, current.first + 1, stamp, current.values))
        return current.last
    return ended
