"""One snapshot of a fleet in numbers, as plain data that travel: what a worker makes of one file."""

import re
from dataclasses import dataclass, field
from typing import Any

import fsspec

from heapglass.analysis.suspects.find import find_suspects
from heapglass.analysis.suspects.prose import plain, tell
from heapglass.heap import open_heap
from heapglass.service.estimate import memory_needed
from heapglass.snapshot import read_outline
from heapglass.snapshot.errors import NotASnapshotError

MOST_CLASSES = 2000
LEAST_BYTES = 1000
"""Classes with fewer bytes than this are left out: every heap has thousands of them."""
NUMBERS = re.compile(r"\d[\dTZ:_.-]*")


class TooBigError(Exception):
    """The snapshot would take more memory than a worker may have."""


@dataclass(slots=True)
class Member:
    """A snapshot that could be read. `series` is what it has in common with later ones of the same process."""

    url: str
    series: str
    time: float
    total_size: int
    node_count: int
    classes: list[dict[str, Any]] = field(default_factory=list)
    suspects: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a fleet, before anybody has looked into it."""

    url: str
    time: float  # seconds since 1970, when it was last written
    size: int

    @property
    def series(self) -> str:
        """Its address with numbers and times taken out of its name: the same for one process's snapshots."""
        inside, chain, archive = self.url.partition("::")
        if "://" not in inside:  # a plain address, or one through a cache
            inside, chain, archive = self.url, "", ""
        folder, _, name = inside.rpartition("/")
        return f"{folder}/{NUMBERS.sub('#', name)}{chain}{archive}"


def measure(file: File, most_memory: int, language: str = "en") -> Member:
    """Open a file and say what is in it. Raises HeapglassError, OSError, and TooBigError before it would not fit."""
    with fsspec.open(file.url, "rb") as stream:
        try:
            needed = memory_needed(read_outline(stream))
        except NotASnapshotError:
            needed = 0  # a saved analysis; what is neither, says so below
        if needed > most_memory:
            raise TooBigError(f"it needs about {needed:,} bytes of memory, and a worker may have {most_memory:,}")
        stream.seek(0)
        heap = open_heap(stream)
    rows = [row for row in heap.summary() if row.shallow >= LEAST_BYTES]
    rows.sort(key=lambda row: -row.shallow)
    return Member(
        file.url,
        file.series,
        file.time,
        heap.total_size,
        heap.node_count,
        [
            {"class": row.name[:200], "count": row.count, "shallow": row.shallow, "retained": row.retained}
            for row in rows[:MOST_CLASSES]
        ],
        [
            {
                "kind": finding.kind.value,
                "severity": finding.severity.value,
                "bytes": int(finding.bytes),
                "share": float(finding.share),
                "class": finding.class_name[:200],
                "title": plain(tell(heap, finding, language).title)[:500],
            }
            for finding in find_suspects(heap)
        ],
    )
