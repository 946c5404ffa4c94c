"""Wrong input of every kind: what is said about it, and where."""

import gzip
import io
import json
import re
import string
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heapglass.snapshot import (
    HeapglassError,
    MalformedError,
    NotASnapshotError,
    Snapshot,
    SnapshotError,
    TruncatedError,
    read_snapshot,
)
from heapglass.snapshot import errors as errors_module
from heapglass.snapshot.errors import MESSAGES
from tests.fixtures.draft import Draft
from tests.places import ROOT

PACKAGE = Path(errors_module.__file__).parents[1]


def small() -> dict[str, Any]:
    draft = Draft()
    for node in range(5):
        draft.node("object", f"n{node}", size=16)
        draft.edge(node, "property", f"p{node}", node // 2)
        draft.edge(node, "element", 900 + node, node // 2)
        draft.location(node, 1, node, 0)
    return draft.document()


def text_of(document: dict[str, Any]) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode()


def read(data: bytes, chunk_size: int = 16 << 20) -> Snapshot:
    return read_snapshot(io.BytesIO(data), chunk_size=chunk_size)


def failure(data: bytes, chunk_size: int = 16 << 20) -> SnapshotError:
    with pytest.raises(SnapshotError) as raised:
        read(data, chunk_size)
    return raised.value


TAR = b"a.heapsnapshot" + bytes(243) + b"ustar\x0000" + bytes(250)
RAWHEAP = bytes(8) + b"\x01\x02" * 20 + b'{"x":1}' + struct.pack("<II", 48, 7)


def zip_bytes() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.heapsnapshot", "{}")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (gzip.compress(b"", mtime=0), "empty-file"),
        (b" \r\n\t" * 5000, "only-white-space"),
        (b"\xef\xbb\xbf", "only-white-space"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html>", "html"),
        (b"<html><body>502 Bad Gateway", "html"),
        (text_of(small()).decode().encode("utf-16"), "utf-16"),
        (text_of(small()).decode().encode("utf-16-le"), "utf-16"),
        (text_of(small()).decode().encode("utf-16-be"), "utf-16"),
        (text_of(small()).decode().encode("utf-32"), "utf-16"),
        (text_of(small()).decode().encode("utf-32-be"), "utf-16"),
        (bytes(4) + text_of(small()), "zeros"),
        (bytes(5000), "zeros"),
        (gzip.compress(gzip.compress(text_of(small()))), "gzip-twice"),
        (b"\xef\xbb\xbf" * 2 + text_of(small()), "not-json"),
        (b")]}',\n" + text_of(small()), "not-json"),
        (b"Debugger listening on ws://\n" + text_of(small()), "not-json"),
        (b"[" + text_of(small()) + b"]", "other-json"),
        (json.dumps(text_of(small()).decode()).encode(), "other-json"),
        (b'{"head":{"callFrame":{},"children":[]},"samples":[]}', "sampling-profile"),
        (b'{"nodes":[{"id":1}],"startTime":1,"endTime":2,"samples":[],"timeDeltas":[]}', "cpu-profile"),
        (b'{"traceEvents":[{"ph":"X"}]}', "chrome-trace"),
        (b'[{"pid":1,"ph":"X","cat":"v8"}]', "chrome-trace"),
        (zip_bytes(), "archive"),
        (TAR, "archive"),
        (b"\x28\xb5\x2f\xfd" + bytes(40), "compressed"),
        (b"\xfd7zXZ\x00" + bytes(40), "compressed"),
        (RAWHEAP, "rawheap"),
        (b"2.1.0\0\0\0" + bytes(40), "rawheap"),
        (b"\x8b\x01\x80" + bytes(range(256)), "binary"),
        (b"\x7fELF" + bytes(40), "binary"),
        (b"just a text", "not-json"),
        (b"{a: 1}", "not-json"),
        (b'{"a" 1}', "not-json"),
        (b"[1, 2]", "other-json"),
        (b"[" * 200_000, "other-json"),
        (b"12", "other-json"),
        (b'"a"', "other-json"),
        (b"{}", "other-json"),
        (b'{"name":"x","version":"1.0.0"}', "other-json"),
    ],
)  # fmt: skip
def test_something_else(data: bytes, code: str) -> None:
    error = failure(data)
    assert isinstance(error, NotASnapshotError)
    assert error.code == code


def test_rawheap_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.rawheap"
    path.write_bytes(b"\x03\x04 any bytes")
    with pytest.raises(NotASnapshotError) as raised:
        read_snapshot(path)
    assert raised.value.code == "rawheap"
    assert "rawheap_translator" in raised.value.message


def test_every_cut() -> None:
    """A file that ends anywhere too early is called truncated, at the byte where it ends."""
    data = text_of(small())
    for size in range(1, len(data)):
        error = failure(data[:size])
        assert isinstance(error, TruncatedError), size
        assert error.params["offset"] == size
        padded = failure(data[:size] + bytes(200))
        # Zeros may be characters of a string, or look as if other text than JSON stood there.
        assert isinstance(padded, TruncatedError), size


def test_cut_says_what_was_readable() -> None:
    data = text_of(small())
    at = data.index(b'"edges":[') + len(b'"edges":[')
    rows = data[at:].split(b",")
    error = failure(data[: at + len(b",".join(rows[:7])) + 1])
    assert error.params["section"] == "edges"
    assert error.params["nodes"] == 5
    assert error.params["edges"] == 2
    assert "5 of 5, with 2 of " in error.message


def changed(section: str, index: int, spelling: str) -> tuple[bytes, int]:
    """The small snapshot with one number spelled otherwise; and where in the text that is."""
    document = small()
    document[section][index] = "HERE"
    data = text_of(document)
    return data.replace(b'"HERE"', spelling.encode()), data.index(b'"HERE"')


@pytest.mark.parametrize("chunk_size", [64, 1 << 20])
@pytest.mark.parametrize(
    ("section", "index", "spelling", "code", "field"),
    [
        ("nodes", 6, "99", "out-of-range", "type"),
        ("nodes", 6, "256", "out-of-range", "type"),
        ("nodes", 7, "99", "out-of-range", "name"),
        ("nodes", 7, "4294967296", "out-of-range", "name"),
        ("nodes", 8, "9007199254740993", "number-too-large", "id"),
        ("nodes", 8, "1e300", "number-too-large", "id"),
        ("nodes", 8, "1" * 30, "number-too-large", "id"),
        ("nodes", 9, "-1", "number-negative", "self_size"),
        ("nodes", 9, "1.5", "number-not-whole", "self_size"),
        ("nodes", 9, "15e-1", "number-not-whole", "self_size"),
        ("nodes", 9, "0.00000000000000000001", "number-not-whole", "self_size"),
        ("nodes", 9, "1e-99999999999999999999", "number-not-whole", "self_size"),
        ("nodes", 9, "1e99999999999999999999", "number-too-large", "self_size"),
        ("nodes", 9, "01", "number-leading-zero", "self_size"),
        ("nodes", 9, "00", "number-leading-zero", "self_size"),
        ("nodes", 9, "-01.0", "number-leading-zero", "self_size"),
        ("edges", 3, "7", "out-of-range", "type"),
        ("edges", 3, "300", "out-of-range", "type"),
        ("edges", 1, "99", "out-of-range", "name_or_index"),
        ("edges", 4, "4294967296", "out-of-range", "name_or_index"),
        ("edges", 5, "30", "out-of-range", "to_node"),
        ("edges", 5, "4294967298", "out-of-range", "to_node"),
        ("edges", 5, "25769803782", "out-of-range", "to_node"),
        ("edges", 5, "7", "not-a-node", "to_node"),
        ("edges", 5, "-6", "number-negative", "to_node"),
        ("locations", 4, "30", "out-of-range", "object_index"),
        ("locations", 4, "5", "not-a-node", "object_index"),
        ("locations", 4, "-6", "number-negative", "object_index"),
        ("locations", 5, "-2", "number-negative", "script_id"),
        ("locations", 6, "4294967296", "out-of-range", "line"),
    ],
)
def test_wrong_number(section: str, index: int, spelling: str, code: str, field: str, chunk_size: int) -> None:
    data, offset = changed(section, index, spelling)
    error = failure(data, chunk_size)
    assert isinstance(error, MalformedError)
    assert (error.code, error.params["section"], error.params["field"]) == (code, section, field)
    assert error.params["offset"] == offset
    width = {"nodes": 6, "edges": 3, "locations": 4}[section]
    assert error.params["row"] == index // width


@pytest.mark.parametrize("chunk_size", [64, 1 << 20])
@pytest.mark.parametrize(
    ("spelling", "into"),
    [("true", 0), ("NaN", 0), ("null", 0), ('"1"', 0), ("[1]", 0), ("{}", 0), ("", 0), ("+1", 0), (".5", 0), ("1.", 2),
     ("1.e1", 2), ("1e", 2), ("1e+", 3), ("-", 1), ("--1", 1), ("1 2", 2), ("0x10", 1), ("1;", 1), ("1\0", 1),
     ("1n", 1), ("Infinity", 0), ("１", 0)],
)  # fmt: skip
def test_not_a_number(spelling: str, into: int, chunk_size: int) -> None:
    for section, index in (("nodes", 8), ("edges", 8), ("edges", 10), ("locations", 5)):
        data, offset = changed(section, index, spelling)
        error = failure(data, chunk_size)
        assert isinstance(error, MalformedError)
        assert error.code in ("expected-number", "expected-character")
        assert error.params["section"] == section
        assert error.params["offset"] == offset + into


@pytest.mark.parametrize("section", ["nodes", "edges", "locations", "strings"])
@pytest.mark.parametrize(("old", "new"), [("[", "[,"), ("]", ",]"), ("]", "}"), ("[", "{"), ("]", "]]")])
def test_wrong_brackets(section: str, old: str, new: str) -> None:
    data = text_of(small()).decode()
    at = data.index(f'"{section}":[')
    at = data.index(old, at)
    assert failure((data[:at] + new + data[at + 1 :]).encode()).code.startswith("expected-")


@pytest.mark.parametrize("section", ["nodes", "edges", "locations"])
def test_incomplete_row(section: str) -> None:
    document = small()
    document[section].pop()
    error = failure(text_of(document))
    assert error.code == "incomplete-row"
    assert error.params["section"] == section


@pytest.mark.parametrize("escape", ["\\x", "\\u12G4", "\\u", "\\u00", "\\U0041", "\\ud83d\\u00g0", "\\0", "\\'"])
@pytest.mark.parametrize("chunk_size", [64, 1 << 20])
def test_bad_escape(escape: str, chunk_size: int) -> None:
    document = small()
    document["strings"].append("HERE")
    data = text_of(document)
    bad = data.replace(b"HERE", escape.encode())
    error = failure(bad, chunk_size)
    assert error.code == "bad-escape"
    offset = data.index(b"HERE") + escape.rindex("\\")
    assert error.params["offset"] == offset
    assert error.params["found"] == repr(bad[offset + 1 : offset + 6].decode())


def header_changed(**changes: Any) -> bytes:
    document = small()
    for key, value in changes.items():
        part = document["snapshot"] if key in ("node_count", "edge_count", "root_index", "meta", "extra_native_bytes",
                                               "trace_function_count") else document["snapshot"]["meta"]  # fmt: skip
        if value is None:
            del part[key]
        else:
            part[key] = value
    return text_of(document)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"node_count": 4}, "wrong-count"),
        ({"node_count": 6}, "wrong-count"),
        ({"node_count": 0}, "wrong-count"),
        ({"node_count": 2**53}, "wrong-count"),
        ({"node_count": 2**60}, "header-not-count"),
        ({"node_count": "5"}, "header-not-count"),
        ({"node_count": True}, "header-not-count"),
        ({"node_count": -5}, "header-not-count"),
        ({"node_count": 5.5}, "header-not-count"),
        ({"node_count": [5]}, "header-not-count"),
        ({"edge_count": 9}, "wrong-count"),
        ({"edge_count": 11}, "wrong-count"),
        ({"edge_count": 2**53}, "wrong-count"),
        ({"root_index": 30}, "bad-root"),
        ({"root_index": 7}, "bad-root"),
        ({"root_index": "0"}, "header-not-count"),
        ({"meta": None}, "header-missing"),
        ({"meta": []}, "header-not-object"),
        ({"node_fields": None}, "header-missing"),
        ({"node_fields": []}, "header-not-names"),
        ({"node_fields": "type"}, "header-not-names"),
        ({"node_fields": [1, 2]}, "header-not-names"),
        ({"node_fields": ["type", "name", "id", "self_size", "detachedness", "x"]}, "missing-field"),
        ({"node_types": None}, "header-missing"),
        ({"node_types": []}, "header-not-names"),
        ({"node_types": ["hidden"]}, "header-not-names"),
        ({"node_types": [[f"t{number}" for number in range(257)]]}, "header-too-many-types"),
        ({"edge_fields": None}, "header-missing"),
        ({"edge_fields": ["type", "to_node"]}, "missing-field"),
        ({"edge_types": None}, "header-missing"),
        ({"edge_types": [{}]}, "header-not-names"),
        ({"location_fields": ["object_index"]}, "missing-field"),
        ({"extra_native_bytes": "x"}, "header-not-count"),
    ],
)
def test_wrong_header(change: dict[str, Any], code: str) -> None:
    error = failure(header_changed(**change))
    assert isinstance(error, MalformedError)
    assert error.code == code


