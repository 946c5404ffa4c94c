"""One file a format; all of them look at every log, so that a mixed one is read whole."""

from collections.abc import Callable

from heapglass.triage.model import Reading
from heapglass.triage.readers import (
    cgroup,
    crash,
    docker_stats,
    gc_profiler,
    hidumper,
    jsvm_gc,
    memory_usage,
    proc_status,
    smaps_rollup,
    trace_gc,
)
from heapglass.triage.text import Text

READERS: tuple[Callable[[Text], Reading], ...] = (
    crash.read,
    gc_profiler.read,
    trace_gc.read,
    hidumper.read,
    smaps_rollup.read,
    proc_status.read,
    docker_stats.read,
    cgroup.read,
    jsvm_gc.read,
    memory_usage.read,
)
"""From the most certain to the least: a line that one reader took is not asked about again."""


def read_log(text: Text) -> Reading:
    """All that is in a log, in the order of its lines."""
    found = Reading()
    for read in READERS:
        found.add(read(text))
    found.samples.sort(key=lambda sample: sample.line)
    found.collections.sort(key=lambda collection: collection.line)
    found.unread.sort(key=lambda unread: unread.line)
    found.remarks.sort(key=lambda remark: remark.line)
    return found
