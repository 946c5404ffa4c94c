"""Blocks of `Name:   123 kB` lines, which `/proc` is full of: one sample a block, many blocks in a file."""

import re
from dataclasses import dataclass, field

from heapglass.triage.amounts import KIB, number
from heapglass.triage.clock import stamp_near
from heapglass.triage.model import Format, Reading, Sample
from heapglass.triage.text import Text

LONGEST_BLOCK = 80


@dataclass(frozen=True, slots=True)
class Block:
    """How a format's blocks look: `first` begins one, `measures` are the lines that matter, `sure` must be there."""

    format: Format
    mark: str
    first: tuple[str, ...]
    measures: dict[str, str]
    sure: str
    process: re.Pattern[str] | None = None


@dataclass(slots=True)
class _Open:
    first: int
    last: int
    values: dict[str, float] = field(default_factory=dict)
    process: str = ""


def read_blocks(text: Text, block: Block) -> Reading:
    """The samples of a format in a log."""
    found = Reading()
    if not text.has(block.mark):
        return found
    names = tuple(f"{name}:" for name in block.measures)
    line_of = re.compile(rf"(?:^|[^A-Za-z_])({'|'.join(block.measures)}):[ \t]{{0,30}}(\S{{0,25}})(?: (\w{{1,4}}))?")
    current: _Open | None = None
    ended = -1
    for place, line in enumerate(text.lines):
        begins = any(mark in line for mark in block.first)
        measure = line_of.search(line) if any(name in line for name in names) else None
        if text.taken[place] or (not begins and measure is None and not (block.process and "id:" in line)):
            continue
        name = block.measures[measure[1]] if measure else ""
        old = current is not None and (place - current.first > LONGEST_BLOCK or name in current.values)
        if begins or old:
            ended = _close(found, text, block, current, ended)
            current = _Open(place, place) if begins else None
        if current is not None and block.process and (owner := block.process.search(line)):
            current.process = owner[1]
        if measure is None:
            continue
        current = current or _Open(place, place)
        current.last = place
        text.taken[place] = 1
        value = number(measure[2])
        if value is None or measure[3] != "kB":
            found.miss(block.format, text, place)
        else:
            current.values[name] = KIB * value
    _close(found, text, block, current, ended)
    return found


def _close(found: Reading, text: Text, block: Block, current: _Open | None, ended: int) -> int:
    """Make a sample of a block; returns the last line that belongs to one."""
    if current is None or block.sure not in current.values:
        return ended
    stamp = stamp_near(text.lines, current.first, ended)
    found.samples.append(Sample(block.format, current.first + 1, stamp, current.values, current.process))
    return current.last
