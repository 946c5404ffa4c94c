"""A `.heapprofile` as columns: a row for each node of its call tree.

The file is one JSON object. Each object in it is taken in as the JSON reader closes it, so that a profile of 100 MB
never stands in memory as a million dictionaries.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from heapglass.kernels.engine import F64, I64
from heapglass.profile.errors import ProfileError
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import TruncatedError
from heapglass.snapshot.recognise import LOOK, recognise_keys, recognise_start, shown
from heapglass.snapshot.source import Origin, Source
from heapglass.snapshot.window import Window

Progress = Callable[[str, int, int], object]

LARGEST_SECTION = 1 << 30
"""Bytes."""
DEEPEST = 1000
"""Brackets that may be open: two a call, and V8 itself keeps at most 128 calls."""
LARGEST = 2.0**53
"""Bytes: what is more is no size."""
UNSPECIFIC = {"binary", "not-json", "other-json"}
"""What these say of a file, `not-a-profile` says better."""
NUMBER = "a number of bytes"


class Frame(NamedTuple):
    """A function in a script, by where it begins; line and column count from 0, and are -1 where V8 has none."""

    name: str
    url: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Profile:
    """The call tree. Nodes stand after the nodes they call; the last one is the root, whose parent is -1."""

    frames: list[Frame]
    frame_of: I64
    parents: I64
    self_sizes: F64
    samples: I64
    """How many samples a node's size was estimated from."""
    file_size: int


class _FrameNumber(int):
    """A call frame that was taken in."""


class _NodeNumber(int):
    """A node that was taken in, with all it calls."""


def read_profile(origin: Origin, progress: Progress = lambda *_: None) -> Profile:
    """Read a profile, plain or gzip. Raises ProfileError, SnapshotError if the file is something else, and OSError."""
    taking = _Taking()
    head: Any = None
    with Source(origin) as source:
        _look_at_start(source)
        window = Window(source, progress=progress)
        document = Document(window)
        keys: set[str] = set()
        try:
            for key in document:
                keys.add(key)
                if key == "snapshot":
                    raise ProfileError("profile-is-snapshot")
                if key in ("head", "samples"):
                    begin = window.offset
                    value = document.take(LARGEST_SECTION, DEEPEST)
                    progress("profile", 0, 0)
                    found = _parsed(value, begin, key, taking)
                    head = found if key == "head" else head
                else:
                    document.skip()
        except TruncatedError as error:
            place = {name: error.params[name] for name in ("section", "offset")}
            raise ProfileError("profile-truncated", **place) from None
        size = source.raw_size
        start = _start_of(source)
    if "head" not in keys:
        wrong = recognise_keys(keys, start)
        raise ProfileError("not-a-profile", start=f"“{shown(start)}”") if wrong.code in UNSPECIFIC else wrong
    if not isinstance(head, _NodeNumber):
        raise ProfileError("profile-no-tree", found=_told(head))
    return taking.profile(head, size)


def _look_at_start(source: Source) -> None:
    """Raises an error for what is no JSON object."""
    tail = source.tail(64)
    start = _start_of(source)
    wrong = recognise_start(start, tail, source.raw_size, source.name)
    if wrong:
        raise ProfileError("not-a-profile", start=f"“{shown(start)}”") if wrong.code in UNSPECIFIC else wrong


def _start_of(source: Source) -> bytes:
    """The beginning of the text."""
    source.rewind()
    room = bytearray(LOOK)
    count = source.read_into(memoryview(room))
    source.rewind()
    return bytes(room[:count])


def _parsed(value: bytes, begin: int, section: str, taking: "_Taking") -> Any:
    """A value, with a number in the place of each node; it begins at byte `begin`."""
    try:
        return json.loads(value.decode("utf-8"), object_hook=taking.take, strict=False)
    except UnicodeDecodeError as error:
        found = f"the byte 0x{value[error.start]:02x}"
        raise ProfileError("profile-not-utf8", section=section, offset=begin + error.start, found=found) from None
    except json.JSONDecodeError as error:
        offset = begin + len(error.doc[: error.pos].encode("utf-8", "surrogatepass"))
        raise ProfileError("profile-syntax", section=section, offset=offset, found=error.msg) from None
    except ValueError:  # a whole number of thousands of digits
        found = "a number has too many digits"
        raise ProfileError("profile-syntax", section=section, offset=begin, found=found) from None


