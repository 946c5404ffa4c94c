"""What all logs become: samples of a process's memory, garbage collections, limits, and what could not be read.

Sizes are bytes (floats: a log may hold any number), times are seconds.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from heapglass.triage.text import Text


class Format(StrEnum):
    """The texts that can be read."""

    TRACE_GC = "trace-gc"
    MEMORY_USAGE = "memory-usage"
    HEAP_STATISTICS = "heap-statistics"
    GC_PROFILER = "gc-profiler"
    HIDUMPER = "hidumper"
    JSVM_GC = "jsvm-gc"
    SMAPS_ROLLUP = "smaps-rollup"
    PROC_STATUS = "proc-status"
    CGROUP = "cgroup"
    DOCKER_STATS = "docker-stats"
    CRASH = "crash"


class Measure(StrEnum):
    """What a number measures. Rows of `hidumper` that have no name here are called `row:` and their label."""

    JS_HEAP_USED = "js_heap_used"
    JS_HEAP_AFTER_FULL_GC = "js_heap_used_after_full_gc"
    JS_HEAP_AFTER_ANY_GC = "js_heap_used_after_any_gc"
    JS_HEAP_TOTAL = "js_heap_total"
    JSVM_HEAP = "jsvm_heap"
    ARK_TS_HEAP = "ark_ts_heap"
    EXTERNAL = "external"
    ARRAY_BUFFERS = "array_buffers"
    GLOBAL_HANDLES = "global_handles"
    MALLOCED = "malloced"
    NATIVE_HEAP = "native_heap"
    NATIVE_HEAP_ALLOCATED = "native_heap_allocated"
    NATIVE_HEAP_FREE = "native_heap_free"
    OUTSIDE_V8 = "outside_v8"
    ANONYMOUS = "anonymous"
    RSS = "rss"
    PSS = "pss"
    SWAP = "swap"
    CONTAINER = "container"
    KERNEL = "kernel"
    PAGE_CACHE = "page_cache"


ROW = "row:"
MOST_UNREAD = 100


class Kind(StrEnum):
    """Kinds of garbage collection: `full` looks at the whole heap, `young` at what is new, `other` is neither."""

    FULL = "full"
    YOUNG = "young"
    OTHER = "other"


class Reach(StrEnum):
    """What a limit limits."""

    JS_HEAP = "js-heap"
    PROCESS = "process"


@dataclass(slots=True)
class Stamp:
    """When a line was written. Not `dated`: the log gives no year or no day, so only differences mean something."""

    seconds: float
    dated: bool


@dataclass(slots=True)
class Sample:
    """What one reading of a process's memory says. `process` is a pid or a name, or empty where the log has none."""

    format: Format
    line: int
    stamp: Stamp | None
    values: dict[str, float]
    process: str = ""


@dataclass(slots=True)
class Collection:
    """One garbage collection. `uptime` counts from the start of its isolate; NaN stands for what the log lacks.

    `before` and `after` are used bytes, `committed` the heap's size afterwards, `pause` seconds;
    `utilisation` is the share of time left to the program, as V8 reckons it.
    """

    format: Format
    line: int
    stamp: Stamp | None
    uptime: float
    kind: Kind
    before: float
    after: float
    committed: float
    pause: float
    utilisation: float
    reason: str
    process: str = ""
    isolate: str = ""


@dataclass(slots=True)
class Limit:
    """A number of bytes that the log says cannot be passed."""

    reach: Reach
    bytes: float
    line: int
    process: str = ""


@dataclass(slots=True)
class Unread:
    """A line that looks like one of a format, and cannot be read."""

    format: Format
    line: int
    text: str


@dataclass(slots=True)
class Remark:
    """Something about the log itself that its reader should know; `facts` fill the words of `key`."""

    key: str
    line: int
    facts: dict[str, float | str] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What one reader found, or all of them together."""

    samples: list[Sample] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    deaths: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    unread_count: int = 0

    def miss(self, form: Format, text: Text, place: int) -> None:
        """A line that looks like one of a format cannot be read: the first ones are kept, all are counted."""
        self.unread_count += 1
        if len(self.unread) < MOST_UNREAD:
            self.unread.append(Unread(form, place + 1, text.shown(place)))

    def add(self, other: "Reading") -> None:
        """Take what another reading has."""
        self.samples += other.samples
        self.collections += other.collections
        self.limits += other.limits
        self.deaths += other.deaths
        self.remarks += other.remarks
        self.unread += other.unread
        self.unread_count += other.unread_count

    def records(self) -> dict[Format, int]:
        """How many samples, collections and deaths there are of each format that was found."""
        count = Counter(sample.format for sample in self.samples)
        # A collection of v8.GCProfiler is a sample as well, of the same record.
        count |= Counter(collection.format for collection in self.collections)
        count[Format.CRASH] += len(self.deaths)
        return {form: count[form] for form in Format if count[form]}
