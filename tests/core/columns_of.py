"""What Python's json module makes of a snapshot, to compare the reader with."""

from typing import Any

import numpy as np

from heapglass.snapshot import Snapshot

UNKNOWN = 0xFFFFFFFF


def assert_equal(snapshot: Snapshot, document: dict[str, Any]) -> None:
    """Every column of the snapshot holds what the parsed file says."""
    meta = document["snapshot"]["meta"]
    nodes = table(document["nodes"], meta["node_fields"])
    edges = table(document["edges"], meta["edge_fields"])
    width = len(meta["node_fields"])
    same(snapshot.node_type, nodes["type"])
    same(snapshot.node_name, nodes["name"])
    same(snapshot.node_id, nodes["id"])
    same(snapshot.self_size, nodes["self_size"])
    same(snapshot.first_edge, np.concatenate([[0], np.cumsum(nodes["edge_count"])]))
    optional(snapshot.node_detachedness, nodes.get("detachedness"))
    optional(snapshot.node_trace, nodes.get("trace_node_id"))
    same(snapshot.edge_type, edges["type"])
    same(snapshot.edge_name, edges["name_or_index"])
    same(snapshot.edge_to.astype(np.int64) * width, edges["to_node"])
    usual = ["object_index", "script_id", "line", "column"]
    locations = table(document.get("locations", []), meta.get("location_fields") or usual)
    same(snapshot.location_node.astype(np.int64) * width, locations["object_index"])
    same(snapshot.location_script, locations["script_id"])
    same(snapshot.location_line, locations["line"] % (UNKNOWN + 1))
    same(snapshot.location_column, locations["column"] % (UNKNOWN + 1))
    strings = snapshot.strings
    assert strings.many(range(len(strings))) == document["strings"]
    assert len(strings) == len(document["strings"])
    for name in ("samples", "trace_function_infos", "scopes", "scope_context_vars", "scope_uses"):
        assert_same_table(snapshot, name, document)
    if document.get("trace_tree"):
        assert nested(snapshot.extras["trace_tree"], meta["trace_node_fields"][:-1]) == document["trace_tree"]
    else:
        assert "trace_tree" not in snapshot.extras
    header = snapshot.header
    assert header.node_count == snapshot.node_count == len(nodes["id"])
    assert header.edge_count == snapshot.edge_count == len(edges["type"])
    assert list(header.node_types) == meta["node_types"][meta["node_fields"].index("type")]
    assert list(header.edge_types) == meta["edge_types"][meta["edge_fields"].index("type")]
    assert header.root * width == document["snapshot"].get("root_index", 0)
    assert header.extra_native_bytes == document["snapshot"].get("extra_native_bytes", 0)


def table(numbers: list[int], fields: list[str]) -> dict[str, Any]:
    rows = np.array(numbers, np.int64).reshape(-1, len(fields))
    return {field: rows[:, at] for at, field in enumerate(fields)}


def same(found: Any, expected: Any) -> None:
    np.testing.assert_array_equal(found, expected)


def optional(found: Any, expected: Any) -> None:
    assert (found is None) == (expected is None)
    if found is not None:
        same(found, expected)


def assert_same_table(snapshot: Snapshot, name: str, document: dict[str, Any]) -> None:
    numbers = document.get(name)
    if not numbers:
        assert name not in snapshot.extras
        return
    key = {"trace_function_infos": "trace_function_info_fields"}.get(name, f"{name.removesuffix('s')}_fields")
    expected = table(numbers, document["snapshot"]["meta"][key])
    assert list(snapshot.extras[name]) == list(expected)
    for field, values in expected.items():
        same(snapshot.extras[name][field], values)


def nested(columns: dict[str, Any], fields: list[str]) -> list[Any]:
    """The rows of a trace tree as the arrays within arrays they came from."""
    top: list[Any] = []
    children: list[list[Any]] = []
    for row, parent in enumerate(columns["parent"].tolist()):
        mine: list[Any] = []
        children.append(mine)
        into = top if parent < 0 else children[parent]
        into += [*(int(columns[field][row]) for field in fields), mine]
    return top
