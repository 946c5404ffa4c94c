"""A file whose next bytes are fetched while those before them are worked on: see `worker/read-ahead.ts`."""

import errno
from io import SEEK_END, SEEK_SET
from pathlib import Path
from typing import Protocol

import numpy as np

PIECE = 4 << 20
CANCELLED = -2


class Ahead(Protocol):
    """The worker's side."""

    start: int
    """Where in the file the bytes that are fetched ahead begin."""
    unpacked: bool
    """What is fetched is the text in a gzip file, from its start on."""
    done: int
    """Of a gzip file: how many of its own bytes had been read for what was taken."""

    def take(self, address: int, size: int) -> object:
        """A promise: that the next bytes stand at `address`, and how many; fewer than `size` at the end of the file.

        -1 if the file could not be read, or unpacked, -2 if nobody wants it any more.
        """

    def turn(self) -> object:
        """A promise, kept when what was sent meanwhile has been heard: 0, or -2 if nobody wants the file any more."""

    def wait(self, promise: object) -> int:
        """What a promise comes to. Only where Python was called so that it may wait (Pyodide's `callPromising`)."""


def file_ahead(path: str, ahead: Ahead) -> "FileAhead":
    """The file at `path`, as it is fetched ahead."""
    return UnpackedAhead(path, ahead) if ahead.unpacked else FileAhead(path, ahead)


def check_wanted(ahead: Ahead) -> None:
    """Raise OSError (ECANCELED) if nobody wants the file any more."""
    if ahead.wait(ahead.turn()) == CANCELLED:
        raise _not_wanted()


def _not_wanted() -> OSError:
    return OSError(errno.ECANCELED, "the file is not wanted any more")


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
            count = self._take(room)
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

    def _take(self, room: memoryview) -> int:
        address = int(np.frombuffer(room, np.uint8).ctypes.data)
        count = self._ahead.wait(self._ahead.take(address, len(room)))
        if count == CANCELLED:
            raise _not_wanted()
        return count


class UnpackedAhead(FileAhead):
    """A gzip file whose text the browser unpacks, which takes a third of the time that zlib in WebAssembly does."""

    def __init__(self, path: str, ahead: Ahead) -> None:
        super().__init__(path, ahead)
        self._fetched = -1  # of the file's own bytes none are

    def unpacked_into(self, room: memoryview) -> tuple[int, int]:
        """Fill `room` with the next bytes of the text: how many there were, and how much of the file has been read.

        (-1, 0) if the file cannot be read on, or the browser makes nothing of it. Zlib tells more of it then.
        """
        count = self._take(room)
        return (count, self._ahead.done) if count >= 0 else (-1, 0)
