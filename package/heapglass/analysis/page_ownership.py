"""Which nodes belong to the page rather than to the debugger."""

import numpy as np

from heapglass.analysis.roots import is_document_trees, root_edges
from heapglass.kernels.engine import U8
from heapglass.kernels.spread import spread_page_ownership
from heapglass.snapshot import Snapshot


def page_owned(snapshot: Snapshot) -> U8:
    """1 for each node that is reached from the page's roots (uint8; rule 2, DevTools `markPageOwnedNodes`)."""
    header = snapshot.header
    edges = root_edges(snapshot)
    children = snapshot.edge_to[edges]
    types = snapshot.edge_type[edges]
    element = types == header.edge_type_code("element")
    shortcut = types == header.edge_type_code("shortcut")
    owned = np.zeros(snapshot.node_count, np.uint8)
    owned[children[shortcut | (element & is_document_trees(snapshot, children))]] = 1
    seeds = np.flatnonzero(owned)
    stack = np.empty(snapshot.node_count, np.uint32)
    stack[: seeds.size] = seeds
    spread_page_ownership(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_to,
        header.edge_type_code("weak"),
        owned,
        stack,
        seeds.size,
    )
    return owned
