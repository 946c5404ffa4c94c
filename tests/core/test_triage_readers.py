"""What V8 and Node print is read as every version writes it, alone and in whatever surrounds it."""

import json
import math

import pytest

from heapglass.triage.model import Format, Kind, Measure, Reach, Reading
from heapglass.triage.readers import read_log
from heapglass.triage.text import text_of
from tests.fixtures.hidumper import table

KIB, MIB = 1024, 1024**2
MODERN = (
    "[16680:0x4081d000]      704 ms: Mark-Compact (reduce) 52.0 (88.6) -> 3.4 (7.1) MB, pooled: 0 MB, 35.44 / 0.00 ms  "
    "(+ 0.0 ms in 0 steps since start of marking, biggest step 0.0 ms, walltime since start of marking 36 ms) "
    "(average mu = 0.613, current mu = 0.203) external memory pressure; GC in old space requested"
)


def read(text: str | bytes) -> Reading:
    return read_log(text_of(text if isinstance(text, bytes) else text.encode()))


def test_a_gc_trace_line() -> None:
    [found] = read(MODERN).collections
    assert (found.process, found.isolate, found.uptime) == ("16680", "4081d000", 0.704)
    assert (found.kind, found.reason) == (Kind.FULL, "external memory pressure; GC in old space requested")
    assert (found.before, found.after, found.committed) == (52.0 * MIB, 3.4 * MIB, 7.1 * MIB)
    assert (found.pause, found.utilisation) == (0.03544, 0.203)


@pytest.mark.parametrize(
    ("line", "kind", "pause", "reason"),
    [
        (  # 0.12
            "[19997]   102 ms: Mark-sweep 15.9 (46.5) -> 9.5 (46.5) MB, 12.6 ms [allocation failure] "
            "[promotion limit].",
            Kind.FULL, 0.0126, "allocation failure; promotion limit",
        ),
        (  # 0.10: what was spent outside V8 comes first
            "[19997]      102 ms: Scavenge 1.9 (38.0) -> 1.6 (38.0) MB, 3 / 12 ms [Runtime::PerformGC].",
            Kind.YOUNG, 0.012, "Runtime::PerformGC",
        ),
        (  # 4
            "[20005:0x6b1bfa0]   114 ms: Mark-sweep 13.9 (47.0) -> 10.9 (48.0) MB, 3.5 / 0 ms (+ 3.4 ms in 144 steps "
            "since start of marking, biggest step 0.2 ms) [GC interrupt] [GC in old space requested].",
            Kind.FULL, 0.0035, "GC interrupt; GC in old space requested",
        ),
        (  # 8: no utilisation yet
            "[20027:0x3f28e7e0]       16 ms: Scavenge 3.4 (6.3) -> 3.1 (7.3) MB, 0.7 / 0.0 ms  allocation failure ",
            Kind.YOUNG, 0.0007, "allocation failure",
        ),
        (  # 18
            "[1:0x25f81d00]       32 ms: Scavenge 4.5 (4.9) -> 4.3 (5.9) MB, 1.0 / 0.0 ms  "
            "(average mu = 1.000, current mu = 1.000) allocation failure; ",
            Kind.YOUNG, 0.001, "allocation failure",
        ),
        (  # 22, Windows
            "[74312:000002C4A7C91000]     2270 ms: Scavenge (interleaved) 378.9 (388.5) -> 378.2 (393.0) MB, "
            "pooled: 0 MB, 2.72 / 0.00 ms  (average mu = 0.300, current mu = 0.309) allocation failure; ",
            Kind.YOUNG, 0.00272, "allocation failure",
        ),
        (  # 26
            "[16131:0x128ef000]      171 ms: Incremental Mark-Compact 19.5 (28.7) -> 13.4 (30.0) MB, pooled: 0.0 MB, "
            "35.41 / 0.00 ms (+ 9.0 ms in 170 steps since start of marking, biggest step 4.1 ms, walltime since start "
            "of marking 53 ms) (average mu = 0.734, current mu = 0.734) finalize incremental marking via task; GC in "
            "old space",
            Kind.FULL, 0.03541, "finalize incremental marking via task; GC in old space",
        ),
        (  # a comma for a point
            "[41381:0x130008000] 342468 ms: Mark-Compact 508,6 (526,7) -> 507,0 (526,9) MB,",
            Kind.FULL, math.nan, "",
        ),
        (
            "[1:0x2] 5 ms: Minor Mark-Sweep 5.0 (6.0) -> 4.0 (6.0) MB, 1.00 / 0.00 ms "
            "(average mu = 1.000, current mu = 1.000) task;",
            Kind.YOUNG, 0.001, "task",
        ),
    ],
)  # fmt: skip
def test_gc_traces_of_all_times(line: str, kind: Kind, pause: float, reason: str) -> None:
    reading = read(line)
    [found] = reading.collections
    assert (found.kind, found.reason, reading.unread_count) == (kind, reason, 0)
    assert found.pause == pytest.approx(pause, nan_ok=True)
    assert found.before > found.after > 0


