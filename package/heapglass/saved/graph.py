"""Nodes and edges as blocks, and back."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.kernels.engine import I64, U8, U32
from heapglass.kernels.layouts import copy_layouts, hash_layouts, pack_targets, unpack_edges
from heapglass.saved.blocks import Blocks
from heapglass.saved.container import Block, damaged
from heapglass.saved.numbers import Column, Packed, packed, packed_by_kind, packed_steps, within
from heapglass.snapshot import Snapshot

UINT32 = (1 << 32) - 1
INT64 = (1 << 63) - 1
TARGETS_ROOM = 1 << 22
BYTES_AN_EDGE = 5
BYTES_OF_ZEROS = 10


@dataclass(slots=True)
class Layouts:
    """`of_node` (uint32) numbers the layout of each node. Layout i is of a node `type` (uint8) and a `detachedness`
    (uint8, or None where the file has none), with the edge types and names `place_type` (uint8) and `place_name`
    (uint32) from `first_place[i]` (int64) up to `first_place[i + 1]`.
    """

    of_node: U32
    type: U8
    detachedness: U8 | None
    first_place: I64
    place_type: U8
    place_name: U32

    def packed(self, name: str, values: Column) -> Block:
        """A column over the nodes, alike in nodes of one layout."""
        return packed_by_kind(name, values, self.of_node, self.type.size)

    def unpacked(self, column: Packed) -> I64:
        """Undo `packed`."""
        return column.by_kind(self.of_node, self.type.size)

    def unpacked_within(self, column: Packed, most: int) -> U32:
        """Undo `packed`, for numbers from 0 to `most`."""
        return column.by_kind_within(self.of_node, self.type.size, most)


def find_layouts(snapshot: Snapshot) -> tuple[Layouts, Block]:
    """The layouts of a snapshot, and where its edges lead, packed."""
    graph = (snapshot.first_edge, snapshot.edge_type, snapshot.edge_name)
    states = snapshot.node_detachedness
    hashes = np.empty(snapshot.node_count, np.uint64)
    while True:
        key = int.from_bytes(os.urandom(7))
        hash_layouts(*graph, snapshot.node_type, np.empty(0, np.uint8) if states is None else states, key, hashes)
        of_node, first_of = group(hashes)
        first_place = np.zeros(first_of.size + 1, np.int64)
        np.cumsum(
            snapshot.first_edge[first_of.astype(np.int64) + 1].astype(np.int64) - snapshot.first_edge[first_of],
            out=first_place[1:],
        )
        places = int(first_place[-1])
        made = Layouts(
            of_node,
            snapshot.node_type[first_of],
            None if states is None else states[first_of],
            first_place,
            np.empty(places, np.uint8),
            np.empty(places, np.uint32),
        )
        copy_layouts(*graph, first_of, first_place, made.place_type, made.place_name)
        targets = _targets(snapshot, made)
        alike = made.type[of_node] == snapshot.node_type
        if states is not None and made.detachedness is not None:
            alike &= made.detachedness[of_node] == states
        # Two layouts with one hash: with another key, others would have to.
        if targets is not None and alike.all():
            return made, Block.of("edges.to", targets)


def _targets(snapshot: Snapshot, made: Layouts) -> bytes | None:
    most = int(np.diff(snapshot.first_edge).max(initial=0))
    data = np.empty(max(TARGETS_ROOM, BYTES_AN_EDGE * most + BYTES_OF_ZEROS), np.uint8)
    last = np.zeros(made.place_type.size, np.uint32)
    used = np.zeros(1, np.int64)
    parts: list[bytes] = []
    node = 0
    while node < snapshot.node_count:
        node = pack_targets(
            snapshot.first_edge,
            snapshot.edge_type,
            snapshot.edge_name,
            snapshot.edge_to,
            made.of_node,
            made.first_place,
            made.place_type,
            made.place_name,
            last,
            node,
            data,
            used,
        )
        if node < 0:
            return None
        parts.append(data[: int(used[0])].tobytes())
    return b"".join(parts)


def graph_blocks(snapshot: Snapshot, layouts: Layouts, targets: Block) -> Iterator[Block]:
    """All columns of nodes and edges."""
    yield packed_steps("nodes.layout", layouts.of_node)
    yield Block.of("layouts.type", layouts.type.tobytes())
    if layouts.detachedness is not None:
        yield Block.of("layouts.detachedness", layouts.detachedness.tobytes())
    yield packed("layouts.edge_count", np.diff(layouts.first_place))
    yield Block.of("places.type", layouts.place_type.tobytes())
    yield packed_steps("places.name", layouts.place_name)
    yield targets
    yield layouts.packed("nodes.name", snapshot.node_name)
    yield packed_steps("nodes.id", snapshot.node_id)
    yield layouts.packed("nodes.self_size", snapshot.self_size)
    if snapshot.node_trace is not None:
        yield packed_steps("nodes.trace", snapshot.node_trace)


@dataclass(slots=True)
class Graph:
    """The columns of a `Snapshot` that are of nodes and edges."""

    node_type: U8
    node_name: U32
    node_id: U32 | I64
    self_size: U32 | I64
    first_edge: U32
    node_detachedness: U8 | None
    node_trace: U32 | None
    edge_type: U8
    edge_name: U32
    edge_to: U32


def read_graph(blocks: Blocks, nodes: int, edges: int, layouts: int, places: int) -> tuple[Layouts, Graph]:
    """Undo `graph_blocks`. Raises MalformedError for what no graph is; that names are strings remains to be checked."""
    of_node = blocks.packed("nodes.layout", nodes).steps_within(layouts - 1)
    counts = blocks.packed("layouts.edge_count", layouts).numbers()
    first_place = np.zeros(layouts + 1, np.int64)
    np.cumsum(within("layouts.edge_count", counts, 0, places), out=first_place[1:])
    if int(first_place[-1]) != places:
        raise damaged("layouts.edge_count")
    made = Layouts(
        of_node,
        blocks.bytes("layouts.type", layouts),
        blocks.bytes("layouts.detachedness", layouts) if "layouts.detachedness" in blocks else None,
        first_place,
        blocks.bytes("places.type", places),
        blocks.packed("places.name", places).steps_within(UINT32),
    )
    first_edge = np.empty(nodes + 1, np.uint32)
    edge_type, edge_name, edge_to = np.empty(edges, np.uint8), np.empty(edges, np.uint32), np.empty(edges, np.uint32)
    targets = blocks.take("edges.to")
    used = unpack_edges(
        targets,
        of_node,
        first_place,
        made.place_type,
        made.place_name,
        np.zeros(places, np.uint32),
        first_edge,
        edge_type,
        edge_name,
        edge_to,
    )
    if used != targets.size:
        raise damaged("edges.to")
    sizes = made.unpacked(blocks.packed("nodes.self_size", nodes))
    return made, Graph(
        node_type=made.type[of_node],
        node_name=made.unpacked_within(blocks.packed("nodes.name", nodes), UINT32),
        node_id=_narrow(within("nodes.id", blocks.packed("nodes.id", nodes).steps(), 0, INT64)),
        self_size=_narrow(within("nodes.self_size", sizes, 0, INT64)),
        first_edge=first_edge,
        node_detachedness=None if made.detachedness is None else made.detachedness[of_node],
        node_trace=blocks.packed("nodes.trace", nodes).steps_within(UINT32) if "nodes.trace" in blocks else None,
        edge_type=edge_type,
        edge_name=edge_name,
        edge_to=edge_to,
    )


def _narrow(values: Column) -> U32 | I64:
    """In 32 bits where all fit, as the reader has them."""
    return values.astype(np.uint32) if int(values.max(initial=0)) <= UINT32 else values
