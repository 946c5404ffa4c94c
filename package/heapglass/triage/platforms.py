"""Where a log comes from, which decides what can be done next."""

from enum import StrEnum

from heapglass.triage.model import Format
from heapglass.triage.processes import Process


class Platform(StrEnum):
    """Platforms with tools of their own."""

    HARMONY = "harmony"
    NODE = "node"
    CONTAINER = "container"
    LINUX = "linux"


FORMATS = (
    (Platform.HARMONY, (Format.HIDUMPER, Format.JSVM_GC)),
    (Platform.NODE, (Format.MEMORY_USAGE, Format.GC_PROFILER, Format.TRACE_GC, Format.HEAP_STATISTICS)),
    (Platform.CONTAINER, (Format.CGROUP, Format.DOCKER_STATS)),
    (Platform.LINUX, (Format.SMAPS_ROLLUP, Format.PROC_STATUS)),
)


def platform_of(process: Process) -> Platform:
    """The most telling of the formats' platforms."""
    formats = process.formats
    return next((platform for platform, marks in FORMATS if formats & set(marks)), Platform.NODE)