@pytest.mark.parametrize(
    "neighbour",
    [
        "[20062:0x256b6cb0] Shrinking page 0xfd69740000: end 0xfd69780000 -> 0xfd6974d000",
        "[20062:0x256b6cb0] Memory allocator,       used:   5096 KB, available: 4238360 KB",
        "[20062:0x256b6cb0] External memory reported:     10 KB",
        "[20070:0x157b0c00]       19 ms: pause=0.9 mutator=16.0 gc=s reduce_memory=0 total_size_before=4074296",
        "<--- Last few GCs --->",
        "",
    ],
)
def test_neighbours_are_passed_over(neighbour: str) -> None:
    reading = read(f"{neighbour}\n{MODERN}\n{neighbour}\n")
    assert (len(reading.collections), reading.unread_count) == (1, 0)


def test_surroundings_of_gc_lines() -> None:
    """Quotation marks, names of builds, two on a line, the same again when memory runs out, cut ones."""
    other = MODERN.replace("704 ms", "804 ms")
    reading = read(
        f"> [build:en-US -- --prod] {MODERN}\nrt of marking 1770 ms) (average mu = 0.1, x {other}\n{MODERN}\n"
    )
    assert [one.uptime for one in reading.collections] == [0.704, 0.804]
    cut = read(f"{MODERN}\n{other[:60]}\nlittle left (average mu = 0.5, current mu\n")
    assert len(cut.collections) == 1
    assert [(one.format, one.line) for one in cut.unread] == [(Format.TRACE_GC, 2), (Format.TRACE_GC, 3)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    assert len(read(f"{MODERN}\r\n".encode(encoding)).collections) == 1


USAGE = {"rss": 44613632, "heapTotal": 5095424, "heapUsed": 4251704, "external": 221010, "arrayBuffers": 11182}
EXPECTED = {
    Measure.RSS: 44613632, Measure.JS_HEAP_TOTAL: 5095424, Measure.JS_HEAP_USED: 4251704,
    Measure.EXTERNAL: 221010, Measure.ARRAY_BUFFERS: 11182,
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(USAGE),
        json.dumps(USAGE, separators=(",", ":")),
        "{ " + ", ".join(f"{name}: {value}" for name, value in USAGE.items()) + " }",
        "2025-11-20T13:00:00.000Z mem {\n" + ",\n".join(f"  {name}: {value}" for name, value in USAGE.items()) + "\n}",
        "\n".join(f"\x1b[32m{name}\x1b[39m: \x1b[33m{value}\x1b[39m" for name, value in USAGE.items()),
        json.dumps({"msg": json.dumps(USAGE), "level": 30}),
        json.dumps({"msg": json.dumps({"msg": json.dumps(USAGE)})}),
        " ".join(f"{name}={value}" for name, value in USAGE.items()),
        " | ".join(f"{name}: {value:,}" for name, value in USAGE.items()),
    ],
)
def test_memory_usage(text: str) -> None:
    reading = read(f"starting\n{text}\ndone\n")
    [sample] = reading.samples
    assert (sample.values, reading.unread_count) == (EXPECTED, 0)


