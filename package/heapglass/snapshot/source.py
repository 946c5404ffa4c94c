"""The bytes of a snapshot, wherever they come from: a path or a binary file object, plain or gzip."""

import io
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from heapglass.snapshot.errors import MalformedError, TruncatedError

GZIP_MAGIC = b"\x1f\x8b"
GZIP_INPUT = 1 << 16
LITTLE = 64  # bytes
CHECKSUM = re.compile("incorrect (data|length) check")
"""What zlib says of data that can be unpacked, but are not what was packed."""
Origin = str | os.PathLike[str] | IO[bytes]


class Source:
    """Text bytes in order, from the start, as often as asked; a context manager.

    Raises OSError if the file cannot be opened or read, TypeError if it gives text instead of bytes,
    TruncatedError or MalformedError where gzip data end early or are damaged.
    """

    def __init__(self, origin: Origin, forgiving: bool = False) -> None:
        """With `forgiving`, gzip data that end early are no error: the text just ends there, and `cut` tells."""
        self._forgiving = forgiving
        self.cut = False
        self._owned = isinstance(origin, (str, os.PathLike))
        self.name = str(getattr(origin, "name", ""))
        self.best_piece: int | None = getattr(origin, "best_piece", None)
        """In pieces of how many bytes it is best read, if it says so."""
        self._unpacked_elsewhere: Callable[[memoryview], tuple[int, int]] | None
        self._unpacked_elsewhere = getattr(origin, "unpacked_into", None)
        self._look: bytes | None = b""
        """What came from there, while that is little: a look at how the text starts, which is then read again."""
        if isinstance(origin, (str, os.PathLike)):
            self.name = Path(origin).name
            # Unbuffered: a read goes straight into the caller's array, which is several times faster in a browser.
            self._file: Any = Path(origin).open("rb", buffering=0)  # noqa: SIM115
        else:
            self._file = origin
        try:
            self._start = self._begin()
            self.raw_size: int = self._file.seek(0, os.SEEK_END) - self._start
            self.rewind()
            start = self._read_raw(len(GZIP_MAGIC))
            self.gzip = start == GZIP_MAGIC
            self.rewind()
        except BaseException:
            self.close()
            raise

    def _begin(self) -> int:
        """Where the file stands; first copied to a temporary file if one cannot go back in it."""
        if isinstance(self._file, io.TextIOBase):
            raise TypeError("the file is open as text: open it in binary mode ('rb')")
        if self._file.seekable():
            return int(self._file.tell())
        copy = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            shutil.copyfileobj(self._file, copy, 1 << 20)
        except BaseException:
            copy.close()
            raise
        self.close()
        self._file = copy
        self._owned = True
        return 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file if it was opened here."""
        if self._owned:
            self._file.close()

    def rewind(self) -> None:
        """Go back to the first byte."""
        self._file.seek(self._start)
        if self._look is None:
            self._unpacked_elsewhere = None  # there, it is unpacked once
        self.raw_done: int = 0
        self.text_done: int = 0
        self._member: Any = None
        self._input = b""

    def read_into(self, room: memoryview) -> int:
        """Fill `room` with the next bytes of text; returns how many there were, 0 at the end."""
        if not room:
            return 0
        if not self.gzip:
            count = self._read_raw_into(room)
        elif self._unpacked_elsewhere:
            count = self._unpacked_into(room)
        else:
            count = self._inflate_into(room)
        self.text_done += count
        return count

    def tail(self, size: int) -> bytes:
        """The last bytes of the file itself (still compressed, if it is). Rewinds."""
        self._file.seek(self._start + max(0, self.raw_size - size))
        found = self._read_raw(size)
        self.rewind()
        return found

    def _read_raw_into(self, room: memoryview) -> int:
        if hasattr(self._file, "readinto"):
            count = self._file.readinto(room) or 0
        else:
            found = self._file.read(len(room))
            count = len(found)
            room[:count] = found
        self.raw_done += count
        return int(count)

    def _read_raw(self, size: int) -> bytes:
        room = bytearray(size)
        done = 0
        while done < size and (count := self._read_raw_into(memoryview(room)[done:])):
            done += count
        return bytes(room[:done])

    def _unpacked_into(self, room: memoryview) -> int:
        """The next bytes of text that somebody else has unpacked. What they cannot read, we can, or say why not."""
        assert self._unpacked_elsewhere
        if self._look and (seen := self._look[self.text_done : self.text_done + len(room)]):
            room[: len(seen)] = seen
            return len(seen)
        count, raw_done = self._unpacked_elsewhere(room)
        if count < 0:
            self._unpack_again()
            return self._inflate_into(room)
        self.raw_done = raw_done
        if self._look is not None:
            self._look = self._look + room[:count] if self.text_done + count <= LITTLE else None
        return count

    def _unpack_again(self) -> None:
        """Get to where the text is, by unpacking all before it."""
        wanted = self.text_done
        self._unpacked_elsewhere = None
        self.rewind()
        room = memoryview(bytearray(1 << 20))
        while self.text_done < wanted and (count := self._inflate_into(room[: wanted - self.text_done])):
            self.text_done += count

    def _inflate_into(self, room: memoryview) -> int:
        """The next bytes out of the gzip members, which follow one another (zeros may pad the last)."""
        while True:
            if self._member is None:
                self._input = self._input.lstrip(b"\0") if self.text_done else self._input
                if not self._input:
                    self._input = self._read_raw(GZIP_INPUT)
                    if not self._input:
                        return 0
                    continue
                if len(self._input) < len(GZIP_MAGIC):
                    self._input += self._read_raw(GZIP_INPUT)
                if not self._input.startswith(GZIP_MAGIC):
                    found = repr(self._input[:20].decode("utf-8", "replace"))
                    raise MalformedError("gzip-more", offset=self.text_done, found=found)
                self._member = zlib.decompressobj(wbits=31)
            if not self._input:
                self._input = self._read_raw(GZIP_INPUT)
            at_end = not self._input
            before = self._member.copy()
            try:
                found = self._member.decompress(self._input, len(room))
            except zlib.error as error:
                raise self._damaged(before) from error
            if self._member.eof:
                self._input = self._member.unused_data
                self._member = None
            else:
                self._input = self._member.unconsumed_tail
                if at_end and not found:
                    if self._forgiving:
                        self.cut = True
                        return 0
                    raise TruncatedError("gzip-truncated", offset=self.text_done)
            if found:
                room[: len(found)] = found
                return len(found)

    def _damaged(self, member: Any) -> MalformedError:
        """The error for input that `member` cannot unpack: how far it can, which it tells byte by byte."""
        offset = self.text_done
        try:
            for at in range(len(self._input)):
                offset += len(member.decompress(self._input[at : at + 1]))
        except zlib.error as error:
            if CHECKSUM.search(str(error)):
                return MalformedError("gzip-checksum", offset=offset)
        return MalformedError("gzip-corrupt", offset=offset)
