"""Numbers for equal keys."""

from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.kernels.engine import F64, I64, U32, U64
from heapglass.kernels.grouping import EMPTY, number_groups, seat_groups

FEW = 1 << 10
"""Groups there is room for at first: most keys have few, and a small table stays in the processor's cache."""
MANY = 1 << 15


def group(keys: U64) -> tuple[U32, U32]:
    """For each key the number of its group, and for each group the index of its first key.

    Groups are numbered in order of first appearance.
    """
    group_of = np.empty(keys.size, np.uint32)
    most = 1 << int(keys.size).bit_length()
    room = min(FEW, most)
    first_of = np.empty(room, np.uint32)
    groups = begin = 0
    while True:
        slots = np.full(2 * room, EMPTY, np.uint32)
        seat_groups(keys, groups, first_of, slots)
        groups = number_groups(keys, begin, groups, slots, group_of, first_of)
        if groups < room:
            return group_of, first_of[:groups].copy()
        begin = int(first_of[-1]) + 1
        mostly_distinct = room > MANY and groups > begin // 2
        room = most if mostly_distinct else min(room * 8, most)
        grown = np.empty(room, np.uint32)
        grown[:groups] = first_of
        first_of = grown


def paired(high: U32, low: U32) -> U64:
    """Keys that are equal where both numbers are."""
    keys: U64 = high.astype(np.uint64)
    keys <<= np.uint64(32)
    keys |= low
    return keys


def count_in(groups: npt.NDArray[Any], room: int) -> I64:
    """How many of `groups` (numbers below `room`) are each (int64, an entry a group)."""
    # bincount takes no number that does not fit the machine's own, which in the browser has 32 bits.
    return np.bincount(groups.astype(np.intp), minlength=room).astype(np.int64)


def sum_in(groups: npt.NDArray[Any], room: int, values: npt.NDArray[Any]) -> F64:
    """The sum of the `values` of each group (float64, an entry a group)."""
    sums: F64 = np.bincount(groups.astype(np.intp), values, minlength=room).astype(np.float64, copy=False)
    return sums
