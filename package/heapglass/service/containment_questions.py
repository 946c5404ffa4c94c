"""The request for a node's place in the Containment view.

`containment_places {ordinal, sort}` -> {places}: the shortest way from the root to the node, as places in the lists
that `references` gives with that `sort`: of the root first, then of the node that is there, and so on. Empty where no
way leads to it, or none that is not ignored.
"""

import numpy as np

from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.retaining_paths import retaining_paths
from heapglass.service.node_questions import references_in_order
from heapglass.service.requests import Params
from heapglass.service.rows import Row
from heapglass.service.session import Session

DEEPEST_PLACE = 200
"""A tree that is open so many levels down has nothing left to show."""


def containment_places(session: Session, params: Params) -> Row:
    """How to walk down to a node from the root."""
    ways = retaining_paths(session.view, session.node(params).ordinal, 1, session.ways)
    if not ways or not ways[0].rooted:
        return {"places": []}
    edges = ways[0].edges[::-1][:DEEPEST_PLACE]
    sources = edge_sources(session.heap.snapshot, edges)
    places = [
        int(np.flatnonzero(references_in_order(session, source, params, None) == edge)[0])
        for source, edge in zip(sources.tolist(), edges.tolist(), strict=True)
    ]
    return {"places": places}