@pytest.mark.parametrize("change", [{"node_count": 5.0}, {"node_count": None}, {"edge_count": None}])
def test_unusual_header(change: dict[str, Any]) -> None:
    assert read(header_changed(**change)).node_count == 5


def test_a_header_that_knows_no_stacks() -> None:
    document = small()
    document["snapshot"].pop("trace_function_count", None)
    assert read(text_of(document)).header.trace_function_count == 0


def test_what_is_wrong_with_the_header_is_shown_as_it_is() -> None:
    document = small()
    document["snapshot"]["node_count"] = "fünf"
    assert failure(json.dumps(document, ensure_ascii=False).encode()).params["found"] == '"fünf"'


def test_line_ends_in_a_string_of_the_header() -> None:
    """As in all strings: they do no harm."""
    data = text_of(small()).replace(b'"node_count"', b'"title":"of\ttwo\nlines","node_count"', 1)
    assert read(data).node_count == 5


@pytest.mark.parametrize("spelling", ["-1", "4294967295"])
def test_a_line_that_v8_does_not_know(spelling: str) -> None:
    snapshot = read(changed("locations", 6, spelling)[0])
    assert snapshot.location_line.tolist() == [0, 0xFFFFFFFF, 2, 3, 4]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"node_count": 4}, "node_count"),
        ({"edge_count": 9}, "edge_count"),
        ({"root_index": 30}, "root_index"),
        ({"root_index": 7}, "root_index"),
        ({"node_count": "5"}, "node_count"),
        ({"node_fields": []}, "node_fields"),
        ({"node_fields": ["type"]}, "node_fields"),
        ({"node_types": ["hidden"]}, "node_types"),
        ({"meta": []}, "meta"),
    ],
)
def test_what_is_wrong_with_the_header_is_told_with_its_place(change: dict[str, Any], key: str) -> None:
    data = header_changed(**change)
    error = failure(data)
    assert error.params["offset"] == data.index(f'"{key}":'.encode())
    assert f"byte {error.params['offset']:,}" in error.message


