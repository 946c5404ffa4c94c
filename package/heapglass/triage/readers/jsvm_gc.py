"""What JSVM's GC callbacks print (`OH_JSVM_AddHandlerForGC`), as its documentation shows them, in hilog or alone.

    == before GC ==
    gc type: 4
    gc flag: 4

The numbers are JSVM_GCType (1 and 2 young, 4 full, 8 and 16 steps) and JSVM_GCCallbackFlags (4 forced).
"""

import re
from math import nan

from heapglass.triage.clock import stamp_near, stamp_of
from heapglass.triage.model import Collection, Format, Kind, Reading, Stamp
from heapglass.triage.text import Text

BEFORE = re.compile(r"={2,6} ?before GC\d{0,3} ?={2,6}", re.IGNORECASE)
AFTER = re.compile(r"={2,6} ?after GC\d{0,3} ?={2,6}", re.IGNORECASE)
TYPE = re.compile(r"gc type: ?(\S{0,30})", re.IGNORECASE)
FLAG = re.compile(r"gc flags?: ?(\d{1,6})", re.IGNORECASE)
FULL, YOUNG = 4, 1 | 2
FORCED = 4
NEAR = 6
LONGEST_PAUSE = 60.0


def read(text: Text) -> Reading:
    """The collections in a log; they have kinds and times, no sizes. `forced` is the reason of those asked for."""
    found = Reading()
    if not (text.has("GC ==") or text.has("gc type:")):
        return found
    opened, ended = -1, -1
    current: Collection | None = None
    for place, line in enumerate(text.lines):
        if text.taken[place] or ("=" not in line and ":" not in line):
            continue
        if BEFORE.search(line):
            # Several handlers say so before one collection.
            if current is None or current.kind is not Kind.OTHER or place - opened > NEAR:
                current = _collection(place, stamp_near(text.lines, place, ended))
                found.collections.append(current)
            opened = ended = place
        elif AFTER.search(line):
            if current is not None and current.stamp and (stamp := stamp_of(line)):
                pause = stamp.seconds - current.stamp.seconds
                current.pause = pause if 0 <= pause <= LONGEST_PAUSE else nan
            current, ended = None, place
        elif kind := TYPE.search(line):
            if current is None or place - opened > NEAR:
                continue  # what a handler says after the collection repeats what was said before
            if not kind[1].isdecimal():
                found.miss(Format.JSVM_GC, text, place)
                continue
            number = int(kind[1])
            current.kind = Kind.FULL if number & FULL else Kind.YOUNG if number & YOUNG else Kind.OTHER
        elif (flag := FLAG.search(line)) and current is not None and int(flag[1]) & FORCED:
            current.reason = "forced"
    return found


def _collection(place: int, stamp: Stamp | None) -> Collection:
    return Collection(Format.JSVM_GC, place + 1, stamp, nan, Kind.OTHER, nan, nan, nan, nan, nan, "")
