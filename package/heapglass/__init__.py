"""heapglass: opens V8 heap snapshots and says what leaks and why.

heap = heapglass.open("a.heapsnapshot")
for row in heap.summary()[:10]:
    print(row.name, row.count, row.retained)
"""

from heapglass.analysis.filters import NodeFilter
from heapglass.analysis.javascript_pattern import PatternError
from heapglass.heap import Heap, open_heap
from heapglass.heap.chosen import ClassRow
from heapglass.nodes import Context, Edge, Location, Node
from heapglass.snapshot.errors import (
    HeapglassError,
    IncompleteError,
    MalformedError,
    NoSuchNodeError,
    NotASnapshotError,
    SnapshotError,
    TruncatedError,
)

open = open_heap  # noqa: A001 -- `heapglass.open(…)` is how it reads

__version__ = "0.1.0"

__all__ = [
    "ClassRow",
    "Context",
    "Edge",
    "Heap",
    "HeapglassError",
    "IncompleteError",
    "Location",
    "MalformedError",
    "NoSuchNodeError",
    "Node",
    "NodeFilter",
    "NotASnapshotError",
    "PatternError",
    "SnapshotError",
    "TruncatedError",
    "open",
]
