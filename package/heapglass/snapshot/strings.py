"""The strings of a snapshot: bytes with offsets, decoded when somebody looks at one."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from heapglass.kernels import scan_strings as scan
from heapglass.kernels import scanning
from heapglass.kernels.copy_strings import copy_strings
from heapglass.kernels.engine import U8, U32
from heapglass.snapshot.columns import Column
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import MalformedError, TruncatedError

STRINGS_AT_ONCE = 1 << 14


class Strings:
    """A sequence of strings. `bytes[offsets[i]:offsets[i + 1]]` is string i as UTF-8.

    V8 writes a character outside the basic plane as two halves, and cuts strings anywhere, so a half may stand
    alone: in `bytes` it is the three bytes UTF-8 would have for it, and in a `str` a lone surrogate, as in
    JavaScript. Bytes that are not UTF-8 are decoded as U+FFFD.
    """

    __slots__ = ("_found", "bytes", "offsets")

    def __init__(self, blob: U8, offsets: U32) -> None:
        self.bytes = blob
        self.offsets = offsets
        self._found: dict[str, int] = {}  # what is looked for is looked for again

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Strings":
        """Strings made of Python's."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        offsets = np.zeros(len(encoded) + 1, np.uint32)
        offsets[1:] = np.cumsum([len(text) for text in encoded])
        return cls(np.frombuffer(bytearray(b"".join(encoded)), np.uint8), offsets)

    def __len__(self) -> int:
        return self.offsets.size - 1

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self):
            raise IndexError(f"no string {index}: there are {len(self)}")
        return _decode(self.bytes[int(self.offsets[index]) : int(self.offsets[index + 1])].tobytes())

    def many(self, indices: Iterable[int]) -> list[str]:
        """The strings at `indices`, in their order."""
        return [self[int(index)] for index in indices]

    def copied(self, indices: U32, prefix: str = "") -> "Strings":
        """The strings at `indices` as a table of their own, each with `prefix` before it."""
        before = np.frombuffer(bytearray(prefix.encode("utf-8", "surrogatepass")), np.uint8)
        offsets: U32 = np.empty(indices.size + 1, np.uint32)
        blob: U8 = np.empty(32 * indices.size, np.uint8)
        while True:
            size = copy_strings(self.bytes, self.offsets, indices, before, blob, offsets)
            if size <= blob.size:
                return Strings(blob[:size], offsets)
            blob = np.empty(size, np.uint8)

    def followed_by(self, others: "Strings") -> "Strings":
        """These and then those, as one table."""
        return Strings(
            np.concatenate([self.bytes, others.bytes]),
            np.concatenate([self.offsets, others.offsets[1:] + self.offsets[-1]]),
        )

    def find(self, text: str) -> int:
        """The index of the first string that is exactly `text`, or -1."""
        if text not in self._found:
            self._found[text] = self._first(text)
        return self._found[text]

    def _first(self, text: str) -> int:
        wanted = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
        begins = self.offsets[:-1]
        found = np.flatnonzero(self.offsets[1:] - begins == wanted.size)
        for at in range(wanted.size):
            if not found.size:
                break
            found = found[self.bytes[begins[found].astype(np.int64) + at] == wanted[at]]
        return int(found[0]) if found.size else -1

    def starting_with(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which strings begin with `text`."""
        return self._with(text, self.offsets[:-1])

    def ending_with(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which strings end with `text`."""
        size = len(text.encode("utf-8", "surrogatepass"))
        return self._with(text, self.offsets[1:].astype(np.int64) - size)

    def _with(
        self, text: str, places: np.ndarray[tuple[int], np.dtype[Any]]
    ) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which strings have `text` at `places`, of those that are long enough."""
        wanted = text.encode("utf-8", "surrogatepass")
        found = np.flatnonzero(self.offsets[1:] - self.offsets[:-1] >= len(wanted))
        for at, byte in enumerate(wanted):
            found = found[self.bytes[places[found].astype(np.int64) + at] == byte]
        result = np.zeros(len(self), np.bool_)
        result[found] = True
        return result


def read_strings(document: Document, room: int) -> Strings:
    """The `strings` section. `room` is a guess of how many bytes its contents have."""
    window = document.window
    document.expect("[")
    document.begins[document.section] = window.offset
    blob: U8 = np.empty(room, np.uint8)
    offsets = Column(np.uint32, STRINGS_AT_ONCE)
    offsets.append(np.zeros(1, np.int64))
    ends = np.empty(STRINGS_AT_ONCE, np.int64)
    state = np.zeros(scan.STATE_SIZE, np.int64)
    while True:
        needed = int(state[scan.USED]) + window.end - window.at
        if needed > blob.size:
            blob.resize(max(needed, blob.size * 2), refcheck=False)
        window.at = scan.scan_strings(window.text, window.at, window.end, ends.size, blob, ends, state)
        status = int(state[scanning.STATUS])
        if offsets.append(ends[: state[scanning.ROW]]) >= 0:
            used = int(state[scan.USED])
            raise MalformedError(
                "too-many-string-bytes", section="strings", found=used, limit=offsets.limit, offset=window.offset
            )
        state[scanning.ROW] = 0
        if status == scanning.DONE:
            blob.resize(int(state[scan.USED]), refcheck=False)
            return Strings(blob, offsets.take())
        try:
            _go_on(document, status, state[scanning.WANTED] == scanning.SEPARATOR)
        except TruncatedError as cut:
            document.take_cut(cut)
            found = offsets.take()
            blob.resize(int(found[-1]), refcheck=False)
            return Strings(blob, found)


def _go_on(document: Document, status: int, between: bool) -> None:
    """Read more text where the scan needs it. Raises what tells of the character that it stopped at."""
    if status == scanning.MORE:
        document.refill()
    elif status == scanning.BAD_ESCAPE:
        raise document.bad_escape()
    elif status == scanning.UNEXPECTED and between:
        raise document.unexpected("expected-character", ", ]")
    elif status == scanning.UNEXPECTED:
        raise document.unexpected("expected-string")


def _decode(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return text.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return text.decode("utf-8", "replace")
