"""Typed columns that grow while they are read."""

from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.kernels.engine import I64


class Column:
    """A growing array: the first `size` of `array` are in use.

    One that `widens` becomes int64 when a value does not fit.
    """

    def __init__(self, dtype: type[np.integer], room: int, widens: bool = False) -> None:
        self.array: npt.NDArray[Any] = np.empty(max(room, 1), dtype)
        self.size = 0
        self._widens = widens

    @property
    def limit(self) -> int:
        """The largest value that fits."""
        return int(np.iinfo(self.array.dtype).max)

    def append(self, values: I64) -> int:
        """Add values to the end. Returns -1, or which of them is the first that does not fit; then none is added."""
        if not values.size:
            return -1
        unsigned = values.view(np.uint64)  # a negative one is then too large
        largest = int(unsigned.max())
        if largest > self.limit:
            if not self._widens or largest > np.iinfo(np.int64).max:
                return int(np.argmax(unsigned > self.limit))
            self.array = self.array.astype(np.int64)
        end = self.size + values.size
        if end > self.array.size:
            self.array.resize(max(end, self.array.size * 2), refcheck=False)
        self.array[self.size : end] = values
        self.size = end
        return -1

    def take(self) -> npt.NDArray[Any]:
        """The array, without the room that was not needed."""
        self.array.resize(self.size, refcheck=False)
        return self.array
