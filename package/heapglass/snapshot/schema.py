"""The snapshot's own description of itself: which fields its rows have, and how many rows there are."""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

from heapglass.snapshot.errors import MalformedError

NODE_FIELDS = ("type", "name", "id", "self_size", "edge_count")
"""What every node must have; `detachedness` and `trace_node_id` may be there, in any order, beside others."""
EDGE_FIELDS = ("type", "name_or_index", "to_node")
LOCATION_FIELDS = ("object_index", "script_id", "line", "column")
MOST_TYPES = 255
ABSENT = 255
"""The code of a type that a file does not have: no type has it."""
SHOWN = 60
"""So many characters of a wrong value are repeated in the message."""
NUMBERED_EDGES = ("element", "hidden")
"""Edge types whose `name_or_index` is a number; it is a string index for all others."""


@dataclass(frozen=True)
class Header:
    """The `snapshot` object of the file. Counts are -1 where the header of the file gives none."""

    node_fields: tuple[str, ...]
    node_types: tuple[str, ...]
    edge_fields: tuple[str, ...]
    edge_types: tuple[str, ...]
    location_fields: tuple[str, ...]
    node_count: int
    edge_count: int
    root: int  # node ordinal
    extra_native_bytes: int
    trace_function_count: int
    meta: dict[str, Any]
    places: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
    """Offsets in the text of keys that errors may speak of, as far as they are known."""

    def place(self, key: str) -> dict[str, int]:
        """The `offset` of a key, as a parameter of an error."""
        return {"offset": self.places[key]} if key in self.places else {}

    def node_type_code(self, name: str) -> int:
        """The number that stands for a node type in this file, or ABSENT where the file has no such type."""
        return self.node_types.index(name) if name in self.node_types else ABSENT

    def edge_type_code(self, name: str) -> int:
        """The number that stands for an edge type in this file, or ABSENT where the file has no such type."""
        return self.edge_types.index(name) if name in self.edge_types else ABSENT

    def fields(self, meta_key: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        """The names under `meta_key`, or the `usual` ones where the file gives none."""
        if not self.meta.get(meta_key):
            return usual
        try:
            return _names(self.meta, meta_key)
        except MalformedError as error:
            raise (error.at(self.places[meta_key]) if meta_key in self.places else error) from None


def read_header(snapshot: Any) -> Header:
    """Check the parsed `snapshot` object. Raises MalformedError, naming what is missing or wrong."""
    if not isinstance(snapshot, dict):
        raise _bad("header-not-object", "snapshot", snapshot)
    if "meta" not in snapshot:
        raise MalformedError("header-missing", section="snapshot", field="meta")
    meta = snapshot["meta"]
    if not isinstance(meta, dict):
        raise _bad("header-not-object", "meta", meta)
    node_fields = _fields(meta, "node_fields", NODE_FIELDS)
    edge_fields = _fields(meta, "edge_fields", EDGE_FIELDS)
    location_fields: tuple[str, ...] = LOCATION_FIELDS
    if meta.get("location_fields"):
        location_fields = _fields(meta, "location_fields", LOCATION_FIELDS)
    root_index = _count(snapshot, "root_index", 0)
    if root_index % len(node_fields):
        raise MalformedError("bad-root", section="snapshot", field="root_index", found=root_index)
    return Header(
        node_fields=node_fields,
        node_types=_types(meta, "node_types", node_fields.index("type")),
        edge_fields=edge_fields,
        edge_types=_types(meta, "edge_types", edge_fields.index("type")),
        location_fields=location_fields,
        node_count=_count(snapshot, "node_count", -1),
        edge_count=_count(snapshot, "edge_count", -1),
        root=root_index // len(node_fields),
        extra_native_bytes=_count(snapshot, "extra_native_bytes", 0),
        trace_function_count=_count(snapshot, "trace_function_count", 0),
        meta=meta,
    )


def _bad(code: str, field: str, found: Any) -> MalformedError:
    shown = json.dumps(found, ensure_ascii=False)
    return MalformedError(
        code, section="snapshot", field=field, found=shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"
    )


def _names(meta: dict[str, Any], key: str) -> tuple[str, ...]:
    names = meta[key]
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise _bad("header-not-names", f"meta.{key}", names)
    return tuple(names)


def _fields(meta: dict[str, Any], key: str, required: tuple[str, ...]) -> tuple[str, ...]:
    if key not in meta:
        raise MalformedError("header-missing", section="snapshot.meta", field=f"meta.{key}")
    names = _names(meta, key)
    for field in required:
        if field not in names:
            raise MalformedError("missing-field", section=f"meta.{key}", field=field)
    return names


def _types(meta: dict[str, Any], key: str, at: int) -> tuple[str, ...]:
    """The list of type names: the entry of `node_types` that stands where `type` does in `node_fields`."""
    if key not in meta:
        raise MalformedError("header-missing", section="snapshot.meta", field=f"meta.{key}")
    entries = meta[key]
    if not isinstance(entries, list) or len(entries) <= at:
        raise _bad("header-not-names", f"meta.{key}", entries)
    names = _names({f"{key}[{at}]": entries[at]}, f"{key}[{at}]")
    if len(names) > MOST_TYPES:
        raise MalformedError(
            "header-too-many-types", section="snapshot", field=f"meta.{key}", found=len(names), limit=MOST_TYPES
        )
    return names


def _count(snapshot: dict[str, Any], key: str, absent: int) -> int:
    if key not in snapshot:
        return absent
    found = snapshot[key]
    whole = isinstance(found, int) or (isinstance(found, float) and found.is_integer())
    if isinstance(found, bool) or not whole or not 0 <= found <= 1 << 53:
        raise _bad("header-not-count", key, found)
    return int(found)
