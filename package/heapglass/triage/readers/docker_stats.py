"""`docker stats` as a table, with `--format '{{json .}}'`, and the API's JSON; `podman stats`, `kubectl top pod` too.

CONTAINER ID   NAME   CPU %   MEM USAGE / LIMIT     MEM %   NET I/O …
0123456789ab   web    0.07%   796 KiB / 64 MiB      1.21%   788 B / 648 B …
"""

import re

from heapglass.triage.amounts import amount, number
from heapglass.triage.clock import stamp_near
from heapglass.triage.model import Format, Limit, Measure, Reach, Reading, Sample
from heapglass.triage.text import Text

SIZE = r"(\d{1,15}(?:\.\d{1,9})?) ?([KMGTkmgt]?i?B)"
USAGE = re.compile(rf"(?<![\w.]){SIZE} ?/ ?{SIZE}(?!\w)")
ROW = re.compile(r"^(?P<names>[^%]{1,200}?)\s{1,20}\d{1,6}(?:\.\d{1,4})?% ")
JSON_NAME = re.compile(r'"(?:Name|name)"\s?:\s?"([^"]{1,100})"')
API = re.compile(r'"memory_stats"\s?:\s?\{[^{}]{0,600}"usage"\s?:\s?(\d{1,20})')
API_STAT = re.compile(r'"(anon|total_rss|inactive_file|total_inactive_file|file|cache)"\s?:\s?(\d{1,20})')
API_LIMIT = re.compile(r'"limit"\s?:\s?(\d{1,20})')
API_NAME = re.compile(r'"name"\s?:\s?"/?([^"]{1,100})"')
POD = re.compile(r"^(?:\S{1,100}\s{1,40})?(\S{1,100})\s{1,40}\d{1,9}m\s{1,40}(\d{1,9})([KMG]i)(?:\s|$)")
STATS = {
    "anon": Measure.ANONYMOUS,
    "total_rss": Measure.ANONYMOUS,
    "file": Measure.PAGE_CACHE,
    "cache": Measure.PAGE_CACHE,
}
NEAR = 4000


def read(text: Text) -> Reading:
    """The samples in a log; each container is a process."""
    found = Reading()
    table = text.has("MEM USAGE") or text.has('"MemUsage"') or text.has("iB / ")
    pods = text.has("MEMORY(bytes)")
    api = text.has('"memory_stats"')
    if not (table or pods or api):
        return found
    inside, limits, ended = False, set[tuple[str, float]](), -1
    for place, line in enumerate(text.lines):
        if text.taken[place]:
            continue
        if "MEM USAGE" in line or "MEMORY(bytes)" in line:
            inside, ended = True, max(ended, place - 1)
            continue
        sample, limit = None, None
        if api and '"memory_stats"' in line:
            sample, limit = _from_api(line)
        elif table and "B" in line and "/" in line:
            sample, limit = _from_row(line)
        elif pods and inside and (pod := POD.match(line[:400])):
            size = amount(pod[2], pod[3])
            sample = None if size is None else (pod[1], {Measure.CONTAINER: size})
        if sample is None:
            if '"MemUsage"' in line or '"memory_stats"' in line or (inside and ROW.match(line[:400])):
                found.miss(Format.DOCKER_STATS, text, place)
            continue
        name, values = sample
        text.taken[place] = 1
        # All rows of one table have one time, which stands before it.
        stamp = stamp_near(text.lines, place, ended)
        if stamp is None and found.samples and found.samples[-1].line == place and name != found.samples[-1].process:
            stamp = found.samples[-1].stamp
        found.samples.append(Sample(Format.DOCKER_STATS, place + 1, stamp, values, name))
        if limit and (name, limit) not in limits:
            limits.add((name, limit))
            found.limits.append(Limit(Reach.PROCESS, limit, place + 1, name))
        ended = place
    return found


Values = dict[str, float]


def _from_row(line: str) -> tuple[tuple[str, Values] | None, float | None]:
    """A row of the table or its JSON: usage, then what it may not pass."""
    start = line[:NEAR]
    row = ROW.match(start)
    begin = start.find('"MemUsage"')
    usage = USAGE.search(start, begin if begin >= 0 else row.end() - 1 if row else 0)
    if usage is None or (begin < 0 and row is None and "i" not in usage[2]):
        return None, None
    size, limit = amount(usage[1], usage[2]), amount(usage[3], usage[4])
    if size is None:
        return None, None
    if begin >= 0:
        named = JSON_NAME.search(start)
        name = named[1] if named else ""
    else:
        words = (row["names"] if row else start[: usage.start()]).split()
        name = words[-1] if words else ""
    return (name, {Measure.CONTAINER: size}), limit


def _from_api(line: str) -> tuple[tuple[str, Values] | None, float | None]:
    usage = API.search(line)
    if not usage:
        return None, None
    size = number(usage[1])
    if size is None:
        return None, None
    part = line[usage.start() : usage.start() + NEAR]
    values: Values = {Measure.CONTAINER: size}
    for name, text in API_STAT.findall(part):
        value = number(text)
        if value is not None and name in STATS:
            values[STATS[name]] = value
    limit = API_LIMIT.search(part)
    name = API_NAME.search(line)
    return (name[1] if name else "", values), number(limit[1]) if limit else None
