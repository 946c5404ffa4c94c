"""Bytes in, columns out: reads heap snapshots and says exactly what is wrong with those it cannot read."""

from heapglass.snapshot.cut_short import Cut
from heapglass.snapshot.errors import (
    HeapglassError,
    IncompleteError,
    MalformedError,
    NoSuchNodeError,
    NotASnapshotError,
    SnapshotError,
    TruncatedError,
)
from heapglass.snapshot.model import Snapshot
from heapglass.snapshot.read import Outline, read_outline, read_snapshot
from heapglass.snapshot.schema import Header
from heapglass.snapshot.strings import Strings

__all__ = [
    "Cut",
    "Header",
    "HeapglassError",
    "IncompleteError",
    "MalformedError",
    "NoSuchNodeError",
    "NotASnapshotError",
    "Outline",
    "Snapshot",
    "SnapshotError",
    "Strings",
    "TruncatedError",
    "read_outline",
    "read_snapshot",
]
