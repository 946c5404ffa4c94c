"""How much memory a file will need is told from its header, without reading on."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from heapglass import service
from heapglass.service.estimate import memory_needed
from heapglass.snapshot import TruncatedError, read_outline
from tests.fixtures.draft import Draft
from tests.pyodide.everything import reply

MEGABYTE = 1_000_000


def header(nodes: int | None, edges: int | None) -> str:
    """The beginning of a snapshot that claims to have so many."""
    snapshot: dict[str, Any] = Draft().document()["snapshot"]
    counts = {"node_count": nodes, "edge_count": edges}
    snapshot = {key: value for key, value in snapshot.items() if key not in counts}
    return json.dumps({"snapshot": snapshot | {key: count for key, count in counts.items() if count is not None}})[:-1]


def needed(path: Path) -> int:
    return memory_needed(read_outline(path))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.heapsnapshot"


def test_it_follows_the_counts(path: Path) -> None:
    sizes = []
    for nodes, edges in ((0, 0), (10**6, 0), (10**6, 10**7), (2 * 10**6, 10**7)):
        path.write_text(header(nodes, edges) + ',"nodes":[')
        sizes.append(needed(path))
    assert sizes == sorted(sizes)
    assert 60 * MEGABYTE < sizes[0] < 100 * MEGABYTE
    assert 150 * MEGABYTE < sizes[2] - sizes[0] < 300 * MEGABYTE


def test_strings_count_too(path: Path) -> None:
    path.write_text(header(0, 0) + ',"strings":["' + "a" * 5 * MEGABYTE)
    assert needed(path) > 75 * MEGABYTE


def test_of_compressed_files_it_is_the_same(path: Path) -> None:
    path.write_bytes(gzip.compress(header(10**7, 10**7).encode()))
    compressed = needed(path)
    path.write_text(header(10**7, 10**7))
    assert compressed == needed(path)


def test_without_counts_the_size_must_do(path: Path) -> None:
    path.write_text(header(None, None) + " " * 20 * MEGABYTE)
    assert 90 * MEGABYTE < needed(path) < 110 * MEGABYTE


def test_the_header_may_stand_last(path: Path) -> None:
    path.write_text('{"strings":["' + "a" * MEGABYTE + '"],' + header(10**6, 10**6)[1:] + "}")
    assert needed(path) > 100 * MEGABYTE


def test_the_page_is_told(path: Path) -> None:
    path.write_text(header(5, 5) + ",")
    told = reply(service.estimate(str(path)))
    assert told == {"ok": True, "result": {"bytes": needed(path)}}


def test_what_is_no_snapshot_is_told_as_when_it_is_opened(path: Path) -> None:
    path.write_text('{"snapshot":{"meta"')
    with pytest.raises(TruncatedError):
        read_outline(path)
    told = reply(service.estimate(str(path)))["error"]
    path.write_text('{"snapshot":{"meta"')
    opened = reply(service.open(str(path), "a", lambda *_: None))["error"]
    assert told == opened
