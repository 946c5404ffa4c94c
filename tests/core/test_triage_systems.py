"""What HarmonyOS, Linux and containers say of a process is read as they write it."""

import json

import pytest

from heapglass.triage.model import Kind, Measure, Reach, Reading
from heapglass.triage.readers import read_log
from heapglass.triage.text import text_of
from tests.fixtures.hidumper import FAULT_LOG, table

KIB, MIB = 1024, 1024**2


def read(text: str) -> Reading:
    return read_log(text_of(text.encode()))


def test_hidumper() -> None:
    reading = read(table())
    [sample] = reading.samples
    assert sample.values[Measure.NATIVE_HEAP] == (15427 + 18776) * KIB
    assert sample.values[Measure.NATIVE_HEAP_ALLOCATED] == 53564 * KIB
    assert sample.values[Measure.JSVM_HEAP] == (1109 + 4280) * KIB
    assert sample.values["row:arkweb-pa heap"] == 40 * KIB
    assert sample.values[Measure.PSS] == 92998 * KIB  # 65,810 of the rows and 27,188 of swap
    assert (reading.remarks, reading.unread_count) == ([], 0)


def test_hidumper_in_other_clothes() -> None:
    lines = table().split("\n")
    numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1) if line.strip())
    quoted = "\n".join(f"> {line}" for line in lines)
    counted = "\n".join(f"{number:6}\t{line}" for number, line in enumerate(lines, 1))
    for text in (numbered, quoted, counted):
        [sample] = read(text).samples
        assert sample.values == read(table()).samples[0].values


def test_hidumper_with_a_wrong_total_a_cut_row_and_none() -> None:
    fault = read(FAULT_LOG)
    assert fault.samples[0].values[Measure.JSVM_HEAP] == 17881 * KIB
    assert [(one.key, one.facts) for one in fault.remarks] == [
        ("hidumper.total", {"said": 34675 * KIB, "sum": 24675 * KIB})
    ]
    lines = table().split("\n")
    cut = [line[:60] if "native heap   " in line else line for line in lines]
    reading = read("\n".join(cut))
    assert reading.unread_count == 1
    assert Measure.NATIVE_HEAP not in reading.samples[0].values
    headless = read("\n".join(line for line in lines if "Total " not in line or "Clean" in line))
    assert [one.key for one in headless.remarks] == ["hidumper.no-total"]


SMAPS = (
    "55ad-7ffc ---p 00000000 00:00 0   [rollup]\nRss:    {rss} kB\nPss:   208 kB\nAnonymous:  112 kB\nSwap:   0 kB\n"
)


def test_proc_files() -> None:
    rollup = read("".join(f"Thu Nov 20 13:00:0{i} UTC 2025\n" + SMAPS.format(rss=1700 + i) for i in range(3)))
    assert [one.values[Measure.RSS] for one in rollup.samples] == [1700 * KIB, 1701 * KIB, 1702 * KIB]
    assert [one.stamp and one.stamp.seconds % 60 for one in rollup.samples] == [0, 1, 2]
    status = (
        "Name:\tnode\nPid:\t20749\nVmPeak:\t 3060 kB\nVmRSS:\t {} kB\nRssAnon:\t 112 kB\nVmSwap:\t 0 kB\nThreads:\t11\n"
    )
    samples = read(status.format(1672) + status.format(1680)).samples
    assert [(one.process, one.values[Measure.RSS]) for one in samples] == [("20749", 1672 * KIB), ("20749", 1680 * KIB)]
    assert read("13:00:01 VmRSS:\t many kB\n").unread_count == 1
    assert [one.key for one in read(SMAPS.format(rss=1) + "KernelPageSize: 4 kB\n").remarks] == ["smaps"]


def test_control_groups() -> None:
    second = (
        "memory.current 260000000\nmemory.max 536870912\nanon 200000000\nfile 50000000\nkernel 8\ninactive_anon 1\n"
    )
    reading = read(second * 2)
    assert [one.values[Measure.CONTAINER] for one in reading.samples] == [260000000] * 2
    assert reading.samples[0].values[Measure.PAGE_CACHE] == 50000000
    assert [(limit.reach, limit.bytes) for limit in reading.limits] == [(Reach.PROCESS, 536870912)]
    first = (
        "cache 1\nrss 2\nswap 0\nhierarchical_memory_limit 1073741824\nhierarchical_memsw_limit 9223372036854771712\n"
        "total_cache 3\ntotal_rss 4\n"
    )
    [sample] = read(first).samples
    assert (sample.values[Measure.ANONYMOUS], sample.values[Measure.PAGE_CACHE]) == (4, 3)
    [files] = read("==> /sys/fs/cgroup/memory.current <==\n123456\n\n==> /sys/fs/cgroup/memory.max <==\nmax\n").samples
    assert files.values == {Measure.CONTAINER: 123456}


def test_containers() -> None:
    table_ = (
        "\x1b[2J\x1b[HCONTAINER ID   NAME   CPU %   MEM USAGE / LIMIT     MEM %   NET I/O\n"
        "0123456789ab   web   0.07%   796.5KiB / 64MiB   1.21%   788B / 648B\n"
        "9123456789ab   db    0.17%   500MiB / 4GiB      6.02%   788B / 648B\n"
    )
    reading = read(table_)
    assert [(one.process, one.values[Measure.CONTAINER]) for one in reading.samples] == [
        ("web", 796.5 * KIB), ("db", 500 * MIB),
    ]  # fmt: skip
    assert [(one.process, one.bytes) for one in reading.limits] == [("web", 64 * MIB), ("db", 4096 * MIB)]
    [row] = read(json.dumps({"Container": "0123", "MemUsage": "123.4MiB / 2GiB", "Name": "web"})).samples
    assert (row.process, row.values[Measure.CONTAINER]) == ("web", 123.4 * MIB)
    api = {"name": "/web", "memory_stats": {"usage": 5, "limit": 9, "stats": {"anon": 3, "file": 1}}}
    [answer] = read(json.dumps(api)).samples
    assert answer.values == {Measure.CONTAINER: 5, Measure.ANONYMOUS: 3, Measure.PAGE_CACHE: 1}
    [pod] = read("NAME    CPU(cores)   MEMORY(bytes)\nweb-7d8f   5m   123Mi\n").samples
    assert (pod.process, pod.values[Measure.CONTAINER]) == ("web-7d8f", 123 * MIB)


def test_jsvm_callbacks() -> None:
    line = "11-20 13:00:{:02}.{}  1234  1234 I A00000/com.x/jsvm: {}"
    said = ["== before GC ==", "gc type: {}", "gc flag: 4", "== after GC =="]
    text = "\n".join(
        line.format(second, 100 + 10 * i, each.format(kind))
        for second, kind in enumerate((1, 4, 8))
        for i, each in enumerate(said)
    )
    found = read(text).collections
    assert [one.kind for one in found] == [Kind.YOUNG, Kind.FULL, Kind.OTHER]
    assert [one.reason for one in found] == ["forced"] * 3
    assert [one.pause for one in found] == pytest.approx([0.03] * 3)
    assert read("== before GC ==\ngc type: many\n").unread_count == 1
