"""Requests about what keeps a node: retainers, those to ignore, and ways to the roots.

`retainers {ordinal, ancestors, sort, noise_last, start, count}` -> {total, rows}: edge rows whose node is the
retainer, its distance that of the view, and with them
  seen       the retainer is the node asked for or one of `ancestors` (ordinals: the chain of rows above it): a cycle
  ignored    the user ignores it
  reachable  something leads to it that is not ignored
  noise      it says little about why the node is kept; weak edges are left out altogether
Sorted by `distance` up unless told, or by `name` (the edge's), `retained` or `shallow`; with `noise_last`, what is
noise or ignored comes after the rest.

`retainer_chain {as retainers, levels}` -> {pages}: what the view opens by itself, the retainers of the node, of the
first of these, and so on up to a root, each a page as `retainers` has it.

`inspection {ordinal, references, retainers, language}` -> {node, references, retainers, kept_by}: all that the
page shows of a node that is looked at. `references` are the params of that request, `retainers` those of
`retainer_chain`, or null for none; `kept_by` is null where the ways to the roots, which take their time, have not been
looked for yet.

`ignore {ordinal}`, `unignore {ordinal}`, `unignore_all {}`, `ignored {}` -> {rows}: the nodes that are ignored now.
Each of the first three changes what `retainers`, `retainer_chain` and `paths` say from then on.

`paths {ordinal, count}` -> {paths: [{clear, rooted, length, steps}]}: ways to the root, each of `length` edges, of
which `steps` has the first and the last ones, as retainer rows; `clear` says that none of them is noise.

`kept_by {ordinal, language}` -> {links, left_out, last_links, rooted, clear, root}: the shortest of those ways in words
(`analysis.suspects.kept`). A link is {parts, steps}; its `parts` are null for steps that only the engine knows of. Of a
long way, `left_out` edges are not told between `links` and `last_links`. `root` says what a `rooted` way ends at.
"""

from itertools import islice
from typing import Any

import numpy as np

from heapglass.analysis.retainer_noise import is_in
from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.retainers_view import LONGEST_CHAIN, UNREACHABLE
from heapglass.analysis.retaining_paths import retaining_paths
from heapglass.analysis.suspects.finding import Step
from heapglass.analysis.suspects.kept import Link, links, root_in_words
from heapglass.analysis.suspects.prose import LANGUAGES
from heapglass.kernels.engine import U32
from heapglass.service import node_questions
from heapglass.service.failures import BadRequestError
from heapglass.service.node_questions import EDGE_SORTS
from heapglass.service.requests import Params, page, reach, sort_of
from heapglass.service.rows import Row, edge_rows, node_rows
from heapglass.service.session import Session

MOST_PATHS = 50
MOST_STEPS = 100
"""Of a longer path, that many steps are told from either end."""
FIRST_WORDED, LAST_WORDED = 60, 12
"""Of a longer path, that many edges are put into words at either end."""


def retainers(session: Session, params: Params) -> Row:
    """The edges that enter a node, nearest to the roots first (rule 12)."""
    found = session.node(params)
    order = _in_order(session, found.ordinal, params)
    above = {found.ordinal, *map(int, params.get("ancestors") or ())}
    return {"total": order.size, "rows": _rows(session, page(order, params), above)}


def _in_order(session: Session, node: int, params: Params) -> U32:
    view = session.view
    sort, descending = sort_of({"sort": {"by": "distance", "descending": False}} | params, EDGE_SORTS, "distance")
    noise_last = bool(params.get("noise_last"))
    first = reach(params)

    def in_order() -> U32:
        edges, sources = view.entering(node)
        far = view.distances(edges, sources)
        if not noise_last:
            return session.sorted_edges(edges, sources, far, sort, descending, first)
        aside = session.heap.retainer_noise.among(session.heap.snapshot, edges, sources)
        aside |= is_in(sources, view.ignored.nodes)
        parts = [
            session.sorted_edges(edges[at], sources[at], far[at], sort, descending, first) for at in (~aside, aside)
        ]
        return np.concatenate(parts)

    return session.order(("retainers", node, sort, descending, noise_last, first), in_order)


def retainer_chain(session: Session, params: Params) -> Row:
    """The retainers of a node, those of the first one, and so on."""
    above = [session.node(params).ordinal]
    levels = min(LONGEST_CHAIN, max(1, int(params.get("levels", LONGEST_CHAIN))))
    view, params = session.view, params | {"start": 0}
    orders: list[U32] = []
    while len(orders) < levels:
        orders.append(_in_order(session, above[-1], params))
        first = orders[-1][:1]
        if first.size == 0:
            break
        source = edge_sources(session.heap.snapshot, first)
        if int(source[0]) in above or not 1 < int(view.distances(first, source)[0]) < UNREACHABLE:
            break
        above.append(int(source[0]))
    shown = [page(order, params) for order in orders]
    rows = iter(_rows(session, np.concatenate(shown), set()))  # all at once: it is what takes the time
    pages: list[Row] = []
    for level, (order, edges) in enumerate(zip(orders, shown, strict=True)):
        of_level = list(islice(rows, edges.size))
        for row in of_level:
            row["seen"] = row["node"]["ordinal"] in above[: level + 1]
        pages.append({"total": order.size, "rows": of_level})
    return {"pages": pages}


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


def kept_by(session: Session, params: Params) -> Row:
    """The shortest way to the root in words."""
    found = session.node(params)
    language = str(params.get("language", "en"))
    if language not in LANGUAGES:
        raise BadRequestError("unknown-language", f"There is no language {language!r}.", language=language)
    ways = retaining_paths(session.view, found.ordinal, 1, session.ways)
    if not ways:
        return {"links": [], "left_out": 0, "last_links": [], "rooted": False, "clear": False, "root": ""}
    way = ways[0]
    size = way.edges.size
    cut = size > FIRST_WORDED + LAST_WORDED
    edges, last = (way.edges[:FIRST_WORDED], way.edges[size - LAST_WORDED :]) if cut else (way.edges, way.edges[:0])
    return {
        "links": _links(session, edges, found.ordinal, language),
        "left_out": size - edges.size - last.size,
        "last_links": _links(session, last, found.ordinal, language),
        "rooted": way.rooted,
        "clear": way.clear,
        "root": root_in_words(language),
    }


def inspection(session: Session, params: Params) -> Row:
    """What there is to see of a node, in one reply: each one that the page waits for costs it a frame."""
    found = {"ordinal": session.node(params).ordinal}
    chain = params.get("retainers")
    told = session.knows_ways
    return {
        "node": node_questions.node(session, found),
        "references": node_questions.references(session, (params.get("references") or {}) | found),
        "retainers": retainer_chain(session, chain | found)["pages"] if chain else [],
        "kept_by": kept_by(session, {"language": params.get("language", "en")} | found) if told else None,
    }


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


def _links(session: Session, edges: U32, above: int, language: str) -> list[Row]:
    sources = edge_sources(session.heap.snapshot, edges)
    path = [Step(edge, holder) for edge, holder in zip(edges.tolist(), sources.tolist(), strict=True)]
    told: list[Link] = links(session.heap, path, language)
    rows = {row["edge"]: row for row in _rows(session, edges, {above})}
    return [{"parts": link.parts, "steps": [rows[step.edge] for step in link.steps]} for link in told]


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
