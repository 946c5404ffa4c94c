"""Columns of numbers as bytes, and back."""

from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.kernels.engine import I64, U8, U32
from heapglass.kernels.packing import (
    LONGEST,
    add_steps,
    add_steps_by_kind,
    pack_numbers,
    take_steps,
    take_steps_by_kind,
    unpack_by_kind,
    unpack_numbers,
    unpack_steps,
)
from heapglass.saved.container import WORTH_WAITING_FOR, Block, Stored, damaged
from heapglass.snapshot.errors import SnapshotError

BATCH = 1 << 20
"""Numbers that are packed at once."""
LARGEST = 1 << 60
Column = npt.NDArray[Any]


def packed(name: str, values: Column, worth_it: float = WORTH_WAITING_FOR) -> Block:
    """A column of whole numbers, most of them near zero. (Floats that are whole will do.) Raises SnapshotError for one
    beyond 2^60, which only a file gone wrong can have."""
    data = np.empty(min(values.size, BATCH) * LONGEST, np.uint8)
    parts: list[bytes] = []
    for begin in range(0, values.size, BATCH):
        batch = values[begin : begin + BATCH].astype(np.int64)
        if int(batch.min()) <= -LARGEST or int(batch.max()) >= LARGEST:
            raise SnapshotError("saved-too-large", section=name)
        parts.append(data[: pack_numbers(batch, data)].tobytes())
    return Block.of(name, b"".join(parts), worth_it)


def packed_steps(name: str, values: Column, worth_it: float = WORTH_WAITING_FOR) -> Block:
    """A column of whole numbers that are near the ones before them."""
    steps = values.astype(np.int64)
    take_steps(steps)
    return packed(name, steps, worth_it)


def packed_by_kind(name: str, values: Column, kinds: U32, kind_count: int) -> Block:
    """A column of whole numbers that are near the last one of the same kind."""
    steps = values.astype(np.int64)
    take_steps_by_kind(steps, kinds, np.zeros(kind_count, np.int64))
    return packed(name, steps)


class Packed:
    """The bytes of a column of `count` numbers, as they are stored. Raises MalformedError where that is not what they
    are."""

    def __init__(self, stored: Stored, count: int) -> None:
        self._stored = stored
        self._count = count

    def numbers(self) -> I64:
        """What `packed` packed."""
        values = np.empty(self._count, np.int64)
        data = self._stored.unpacked()
        self._check(data, unpack_numbers(data, values))
        return values

    def steps(self) -> I64:
        """What `packed_steps` packed."""
        values = self.numbers()
        add_steps(values)
        return values

    def steps_within(self, most: int) -> U32:
        """The same, in 32 bits, none below 0 or above `most`."""
        values = np.empty(self._count, np.uint32)
        data = self._stored.unpacked()
        self._check(data, unpack_steps(data, most, values))
        return values

    def by_kind(self, kinds: U32, kind_count: int) -> I64:
        """What `packed_by_kind` packed."""
        values = self.numbers()
        add_steps_by_kind(values, kinds, np.zeros(kind_count, np.int64))
        return values

    def by_kind_within(self, kinds: U32, kind_count: int, most: int) -> U32:
        """The same, in 32 bits, none below 0 or above `most`."""
        values = np.empty(self._count, np.uint32)
        data = self._stored.unpacked()
        self._check(data, unpack_by_kind(data, kinds, np.zeros(kind_count, np.int64), most, values))
        return values

    def _check(self, data: U8, used: int) -> None:
        if used != data.size:
            raise damaged(self._stored.name)


def within(name: str, values: Column, least: int, most: int) -> Column:
    """`values`. Raises MalformedError unless all are between `least` and `most`."""
    if values.size and (int(values.min()) < least or int(values.max()) > most):
        raise damaged(name)
    return values
