"""Running out of memory: it is told, and the work goes on."""

import numpy as np

from heapglass.kernels.engine import U8

RESERVE = 4 << 20  # bytes


class Reserve:
    """Memory kept back, for when all else is taken: even a message needs some. It is there within a `with`."""

    def __init__(self) -> None:
        self._kept: U8 | None = np.empty(RESERVE, np.uint8)

    def __enter__(self) -> None:
        self._kept = None

    def __exit__(self, *_: object) -> None:
        try:
            self._kept = np.empty(RESERVE, np.uint8)
        except MemoryError:
            return
