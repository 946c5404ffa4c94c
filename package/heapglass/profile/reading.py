"""A `.heapprofile` as columns: a row for each node of its call tree.

The file is one JSON object. Each object in it is taken in as the JSON reader closes it, so that a profile of 100 MB
never stands in memory as a million dictionaries.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

import numpy as np

from heapglass.kernels.engine import F64, I64
from heapglass.profile.errors import ProfileError
from heapglass.snapshot.recognise import LOOK, recognise_keys, recognise_start, shown
from heapglass.snapshot.source import Origin, Source

Progress = Callable[[str, int, int], object]

PIECE = 4 << 20
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
    data, size = _bytes_of(origin, progress)
    progress("profile", 0, 0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError(
            "profile-not-utf8", offset=error.start, found=f"the byte 0x{data[error.start]:02x}"
        ) from None
    del data
    taking = _Taking()
    document = _parsed(text, taking)
    if not isinstance(document, dict) or "head" not in document:
        _refuse(document, text)
    head = document["head"]
    if not isinstance(head, _NodeNumber):
        raise ProfileError("profile-no-tree", found=_told(head))
    return taking.profile(head, size)


def _bytes_of(origin: Origin, progress: Progress) -> tuple[bytearray, int]:
    with Source(origin) as source:
        tail = source.tail(64)
        data = bytearray()
        piece = memoryview(bytearray(PIECE))
        while count := source.read_into(piece):
            if not data:
                wrong = recognise_start(bytes(piece[: min(count, LOOK)]), tail, source.raw_size, source.name)
                if wrong and wrong.code not in UNSPECIFIC:
                    raise wrong
                if wrong:
                    raise ProfileError("not-a-profile", start=f"“{shown(bytes(piece[: min(count, LOOK)]))}”")
            data += piece[:count]
            progress("read", source.raw_done, source.raw_size)
        if not data and (wrong := recognise_start(b"", b"", 0, source.name)):
            raise wrong
        return data, source.raw_size


def _parsed(text: str, taking: "_Taking") -> Any:
    """The document, with a number in the place of each node."""
    try:
        return json.loads(text, object_hook=taking.take)
    except json.JSONDecodeError as error:
        offset = len(text[: error.pos].encode("utf-8", "surrogatepass"))
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise ProfileError("profile-truncated", offset=len(text.encode("utf-8", "surrogatepass"))) from None
        raise ProfileError("profile-syntax", offset=offset, found=error.msg) from None
    except RecursionError:
        raise ProfileError("profile-too-deep") from None
    except ValueError as error:  # a whole number of thousands of digits
        raise ProfileError("profile-syntax", offset=0, found=str(error).partition(":")[0]) from None


def _refuse(document: Any, text: str) -> NoReturn:
    start = text[:LOOK].encode("utf-8", "replace")
    if isinstance(document, dict) and "snapshot" in document:
        raise ProfileError("profile-is-snapshot")
    if isinstance(document, dict):
        wrong = recognise_keys(set(document), start)
        if wrong.code not in UNSPECIFIC:
            raise wrong
    raise ProfileError("not-a-profile", start=f"“{shown(start)}”")


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
