"""Where bytes come from: paths, file objects, pipes, gzip in all its forms; and what is told on the way."""

import gzip
import io
import os
import threading
import zlib
from pathlib import Path

import pytest

from heapglass.snapshot import MalformedError, TruncatedError, read_snapshot
from tests.core.columns_of import assert_equal
from tests.core.test_snapshot_wrong import small, text_of

TEXT = text_of(small())


class Slow(io.RawIOBase):
    """Gives few bytes at a time and cannot go back, as a socket."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, room: bytearray) -> int:  # type: ignore[override]
        return self._file.readinto(memoryview(room)[:7])


def test_paths(tmp_path: Path) -> None:
    path = tmp_path / "any name at all"
    path.write_bytes(TEXT)
    assert_equal(read_snapshot(path), small())
    assert_equal(read_snapshot(str(path)), small())
    path.write_bytes(gzip.compress(TEXT))
    assert_equal(read_snapshot(path), small())


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_snapshot(tmp_path / "none")
    with pytest.raises(OSError, match=str(tmp_path)):
        read_snapshot(tmp_path)


def test_file_objects_are_left_open(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"before" + TEXT)
    with path.open("rb") as file:
        file.seek(6)
        assert_equal(read_snapshot(file), small())
        assert not file.closed
    with gzip.open(io.BytesIO(gzip.compress(TEXT))) as unpacked:
        assert_equal(read_snapshot(unpacked), small())


def test_text_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(TEXT)
    with path.open() as file, pytest.raises(TypeError, match="binary"):
        read_snapshot(file)  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [TEXT, gzip.compress(TEXT)])
def test_no_way_back(data: bytes) -> None:
    assert_equal(read_snapshot(Slow(data)), small())  # type: ignore[arg-type]


def test_pipe() -> None:
    out, into = os.pipe()

    def write() -> None:
        with os.fdopen(into, "wb") as file:
            file.write(TEXT)

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(out, "rb") as file:
        assert_equal(read_snapshot(file), small())
    writer.join()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_named_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(TEXT,))
    writer.start()
    assert_equal(read_snapshot(path), small())
    writer.join()


def members(*sizes: int) -> bytes:
    parts, at = [], 0
    for size in sizes:
        parts.append(gzip.compress(TEXT[at : at + size]))
        at += size
    return b"".join([*parts, gzip.compress(TEXT[at:])])


@pytest.mark.parametrize(
    "data",
    [
        members(),
        members(1),
        members(0, 0, 3),
        members(*[1] * (len(TEXT) - 1)),
        members(100) + bytes(1000),
        gzip.compress(b"\xef\xbb\xbf" + TEXT),
        gzip.compress(TEXT, 0),
        gzip.compress(TEXT) + gzip.compress(b""),
    ],
)
@pytest.mark.parametrize("chunk_size", [64, 1 << 20])
def test_gzip(data: bytes, chunk_size: int) -> None:
    assert_equal(read_snapshot(io.BytesIO(data), chunk_size=chunk_size), small())


def test_gzip_cut_short() -> None:
    data = gzip.compress(TEXT)
    for size in range(20, len(data)):
        with pytest.raises(TruncatedError) as raised:
            read_snapshot(io.BytesIO(data[:size]))
        assert raised.value.code == "gzip-truncated"


def test_gzip_damaged() -> None:
    data = bytearray(gzip.compress(TEXT))
    for at in range(20, len(data)):
        data[at] ^= 0x55
        with pytest.raises((MalformedError, TruncatedError)) as raised:
            read_snapshot(io.BytesIO(bytes(data)))
        assert raised.value.code.startswith("gzip-"), at
        data[at] ^= 0x55


def test_gzip_with_something_else_behind() -> None:
    with pytest.raises(MalformedError) as raised:
        read_snapshot(io.BytesIO(gzip.compress(TEXT) + b"something else"))
    assert (raised.value.code, raised.value.params["offset"]) == ("gzip-more", len(TEXT))


def test_count_that_only_a_lie_can_make(tmp_path: Path) -> None:
    """A tiny file that claims many nodes costs little memory, packed or not."""
    text = TEXT.replace(b'"node_count":5', b'"node_count":5000000000000000')
    for data in (text, gzip.compress(text), zlib.compress(text, wbits=31)):
        with pytest.raises(MalformedError) as raised:
            read_snapshot(io.BytesIO(data))
        assert raised.value.code == "wrong-count"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_progress(pack: type[bytes]) -> None:
    data = pack(TEXT)
    told: list[tuple[str, int, int]] = []
    read_snapshot(io.BytesIO(data), lambda *what: told.append(what), chunk_size=100)
    assert {phase for phase, _, _ in told} == {"read"}
    assert {total for _, _, total in told} == {len(data)}
    done = [done for _, done, _ in told]
    assert done[-1] == len(data)
    assert len(done) > 5


def test_size_is_of_the_text() -> None:
    assert read_snapshot(io.BytesIO(gzip.compress(TEXT))).file_size == len(TEXT)
    assert read_snapshot(io.BytesIO(TEXT), chunk_size=64).file_size == len(TEXT)