@pytest.mark.parametrize("snapshot", ["null", "[]", '"x"', "1", "{}"])
def test_snapshot_is_no_object(snapshot: str) -> None:
    data = text_of(small()).decode()
    data = re.sub(r'"snapshot":\{.*?\},"nodes"', lambda _: f'"snapshot":{snapshot},"nodes"', data)
    assert failure(data.encode()).code in ("header-not-object", "header-missing")


@pytest.mark.parametrize("section", ["snapshot", "nodes", "edges", "strings"])
@pytest.mark.parametrize("others", [(), ("locations",)])
def test_missing_section(section: str, others: tuple[str, ...]) -> None:
    document = {key: value for key, value in small().items() if key not in (section, *others)}
    error = failure(text_of(document))
    assert (error.code, error.params["section"]) == ("missing-section", section)


@pytest.mark.parametrize("section", ["snapshot", "nodes", "edges", "strings", "locations"])
def test_duplicate_section(section: str) -> None:
    data = text_of(small()).removesuffix(b"}")
    again = json.dumps(small()[section]).encode()
    error = failure(data + f',"{section}":'.encode() + again + b"}")
    assert (error.code, error.params["section"]) == ("duplicate-section", section)
    assert error.params["offset"] == len(data) + len(section) + 4


@pytest.mark.parametrize(
    ("section", "code"), [("nodes", "empty-section"), ("edges", "edge-counts"), ("strings", "empty-section")]
)
def test_empty_section(section: str, code: str) -> None:
    document = small()
    document[section] = []
    del document["snapshot"]["node_count"], document["snapshot"]["edge_count"]
    data = text_of(document)
    error = failure(data)
    place = "nodes" if section == "edges" else section
    assert (error.code, error.params["offset"]) == (code, data.index(f'"{place}":['.encode()) + len(place) + 4)


