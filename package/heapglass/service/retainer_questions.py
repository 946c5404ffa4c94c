"""Requests about what keeps a node: retainers, those to ignore, and ways to the roots.

`retainers {ordinal, ancestors, sort, start, count}` -> {total, rows}: edge rows whose node is the retainer, its
distance that of the view, and with them
  seen       the retainer is the node asked for or one of `ancestors` (ordinals: the chain of rows above it): a cycle
  ignored    the user ignores it
  reachable  something leads to it that is not ignored
  noise      it says little about why the node is kept; weak edges are left out altogether
Sorted by `distance` up unless told, or by `name` (the edge's), `retained` or `shallow`.

`retainer_chain {ordinal, levels}` -> {rows}: what the view opens by itself, each the first retainer of the one before.

`ignore {ordinal}`, `unignore {ordinal}`, `unignore_all {}`, `ignored {}` -> {rows}: the nodes that are ignored now.
Each of the first three changes what `retainers`, `retainer_chain` and `paths` say from then on.

`paths {ordinal, count}` -> {paths: [{clear, rooted, length, steps}]}: ways to the root, each of `length` edges, of
which `steps` has the first and the last ones, as retainer rows; `clear` says that none of them is noise.
"""

from typing import Any

import numpy as np

from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.retainers_view import LONGEST_CHAIN, UNREACHABLE
from heapglass.analysis.retaining_paths import retaining_paths
from heapglass.kernels.engine import U32
from heapglass.service.node_questions import EDGE_SORTS
from heapglass.service.requests import Params, page, reach, sort_of
from heapglass.service.rows import Row, edge_rows, node_rows
from heapglass.service.session import Session

MOST_PATHS = 50
MOST_STEPS = 100
"""Of a longer path, that many steps are told from either end."""


def retainers(session: Session, params: Params) -> Row:
    """The edges that enter a node, nearest to the roots first (rule 12)."""
    found = session.node(params)
    view = session.view
    sort, descending = sort_of({"sort": {"by": "distance", "descending": False}} | params, EDGE_SORTS, "distance")
    first = reach(params)

    def in_order() -> U32:
        edges, sources = view.entering(found.ordinal)
        return session.sorted_edges(edges, sources, view.distances(edges, sources), sort, descending, first)

    order = session.order(("retainers", found.ordinal, sort, descending, first), in_order)
    above = {found.ordinal, *map(int, params.get("ancestors") or ())}
    return {"total": order.size, "rows": _rows(session, page(order, params), above)}


def retainer_chain(session: Session, params: Params) -> Row:
    """The first retainer, the first retainer of that, and so on."""
    found = session.node(params)
    levels = min(LONGEST_CHAIN, max(0, int(params.get("levels", LONGEST_CHAIN))))
    return {"rows": _rows(session, session.view.chain(found.ordinal, levels), {found.ordinal})}


def paths(session: Session, params: Params) -> Row:
    """Ways to the root, the shortest first."""
    found = session.node(params)
    count = min(MOST_PATHS, max(1, int(params.get("count", 1))))
    told: list[dict[str, Any]] = []
    for way in retaining_paths(session.view, found.ordinal, count, session.ways):
        edges = way.edges
        if edges.size > 2 * MOST_STEPS:
            edges = np.concatenate([edges[:MOST_STEPS], edges[-MOST_STEPS:]])
        steps = _rows(session, edges, {found.ordinal})
        told.append({"clear": way.clear, "rooted": way.rooted, "length": way.edges.size, "steps": steps})
    return {"paths": told}


def ignore(session: Session, params: Params) -> Row:
    """Leave out a retainer."""
    session.ignore({*session.view.ignored.nodes.tolist(), session.node(params).ordinal})
    return ignored(session, {})


def unignore(session: Session, params: Params) -> Row:
    """Take a retainer back in."""
    session.ignore({*session.view.ignored.nodes.tolist()} - {session.node(params).ordinal})
    return ignored(session, {})


def unignore_all(session: Session, _: Params) -> Row:
    """Take all retainers back in."""
    session.ignore(())
    return ignored(session, {})


def ignored(session: Session, _: Params) -> Row:
    """The retainers that are left out."""
    return {"rows": node_rows(session.heap, session.view.ignored.nodes)}


def _rows(session: Session, edges: U32, above: set[int]) -> list[Row]:
    heap, view = session.heap, session.view
    sources = edge_sources(heap.snapshot, edges)
    noisy = heap.retainer_noise.among(heap.snapshot, edges, sources)
    without = set(view.ignored.nodes.tolist())
    rows = edge_rows(heap, edges, towards=False)
    for row, distance, noise in zip(rows, view.distances(edges, sources).tolist(), noisy.tolist(), strict=True):
        node = row["node"]
        node["distance"] = distance
        row["seen"] = node["ordinal"] in above
        row["ignored"] = node["ordinal"] in without
        row["reachable"] = distance < UNREACHABLE
        row["noise"] = noise
    return rows
