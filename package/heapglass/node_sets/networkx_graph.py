"""Nodes and the edges between them as a graph of networkx."""

from typing import TYPE_CHECKING, Any

import numpy as np

from heapglass.analysis.edge_names import edge_names
from heapglass.analysis.retainers import spans
from heapglass.node_sets.relations import in_mask

if TYPE_CHECKING:
    from heapglass.node_sets.node_set import NodeSet


def graph_of(nodes: "NodeSet", limit: int) -> Any:
    """A MultiDiGraph. Nodes are ordinals, with `id`, `type`, `name`, `class_name`, `distance`, `shallow_size` and
    `retained_size`; edges have `type` and `name` (a number for elements), and their ordinals as keys.

    Raises ValueError for more than `limit` nodes.
    """
    import networkx

    if len(nodes) > limit:
        raise ValueError(f"these are {len(nodes):,} nodes, more than {limit:,}: choose fewer, or give a higher limit")
    snapshot = nodes.heap.snapshot
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(zip(nodes.ordinals.tolist(), nodes.to_rows(), strict=True))
    places, which = spans(snapshot.first_edge, nodes.ordinals)
    inside = in_mask(snapshot.node_count, nodes.ordinals)[snapshot.edge_to[places]]
    edges = places[inside].astype(np.uint32)
    sources, targets = nodes.ordinals[which[inside]], snapshot.edge_to[edges]
    types = snapshot.header.edge_types
    for source, target, edge, kind, name in zip(
        sources.tolist(),
        targets.tolist(),
        edges.tolist(),
        snapshot.edge_type[edges].tolist(),
        edge_names(snapshot, edges),
        strict=True,
    ):
        graph.add_edge(source, target, edge, type=types[kind], name=name)
    return graph