def test_edge_counts_that_do_not_add_up() -> None:
    data, _ = changed("nodes", 4, "3")
    error = failure(data)
    assert (error.code, error.params["expected"], error.params["found"]) == ("edge-counts", 11, 10)


@pytest.mark.parametrize("after", [b"x", b"{}", b",", b"}", b" \n 1", b"\0x"])
def test_text_after_the_end(after: bytes) -> None:
    data = text_of(small())
    error = failure(data + after)
    assert error.code == "text-after-end"
    assert error.params["offset"] == len(data) + len(after) - len(after.lstrip(b" \n\0"))


@pytest.mark.parametrize("after", [b"\n", b" " * 1000, bytes(5000), b"\n\0"])
def test_nothing_after_the_end(after: bytes) -> None:
    assert read(text_of(small()) + after, 256).node_count == 5


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_in_a_section_nobody_reads(opening: str) -> None:
    closing = {"[": "]", '{"a":': "}"}[opening]
    data = text_of(small()).decode().removesuffix("}")
    for depth in (1000, 200_000):
        nested = opening * depth + "1" + closing * depth
        assert read(f'{data},"x":{nested}}}'.encode()).node_count == 5
    assert failure(f'{data},"x":{opening * 2_000_000}'.encode()).code == "too-deep"
    assert failure(f'{{"snapshot":{opening * 200_000}'.encode()).code == "too-deep"


