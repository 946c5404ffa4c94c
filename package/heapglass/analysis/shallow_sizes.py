"""How big a node is by itself, with the internals that only it owns."""

import numpy as np

from heapglass.analysis.detachedness import is_renamed
from heapglass.analysis.roots import user_roots
from heapglass.kernels.engine import F64, U8
from heapglass.kernels.spread import give_size_to_owner, spread_shallow_ownership
from heapglass.snapshot import Snapshot

UNOWNED = 0xFFFFFFFF
SHARED = 0xFFFFFFFE
EXTERNAL_STRING_DATA = "system / ExternalStringData"


def shallow_sizes(snapshot: Snapshot, detachedness: U8) -> F64:
    """Shallow size of each node in bytes (float64; rule 4, DevTools `calculateShallowSizes`).

    Self sizes, where the hidden nodes, arrays and string data that only one node reaches are counted as its own.
    Files without user roots keep their self sizes. String data found detached goes by another name, and counts itself.
    """
    sizes: F64 = snapshot.self_size.astype(np.float64)
    if user_roots(snapshot).size == 0:
        return sizes
    header = snapshot.header
    types = snapshot.node_type
    external = snapshot.strings.find(EXTERNAL_STRING_DATA)
    unowned = (types == header.node_type_code("hidden")) | (types == header.node_type_code("array"))
    if external >= 0:
        named = (types == header.node_type_code("native")) & (snapshot.node_name == external)
        unowned |= named & ~is_renamed(snapshot, detachedness)
    owner = np.arange(snapshot.node_count, dtype=np.uint32)
    owner[unowned] = UNOWNED
    spread_shallow_ownership(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_to,
        header.edge_type_code("weak"),
        owner,
        UNOWNED,
        SHARED,
        np.empty(2 * int(np.count_nonzero(unowned)) + 1, np.uint32),
    )
    give_size_to_owner(
        owner, types, header.node_type_code("synthetic"), header.root, UNOWNED, SHARED, sizes.copy(), sizes
    )
    return sizes
