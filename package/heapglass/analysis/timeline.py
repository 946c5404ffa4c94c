"""The allocation timeline: when the objects that still live were made."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import count_in, sum_in
from heapglass.kernels.engine import F64, I64
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class Timeline:
    """Columns over moments, oldest first: `times` in milliseconds (float64), the last id given until then (int64), and
    how many objects (int64) of how many bytes (float64) were made since the moment before and still live.
    """

    times: F64
    last_ids: I64
    counts: I64
    sizes: F64


def timeline(snapshot: Snapshot, shallow: F64) -> Timeline | None:
    """The samples of a timeline (DevTools `buildSamples`), or None where the file has none.

    V8 gives odd ids to JavaScript's objects; others are left out. Objects made after the last sample are, too.
    """
    samples = snapshot.extras.get("samples")
    if not samples:
        return None
    last_ids = samples["last_assigned_id"]
    ids = snapshot.node_id
    moment = np.searchsorted(last_ids, ids)
    counted = (moment < last_ids.size) & (ids % 2 == 1)
    moments = moment[counted]
    return Timeline(
        samples["timestamp_us"] / 1000,
        last_ids,
        count_in(moments, last_ids.size),
        sum_in(moments, last_ids.size, shallow[counted]),
    )


@dataclass(slots=True)
class Buckets:
    """Spans of a timeline: `starts` and `ends` in milliseconds, the ids given in each (above `after_ids`, up to
    `last_ids`), and the objects made in it that still live. What was there before the recording, which the first
    sample tells of, is in none.
    """

    starts: F64
    ends: F64
    after_ids: I64
    last_ids: I64
    counts: I64
    sizes: F64


def buckets(line: Timeline, most: int) -> Buckets:
    """The timeline from sample to sample; of more than `most` + 1 samples, in `most` spans of equal length."""
    if 1 < line.times.size <= most + 1:
        return Buckets(
            line.times[:-1], line.times[1:], line.last_ids[:-1], line.last_ids[1:], line.counts[1:], line.sizes[1:]
        )
    begin, end = float(line.times[0]), float(line.times[-1])
    edges = np.linspace(begin, max(end, begin + 1), most + 1)
    # A sample tells of what was made before it, so a span takes in the moment at which it ends.
    span = np.clip(np.searchsorted(edges, line.times[1:], side="left") - 1, 0, most - 1)
    last_ids = np.full(most, line.last_ids[0], np.int64)
    np.maximum.at(last_ids, span, line.last_ids[1:])
    last_ids = np.maximum.accumulate(last_ids)
    return Buckets(
        edges[:-1],
        edges[1:],
        np.concatenate([line.last_ids[:1], last_ids[:-1]]),
        last_ids,
        sum_in(span, most, line.counts[1:]).astype(np.int64),
        sum_in(span, most, line.sizes[1:]),
    )
