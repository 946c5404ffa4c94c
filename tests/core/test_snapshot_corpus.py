"""Real snapshots from many writers, read as Python's json module reads them."""

import gzip
import json
from pathlib import Path

import pytest

from heapglass.snapshot import read_snapshot
from tests.core.columns_of import assert_equal
from tests.places import CORPUS

FILES = sorted(CORPUS.glob("*.heap*.gz"))


@pytest.mark.skipif(not FILES, reason=f"there is no corpus of snapshots at {CORPUS}")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".gz"))
def test_equal_to_json(path: Path) -> None:
    assert_equal(read_snapshot(path), json.loads(gzip.decompress(path.read_bytes())))


@pytest.mark.skipif(not FILES, reason=f"there is no corpus of snapshots at {CORPUS}")
@pytest.mark.parametrize("name", ["v-bun", "dom-1-before", "timeline-node20"])
def test_any_chunk_size(name: str) -> None:
    """Nothing depends on where the text is cut."""
    path = next(path for path in FILES if path.name.startswith(f"{name}."))
    document = json.loads(gzip.decompress(path.read_bytes()))
    for chunk_size in (1000, 4099, 65536):
        assert_equal(read_snapshot(path, chunk_size=chunk_size), document)
