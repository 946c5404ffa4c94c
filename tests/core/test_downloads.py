"""Files that the page keeps: asked of the service, and taken from it piece by piece."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

import heapglass
from heapglass import service
from heapglass.service.replies import WINDOW
from tests.fixtures.fuzz import fuzz


def reply(length: int) -> Any:
    text = b""
    while len(text) < length:
        count = service.copy_reply(len(text))
        text += WINDOW[:count].tobytes()
    return json.loads(text)


def taken() -> bytes:
    text = b""
    while count := service.next_piece():
        assert count > 0
        text += WINDOW[:count].tobytes()
    service.end_download()
    return text


def silent(*_: object) -> None:
    pass


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fuzz()["fuzz-12"].write(tmp_path / "a.heapsnapshot")


def test_redacted_copy(path: Path) -> None:
    phases: list[str] = []
    made = reply(service.redact(str(path), '{"keep": "shapes"}', lambda phase, *_: phases.append(phase)))
    assert made["ok"]
    assert made["result"]["keep"] == "shapes"
    text = taken()
    assert heapglass.open(io.BytesIO(text)).total_size == heapglass.open(path).total_size
    assert b"a_property_name" in path.read_bytes()
    assert b"a_property_name" not in text
    assert {"read", "write"} <= set(phases)


def test_compressed(path: Path) -> None:
    assert reply(service.redact(str(path), '{"gzip": true}', silent))["ok"]
    assert gzip.decompress(taken()).startswith(b'{"snapshot":')


def test_saved_analysis(path: Path) -> None:
    reply(service.open(str(path), "a", silent))
    assert reply(service.save('{"strings": false}')) == {"ok": True, "result": {}}
    heap = heapglass.open(io.BytesIO(taken()))
    assert [row.retained for row in heap.summary()] == [row.retained for row in heapglass.open(path).summary()]


def test_pieces_are_no_larger_than_the_window() -> None:
    from heapglass.service.downloads import Download

    size = WINDOW.size
    download = Download([bytes(10), memoryview(b"x" * (2 * size)), b"", b"end"])
    assert [download.take() for _ in range(4)] == [size, size, 13, 0]
    assert WINDOW[10:13].tobytes() == b"end"


@pytest.mark.parametrize("options", ['{"keep": "everything"}', "[]"])
def test_wrong_options(path: Path, options: str) -> None:
    made = reply(service.redact(str(path), options, silent))
    assert (made["ok"], made["error"]["kind"]) == (False, "bad-request")


def test_failures(path: Path) -> None:
    service.end_download()
    made = reply(-service.next_piece())
    assert made["error"]["code"] == "no-download"
    path.write_bytes(path.read_bytes()[:500])
    made = reply(service.redact(str(path), "", silent))
    assert made["error"]["kind"] == "truncated"