def test_deep_nesting_in_a_trace_tree() -> None:
    data = text_of(small()).decode().removesuffix("}")
    depth = 100_000
    tree = "[1,2,3,4," * depth + "[]" + "]" * depth
    snapshot = read(f'{data},"trace_tree":{tree}}}'.encode())
    assert snapshot.extras["trace_tree"]["parent"].tolist() == list(range(-1, depth - 1))


@pytest.mark.parametrize(
    ("tree", "row", "into"),
    [("[1]", 0, 2), ("[1,2,3,4]", 0, 8), ("[1,2,3,4,5]", 0, 9), ("[[]]", 0, 1), ("[1,2,3,4,[1]]", 1, 11),
     ("[1,2,3,4,[],5]", 1, 13)],
)  # fmt: skip
def test_bad_trace_tree(tree: str, row: int, into: int) -> None:
    data = text_of(small()).decode().removesuffix("}") + ',"trace_tree":'
    error = failure(f"{data}{tree}}}".encode())
    assert (error.code, error.params["row"], error.params["offset"]) == ("bad-trace-tree", row, len(data) + into)


def test_a_stack_too_deep() -> None:
    data = text_of(small()).decode().removesuffix("}")
    tree = "[1,2,3,4," * 300_000 + "[]" + "]" * 300_000
    assert failure(f'{data},"trace_tree":{tree}}}'.encode()).code == "too-deep"


