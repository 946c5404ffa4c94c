"""HarmonyOS `hidumper --mem PID`: one table or many, and the same table in fault logs. The numbers are kB.

                          Pss         Shared   …
                        Total          Clean   …
   native heap          15427          27132   …   (ten numbers; nine in fault logs, which lack Heap Free)
         Total          92998          99204   …

Rows are read from the right: all before the numbers is the label, so new rows need no new code.
"""

import re
from dataclasses import dataclass, field

from heapglass.triage.amounts import KIB, MOST
from heapglass.triage.clock import stamp_near
from heapglass.triage.model import ROW, Format, Measure, Reading, Remark, Sample
from heapglass.triage.text import Text

PSS, SWAP_PSS, HEAP_ALLOCATED, HEAP_FREE = 0, 6, 8, 9
COLUMNS = (9, 10)
MEASURES = {
    "native heap": Measure.NATIVE_HEAP,
    "anonpage other": Measure.JSVM_HEAP,
    "ark ts heap": Measure.ARK_TS_HEAP,
}
KNOWN = (
    *MEASURES, "gl", "graph", "guard", ".hap", "stack", ".db", ".so", "dev", "dmabuf", ".ttf", "filepage other",
    "arkts-static heap", "arkweb-pa heap", "total",
)  # fmt: skip
COMMAND = re.compile(r"hidumper\s{1,4}(?:-\S{1,20}\s{1,4}){0,4}--mem(?:-smaps)?\s{1,4}(\d{1,10})")
PREFIX = re.compile(r"^.{0,80}?(?:[>|]|(?:^|\s)[\[(]?\d[\d:.,/-]{0,30}[\])>|:]?)\s{1,20}(?=[A-Za-z.])")
BETWEEN = 60
"""Lines without a row after which a table is over."""
HEADER_LINES = 6
LONGEST_LABEL = 60


@dataclass(slots=True)
class _Table:
    first: int
    rows: dict[str, list[float]] = field(default_factory=dict)
    total: list[float] | None = None
    last: int = 0


def read(text: Text) -> Reading:
    """The samples in a log; remarks where a table's Total is not the sum of its rows, or where there is none."""
    found = Reading()
    if not (text.has("native heap") or text.has("AnonPage other") or text.has("Pss", "Shared")):
        return found
    table: _Table | None = None
    ended, process = -1, ""
    inside, header = False, -1
    for place, line in enumerate(text.lines):
        if text.taken[place]:
            continue
        if "hidumper" in line and (command := COMMAND.search(line)):
            process = command[1]
        if _is_header(line):
            ended = _close(table, found, text, ended, process)
            table, inside, header = None, True, place
            continue
        if table is not None and place - table.last > BETWEEN:
            ended = _close(table, found, text, ended, process)
            table, inside = None, False
        row = _row(line)
        if row is None:
            continue
        label, numbers = row
        known = label.lower() in KNOWN
        if not inside and not (known and len(numbers) in COLUMNS):
            continue
        text.taken[place] = 1
        if len(numbers) not in COLUMNS:
            found.miss(Format.HIDUMPER, text, place)
            continue
        inside = True
        table = table or _Table(header if 0 <= place - header <= HEADER_LINES else place)
        table.last = place
        if label.lower() == "total":
            table.total = numbers
            ended = _close(table, found, text, ended, process)
            table, inside = None, False
        else:
            earlier = table.rows.get(label, [0.0] * len(numbers))
            table.rows[label] = [a + b for a, b in zip(earlier, numbers, strict=False)]
    _close(table, found, text, ended, process)
    return found


def _is_header(line: str) -> bool:
    return "Pss" in line and "Shared" in line and "Private" in line


def _row(line: str) -> tuple[str, list[float]] | None:
    """A label and the numbers behind it; None where there are fewer than three, or a colon: rows below the Total."""
    tokens = line.split(None, 40)
    count = 0
    while count < min(len(tokens), COLUMNS[-1]) and tokens[-1 - count].isdecimal() and tokens[-1 - count].isascii():
        count += 1
    label = " ".join(tokens[: len(tokens) - count])[:200]
    while found := PREFIX.match(label):
        label = label[found.end() :]
    if label.lower() not in KNOWN and (count < 3 or not label or len(label) > LONGEST_LABEL or ":" in label):
        return None
    numbers = [float(token) if len(token) <= 18 else MOST for token in tokens[len(tokens) - count :]]
    return (label, [min(KIB * value, MOST) for value in numbers]) if any(c.isalpha() for c in label) else None


def _close(table: _Table | None, found: Reading, text: Text, ended: int, process: str) -> int:
    """Make a sample of a table; returns its last line, or the one before if there is no table."""
    if table is None or not table.rows:
        return ended
    values: dict[str, float] = {}
    for label, numbers in table.rows.items():
        values[MEASURES.get(label.lower(), f"{ROW}{label}")] = numbers[PSS] + numbers[SWAP_PSS]
        if label.lower() == "native heap":
            values[Measure.NATIVE_HEAP_ALLOCATED] = numbers[HEAP_ALLOCATED]
            if len(numbers) > HEAP_FREE:
                values[Measure.NATIVE_HEAP_FREE] = numbers[HEAP_FREE]
    line = table.first + 1
    if table.total is None:
        found.remarks.append(Remark("hidumper.no-total", line))
    else:
        total, swapped = table.total[PSS], table.total[SWAP_PSS]
        values[Measure.PSS], values[Measure.SWAP] = total, swapped
        expected = sum(numbers[PSS] for numbers in table.rows.values()) + swapped
        # Each row is rounded to a kB by itself.
        if abs(expected - total) > KIB * len(table.rows):
            found.remarks.append(Remark("hidumper.total", line, {"said": total, "sum": expected}))
    stamp = stamp_near(text.lines, table.first, ended)
    found.samples.append(Sample(Format.HIDUMPER, line, stamp, values, process))
    return table.last
