"""Shapes of plain objects: which properties they have, and which known shape fits best."""

import numpy as np

from heapglass.kernels.engine import U8, U32, U64, kernel
from heapglass.kernels.grouping import FNV_OFFSET, FNV_PRIME
from heapglass.kernels.names import NOT_A_PROPERTY

NO_SHAPE = 0xFFFFFFFF


@kernel
def mark_property_names(
    first_edge: U32, edge_type: U8, edge_name: U32, property_edge: int, nodes: U32, named: U8
) -> int:
    """Mark in `named` (an entry a string) the names of all property edges of `nodes`."""
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        for edge in range(first_edge[node], first_edge[node + 1]):
            if edge_type[edge] == property_edge:
                named[edge_name[edge]] = 1
    return 0


@kernel
def hash_shapes(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    property_edge: int,
    property_of_string: U32,
    lengths: U32,
    hashes: U64,
    longest: int,
    nodes: U32,
    shape_hashes: U64,
) -> int:
    """A hash of the shape name of each of `nodes`, of which properties beyond `longest` characters are cut.

    `property_of_string` maps a string index to a property number, by which `lengths` and `hashes` are indexed.
    0 stands for no properties at all. DevTools `inferInterfaceDefinitions`.
    """
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        value = np.uint64(FNV_OFFSET)
        width = 1
        properties = 0
        for edge in range(first_edge[node], first_edge[node + 1]):
            if edge_type[edge] != property_edge:
                continue
            name = property_of_string[edge_name[edge]]
            length = np.int64(lengths[name])
            if length == NOT_A_PROPERTY:
                continue
            if width > 1 and width + length > longest:
                break
            properties += 1
            if width == 1 and length == 0:
                continue  # an empty first name leaves no trace in the text
            if width != 1:
                width += 2
            width += length
            value = (value ^ hashes[name]) * np.uint64(FNV_PRIME)
            value ^= value >> np.uint64(29)
        if properties == 0:
            value = np.uint64(0)
        shape_hashes[i] = value
    return 0


@kernel
def match_shapes(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    property_edge: int,
    property_of_string: U32,
    lead_first: U32,
    lead_shapes: U32,
    shape_first: U32,
    shape_properties: U32,
    shape_rank: U32,
    mark: U32,
    times: U32,
    nodes: U32,
    shapes: U32,
) -> int:
    """The best shape for each of `nodes`: of those whose properties it all has, the one of highest rank.

    Shape s needs the properties `shape_properties[shape_first[s]:shape_first[s + 1]]` (equal ones side by side: they
    are needed that often) and is listed once, under one of them, p, in `lead_shapes[lead_first[p]:lead_first[p + 1]]`.
    Ranks are distinct. `mark` and `times` have an entry a property, `mark` zeroed. A property not in any shape has
    number `mark.size` or above and is passed over.
    """
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        stamp = i + 1
        start = first_edge[node]
        end = first_edge[node + 1]
        for edge in range(start, end):
            if edge_type[edge] == property_edge:
                name = np.int64(property_of_string[edge_name[edge]])
                if name < mark.size:
                    times[name] = 1 + (np.int64(times[name]) if mark[name] == stamp else 0)
                    mark[name] = stamp
        best = NO_SHAPE
        best_rank = -1
        for edge in range(start, end):
            if edge_type[edge] != property_edge:
                continue
            name = np.int64(property_of_string[edge_name[edge]])
            if name >= mark.size:
                continue
            for at in range(lead_first[name], lead_first[name + 1]):
                shape = np.int64(lead_shapes[at])
                rank = np.int64(shape_rank[shape])
                if rank <= best_rank:
                    continue
                has_all = True
                need = np.int64(shape_first[shape])
                stop = np.int64(shape_first[shape + 1])
                before = -1
                wanted = 0
                while has_all and need < stop:
                    needed = np.int64(shape_properties[need])
                    wanted = wanted + 1 if needed == before else 1
                    has_all = mark[needed] == stamp and times[needed] >= wanted
                    before = needed
                    need += 1
                if has_all:
                    best = shape
                    best_rank = rank
        shapes[i] = best
    return 0
