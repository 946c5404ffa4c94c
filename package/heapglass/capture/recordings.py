"""What can be recorded of a heap: a snapshot, a timeline of allocations, and a sampling profile."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from heapglass.capture.inspector import Inspector

Progress = Callable[[str, int, int], object]

STALLED = 300.0
"""Seconds without a sign of life: a program with a heap of many gigabytes may collect garbage for minutes."""
SAMPLING_INTERVAL = 32768
"""Bytes between two samples, on average (V8's own default)."""


@dataclass(frozen=True, slots=True)
class HeapUsage:
    """The JS heap, in bytes."""

    used: float
    total: float


def heap_usage(inspector: Inspector) -> HeapUsage:
    """Raises CaptureError."""
    told = inspector.call("Runtime.getHeapUsage", STALLED)
    return HeapUsage(float(told["usedSize"]), float(told["totalSize"]))


def collect_garbage(inspector: Inspector) -> None:
    """Have all garbage collected, so that what is left is kept by something. Raises CaptureError."""
    inspector.call("HeapProfiler.collectGarbage", STALLED)


def take_snapshot(inspector: Inspector, file: BinaryIO, progress: Progress, numeric: bool = False) -> int:
    """Write a `.heapsnapshot` as it comes, and return its size in bytes. With `numeric`, numbers have their values.

    Raises CaptureError, and OSError from `file`.
    """
    with _Writing(inspector, file, progress) as writing:
        inspector.call("HeapProfiler.takeHeapSnapshot", STALLED, reportProgress=True, captureNumericValue=numeric)
    return writing.written


def record_timeline(inspector: Inspector, file: BinaryIO, seconds: float, progress: Progress) -> int:
    """Write a `.heaptimeline` of the allocations of some seconds, with their stacks."""
    inspector.call("HeapProfiler.startTrackingHeapObjects", STALLED, trackAllocations=True)
    _wait(inspector, seconds, progress)
    with _Writing(inspector, file, progress) as writing:
        inspector.call("HeapProfiler.stopTrackingHeapObjects", STALLED, reportProgress=True)
    return writing.written


def record_sampling(inspector: Inspector, file: BinaryIO, seconds: float, progress: Progress) -> int:
    """Write a `.heapprofile` of some seconds: who allocates, from samples."""
    inspector.call("HeapProfiler.startSampling", STALLED, samplingInterval=SAMPLING_INTERVAL)
    _wait(inspector, seconds, progress)
    profile = inspector.call("HeapProfiler.stopSampling", STALLED)["profile"]
    return file.write(json.dumps(profile).encode())


def _wait(inspector: Inspector, seconds: float, progress: Progress) -> None:
    step = 0.25
    for at in range(max(1, round(seconds / step))):
        progress("recording", round(at * step), round(seconds))
        inspector.listen(min(step, seconds))


class _Writing:
    """Writes the chunks of a snapshot while a command runs."""

    def __init__(self, inspector: Inspector, file: BinaryIO, progress: Progress) -> None:
        self.written = 0
        self._file = file
        self._progress = progress
        inspector.on("HeapProfiler.addHeapSnapshotChunk", self._chunk)
        inspector.on("HeapProfiler.reportHeapSnapshotProgress", self._step)

    def __enter__(self) -> "_Writing":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.flush()

    def _chunk(self, params: dict[str, Any]) -> None:
        # V8 writes ASCII, with escapes for all else.
        self.written += self._file.write(params["chunk"].encode("utf-8", "surrogatepass"))
        self._progress("write", self.written, 0)

    def _step(self, params: dict[str, Any]) -> None:
        self._progress("capture", int(params.get("done", 0)), int(params.get("total", 0)))
