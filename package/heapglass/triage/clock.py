"""When a line of a log was written, as far as the line says so."""

import re
from datetime import UTC, datetime, timedelta

from heapglass.triage.model import Stamp

SEARCHED = 300
"""A line's time stands near its start."""
LOOK_BACK = 6

DATE = re.compile(
    r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ,_]{1,2}(\d{1,2}):(\d{2}):(\d{2})(?:[.,:](\d{1,9}))?"
    r"[ ]?(Z|[+-]\d{2}:?\d{2})?"
)
CHINESE = re.compile(r"(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日\D{0,12}(\d{1,2}):(\d{2}):(\d{2})()()")
NAMED_MONTH = re.compile(
    r"(?<![A-Za-z])(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? {1,2}(\d{1,2}),?"
    r"(?: (\d{4}))? (\d{1,2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?: [A-Z]{2,5})?(?: (\d{4}))?"
)
SERVER_LOG = re.compile(r"(\d{1,2})/([A-Z][a-z]{2})/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ?([+-]\d{4})?")
MONTH_DAY = re.compile(r"(?<![\d-])(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?")
TIME_OF_DAY = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: ?([AaPp])[Mm])?(?![\d:])")
KEYED = re.compile(
    r'["\'](?:time|timestamp|ts|@timestamp|date|datetime)["\']\s{0,3}:\s{0,3}["\']?(1\d{9}(?:\d{3}|\.\d{1,9})?)(?![\d.])'
)
BARE = re.compile(r"[\[( \t]{0,4}(1\d{9}(?:\d{3}|\.\d{1,9})?)(?![\d.])")
HAS_TIME = re.compile(r"\d:\d\d")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_YEAR = 2000


def stamp_of(line: str) -> Stamp | None:
    """The time on a line: ISO 8601 and its relatives, `date`, server logs, hilog, epoch seconds or milliseconds."""
    start = line[:SEARCHED]
    if not HAS_TIME.search(start):
        # Most lines: the patterns below are not asked.
        found = KEYED.search(line[: 10 * SEARCHED]) if '"' in start or "'" in start else None
        return _epoch(found or BARE.match(start))
    if found := DATE.search(start) or CHINESE.search(start):
        year, month, day, hour, minute, second, fraction, zone = found.groups()
        return _dated(year, month, day, hour, minute, second, fraction, zone)
    if found := NAMED_MONTH.search(start):
        name, day, year, hour, minute, second, later = found.groups()
        year = year or later
        return _dated(year or NO_YEAR, MONTHS.index(name) + 1, day, hour, minute, second, dated=bool(year))
    if (found := SERVER_LOG.search(start)) and found[2] in MONTHS:
        return _dated(found[3], MONTHS.index(found[2]) + 1, found[1], found[4], found[5], found[6], None, found[7])
    if found := MONTH_DAY.search(start):
        month, day, hour, minute, second, fraction = found.groups()
        return _dated(NO_YEAR, month, day, hour, minute, second, fraction, dated=False)
    if epoch := _epoch(KEYED.search(line[: 10 * SEARCHED]) or BARE.match(start)):
        return epoch
    if found := TIME_OF_DAY.search(start):
        hour, minute, second, fraction, half = found.groups()
        in_day = _dated(NO_YEAR, 1, 1, int(hour) % 12 if half else hour, minute, second, fraction, dated=False)
        if in_day and half in ("P", "p"):
            in_day.seconds += 12 * 3600
        return in_day
    return None


def stamp_near(lines: list[str], line: int, after: int) -> Stamp | None:
    """The time of a sample that begins at `line`: on it, or on one of the few lines between it and `after`."""
    for place in range(line, max(after, line - LOOK_BACK), -1):
        found = stamp_of(lines[place])
        if found:
            return found
    return None


def _epoch(found: re.Match[str] | None) -> Stamp | None:
    if found is None:
        return None
    number = float(found[1])
    return Stamp(number / 1000 if number >= 1e12 else number, True)


def _dated(
    year: str | int,
    month: str | int,
    day: str | int,
    hour: str | int,
    minute: str,
    second: str,
    fraction: str | None = None,
    zone: str | None = None,
    dated: bool = True,
) -> Stamp | None:
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), min(int(second), 59), tzinfo=UTC)
        seconds = moment.timestamp() + (float(f"0.{fraction}") if fraction else 0.0)
        if zone and zone != "Z":
            sign = -1 if zone[0] == "-" else 1
            digits = zone[1:].replace(":", "")
            seconds -= sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])).total_seconds()
        return Stamp(seconds, dated)
    except (ValueError, OverflowError):
        return None
