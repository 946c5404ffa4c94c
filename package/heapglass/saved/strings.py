"""Strings as blocks, and back; those that hold values can be left out."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from heapglass.kernels.copy_strings import copy_strings
from heapglass.kernels.engine import U8, U32
from heapglass.saved.blocks import Blocks
from heapglass.saved.container import WORTH_IT, Block, Stored, damaged
from heapglass.saved.numbers import packed, within
from heapglass.snapshot import Snapshot, Strings
from heapglass.snapshot.schema import NUMBERED_EDGES

VALUES = ("string", "concatenated string", "sliced string", "number", "bigint", "regexp")
"""Types of nodes whose names are values: texts, numbers, patterns."""
LARGEST = (1 << 32) - 1


def string_blocks(snapshot: Snapshot, values: bool) -> Iterator[Block]:
    """All strings, or (`values` false) those that are names: of edges, and of nodes that are no values. Others become
    empty."""
    strings = snapshot.strings
    blob, offsets = strings.bytes, strings.offsets
    lengths = np.diff(offsets)
    if not values:
        kept = np.flatnonzero(_named(snapshot)).astype(np.uint32)
        blob = np.empty(int(lengths[kept].sum(dtype=np.int64)), np.uint8)
        copy_strings(strings.bytes, offsets, kept, np.empty(0, np.uint8), blob, np.empty(kept.size + 1, np.uint32))
        of_kept = lengths[kept]
        lengths = np.zeros_like(lengths)
        lengths[kept] = of_kept
    yield packed("strings.lengths", lengths)
    yield Block.of("strings.bytes", memoryview(np.ascontiguousarray(blob)), WORTH_IT)


class StoredStrings(Strings):
    """Strings that are unpacked when somebody looks at one: the first views need none."""

    __slots__ = ("_stored",)

    def __init__(self, stored: Stored, offsets: U32) -> None:
        self._stored = stored
        self.offsets = offsets
        self._found = {}

    def __getattr__(self, name: str) -> Any:
        if name != "bytes":
            raise AttributeError(name)
        self.bytes = self._stored.unpacked()
        return self.bytes


def read_strings(blocks: Blocks, count: int) -> Strings:
    """Undo `string_blocks`."""
    lengths = within("strings.lengths", blocks.packed("strings.lengths", count).numbers(), 0, LARGEST)
    stored = blocks.stored("strings.bytes")
    if int(lengths.sum()) != stored.size or stored.size > LARGEST:
        raise damaged("strings.bytes")
    offsets = np.zeros(count + 1, np.uint32)
    np.cumsum(lengths, out=offsets[1:])
    return StoredStrings(stored, offsets)


def _named(snapshot: Snapshot) -> U8:
    """1 for each string that is the name of an edge, or of a node that is no value."""
    header = snapshot.header
    named = np.zeros(len(snapshot.strings), np.uint8)
    numbered = np.isin(snapshot.edge_type, [header.edge_type_code(name) for name in NUMBERED_EDGES])
    named[snapshot.edge_name[~numbered]] = 1
    values = np.isin(snapshot.node_type, [header.node_type_code(name) for name in VALUES])
    named[snapshot.node_name[~values]] = 1
    for table, fields in (("trace_function_infos", ("name", "script_name")), ("scope_context_vars", ("name",))):
        columns = snapshot.extras.get(table, {})
        for field in fields:
            if field in columns:
                named[columns[field]] = 1
    return named
