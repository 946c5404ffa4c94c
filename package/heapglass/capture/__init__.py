"""Takes snapshots from a running program, over the Chrome DevTools Protocol. It knows nothing of what is in them.

`targets` finds what there is to connect to, `inspector` talks to one, `recordings` are what can be recorded.
"""

from heapglass.capture.inspector import CaptureError, Inspector
from heapglass.capture.recordings import (
    HeapUsage,
    Progress,
    collect_garbage,
    heap_usage,
    record_sampling,
    record_timeline,
    take_snapshot,
)
from heapglass.capture.targets import Target, find_targets

__all__ = [
    "CaptureError",
    "HeapUsage",
    "Inspector",
    "Progress",
    "Target",
    "collect_garbage",
    "find_targets",
    "heap_usage",
    "record_sampling",
    "record_timeline",
    "take_snapshot",
]
