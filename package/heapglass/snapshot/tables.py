"""What only some files have beside nodes and edges: its fields, its rows, and whether these can be."""

import numpy as np

from heapglass.kernels.engine import I64
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import MalformedError
from heapglass.snapshot.model import Table
from heapglass.snapshot.rows import Rows, locate, out_of_range
from heapglass.snapshot.schema import Header

TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "samples": ("sample_fields", ("timestamp_us", "last_assigned_id")),
    "trace_function_infos": (
        "trace_function_info_fields",
        ("function_id", "name", "script_name", "script_id", "line", "column"),
    ),
    "scopes": (
        "scope_fields",
        ("script_node_index", "scope_id", "depth", "scope_context_vars_count", "scope_uses_count"),
    ),
    "scope_context_vars": ("scope_context_var_fields", ("name",)),
    "scope_uses": ("scope_use_fields", ("declaring_scope_id", "slot_index")),
}
"""Where `meta` names the fields of each, and the usual ones."""
TRACE_NODE_FIELDS = ("id", "function_info_index", "count", "size", "children")
NEEDED = {
    "samples": TABLES["samples"][1],
    "trace_function_infos": TABLES["trace_function_infos"][1][1:],
    "trace_tree": TRACE_NODE_FIELDS[:-1],
}
"""Fields without which a table says nothing. What is wrong with scopes, DevTools takes for no scopes."""


def fields_of(header: Header, section: str) -> tuple[str, ...]:
    """The fields of a row. Raises MalformedError if one is missing that is needed."""
    meta_key, usual = TABLES.get(section, ("trace_node_fields", TRACE_NODE_FIELDS))
    fields = header.fields(meta_key, usual)
    for name in NEEDED.get(section, ()):
        if name not in fields:
            raise MalformedError("missing-field", section=f"meta.{meta_key}", field=name, **header.place(meta_key))
    return fields


def read_table(document: Document, fields: tuple[str, ...]) -> Table:
    """All columns of a section, as int64, by field name; nothing if it is empty."""
    parts: list[I64] = [block.copy() for block in Rows(document, fields, negative=True)]
    if not parts:
        return {}
    whole = np.concatenate(parts, axis=1)
    return {field: np.ascontiguousarray(whole[at]) for at, field in enumerate(fields)}


def check_tables(document: Document, header: Header, tables: dict[str, Table], string_count: int) -> None:
    """Raise MalformedError for the first string or function that is referred to and does not exist, for what was
    allocated less than never, and for moments that are not in order."""
    functions = tables.get("trace_function_infos", {})
    for field in ("name", "script_name"):
        _check(document, header, "trace_function_infos", functions, field, string_count)
    tree = tables.get("trace_tree", {})
    if functions:
        _check(document, header, "trace_tree", tree, "function_info_index", functions["name"].size)
    for field in ("count", "size"):
        _check(document, header, "trace_tree", tree, field, 1 << 62)
    samples = tables.get("samples", {})
    for field, column in samples.items():
        if field not in NEEDED["samples"]:
            continue
        _check(document, header, "samples", samples, field, 1 << 62)
        falls = column[1:] < column[:-1]
        if falls.any():
            row = int(np.argmax(falls)) + 1
            fields = fields_of(header, "samples")
            raise MalformedError(
                "not-ascending",
                section="samples",
                row=row,
                field=field,
                found=int(column[row]),
                before=int(column[row - 1]),
                offset=locate(document, "samples", row * len(fields) + fields.index(field)),
            )


def _check(document: Document, header: Header, section: str, table: Table, field: str, count: int) -> None:
    """Raise MalformedError unless all values of a column are in range(count)."""
    if not table:
        return
    wrong = (table[field] < 0) | (table[field] >= count)
    if not wrong.any():
        return
    row = int(np.argmax(wrong))
    fields = fields_of(header, section)
    index = row * len(fields) + fields.index(field)
    if section == "trace_tree":
        # Before it stand the numbers of all rows before it, their opening brackets, and the closing ones of those
        # that it is not within.
        index = row * (len(fields) - 1) + fields.index(field) + 2 * row - _depth(table["parent"], row)
    raise out_of_range(document, section, fields, row, fields.index(field), int(table[field][row]), count - 1, index)


def _depth(parent: I64, row: int) -> int:
    depth = 0
    while (row := int(parent[row])) >= 0:
        depth += 1
    return depth