def test_memory_usage_in_megabytes_and_of_old_versions() -> None:
    [old] = read("{ rss: 4935680, heapTotal: 1826816, heapUsed: 650472 }").samples
    assert set(old.values) == {Measure.RSS, Measure.JS_HEAP_TOTAL, Measure.JS_HEAP_USED}
    [human] = read("rss 50.5 MB, heapTotal 20 MB, heapUsed 15.25MB").samples
    assert human.values[Measure.JS_HEAP_USED] == 15.25 * MIB


def test_samples_one_after_another() -> None:
    lines = "\n".join(json.dumps(USAGE | {"rss": rss}) for rss in range(100, 120))
    assert [sample.values[Measure.RSS] for sample in read(lines).samples] == list(range(100, 120))


def test_memory_usage_that_cannot_be_read() -> None:
    reading = read("{ rss: NaN, heapTotal: undefined, heapUsed: [Getter] }\nexternal: 5\nrss is large\n")
    assert (reading.samples, reading.unread_count) == ([], 1)


def test_heap_statistics() -> None:
    node = {"total_heap_size": 4431872, "used_heap_size": 3655248, "heap_size_limit": 4345298944, "external_memory": 7}
    reading = read(json.dumps(node))
    assert reading.samples[0].values[Measure.JS_HEAP_USED] == 3655248
    assert [(limit.reach, limit.bytes) for limit in reading.limits] == [(Reach.JS_HEAP, 4345298944)]
    jsvm = "\n".join(f"11-20 13:00:0{i}.123  1 1 I A0/x: JSVM API heap usedHeapSize: {i}00000" for i in range(1, 4))
    assert [one.values[Measure.JS_HEAP_USED] for one in read(jsvm).samples] == [100000, 200000, 300000]


def statistics(used: int) -> dict[str, dict[str, int]]:
    names = ("totalHeapSize", "usedHeapSize", "heapSizeLimit", "externalMemory", "usedGlobalHandlesSize")
    return {"heapStatistics": {name: used if name == "usedHeapSize" else 10 * used for name in names}}


@pytest.mark.parametrize("indent", [None, 2])
def test_gc_profiler(indent: int | None) -> None:
    kinds = ["Scavenge", "MarkSweepCompact", "IncrementalMarking"]
    entries = [
        {"gcType": kind, "beforeGC": statistics(200 + i), "cost": 2928.95, "afterGC": statistics(100 + i)}
        for i, kind in enumerate(kinds)
    ]
    profile = json.dumps(
        {"version": 1, "startTime": 1763640000000, "statistics": entries, "endTime": 1763640003000}, indent=indent
    )
    reading = read(profile)
    assert [one.kind for one in reading.collections] == [Kind.YOUNG, Kind.FULL, Kind.OTHER]
    assert [one.after for one in reading.collections] == [100, 101, 102]
    assert reading.collections[0].pause == pytest.approx(0.00292895)
    assert [one.stamp and one.stamp.seconds for one in reading.collections] == [
        1763640000.5,
        1763640001.5,
        1763640002.5,
    ]
    assert [sample.format for sample in reading.samples] == [Format.GC_PROFILER] * 3
    cut = read(profile[: int(len(profile) * 0.8)])
    assert (len(cut.collections), cut.unread_count) == (2, 1)


def test_how_a_process_ended() -> None:
    reading = read(
        f"$ node --max-old-space-size=512 app.js\n{MODERN}\nFATAL ERROR: JavaScript heap out of memory\n 1: x\n"
    )
    assert [(one.key, one.line) for one in reading.deaths] == [("heap-full", 3)]
    assert [(one.reach, one.bytes) for one in reading.limits] == [(Reach.JS_HEAP, 512 * MIB)]


def test_a_mixed_log() -> None:
    parts = [
        MODERN,
        json.dumps(USAGE),
        table(),
        "Rss:       5 kB\nPss:       4 kB\nAnonymous: 3 kB\nSwap:      0 kB",
        "memory.current 5\nanon 4\ninactive_anon 1",
        "GET / 200 5 ms",
    ]
    reading = read("\n".join(parts))
    assert reading.records() == {
        Format.TRACE_GC: 1, Format.MEMORY_USAGE: 1, Format.HIDUMPER: 1, Format.SMAPS_ROLLUP: 1, Format.CGROUP: 1,
    }  # fmt: skip
    assert (reading.unread_count, reading.remarks) == (0, [])
