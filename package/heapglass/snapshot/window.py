"""The part of the text that is in memory: one buffer that slides over the file."""

from collections.abc import Callable

import numpy as np

from heapglass.kernels.engine import U8
from heapglass.snapshot.source import Source

CHUNK_SIZE = 16 << 20
Progress = Callable[[str, int, int], object]


class Window:
    """text[at:end] is what was read from the source and not yet consumed; text[end] is a zero that stops kernels."""

    def __init__(self, source: Source, chunk_size: int = CHUNK_SIZE, progress: Progress | None = None) -> None:
        chunk_size = source.best_piece or chunk_size
        if not source.gzip:
            chunk_size = min(chunk_size, source.raw_size + 1)
        self.source = source
        self.text: U8 = np.zeros(chunk_size + 1, np.uint8)
        self._room = memoryview(self.text)[:chunk_size]
        self._progress = progress
        self._base = 0
        self.at = 0
        self.end = 0

    @property
    def offset(self) -> int:
        """Offset in the text of the next byte to be consumed."""
        return self._base + self.at

    @property
    def full(self) -> bool:
        """Nothing has been consumed, and there is no room to read more."""
        return self.at == 0 and self.end == len(self._room)

    def rewind(self) -> None:
        """Go back to the first byte of the text, without reading it again if it is still here."""
        if self._base:
            self.source.rewind()
            self._base = 0
            self.end = 0
        self.at = 0

    def refill(self) -> bool:
        """Move what is left to the front and read more behind it; False at the end of the text."""
        left = self.end - self.at
        if self.at:
            self.text[:left] = self.text[self.at : self.end].copy()
            self._base += self.at
            self.at = 0
            self.end = left
        while self.end < len(self._room):
            count = self.source.read_into(self._room[self.end :])
            if not count:
                break
            self.end += count
        self.text[self.end] = 0
        if self._progress:
            self._progress("read", self.source.raw_done, self.source.raw_size)
        return self.end > left

    def peek(self, size: int) -> bytes:
        """At most `size` of the next bytes, of those that are in memory."""
        return self.text[self.at : min(self.end, self.at + size)].tobytes()