def timeline(**changes: Any) -> bytes:
    """With the sections of a timeline that knows stacks, some of them, or of their fields, changed."""
    document = small()
    fields = {key: changes.pop(key) for key in list(changes) if key.endswith("_fields")}
    document["snapshot"]["meta"].update(fields)
    document["trace_function_infos"] = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 5, 6]
    document["trace_tree"] = [1, 0, 0, 0, [2, 1, 3, 48, [], 3, 1, 1, 8, []]]
    document["samples"] = [0, 1, 1000, 5, 2000, 9]
    document.update(changes)
    return text_of(document)


@pytest.mark.parametrize(
    ("section", "rows", "code", "row", "field"),
    [
        ("trace_function_infos", [0, 99, 0, 0, 0, 0], "out-of-range", 0, "name"),
        ("trace_function_infos", [0] * 8 + [-1] + [0] * 3, "number-negative", 1, "script_name"),
        ("trace_function_infos", [0] * 8 + [2**40] + [0] * 3, "out-of-range", 1, "script_name"),
        ("trace_tree", [1, 77, 0, 0, []], "out-of-range", 0, "function_info_index"),
        ("trace_tree", [1, 0, 0, 0, [2, 0, 0, 0, [], 3, 77, 0, 0, []]], "out-of-range", 2, "function_info_index"),
        ("trace_tree", [1, 0, 0, 0, [2, 0, 0, 0, [4, 0, -77, 0, []]]], "number-negative", 2, "count"),
        ("trace_tree", [1, 0, 0, 0, [2, 0, 0, -77, []]], "number-negative", 1, "size"),
        ("samples", [0, 9, 1000, 77, 2000, 76], "not-ascending", 2, "last_assigned_id"),
        ("samples", [5000, 9, 1077, 10], "not-ascending", 1, "timestamp_us"),
        ("samples", [0, -77], "number-negative", 0, "last_assigned_id"),
    ],
)
@pytest.mark.parametrize("chunk_size", [64, 1 << 20])
def test_wrong_values_in_a_timeline(
    section: str, rows: list[Any], code: str, row: int, field: str, chunk_size: int
) -> None:
    """Wrong figures would be made of them, in silence."""
    data = timeline(**{section: rows})
    error = failure(data, chunk_size)
    assert (error.code, error.params["section"], error.params["row"], error.params["field"]) == (
        code, section, row, field,
    )  # fmt: skip
    found, offset = error.params["found"], error.params["offset"]
    assert isinstance(offset, int)
    assert data[offset:].startswith(str(found).encode())
    if code == "not-ascending":
        assert error.params["before"] == rows[field == "last_assigned_id" :: 2][row - 1]


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("sample_fields", ["when", "what"]),
        ("sample_fields", ["timestamp_us", "timestamp_us"]),
        ("trace_function_info_fields", ["function_id", "name", "script_name"]),
        ("trace_node_fields", ["a", "b", "c", "d", "children"]),
    ],
)
def test_a_timeline_lacks_a_field(key: str, fields: list[str]) -> None:
    data = timeline(**{key: fields})
    error = failure(data)
    assert (error.code, error.params["section"]) == ("missing-field", f"meta.{key}")
    assert error.params["offset"] == data.index(f'"{key}":'.encode())


