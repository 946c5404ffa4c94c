"""Requests for the picture of the graph: few nodes, with the edges between them.

`neighbourhood {ordinal, depth, references, nodes, own, wider}` -> {nodes, edges, links}: a node, what it leads to and
what holds it. `own` leaves out what is not the program's; `wider` [[ordinal, edges]] are nodes to look further into.

`biggest {nodes, references, own, text, regex, match_case}` -> the same for the nodes that retain most.

A node is its row with `level`, `owner`, `on_path` (it dominates the one asked for, or is it) and how many references
and retainers more there are. A link says that one node dominates another where no edge drawn does.
"""

from collections.abc import Iterable

import numpy as np

from heapglass.analysis.code_owners import OWNERS, PROGRAM
from heapglass.analysis.dominated import dominator_path
from heapglass.analysis.following import Mask
from heapglass.analysis.graph_picture import Around, Limits, Picture, edges_among, first
from heapglass.kernels.engine import U32
from heapglass.service.requests import Params
from heapglass.service.rows import Row, edge_rows, node_rows
from heapglass.service.session import Session

MOST_NODES = 200
MOST_DEPTH = 6
MOST_EDGES = 100


def neighbourhood(session: Session, params: Params) -> Row:
    """A node with what it leads to on one side, and what holds it on the other."""
    heap, centre = session.heap, session.node(params).ordinal
    limits = Limits(
        nodes=_number(params, "nodes", 50, MOST_NODES),
        depth=_number(params, "depth", 2, MOST_DEPTH),
        most=_number(params, "references", 5, MOST_EDGES),
        wider={int(node): min(MOST_EDGES, int(count)) for node, count in params.get("wider") or ()},
    )
    around = Around(heap.snapshot, heap.retained_sizes, heap.distances, heap.retainer_index, _shown(session, params))
    path = dominator_path(heap.dominator_tree, centre)
    return _reply(session, around.draw(centre, limits), path, path)


def biggest(session: Session, params: Params) -> Row:
    """The nodes that retain most, and how they hold each other."""
    heap, count = session.heap, _number(params, "nodes", 50, MOST_NODES)
    text = str(params.get("text") or "")
    shown = _shown(session, params)
    shown[heap.snapshot.header.root] = False
    if text:
        found = heap.search(text, bool(params.get("regex")), bool(params.get("match_case")), class_names=True)
        nodes = found[shown[found]]
    else:
        nodes = np.flatnonzero(shown).astype(np.uint32)
    order = session.order(
        ("biggest", text, *(bool(params.get(name)) for name in ("regex", "match_case", "own"))),
        lambda: _most_retained(session, nodes),
    )
    chosen = order[:count]
    edges, sources = edges_among(heap.snapshot, chosen, _number(params, "references", 5, MOST_EDGES))
    picture = Picture(
        levels=dict.fromkeys(chosen.tolist(), 0), edges=dict(zip(edges.tolist(), sources.tolist(), strict=True))
    )
    return _reply(session, picture, np.empty(0, np.uint32), chosen) | {"total": nodes.size}


def _most_retained(session: Session, nodes: U32) -> U32:
    sizes = session.heap.retained_sizes[nodes]
    return session.sorted_nodes(nodes[first(-sizes, MOST_NODES)], "retained", True)


def _shown(session: Session, params: Params) -> Mask:
    if not params.get("own"):
        return np.ones(session.heap.node_count, np.bool_)
    own: Mask = session.heap.code_owners == PROGRAM
    return own


def _reply(session: Session, picture: Picture, path: U32, linked: Iterable[int]) -> Row:
    heap = session.heap
    nodes = np.array(list(picture.levels), np.uint32)
    edges = np.array(list(picture.edges), np.uint32)
    on_path = set(path.tolist())
    rows = node_rows(heap, nodes)
    for row, owner in zip(rows, heap.code_owners[nodes].tolist(), strict=True):
        ordinal = row["ordinal"]
        row |= {
            "level": picture.levels[ordinal],
            "owner": OWNERS[owner],
            "on_path": ordinal in on_path,
            "more_references": picture.more_references.get(ordinal, 0),
            "more_retainers": picture.more_retainers.get(ordinal, 0),
            "hidden_references": picture.hidden_references.get(ordinal, 0),
            "hidden_retainers": picture.hidden_retainers.get(ordinal, 0),
        }
    drawn = [
        {
            "edge": row["edge"],
            "edge_type": row["edge_type"],
            "name_or_index": row["name_or_index"],
            "from": picture.edges[row["edge"]],
            "to": row["node"]["ordinal"],
        }
        for row in edge_rows(heap, edges, towards=True)
    ]
    there = {(edge["from"], edge["to"]) for edge in drawn}
    links = [link for link in _links(session, picture, linked) if (link["from"], link["to"]) not in there]
    return {"nodes": rows, "edges": drawn, "links": links}


def _links(session: Session, picture: Picture, linked: Iterable[int]) -> list[dict[str, int]]:
    """For each of `linked` that is in the picture, the nearest of its dominators that is there, too."""
    dominators = session.heap.dominators
    links: list[dict[str, int]] = []
    for node in map(int, linked):
        if node not in picture.levels:
            continue
        above = int(dominators[node])
        while above not in picture.levels and above != int(dominators[above]):
            above = int(dominators[above])
        if above in picture.levels and above != node:
            links.append({"from": above, "to": node})
    return links


def _number(params: Params, name: str, usual: int, most: int) -> int:
    return min(most, max(1 if name != "depth" else 0, int(params.get(name, usual))))
