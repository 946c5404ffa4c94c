"""Layouts: what nodes have in common that refer alike. There are few, so a graph takes little room by them.

The layout of a node is its type, its detachedness, and the types and names of its edges, in order. What edges of one
place in a layout lead to is often the same again, or not far.
"""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, U64, kernel
from heapglass.kernels.grouping import FNV_OFFSET, FNV_PRIME
from heapglass.kernels.packing import LARGEST_SHIFT


@kernel
def hash_layouts(
    first_edge: U32, edge_type: U8, edge_name: U32, node_type: U8, detachedness: U8, key: int, hashes: U64
) -> int:
    """A hash of the layout of each node, different for every `key`. `detachedness` may be of size 0."""
    for node in range(node_type.size):
        value = (np.uint64(key) ^ np.uint64(FNV_OFFSET)) * np.uint64(FNV_PRIME)
        value = (value ^ np.uint64(node_type[node])) * np.uint64(FNV_PRIME)
        if detachedness.size != 0:
            value = (value ^ np.uint64(detachedness[node])) * np.uint64(FNV_PRIME)
        for edge in range(first_edge[node], first_edge[node + 1]):
            word = (np.uint64(edge_name[edge]) << np.uint64(8)) | np.uint64(edge_type[edge])
            value = (value ^ word) * np.uint64(FNV_PRIME)
            value ^= value >> np.uint64(29)
        hashes[node] = value
    return 0


@kernel
def copy_layouts(
    first_edge: U32, edge_type: U8, edge_name: U32, nodes: U32, first_place: I64, place_type: U8, place_name: U32
) -> int:
    """Write the types and names of the edges of `nodes`, one after another; `first_place` says where each begins."""
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        place = first_place[i]
        for edge in range(first_edge[node], first_edge[node + 1]):
            place_type[place] = edge_type[edge]
            place_name[place] = edge_name[edge]
            place += 1
    return 0


@kernel
def pack_targets(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    layout_of: U32,
    first_place: I64,
    place_type: U8,
    place_name: U32,
    last: U32,
    begin: int,
    data: U8,
    used: I64,
) -> int:
    """Write where the edges lead, as differences from the `last` that one of the same place led to, as `pack_numbers`
    does; from node `begin` on, as many nodes as `data` surely holds.

    Leaves in used[0] how many bytes that are, and returns the node after them; -1 - node for one that differs from its
    layout (two layouts with one hash). `last` has an entry a place, zeroed at first.
    """
    at = 0
    node = begin
    zeros = np.int64(0)
    while node < layout_of.size:
        edge = np.int64(first_edge[node])
        end = np.int64(first_edge[node + 1])
        place = first_place[layout_of[node]]
        if first_place[np.int64(layout_of[node]) + 1] - place != end - edge:
            return -1 - node
        if at + 5 * (end - edge) + 10 > data.size:
            break
        while edge < end:
            if edge_type[edge] != place_type[place] or edge_name[edge] != place_name[place]:
                return -1 - node
            to = np.int64(edge_to[edge])
            value = to - np.int64(last[place])
            last[place] = to
            place += 1
            edge += 1
            if value == 0:
                zeros += 1
                continue
            if zeros > 0:
                token = zeros * 2 + 1
                zeros = np.int64(0)
                while token >= 128:
                    data[at] = (token & 127) | 128
                    token = token >> 7
                    at += 1
                data[at] = token
                at += 1
            token = value * 4 if value > 0 else (-value) * 4 - 2
            while token >= 128:
                data[at] = (token & 127) | 128
                token = token >> 7
                at += 1
            data[at] = token
            at += 1
        node += 1
    if zeros > 0:
        token = zeros * 2 + 1
        while token >= 128:
            data[at] = (token & 127) | 128
            token = token >> 7
            at += 1
        data[at] = token
        at += 1
    used[0] = at
    return node


@kernel
def unpack_edges(
    data: U8,
    layout_of: U32,
    first_place: I64,
    place_type: U8,
    place_name: U32,
    last: U32,
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
) -> int:
    """Undo `pack_targets`: all edges of all nodes. Returns how many bytes of `data` they took; -1 if it ends early, or
    holds what `pack_targets` does not write, or an edge that leads to no node, or not as many edges as `edge_to`.

    `last` is zeroed. Layouts are known to exist.
    """
    at = 0
    edge = 0
    zeros = np.int64(0)
    count = layout_of.size
    first_edge[0] = 0
    for node in range(count):
        layout = np.int64(layout_of[node])
        begin = first_place[layout]
        end = first_place[layout + 1]
        if edge + (end - begin) > edge_to.size:
            return -1
        for place in range(begin, end):
            to = np.int64(last[place])
            if zeros > 0:
                zeros -= 1
            else:
                if at >= data.size:
                    return -1
                byte = np.int64(data[at])
                at += 1
                token = byte & 127
                shift = 7
                while byte >= 128:
                    if at >= data.size or shift > LARGEST_SHIFT:
                        return -1
                    byte = np.int64(data[at])
                    at += 1
                    token |= (byte & 127) << shift
                    shift += 7
                if token & 1:
                    zeros = (token >> 1) - 1
                    if zeros < 0:
                        return -1
                else:
                    to += (token + 2 >> 2) * (1 - (token & 2))
                    if to < 0 or to >= count:
                        return -1
                    last[place] = to
            edge_to[edge] = to
            edge_type[edge] = place_type[place]
            edge_name[edge] = place_name[place]
            edge += 1
        first_edge[node + 1] = edge
    if edge != edge_to.size or zeros > 0:
        return -1
    return at
