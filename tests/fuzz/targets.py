"""What is fuzzed: each target takes any bytes, and throws only if something is wrong with heapglass.

What is read must be what Python's json module reads, and its figures those of the slow reference.
"""

import io
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import heapglass
from heapglass.profile import merge, read_profile
from heapglass.profile.rows import callers, functions
from heapglass.redact import Redaction
from heapglass.snapshot import Snapshot, read_snapshot
from heapglass.snapshot.tables import TABLES, TRACE_NODE_FIELDS
from heapglass.triage import triage_text
from tests.core.columns_of import assert_equal
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import fuzz
from tests.fixtures.written import written
from tests.reference import Heap as Reference

MOST_NODES = 60
"""Of larger graphs, the reference would take too long."""


def snapshot(data: bytes) -> None:
    """A whole file. The first byte tells how the reader cuts it into chunks."""
    if not data:
        return
    chunk, text = 64 + 5 * data[0], data[1:]
    made = _read(text, chunk, partial=False)
    part = _read(text, chunk, partial=True)
    if made is not None:
        assert part is not None
        assert part.cut is None
        _compare(made, text)
    elif part is not None:
        heap = heapglass.Heap(part)
        assert int(heap.readable_classes.count.sum()) == heap.node_count
        _ = heap.retainer_index


def header(data: bytes) -> None:
    """The `snapshot` object of an otherwise good file."""
    snapshot(b"\xff" + b'{"snapshot":' + data + b"," + _rest())


def numbers(data: bytes) -> None:
    """What stands in `nodes`."""
    head = b'{"snapshot":' + _head() + b',"nodes":['
    snapshot(data[:1] + head + data[1:] + b'],"edges":[],"strings":[""]}')


def edges(data: bytes) -> None:
    """What stands in `edges`, of a graph of two nodes."""
    head = b'{"snapshot":' + _head() + b',"nodes":[9,0,1,0,2,0,3,0,3,8,1,0],"edges":['
    snapshot(data[:1] + head + data[1:] + b'],"strings":["","a"]}')


def strings(data: bytes) -> None:
    """What stands in `strings`."""
    head = b'{"snapshot":' + _head() + b',"nodes":[9,0,1,0,0,0],"edges":[],"strings":['
    snapshot(data[:1] + head + data[1:] + b"]}")


def timeline(data: bytes) -> None:
    """What stands in a timeline behind what all files have."""
    text = _recorded() + data[1:] + b"}"
    snapshot(data[:1] + text)
    made = _read(text, 1 << 20, partial=False)
    if made is None:
        return
    heap = heapglass.Heap(made)
    line, allocations = heap.timeline, heap.allocations
    if line is not None:
        assert int(line.counts.sum()) <= heap.node_count
    if allocations is not None:
        allocations.functions(heap.shallow_sizes)
        for node in range(heap.node_count):
            allocations.stack(node)


def saved(data: bytes) -> None:
    """A saved analysis with some of its bytes changed: at each place that two bytes tell, to what the next says."""
    changed = bytearray(_saved())
    for at in range(0, len(data) - 2, 3):
        changed[int.from_bytes(data[at : at + 2]) % len(changed)] = data[at + 2]
    try:
        heap = heapglass.open(io.BytesIO(bytes(changed)))
        _ = heap.retained_sizes.sum(), heap.summary(), heap.retainer_index, heap.statistics
    except heapglass.HeapglassError:
        return


def log(data: bytes) -> None:
    """A process's log."""
    triage_text("log", data, "en")


def redacted(data: bytes) -> None:
    """A copy without values is a snapshot of the same graph."""
    try:
        whole = read_snapshot(io.BytesIO(data))
    except heapglass.HeapglassError:
        return
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        made = Redaction(file.name)
        try:
            copy = read_snapshot(io.BytesIO(b"".join(bytes(piece) for piece in made.pieces())))
        finally:
            made.close()
    for column in ("node_type", "node_id", "self_size", "first_edge", "edge_type", "edge_to"):
        np.testing.assert_array_equal(getattr(copy, column), getattr(whole, column))


def profile(data: bytes) -> None:
    """A sampling profile."""
    try:
        tree = merge([read_profile(io.BytesIO(data))])
    except heapglass.HeapglassError as error:
        if not error.message:
            raise
        return
    assert tree.total[0, 0] == tree.own.sum()
    for path in ([], [int(tree.frame_of[-1])]):
        callers(tree, path)
    assert sum(row["self"][0] for row in functions(tree)) <= tree.total[0, 0]


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (snapshot, header, numbers, edges, strings, timeline, saved, log, redacted, profile)
}


