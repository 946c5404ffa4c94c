"""A file whose next bytes are fetched while those before them are worked on: see `worker/read-ahead.ts`."""

import errno
from io import SEEK_END, SEEK_SET
from pathlib import Path
from typing import Protocol

import numpy as np

PIECE = 4 << 20


class Ahead(Protocol):
    """The worker's side."""

    start: int
    """Where in the file the bytes that are fetched ahead begin."""

    def take(self, address: int, size: int) -> object:
        """A promise: that the next bytes stand at `address`, and how many; fewer than `size` at the end of the file.

        -1 if the file could not be read.
        """

    def wait(self, promise: object) -> int:
        """What a promise comes to. Only where Python was called so that it may wait (Pyodide's `callPromising`)."""


class FileAhead:
    """A binary file to be read from the start to the end; elsewhere, and a second time, it is read without help."""

    best_piece = PIECE

    def __init__(self, path: str, ahead: Ahead) -> None:
        self.name = Path(path).name
        self._file = Path(path).open("rb", buffering=0)  # noqa: SIM115
        self._ahead = ahead
        self._at = 0
        self._fetched = int(ahead.start)

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        self._at = self._file.seek(offset, SEEK_END) if whence == SEEK_END else offset
        return self._at

    def readinto(self, room: memoryview) -> int:
        """Fill `room` with the next bytes, and return how many there were. Raises OSError."""
        if self._at == self._fetched:
            address = int(np.frombuffer(room, np.uint8).ctypes.data)
            count = self._ahead.wait(self._ahead.take(address, len(room)))
            if count < 0:
                raise OSError(errno.EIO, "the file could not be read on")
            self._fetched += count
        else:
            before = self._fetched - self._at
            self._file.seek(self._at)
            count = self._file.readinto(room[:before] if before > 0 else room) or 0
        self._at += count
        return count

    def close(self) -> None:
        self._file.close()