@pytest.mark.parametrize("value", ["tru", "nul", "01", "1.", "-", "1e", "[1,]", '{"a":}', '{"a":1,}', "{1:2}", "'a'",
                                   '"\\x"', "[1 2]", "[}", "{]", "", "NaN", "+1"])  # fmt: skip
def test_unknown_sections_are_checked(value: str) -> None:
    data = text_of(small()).decode().removesuffix("}")
    assert failure(f'{data},"x":{value}}}'.encode()).code.startswith(("expected-", "bad-escape"))
    assert failure(f'{{"x":{value},{data[1:]}}}'.encode()).code in ("not-json",)


def test_token_longer_than_the_window() -> None:
    data, offset = changed("nodes", 3, "0." + "0" * 500)
    assert read(data).node_count == 5
    error = failure(data, 256)
    assert (error.code, error.params["offset"]) == ("token-too-long", offset)
    assert failure(b'{"' + b"x" * 100_000 + b'":1}').code == "not-json"


def test_very_wide_rows() -> None:
    """As many fields as a header can name cost no more memory than their text."""
    fields = ["type", "name", "id", "self_size", "edge_count", *[""] * 200_000]
    document = small()
    document["snapshot"]["meta"].update(node_fields=fields, node_types=[["a"]])
    document["snapshot"].update(node_count=1, edge_count=0)
    document.update(nodes=[0] * len(fields), edges=[], locations=[])
    assert read(text_of(document)).node_count == 1


def test_too_many_keys() -> None:
    data = text_of(small()).decode().removesuffix("}")
    error = failure((data + ',"":0' * 2000 + "}").encode())
    assert (error.code, error.params["limit"]) == ("too-many-keys", 1000)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, 10_000),
    size=st.integers(0, 6),
    put=st.binary(max_size=6) | st.text('0123456789,[]{}"\\.-eE: ntf', max_size=8).map(str.encode),
    chunk_size=st.sampled_from([64, 1 << 20]),
)
def test_any_damage(engine: str, at: int, size: int, put: bytes, chunk_size: int) -> None:
    """Bytes replaced anywhere: an error of ours, or what json makes of it; never anything else."""
    data = text_of(small())
    at %= len(data)
    data = data[:at] + put + data[at + size :]
    try:
        read(data, chunk_size)
    except HeapglassError as error:
        said = error
    else:
        said = None
    if said:
        assert said.message
        assert said.code in MESSAGES
        return
    json.loads(data.decode("utf-8-sig", "replace").rstrip("\0"), strict=False)


@pytest.mark.parametrize("at", [-5, -1], ids=["checksum", "length"])
def test_gzip_whose_checksum_is_wrong(at: int) -> None:
    text = text_of(small())
    data = bytearray(gzip.compress(text))
    data[at] ^= 1
    error = failure(bytes(data))
    assert (error.code, error.params["offset"]) == ("gzip-checksum", len(text))


def test_messages_are_complete() -> None:
    """Every code that is raised has a message, and every message is raised."""
    sources = "\n".join(path.read_text() for path in PACKAGE.rglob("*.py") if path.name != "errors.py")
    literals = set(re.findall(r"\"([a-z0-9-]+)\"", sources))
    assert set(MESSAGES) <= literals
    raised = set(re.findall(r"(?:NotASnapshot|Truncated|Malformed)Error\(\s*\"([a-z0-9-]+)\"", sources))
    assert raised <= set(MESSAGES)
    for message in MESSAGES.values():
        for _, name, _, _ in string.Formatter().parse(message):
            assert name is None or name.isidentifier()


def test_messages_are_translated() -> None:
    """The page's other language says everything, with the same values in it."""
    translated = json.loads((ROOT / "web" / "src" / "language" / "zh" / "failures.json").read_text())
    for code, message in MESSAGES.items():
        names = {name for _, name, _, _ in string.Formatter().parse(message) if name}
        assert set(re.findall(r"\{\{(\w+)\}\}", translated[code])) == names, code