def seeds(name: str) -> list[bytes]:
    """Good inputs of a target, to begin with."""
    documents = [draft.document() for draft in list(fuzz().values())[:6]]
    whole = [json.dumps(document, separators=(",", ":")).encode() for document in documents]
    inner: dict[str, Callable[[dict[str, Any]], Any]] = {
        "header": lambda document: document["snapshot"],
        "numbers": lambda document: document["nodes"][:60],
        "edges": lambda document: document["edges"][:60],
        "strings": lambda document: document["strings"],
    }
    if name in inner:
        made = [json.dumps(inner[name](document)).encode() for document in documents]
        return made if name == "header" else [b"\xff" + text[1:-1] for text in made]
    if name == "timeline":
        infos, tree = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 5, 6], [1, 0, 0, 0, [2, 1, 3, 48, []]]
        parts = {"trace_function_infos": infos, "trace_tree": tree, "samples": [0, 1, 1000, 3, 2000, 9]}
        return [b"\xff" + json.dumps(parts).encode()[1:-1]]
    if name == "snapshot":
        return [b"\xff" + text for text in whole]
    if name == "redacted":
        return whole
    if name == "log":
        return [b"[1:0x2]  32 ms: Scavenge 4.5 (4.9) -> 4.3 (5.9) MB, 1.0 / 0.0 ms  allocation failure\n" * 3]
    if name == "profile":
        return [written("sampling-before").read_bytes()[:400], _profile()]
    return [bytes([0, 60, 1]), bytes([2, 9, 200, 1, 1, 1])]


def _read(text: bytes, chunk: int, partial: bool) -> Snapshot | None:
    try:
        return read_snapshot(io.BytesIO(text), chunk_size=chunk, partial=partial)
    except heapglass.HeapglassError as error:
        if not error.message:
            raise
        return None


def _compare(made: Snapshot, text: bytes) -> None:
    plain = text.rstrip(b"\0")
    try:
        document = json.loads(plain.decode("utf-8-sig"), strict=False)
    except (UnicodeDecodeError, RecursionError):
        return  # read leniently, or nested deeper than Python goes: nothing to compare with
    assert_equal(made, document)
    if made.node_count > MOST_NODES or made.edge_count > 10 * MOST_NODES or set(document) & {"trace_tree", "scopes"}:
        return
    heap = heapglass.Heap(made)
    heap.summary()
    if {"detachedness", "type", "name", "id", "self_size", "edge_count"} == set(made.header.node_fields):
        theirs = Reference(document)
        np.testing.assert_array_equal(heap.shallow_sizes, theirs.shallow)
        np.testing.assert_array_equal(heap.dominators, theirs.dominators)
        np.testing.assert_array_equal(heap.retained_sizes, theirs.retained)
        np.testing.assert_array_equal(heap.distances, theirs.distances)


def _document() -> dict[str, Any]:
    draft = Draft()
    draft.edge(draft.node("synthetic"), "element", 1, draft.node("object", "a", 8))
    return draft.document()


@cache
def _head() -> bytes:
    """A header that says nothing of how many nodes there are."""
    return json.dumps({"meta": _document()["snapshot"]["meta"]}).encode()


@cache
def _rest() -> bytes:
    return json.dumps({key: value for key, value in _document().items() if key != "snapshot"}).encode()[1:]


@cache
def _recorded() -> bytes:
    """A file whose nodes know where they were allocated, up to what tells of these places."""
    document = _document()
    meta = document["snapshot"]["meta"]
    meta["node_fields"][-1] = "trace_node_id"
    meta["trace_node_fields"] = list(TRACE_NODE_FIELDS)
    meta.update({key: list(fields) for key, fields in TABLES.values()})
    document["nodes"][-1] = 2
    return json.dumps(document).encode()[:-1] + b","


@cache
def _profile() -> bytes:
    frame = {"functionName": "f", "scriptId": "1", "url": "a.js", "lineNumber": 1, "columnNumber": 1}
    leaf = {"callFrame": frame, "selfSize": 8, "id": 2, "children": []}
    head = {"callFrame": {**frame, "functionName": "(root)"}, "selfSize": 0, "id": 1, "children": [leaf]}
    return json.dumps({"head": head, "samples": [{"size": 8, "nodeId": 2, "ordinal": 1}]}).encode()


@cache
def _saved() -> bytes:
    path = Path(tempfile.mkdtemp()) / "saved.heapglass"
    text = json.dumps(fuzz()["fuzz-04"].document()).encode()
    heapglass.open(io.BytesIO(text)).save(path)
    return path.read_bytes()