class _Taking:
    """Takes in each JSON object as it is closed: callees come before their caller."""

    def __init__(self) -> None:
        self.frames: dict[Frame, _FrameNumber] = {}
        self.frame_of: list[int] = []
        self.first: list[int] = []  # the first node below each, which stand side by side
        self.parents: list[int] = []
        self.sizes: list[float] = []
        self.ids: list[int] = []
        self.sampled: list[int] = []

    def take(self, found: dict[str, Any]) -> Any:
        if "callFrame" in found:
            return self._node(found)
        if "functionName" in found:
            return self._frame(found)
        if "nodeId" in found:
            node = found["nodeId"]
            if type(node) is not int:
                raise ProfileError(
                    "profile-bad-sample",
                    row=len(self.sampled),
                    field="nodeId",
                    found=_told(node),
                    expected="a node's id",
                )
            self.sampled.append(node)
            return None
        return found

    def profile(self, head: int, file_size: int) -> Profile:
        """The tree below `head`."""
        first = self.first[head]
        parents = np.array(self.parents[first : head + 1], np.int64)
        stray = np.flatnonzero(parents[:-1] < 0)
        if stray.size:
            raise self._bad(first + int(stray[0]), "children", "a node", "among its caller's children")
        parents[:-1] -= first
        return Profile(
            list(self.frames),
            np.array(self.frame_of[first : head + 1], np.int64),
            parents,
            np.array(self.sizes[first : head + 1], np.float64),
            self._counts(first, head),
            file_size,
        )

    def _node(self, found: dict[str, Any]) -> _NodeNumber:
        row = len(self.parents)
        frame, size = found["callFrame"], found.get("selfSize")
        children, number = found.get("children", []), found.get("id", -1)
        if type(frame) is not _FrameNumber:
            raise self._bad(row, "callFrame", frame, "an object with a functionName")
        if size is None:
            raise ProfileError("profile-missing", row=row, field="selfSize")
        if type(size) not in (int, float) or not 0 <= size <= LARGEST:
            raise self._bad(row, "selfSize", size, NUMBER)
        if type(children) is not list:
            raise self._bad(row, "children", children, "a list of nodes")
        if type(number) is not int:
            raise self._bad(row, "id", number, "a whole number")
        first = row
        for child in children:
            if type(child) is not _NodeNumber:
                raise self._bad(row, "children", child, "a node")
            self.parents[child] = row
            first = min(first, self.first[child])
        self.first.append(first)
        self.frame_of.append(frame)
        self.parents.append(-1)
        self.sizes.append(size)
        self.ids.append(number if -(2**63) <= number < 2**63 else -1)
        return _NodeNumber(row)

    def _frame(self, found: dict[str, Any]) -> _FrameNumber:
        name, url = found["functionName"], found.get("url", "")
        line, column = found.get("lineNumber", -1), found.get("columnNumber", -1)
        for field, value, kind in (("functionName", name, str), ("url", url, str)):
            if type(value) is not kind:
                raise self._bad(len(self.parents), field, value, "a text")
        for field, value in (("lineNumber", line), ("columnNumber", column)):
            if type(value) is not int or not -(2**31) <= value < 2**31:
                raise self._bad(len(self.parents), field, value, "a whole number")
        frame = Frame(name, url, line, column)
        number = self.frames.get(frame)
        if number is None:
            number = self.frames[frame] = _FrameNumber(len(self.frames))
        return number

    def _counts(self, first: int, head: int) -> I64:
        """How many samples each node has, by its id."""
        ids = np.array(self.ids[first : head + 1], np.int64)
        wanted = np.array([each for each in self.sampled if -(2**63) <= each < 2**63], np.int64)
        order = np.argsort(ids, kind="stable")
        sorted_ids = ids[order]
        at = np.minimum(np.searchsorted(sorted_ids, wanted), ids.size - 1)
        found = order[at[sorted_ids[at] == wanted]]
        return np.bincount(found, minlength=ids.size).astype(np.int64)

    def _bad(self, row: int, field: str, found: object, expected: str) -> ProfileError:
        return ProfileError("profile-bad-value", row=row, field=field, found=_told(found), expected=expected)


def _told(found: object) -> str:
    """A value as a message can say it."""
    if isinstance(found, (_NodeNumber, dict)):
        return "an object"
    if isinstance(found, list):
        return "a list"
    if isinstance(found, str):
        return f"“{shown(found[:200].encode('utf-8', 'replace'))}”"
    if found is None or isinstance(found, bool):
        return json.dumps(found)
    return str(found)[:40]
