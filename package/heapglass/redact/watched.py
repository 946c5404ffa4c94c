"""The part of the graph on which it depends what may become of values: numbers that the engine wrote, and texts that
were joined of others."""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32
from heapglass.snapshot import Header, Snapshot, Strings
from heapglass.snapshot.columns import Column

WATCHED = ("number", "concatenated string")
"""Types of nodes whose edges are remembered."""


class Watched:
    """Takes nodes and edges in the order of the file, and keeps a type and a name a node, and few edges."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._width = len(header.node_fields)
        self._codes = [header.node_type_code(name) for name in WATCHED]
        self._kinds, self._names = Column(np.uint8, 1 << 16), Column(np.uint32, 1 << 16)
        self._nodes: list[I64] = []
        self._begins: list[I64] = []
        self._ends: list[I64] = []
        self._edge_count = 0
        self._blocks: list[I64] = []

    def add_nodes(self, kinds: I64, names: I64, edge_counts: I64) -> None:
        """The next nodes."""
        ends = self._edge_count + np.cumsum(edge_counts)
        chosen = np.flatnonzero((kinds == self._codes[0]) | (kinds == self._codes[1]))
        self._nodes.append(chosen + self._kinds.size)
        self._begins.append((ends - edge_counts)[chosen])
        self._ends.append(ends[chosen])
        self._edge_count = int(ends[-1])
        self._kinds.append(kinds)
        self._names.append(names)

    def nodes_done(self) -> None:
        """All nodes were added: edges can come."""
        self._node, self._begin, self._end = (
            np.concatenate([np.empty(0, np.int64), *parts]) for parts in (self._nodes, self._begins, self._ends)
        )

    def add_edges(self, begin: int, kinds: I64, names: I64, to: I64) -> None:
        """The next edges, from number `begin` on; `to` as in the file."""
        low = int(np.searchsorted(self._end, begin, side="right"))
        high = int(np.searchsorted(self._begin, begin + kinds.size, side="left"))
        first = np.maximum(self._begin[low:high], begin) - begin
        counts = (np.minimum(self._end[low:high], begin + kinds.size) - begin - first).astype(np.intp)
        if counts.sum() == 0:
            return
        owners = np.repeat(np.arange(low, high), counts)
        edges = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(owners.size)
        self._blocks.append(np.stack([self._node[owners], kinds[edges], names[edges], to[edges] // self._width]))

    def snapshot(self, strings: Strings) -> Snapshot:
        """All nodes, with the edges of those watched, and nothing else."""
        count = self._kinds.size
        owners, kinds, names, to = np.concatenate([np.empty((4, 0), np.int64), *self._blocks], axis=1)
        first_edge = np.zeros(count + 1, np.uint32)
        np.cumsum(np.bincount(owners.astype(np.intp), minlength=count), out=first_edge[1:])
        nothing: U32 = np.zeros(0, np.uint32)
        node_type: U8 = self._kinds.take()
        return Snapshot(
            header=self._header,
            strings=strings,
            node_type=node_type,
            node_name=self._names.take(),
            node_id=nothing,
            self_size=nothing,
            first_edge=first_edge,
            node_detachedness=None,
            node_trace=None,
            edge_type=kinds.astype(np.uint8),
            edge_name=names.astype(np.uint32),
            edge_to=to.astype(np.uint32),
            location_node=nothing,
            location_script=nothing,
            location_line=nothing,
            location_column=nothing,
        )
