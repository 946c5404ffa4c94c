"""The file: a magic, a table of contents in JSON, and blocks of bytes, each with a checksum.

14 bytes  MAGIC, which tells if the file went through something that changes line ends
 2        VERSION (little-endian, as all numbers)
 4        size of the table of contents
 4        its CRC-32
 …        the table of contents: {"facts": {…}, "blocks": [[name, size, size unpacked, CRC-32], …]}
 …        the blocks, in that order, with nothing between them; deflated where the two sizes differ

"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from heapglass.kernels.engine import U8
from heapglass.snapshot.errors import MalformedError, TruncatedError
from heapglass.snapshot.source import Source
from heapglass.snapshot.window import Progress

MAGIC = b"\x89heapglass\r\n\x1a\n"
VERSION = 1
START = struct.Struct("<14sHII")
LARGEST_CONTENTS = 64 << 20  # bytes
MOST_DEFLATED = 1032
"""No deflated data unpack to more than so many times their size."""
LEVEL = 1
WORTH_WAITING_FOR = 0.05
WORTH_IT = 0.7
"""Deflated blocks are smaller than this share of their size, or they stay as they are. What every opening unpacks must
be much smaller: in a browser, inflating takes longer than all else."""
INPUT = 4 << 20
MOST_PER_BYTE = 64
"""Things that are counted (nodes, edges, strings …) to a byte of a file, at most: so nobody is made to hold much more
than what the file itself can. A graph so regular that it takes less is padded."""
PADDING = "padding"


@dataclass(frozen=True, slots=True)
class Block:
    """`data` are the bytes to store, `size` how many they are when unpacked."""

    name: str
    data: bytes
    size: int

    @classmethod
    def of(cls, name: str, data: bytes | memoryview, worth_it: float = WORTH_WAITING_FOR) -> "Block":
        """A block, deflated where that is worth it: `WORTH_IT`, of what is unpacked when somebody looks at it."""
        packed = zlib.compress(data, LEVEL)
        return cls(name, packed if len(packed) < worth_it * len(data) else bytes(data), len(data))


def container(facts: dict[str, Any], blocks: Iterable[Block]) -> Iterator[bytes]:
    """The file, piece by piece. `facts` are counts, flags, and objects of such."""
    made = list(blocks)
    missing = Facts(facts).total // MOST_PER_BYTE + 1 - sum(len(block.data) for block in made)
    if missing > 0:
        made.append(Block(PADDING, bytes(missing), missing))
    table = [[block.name, len(block.data), block.size, zlib.crc32(block.data)] for block in made]
    contents = json.dumps({"facts": facts, "blocks": table}, separators=(",", ":")).encode("ascii")
    yield START.pack(MAGIC, VERSION, len(contents), zlib.crc32(contents)) + contents
    for block in made:
        yield block.data


@dataclass(frozen=True, slots=True)
class Stored:
    """A block as it is in the file; `size` is how many bytes there are when it is unpacked."""

    name: str
    data: bytearray
    size: int

    def unpacked(self) -> U8:
        """Its bytes. Raises MalformedError."""
        if self.size == len(self.data):
            return np.frombuffer(self.data, np.uint8)
        inflater = zlib.decompressobj()
        try:
            text = inflater.decompress(self.data, self.size + 1)
        except zlib.error as error:
            raise damaged(self.name) from error
        if len(text) != self.size or not inflater.eof or inflater.unused_data:
            raise damaged(self.name)
        return np.frombuffer(bytearray(text), np.uint8)


class Facts:
    """An object of the table of contents, whose values are what they must be, or MalformedError is raised."""

    def __init__(self, values: Any) -> None:
        if not isinstance(values, dict):
            raise damaged("contents")
        self.values: dict[str, Any] = values

    @property
    def total(self) -> int:
        """How many things there are in all, of those that are counted in the first two levels."""
        both = [*self.values.items(), *Facts(self.values.get("rows")).values.items()]
        return sum(value for name, value in both if name != "file_size" and isinstance(value, int))

    def count(self, name: str) -> int:
        """A whole number, 0 or more."""
        try:
            return whole(self.values.get(name))
        except TypeError as error:
            raise damaged("contents") from error

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise damaged("contents")
        return value


class Contents:
    """An open file: its `facts`, and its blocks, one after another.

    Raises MalformedError (`saved-newer`, `saved-damaged`) and TruncatedError (`saved-truncated`).
    """

    def __init__(self, source: Source, progress: Progress | None = None) -> None:
        self._source = source
        self._progress = progress
        magic, version, size, checksum = START.unpack(self._take(START.size, "start"))
        if magic != MAGIC:
            raise damaged("start")
        if version != VERSION:
            raise MalformedError("saved-newer", found=version, expected=VERSION)
        if size > LARGEST_CONTENTS:
            raise damaged("contents")
        text = self._take(size, "contents")
        if zlib.crc32(text) != checksum:
            raise damaged("contents")
        contents = parsed(text, "contents")
        try:
            self.facts = Facts(contents["facts"])
            self._table = [(str(name), whole(a), whole(b), whole(c)) for name, a, b, c in contents["blocks"]]
        except (ValueError, TypeError, KeyError) as error:
            raise damaged("contents") from error

    @property
    def room(self) -> int:
        """How many things that are counted the file can hold."""
        size = self._source.raw_size * (MOST_DEFLATED if self._source.gzip else 1)
        return size * MOST_PER_BYTE

    def blocks(self) -> Iterator[Stored]:
        """The blocks in their order. At the end, checks that nothing follows."""
        for name, stored, size, checksum in self._table:
            if not stored <= size <= stored * MOST_DEFLATED:
                raise damaged(name)
            data = self._take(stored, name)
            if zlib.crc32(data) != checksum:
                raise damaged(name)
            if name != PADDING:
                yield Stored(name, data, size)
        if self._source.read_into(memoryview(bytearray(1))):
            raise damaged("end")

    def _take(self, size: int, section: str) -> bytearray:
        """The next bytes of the file. Room is made as they come, not as many as somebody says there are."""
        data = bytearray()
        while len(data) < size:
            room = min(size - len(data), INPUT)
            data += bytes(room)
            done = 0
            while done < room:
                with memoryview(data) as view:
                    count = self._source.read_into(view[len(view) - room + done :])
                if not count:
                    raise TruncatedError("saved-truncated", section=section, offset=self._source.text_done)
                done += count
            if self._progress:
                self._progress("read", self._source.raw_done, self._source.raw_size)
        return data


def damaged(section: str) -> MalformedError:
    """The error for contents that nobody can have saved."""
    return MalformedError("saved-damaged", section=section)


def whole(value: Any) -> int:
    """A number that counts something. Raises TypeError for what is none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r} is no count")
    return value


def parsed(text: bytes | bytearray, section: str) -> Any:
    """JSON as Python's objects. Raises MalformedError."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged(section) from error
