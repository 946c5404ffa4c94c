"""Real files with one thing wrong or unusual in each: accepted with the right answers, or rejected in plain words.

`python -m tests.core.test_snapshot_bad_files` prints what becomes of each.
"""

import gzip
import json
import re
import sys
import tarfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from heapglass.snapshot import HeapglassError, read_snapshot
from tests.conftest import BAD_FILE
from tests.core.columns_of import assert_equal
from tests.places import CACHE, CORPUS
from tests.stamp import make_once

ARCHIVE = CORPUS / "bad.tar.xz"
FOLDER = CACHE / "bad"
MANIFEST = CORPUS / "MANIFEST.md"
ROW = re.compile(r"^\| (?P<name>\d\d-\S+) \| (?P<expect>accept|reject|either) \| (?P<what>.*) \|$", re.MULTILINE)
EXPECTED = {found["name"]: found["expect"] for found in ROW.finditer(MANIFEST.read_text())} if ARCHIVE.exists() else {}

CODES = {
    "01-truncated-1pct.heapsnapshot": "truncated-partly",
    "01-truncated-99pct.heapsnapshot": "truncated-partly",
    "01-truncated-in-edges.heapsnapshot": "truncated-partly",
    "01-truncated-in-meta.heapsnapshot": "truncated",
    "02-html.heapsnapshot": "html",
    "02-not-json.heapsnapshot": "not-json",
    "02-whitespace.heapsnapshot": "only-white-space",
    "03-empty-object.json": "other-json",
    "03-heapprofile.json": "sampling-profile",
    "03-null.json": "other-json",
    "03-package.json": "other-json",
    "04-edge_count-2pow53.heapsnapshot": "wrong-count",
    "04-edge_count-plus1.heapsnapshot": "wrong-count",
    "04-edge_count-string.heapsnapshot": "header-not-count",
    "04-edge_count-zero.heapsnapshot": "wrong-count",
    "04-node_count-2pow53.heapsnapshot": "wrong-count",
    "04-node_count-plus1.heapsnapshot": "wrong-count",
    "04-node_count-string.heapsnapshot": "header-not-count",
    "04-node_count-zero.heapsnapshot": "wrong-count",
    "05-edge-to_node-equals-length.heapsnapshot": "out-of-range",
    "05-edge-to_node-negative.heapsnapshot": "number-negative",
    "05-edge-to_node-out-of-range.heapsnapshot": "out-of-range",
    "06-node-edge_count-negative.heapsnapshot": "number-negative",
    "06-node-name-out-of-range.heapsnapshot": "out-of-range",
    "06-node-self_size-gt-2pow53.heapsnapshot": "number-too-large",
    "06-node-self_size-negative.heapsnapshot": "number-negative",
    "06-node-type-out-of-range.heapsnapshot": "out-of-range",
    "06-nodes-empty.heapsnapshot": "empty-section",
    "06-nodes-length-not-multiple.heapsnapshot": "incomplete-row",
    "07-meta-missing.heapsnapshot": "header-missing",
    "07-meta-no-edge_fields.heapsnapshot": "header-missing",
    "07-meta-no-node_fields.heapsnapshot": "header-missing",
    "07-meta-no-self_size.heapsnapshot": "missing-field",
    "07-no-nodes.heapsnapshot": "missing-section",
    "07-no-strings.heapsnapshot": "missing-section",
    "08-deep-nesting.heapsnapshot": "other-json",
    "08-element-NaN.heapsnapshot": "expected-number",
    "08-element-empty-element.heapsnapshot": "expected-number",
    "08-element-leading-zero.heapsnapshot": "number-leading-zero",
    "08-element-nested-array.heapsnapshot": "expected-number",
    "08-element-true.heapsnapshot": "expected-number",
    "08-float-to_node.heapsnapshot": "number-not-whole",
    "09-utf16be-nobom.heapsnapshot": "utf-16",
    "10-trailing-garbage.heapsnapshot": "text-after-end",
    "11-duplicate-strings-key.heapsnapshot": "duplicate-section",
    "13-bad-unicode-escape.heapsnapshot": "bad-escape",
}
"""What each rejected file is told. Those not here are read."""


@cache
def folder() -> Path:
    """The files, unpacked once."""

    def unpack() -> None:
        with tarfile.open(ARCHIVE) as archive:
            archive.extractall(FOLDER, filter="data")

    make_once(FOLDER / "stamp", [ARCHIVE], unpack)
    return next(FOLDER.rglob("00-base-valid.heapsnapshot")).parent


def parsed(path: Path) -> dict[str, Any]:
    """The file as Python's json module reads it, with the same leniency."""
    data = path.read_bytes()
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    text = data.decode("utf-8-sig", "replace").rstrip("\0")
    document: dict[str, Any] = json.loads(text, strict=False)
    return document


@pytest.mark.skipif(not EXPECTED, reason=f"there is no {ARCHIVE}")
def test_all_are_expected() -> None:
    assert {path.name for path in folder().glob("[0-9]*")} == set(EXPECTED)


@pytest.mark.skipif(not EXPECTED, reason=f"there is no {ARCHIVE}")
@pytest.mark.parametrize("name", sorted(EXPECTED))
@pytest.mark.parametrize("chunk_size", [16 << 20, 9973])
def test_bad_file(name: str, chunk_size: int, record_property: Callable[[str, object], None]) -> None:
    path = folder() / name
    try:
        assert_equal(read_snapshot(path, chunk_size=chunk_size), parsed(path))
        became, code = "accept", None
    except HeapglassError as error:
        became, code = "reject", error.code
    good = EXPECTED[name] in ("either", became) and code == CODES.get(name)
    record_property(BAD_FILE, ("CPython", name, code or "read", good))
    assert good, (became, code)


def main() -> None:
    """Print a table: the file, what the manifest wants, what the reader said."""
    for name, expect in EXPECTED.items():
        try:
            snapshot = read_snapshot(folder() / name)
            outcome, said = "accept", f"{snapshot.node_count} nodes, {snapshot.edge_count} edges"
        except HeapglassError as error:
            outcome, said = "reject", f"{error.code}: {error.message}"
        verdict = "ok " if expect in (outcome, "either") else "BAD"
        sys.stdout.write(f"{verdict} {expect:7} {outcome:7} {name:45} {said}\n")


if __name__ == "__main__":
    main()
