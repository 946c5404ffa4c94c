"""A file that is fetched, or unpacked, ahead of its being read is the same file."""

import ctypes
import gzip
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from heapglass import service
from heapglass.heap import open_heap
from heapglass.service import read_ahead
from heapglass.service.read_ahead import FileAhead, file_ahead
from heapglass.snapshot import SnapshotError, TruncatedError, read_snapshot
from tests.fixtures.written import written
from tests.pyodide.everything import reply


class Fetched:
    """What the worker would have: all bytes from `start` on, and none behind `end`."""

    def __init__(self, path: Path, start: int, end: int | None = None, unpacked: bytes | None = None) -> None:
        self.start = start
        self.unpacked = unpacked is not None
        self.done = path.stat().st_size
        self.taken = 0
        self._bytes = (path.read_bytes() if unpacked is None else unpacked)[start:end]
        self._ends_badly = end is not None
        self.turns_left = 1000

    def turn(self) -> object:
        """As if somebody cancelled after so many of them."""
        self.turns_left -= 1
        return 0 if self.turns_left >= 0 else read_ahead.CANCELLED

    def take(self, address: int, size: int) -> object:
        part = self._bytes[self.taken : self.taken + size]
        ctypes.memmove(address, part, len(part))
        self.taken += len(part)
        return -1 if self._ends_badly and not part else len(part)

    def wait(self, promise: object) -> int:
        assert isinstance(promise, int)
        return promise


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("start", [0, 7, 5000])
def test_a_file_read_ahead_gives_what_the_file_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: int, compressed: bool
) -> None:
    path, expected = written("kinds"), read_snapshot(written("kinds"))
    if compressed:
        path = tmp_path / "kinds.gz"
        path.write_bytes(gzip.compress(written("kinds").read_bytes()))
    monkeypatch.setattr(FileAhead, "best_piece", 1 << 14)
    fetched = Fetched(path, start)
    found = read_snapshot(FileAhead(str(path), fetched))
    assert fetched.taken == path.stat().st_size - start
    assert found.header == expected.header
    for column in ("node_id", "self_size", "first_edge", "edge_name", "edge_to"):
        assert np.array_equal(getattr(found, column), getattr(expected, column))
    assert np.array_equal(found.strings.bytes, expected.strings.bytes)


@pytest.mark.parametrize(
    ("packed", "unpacks"),
    [
        pytest.param(gzip.compress, None, id="whole"),
        pytest.param(
            lambda text: gzip.compress(text[:70_000]) + gzip.compress(text[70_000:]), 70_000, id="two members"
        ),
        pytest.param(gzip.compress, 0, id="nothing"),
        pytest.param(lambda text: text, 0, id="no gzip at all"),
    ],
)
def test_a_file_unpacked_ahead_gives_what_the_file_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: Callable[[bytes], bytes], unpacks: int | None
) -> None:
    text, expected = written("kinds").read_bytes(), read_snapshot(written("kinds"))
    path = tmp_path / "kinds.gz"
    path.write_bytes(packed(text))
    monkeypatch.setattr(FileAhead, "best_piece", 1 << 14)
    fetched = Fetched(path, 0, unpacks, text)
    told: list[int] = []
    found = open_heap(file_ahead(str(path), fetched), lambda phase, done, total: told.append(done)).snapshot
    assert told[-1] == path.stat().st_size
    assert unpacks is not None or fetched.taken == len(text)
    assert found.header == expected.header
    assert np.array_equal(found.edge_to, expected.edge_to)
    assert np.array_equal(found.strings.bytes, expected.strings.bytes)
    assert found.file_size == len(text)


def unpacked(packed: bytes, size: int) -> bytes:
    """What a browser would make of damaged data: as much as can be unpacked, at most `size` bytes."""
    text, member = b"", zlib.decompressobj(wbits=31)
    with suppress(zlib.error):
        for at in range(len(packed)):
            if len(text) >= size:
                break
            text += member.decompress(packed[at : at + 1])
    return text[:size]


@pytest.mark.parametrize("size", [0, 20_000, 60_000])
def test_what_the_browser_cannot_unpack_is_told_as_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    text = written("kinds").read_bytes()
    whole = gzip.compress(text)
    monkeypatch.setattr(FileAhead, "best_piece", 1 << 14)
    for broken in (whole[: len(whole) // 2], whole[:5000] + b"\xff" * 50 + whole[5050:], whole[:-8] + bytes(8)):
        path = tmp_path / "broken.gz"
        path.write_bytes(broken)
        with pytest.raises(SnapshotError) as expected:
            read_snapshot(path, chunk_size=1 << 14)
        with pytest.raises(SnapshotError) as told:
            read_snapshot(file_ahead(str(path), Fetched(path, 0, size, unpacked(broken, size))))
        assert (told.value.code, told.value.params) == (expected.value.code, expected.value.params)


def test_a_file_that_is_lost_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileAhead, "best_piece", 1 << 14)
    with pytest.raises(OSError, match="read on"):
        read_snapshot(FileAhead(str(written("kinds")), Fetched(written("kinds"), 5000, 20_000)))


def test_a_file_cut_short_still_says_where(tmp_path: Path) -> None:
    path = tmp_path / "short"
    path.write_bytes(written("kinds").read_bytes()[:100_000])
    assert path.stat().st_size < read_ahead.PIECE
    with pytest.raises(TruncatedError) as told:
        read_snapshot(FileAhead(str(path), Fetched(path, 5000)))
    assert told.value.params["offset"] == 100_000


def test_a_load_that_nobody_wants_any_more_ends_between_two_phases() -> None:
    path = written("kinds")
    phases: list[str] = []

    def opened(turns: int) -> dict[str, Any]:
        phases.clear()
        fetched = Fetched(path, 0)
        fetched.turns_left = turns
        length = service.open(str(path), "kinds", lambda phase, *_: phases.append(phase), False, fetched)
        return reply(length)

    assert opened(1000)["ok"]
    # What is made later has nobody who could end it.
    opened(5)
    assert reply(service.ask(json.dumps({"method": "native_contexts", "params": {}})))["ok"]
    ends = []
    for turns in range(5):
        answer = opened(turns)
        assert answer["error"]["code"] == "unreadable"
        ends.append(phases[-1])
    assert ends == ["edges", "dominators", "distances", "sizes", "classes"]
    assert opened(1000)["ok"]
