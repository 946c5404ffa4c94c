"""Which properties objects have, in order."""

import numpy as np

from heapglass.kernels.engine import U8, U32, U64, kernel
from heapglass.kernels.grouping import FNV_OFFSET, FNV_PRIME


@kernel
def hash_property_lists(
    first_edge: U32, edge_type: U8, edge_name: U32, property_edge: int, proto: int, nodes: U32, hashes: U64
) -> int:
    """A hash of the properties of each of `nodes`, in order, without `proto` (a string index)."""
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        value = np.uint64(FNV_OFFSET)
        for edge in range(first_edge[node], first_edge[node + 1]):
            if edge_type[edge] == property_edge and edge_name[edge] != proto:
                value = (value ^ np.uint64(edge_name[edge])) * np.uint64(FNV_PRIME)
                value ^= value >> np.uint64(29)
        hashes[i] = value
    return 0
