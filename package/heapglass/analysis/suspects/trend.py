"""What grew in every step of three snapshots or more, how fast, and when the heap would be full."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from heapglass.analysis.comparison import Comparison, Side
from heapglass.analysis.suspects.finding import Finding, Severity
from heapglass.heap import Heap

HEAP_LIMIT = 4_294_967_296
"""What V8 allows itself on a 64-bit machine with 16 GB or more, unless told otherwise (`--max-old-space-size`)."""
MOST_CLASSES = 10
STAMP = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)[.T_ -]?(\d\d)[:.-]?(\d\d)[:.-]?(\d\d)")


@dataclass(slots=True)
class Series:
    """Something that grew in every step: its `counts` (None for an object) and `sizes` in bytes."""

    name: str
    counts: list[int] | None
    sizes: list[int]
    node: int | None = None
    finding: int | None = None

    @property
    def per_step(self) -> float:
        """Bytes a step."""
        return (self.sizes[-1] - self.sizes[0]) / (len(self.sizes) - 1)


@dataclass(slots=True)
class Trend:
    """`totals` are the heap's bytes; `seconds` the times of the snapshots after the first, where all are known.

    `steps_left` and `seconds_left` say when `limit` would be reached at this rate; None where nothing grew in every
    step, or no times are known.
    """

    totals: list[int]
    limit: int
    classes: list[Series] = field(default_factory=list)
    containers: list[Series] = field(default_factory=list)
    seconds: list[float] | None = None
    steps_left: float | None = None
    seconds_left: float | None = None

    @property
    def per_step(self) -> float:
        return (self.totals[-1] - self.totals[0]) / (len(self.totals) - 1)

    @property
    def per_second(self) -> float | None:
        if not self.seconds or self.seconds[-1] <= 0:
            return None
        return (self.totals[-1] - self.totals[0]) / self.seconds[-1]


def find_trend(
    heap: Heap, comparisons: list[Comparison], findings: list[Finding], names: list[str], limit: int = HEAP_LIMIT
) -> Trend:
    """The trend over the bases of `comparisons` and `heap`, oldest first; the files' `names` may tell times."""
    sides = [made.base for made in comparisons] + [comparisons[-1].current]
    totals = [int(side.shallow.sum()) for side in sides]
    trend = Trend(totals, limit, _classes(sides), _containers(heap, sides, findings), _seconds(names))
    left = limit - totals[-1]
    if _rises(totals) and left > 0:
        trend.steps_left = left / trend.per_step
        rate = trend.per_second
        trend.seconds_left = None if rate is None else left / rate
    return trend


def _rises(values: list[int]) -> bool:
    return all(later > earlier for earlier, later in pairwise(values))


def _classes(sides: list[Side]) -> list[Series]:
    """Classes and shapes with more objects, and more bytes, after every step: those that grew most."""
    columns = []
    for side in sides:
        counts = side.count().tolist()
        sizes = side.size().astype(np.int64).tolist()
        columns.append(dict(zip(side.keys, zip(counts, sizes, strict=True), strict=True)))
    names = dict(zip(sides[-1].keys, sides[-1].names, strict=True))
    found = []
    for key, name in names.items():
        rows = [column.get(key, (0, 0)) for column in columns]
        counts, sizes = [row[0] for row in rows], [row[1] for row in rows]
        if _rises(counts) and _rises(sizes) and not name.startswith("("):
            found.append(Series(name, counts, sizes))
    found.sort(key=lambda series: -series.per_step)
    return found[:MOST_CLASSES]


def _containers(heap: Heap, sides: list[Side], findings: list[Finding]) -> list[Series]:
    """The objects that findings are about, if they retained more after every step."""
    found = []
    for index, finding in enumerate(findings):
        node = int(finding.evidence.get("container", finding.node))
        if finding.severity is Severity.NOTICE:
            continue
        wanted = int(heap.ids[node])
        sizes = []
        for side in sides:
            at = np.flatnonzero(side.ids == wanted)
            sizes.append(int(side.retained[at[0]]) if at.size else 0)
        if _rises(sizes):
            found.append(Series(heap.node(node).class_name, None, sizes, node, index))
    return found


def _seconds(names: list[str]) -> list[float] | None:
    """When the snapshots were taken, by the names that Node.js (`Heap.20261121.140501…`) and Chrome give their files:
    seconds after the first. None where a name does not tell, or times do not rise.
    """
    times = [_time(name) for name in names]
    known = [time for time in times if time is not None]
    if len(known) < len(times) or not all(later > earlier for earlier, later in pairwise(known)):
        return None
    return [(time - known[0]).total_seconds() for time in known]


def _time(name: str) -> datetime | None:
    match = STAMP.search(name)
    try:
        return datetime.strptime("".join(match.groups()), "%Y%m%d%H%M%S").replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
