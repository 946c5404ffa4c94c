"""Which nodes the program itself starts from."""

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.kernels.engine import U32
from heapglass.snapshot import Snapshot

DOCUMENT_TREES = "(Document DOM trees)"


def root_edges(snapshot: Snapshot) -> slice:
    """The edges of the root, as a slice of the edge columns."""
    root = snapshot.header.root
    return slice(int(snapshot.first_edge[root]), int(snapshot.first_edge[root + 1]))


def user_roots(snapshot: Snapshot) -> U32:
    """Ordinals of the user roots, each once, in the order of the root's edges (DevTools `isUserRoot`)."""
    children = snapshot.edge_to[root_edges(snapshot)]
    synthetic = snapshot.node_type[children] == snapshot.header.node_type_code("synthetic")
    chosen = children[~synthetic | is_document_trees(snapshot, children)]
    _, first = group(chosen.astype(np.uint64))
    distinct: U32 = chosen[first]
    return distinct


def is_document_trees(snapshot: Snapshot, nodes: U32) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of `nodes` are the synthetic root of the document's DOM trees."""
    synthetic = snapshot.node_type[nodes] == snapshot.header.node_type_code("synthetic")
    named: np.ndarray[tuple[int], np.dtype[np.bool_]] = synthetic & (
        snapshot.node_name[nodes] == snapshot.strings.find(DOCUMENT_TREES)
    )
    return named
