"""How much lies how many references away from the roots."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.distances import SYSTEM
from heapglass.analysis.grouping import count_in, sum_in
from heapglass.kernels.engine import F64, I32, I64


@dataclass(slots=True)
class Amount:
    """A number of nodes, and their shallow bytes."""

    count: int
    shallow: float


@dataclass(slots=True)
class DistanceHistogram:
    """Columns over spans of distances, nearest first: nodes at distances `first` (int64) up to `first + width - 1`,
    how many (int64) and their shallow bytes (float64). Beside them what only the system's roots reach, and what
    nothing does.
    """

    first: I64
    width: int
    count: I64
    shallow: F64
    system: Amount
    unreached: Amount


def distance_histogram(distances: I32, shallow: F64, most: int) -> DistanceHistogram:
    """Sums over all nodes, in at most `most` spans of equal width: a long list has a distance for each of its links."""
    unreached, system = distances < 0, distances >= SYSTEM
    reached = distances[~(unreached | system)].astype(np.uint32)
    width = int(reached.max(initial=0)) // most + 1
    span = reached // np.uint32(width)
    room = int(span.max(initial=0)) + 1 if span.size else 0
    return DistanceHistogram(
        np.arange(room, dtype=np.int64) * width,
        width,
        count_in(span, room),
        sum_in(span, room, shallow[~(unreached | system)]),
        _amount(system, shallow),
        _amount(unreached, shallow),
    )


def _amount(chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], shallow: F64) -> Amount:
    return Amount(int(np.count_nonzero(chosen)), float(shallow[chosen].sum()))
