"""The header of a redacted snapshot: made anew from what is known, so that nothing else comes along."""

import json
import re
from typing import Any

from heapglass.redact.uses import Uses
from heapglass.snapshot.schema import Header

FIELD = re.compile(r"[a-z][a-z_ ]{0,39}")
"""What names of fields and types look like."""
LISTS = (
    "node_fields",
    "node_types",
    "edge_fields",
    "edge_types",
    "trace_function_info_fields",
    "trace_node_fields",
    "sample_fields",
    "location_fields",
    "scope_fields",
    "scope_context_var_fields",
    "scope_use_fields",
)


def header_text(uses: Uses) -> bytes:
    """The value of `snapshot`, as JSON."""
    header = uses.header
    whole: dict[str, Any] = {
        "meta": {key: _names(header.meta[key]) for key in LISTS if isinstance(header.meta.get(key), list)},
        "node_count": uses.rows["nodes"],
        "edge_count": uses.rows["edges"],
        "trace_function_count": header.trace_function_count,
    }
    if header.root:
        whole["root_index"] = header.root * len(header.node_fields)
    if header.extra_native_bytes:
        whole["extra_native_bytes"] = header.extra_native_bytes
    return json.dumps(whole, separators=(",", ":")).encode("ascii")


def dropped_from_header(header: Header) -> list[str]:
    """Keys of `meta` that are not written."""
    return [key for key in header.meta if key not in LISTS or not isinstance(header.meta[key], list)]


def _names(names: list[Any]) -> list[Any]:
    """Names of fields and types; lists of them among them. What looks like none is called by its place."""
    return [
        _names(name)
        if isinstance(name, list)
        else name
        if isinstance(name, str) and FIELD.fullmatch(name)
        else f"unknown {chr(ord('a') + at % 26) * (at // 26 + 1)}"
        for at, name in enumerate(names)
    ]
