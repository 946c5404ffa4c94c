"""The order of a node's references and retainers, as DevTools' object grids have them."""

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.analysis.ordering import Column, edge_name_keys, label_ranks, order_by, order_first
from heapglass.kernels.engine import F64, U32
from heapglass.snapshot import Snapshot


def by_edge_name(snapshot: Snapshot, edges: U32, nodes: U32, retained: F64, descending: bool) -> U32:
    """Positions of `edges` sorted by name, then by the retained sizes of the `nodes` at their other ends, down."""
    return order_by([*edge_name_keys(snapshot, edges, descending), (retained[nodes], True)])


def by_size(snapshot: Snapshot, edges: U32, sizes: Column, descending: bool, first: int | None = None) -> U32:
    """Positions of `edges` sorted by a column that has an entry for each, then by their names.

    Only the `first` of them, if told (see `order_first`).
    """
    return order_first(sizes, descending, most(edges, first), lambda some: edge_name_keys(snapshot, edges[some]))


def by_distance(
    snapshot: Snapshot, nodes: U32, distances: Column, renamed: Mask, descending: bool, first: int | None = None
) -> U32:
    """Positions of edges sorted by the `distances` of the `nodes` at their other ends, then by what they are called.

    Only the `first` of them, if told.
    """
    return order_first(
        distances, descending, most(nodes, first), lambda some: [(label_ranks(snapshot, nodes[some], renamed), False)]
    )


def most(rows: U32, first: int | None) -> int:
    """How many of `rows` are to be in order."""
    return rows.size if first is None else max(1, first)


def references(snapshot: Snapshot, node: int) -> U32:
    """The edges of `node` (uint32 ordinals, file order) that are shown: all but invisible ones."""
    edges: U32 = np.arange(snapshot.first_edge[node], snapshot.first_edge[node + 1], dtype=np.uint32)
    shown: U32 = edges[snapshot.edge_type[edges] != snapshot.header.edge_type_code("invisible")]
    return shown
