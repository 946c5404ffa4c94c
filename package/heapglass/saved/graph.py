"""Nodes and edges as blocks, and back."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.kernels.engine import I64, U8, U32
from heapglass.kernels.find_bad_edge import find_bad_edge
from heapglass.kernels.layouts import copy_layouts, hash_layouts, pack_targets, unpack_edges
from heapglass.saved.blocks import Blocks
from heapglass.saved.container import WORTH_IT, Block, damaged
from heapglass.saved.numbers import Column, Packed, packed, packed_by_kind, packed_steps, within
from heapglass.snapshot import Snapshot
from heapglass.snapshot.schema import NUMBERED_EDGES, Header

UINT32 = (1 << 32) - 1
INT64 = (1 << 63) - 1
TARGETS_ROOM = 1 << 22
BYTES_AN_EDGE = 5
BYTES_OF_ZEROS = 10


@dataclass(slots=True)
class Layouts:
    """`of_node` (uint32) numbers the layout of each node. Layout i is of a node `type` (uint8) and a `detachedness`
    (uint8, or None where the file has none).
    """

    of_node: U32
    type: U8
    detachedness: U8 | None

    def packed(self, name: str, values: Column) -> Block:
        """A column over the nodes, alike in nodes of one layout."""
        return packed_by_kind(name, values, self.of_node, self.type.size)

    def unpacked(self, column: Packed) -> I64:
        """Undo `packed`."""
        return column.by_kind(self.of_node, self.type.size)

    def unpacked_within(self, column: Packed, most: int) -> U32:
        """Undo `packed`, for numbers from 0 to `most`."""
        return column.by_kind_within(self.of_node, self.type.size, most)


@dataclass(slots=True)
class Places:
    """The edges of a node of layout i have the types (uint8) and names (uint32) from `first[i]` (int64) up to
    `first[i + 1]`."""

    first: I64
    type: U8
    name: U32


def find_layouts(snapshot: Snapshot) -> tuple[Layouts, Places, Block]:
    """The layouts of a snapshot, and where its edges lead, packed."""
    graph = (snapshot.first_edge, snapshot.edge_type, snapshot.edge_name)
    states = snapshot.node_detachedness
    hashes = np.empty(snapshot.node_count, np.uint64)
    while True:
        key = int.from_bytes(os.urandom(7))
        hash_layouts(*graph, snapshot.node_type, np.empty(0, np.uint8) if states is None else states, key, hashes)
        of_node, first_of = group(hashes)
        first = np.zeros(first_of.size + 1, np.int64)
        np.cumsum(
            snapshot.first_edge[first_of.astype(np.int64) + 1].astype(np.int64) - snapshot.first_edge[first_of],
            out=first[1:],
        )
        made = Layouts(of_node, snapshot.node_type[first_of], None if states is None else states[first_of])
        places = Places(first, np.empty(int(first[-1]), np.uint8), np.empty(int(first[-1]), np.uint32))
        copy_layouts(*graph, first_of, first, places.type, places.name)
        targets = _targets(snapshot, made, places)
        alike = made.type[of_node] == snapshot.node_type
        if states is not None and made.detachedness is not None:
            alike &= made.detachedness[of_node] == states
        # Two layouts with one hash: with another key, others would have to.
        if targets is not None and alike.all():
            return made, places, Block.of("edges.to", targets, WORTH_IT)


def _targets(snapshot: Snapshot, made: Layouts, places: Places) -> bytes | None:
    most = int(np.diff(snapshot.first_edge).max(initial=0))
    data = np.empty(max(TARGETS_ROOM, BYTES_AN_EDGE * most + BYTES_OF_ZEROS), np.uint8)
    last = np.zeros(places.type.size, np.uint32)
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
            places.first,
            places.type,
            places.name,
            last,
            node,
            data,
            used,
        )
        if node < 0:
            return None
        parts.append(data[: int(used[0])].tobytes())
    return b"".join(parts)


def graph_blocks(snapshot: Snapshot, layouts: Layouts, places: Places, targets: Block) -> Iterator[Block]:
    """All columns of nodes and edges."""
    yield packed_steps("nodes.layout", layouts.of_node)
    yield Block.of("layouts.type", layouts.type.tobytes())
    if layouts.detachedness is not None:
        yield Block.of("layouts.detachedness", layouts.detachedness.tobytes())
    yield packed("layouts.edge_count", np.diff(places.first), WORTH_IT)
    yield Block.of("places.type", places.type.tobytes(), WORTH_IT)
    yield packed_steps("places.name", places.name, WORTH_IT)
    yield targets
    yield layouts.packed("nodes.name", snapshot.node_name)
    yield packed_steps("nodes.id", snapshot.node_id)
    yield layouts.packed("nodes.self_size", snapshot.self_size)
    if snapshot.node_trace is not None:
        yield packed_steps("nodes.trace", snapshot.node_trace)


@dataclass(slots=True)
class Nodes:
    """The columns of a `Snapshot` that are of nodes."""

    node_type: U8
    node_name: U32
    node_id: U32 | I64
    self_size: U32 | I64
    node_detachedness: U8 | None
    node_trace: U32 | None


def read_nodes(blocks: Blocks, nodes: int, layouts: int) -> tuple[Layouts, Nodes]:
    """Undo `graph_blocks`, but for the edges. Raises MalformedError for what no nodes are; that types and names exist
    remains to be checked."""
    made = Layouts(
        blocks.packed("nodes.layout", nodes).steps_within(layouts - 1),
        blocks.bytes("layouts.type", layouts),
        blocks.bytes("layouts.detachedness", layouts) if "layouts.detachedness" in blocks else None,
    )
    sizes = made.unpacked(blocks.packed("nodes.self_size", nodes))
    return made, Nodes(
        node_type=made.type[made.of_node],
        node_name=made.unpacked_within(blocks.packed("nodes.name", nodes), UINT32),
        node_id=_narrow(within("nodes.id", blocks.packed("nodes.id", nodes).steps(), 0, INT64)),
        self_size=_narrow(within("nodes.self_size", sizes, 0, INT64)),
        node_detachedness=None if made.detachedness is None else made.detachedness[made.of_node],
        node_trace=blocks.packed("nodes.trace", nodes).steps_within(UINT32) if "nodes.trace" in blocks else None,
    )


class StoredEdges:
    """The edges of `graph_blocks`, to be unpacked later. `places` says how many there are in all layouts, `strings` how
    many names there can be."""

    def __init__(self, blocks: Blocks, layouts: Layouts, places: int, header: Header, strings: int) -> None:
        self._layouts = layouts
        self._header = header
        self._strings = strings
        self._counts = blocks.packed("layouts.edge_count", layouts.type.size)
        self._types = blocks.stored("places.type")
        self._names = blocks.packed("places.name", places)
        self._targets = blocks.stored("edges.to")
        if self._types.size != places:
            raise damaged("places.type")

    def unpacked(self) -> dict[str, Column]:
        """The columns of a `Snapshot` that are of edges. Raises MalformedError for what no edges are."""
        places, edges = self._places(), self._header.edge_count
        first: U32 = np.empty(self._layouts.of_node.size + 1, np.uint32)
        types: U8 = np.empty(edges, np.uint8)
        names: U32 = np.empty(edges, np.uint32)
        ends: U32 = np.empty(edges, np.uint32)
        targets = self._targets.unpacked()
        last = np.zeros(places.type.size, np.uint32)
        used = unpack_edges(
            targets, self._layouts.of_node, places.first, places.type, places.name, last, first, types, names, ends
        )
        if used != targets.size:
            raise damaged("edges.to")
        return {"first_edge": first, "edge_type": types, "edge_name": names, "edge_to": ends}

    def _places(self) -> Places:
        count = self._types.size
        sizes = within("layouts.edge_count", self._counts.numbers(), 0, count)
        first = np.zeros(sizes.size + 1, np.int64)
        np.cumsum(sizes, out=first[1:])
        if int(first[-1]) != count:
            raise damaged("layouts.edge_count")
        made = Places(first, self._types.unpacked(), self._names.steps_within(UINT32))
        numbered: U8 = np.zeros(256, np.uint8)
        numbered[: len(self._header.edge_types)] = [name in NUMBERED_EDGES for name in self._header.edge_types]
        # That they lead to nodes is checked as they are unpacked.
        nowhere = np.zeros(count, np.uint32)
        if find_bad_edge(made.type, made.name, nowhere, numbered, len(self._header.edge_types), self._strings, 1) >= 0:
            raise damaged("places.name")
        return made


def _narrow(values: Column) -> U32 | I64:
    """In 32 bits where all fit, as the reader has them."""
    return values.astype(np.uint32) if int(values.max(initial=0)) <= UINT32 else values
