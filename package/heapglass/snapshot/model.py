"""The Snapshot: a heap snapshot file as typed columns."""

from dataclasses import dataclass, field

import numpy as np

from heapglass.kernels.engine import I64, U8, U32
from heapglass.snapshot.cut_short import Cut
from heapglass.snapshot.schema import Header
from heapglass.snapshot.strings import Strings

Wide = U32 | I64
"""A column that is uint32 in nearly every file, and int64 where a value is above 2^32."""
Table = dict[str, I64]
"""Columns by field name."""


@dataclass(slots=True)
class Snapshot:
    """One heap snapshot. Nodes are named by ordinal (0 … node_count - 1, file order), edges likewise.

    The edges of node `v` are `first_edge[v] … first_edge[v + 1] - 1`. All offsets and sizes are checked: every
    `edge_to` is a node, every name a string (or, for numbered edges, a number), the edge counts add up.
    """

    header: Header
    strings: Strings

    node_type: U8
    node_name: U32  # string index
    node_id: Wide
    self_size: Wide  # bytes
    first_edge: U32  # node_count + 1
    node_detachedness: U8 | None  # None where the file has no such field
    node_trace: U32 | None  # trace_node_id

    edge_type: U8
    edge_name: U32  # string index, or the number of a numbered edge
    edge_to: U32  # node ordinal

    location_node: U32  # node ordinal, file order; the last row for a node wins
    location_script: U32  # script id
    location_line: U32  # 0-based
    location_column: U32  # 0-based

    extras: dict[str, Table] = field(default_factory=dict)
    """Sections that only some files have, by name (`samples`, `trace_function_infos`, `trace_tree`, `scopes`,
    `scope_context_vars`, `scope_uses`); absent where the file has none or an empty one. `trace_tree` has `parent`
    (a row of its own, -1 for a root; parents come first) in place of `children`."""

    file_size: int = 0  # bytes of text, uncompressed
    cut: Cut | None = None  # what is missing, if this is the part of a file that can be read

    _concatenated: int = field(default=-1, init=False, repr=False, compare=False)

    @property
    def node_count(self) -> int:
        return self.node_type.size

    @property
    def concatenated_count(self) -> int:
        """How many nodes are concatenated strings; counted once."""
        if self._concatenated < 0:
            kind = self.header.node_type_code("concatenated string")
            self._concatenated = int(np.count_nonzero(self.node_type == kind))
        return self._concatenated

    @property
    def edge_count(self) -> int:
        return self.edge_to.size
