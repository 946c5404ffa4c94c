"""A small part of the graph, to be drawn: a node and what is around it, or the nodes that retain most."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.analysis.retainers import RetainerIndex, edge_sources
from heapglass.kernels.engine import F64, I32, U32
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class Picture:
    """`levels` by node (ordinal): 0 for what was asked for, 1, 2 … what it leads to, -1, -2 … what holds it. `edges`
    by ordinal, with the node each starts from. `more` is how many references (retainers) of a node that was looked
    into could be drawn but are not, `hidden` how many lead to nodes (come from some) that are not to be shown.
    """

    levels: dict[int, int] = field(default_factory=dict)
    edges: dict[int, int] = field(default_factory=dict)
    more_references: dict[int, int] = field(default_factory=dict)
    more_retainers: dict[int, int] = field(default_factory=dict)
    hidden_references: dict[int, int] = field(default_factory=dict)
    hidden_retainers: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Limits:
    """How much is drawn: `nodes` in all, `depth` levels to either side, and `most` edges of each node. The nodes in
    `wider` (ordinals) are looked into whatever their level, with as many edges.
    """

    nodes: int
    depth: int
    most: int
    wider: Mapping[int, int]

    def edges_of(self, node: int, level: int) -> int:
        return self.wider.get(node, self.most if abs(level) < self.depth else 0)


@dataclass(slots=True)
class Around:
    """What `draw` looks things up in. Nodes of which `shown` is False are left out, and the edges to them."""

    snapshot: Snapshot
    retained: F64
    distances: I32
    index: RetainerIndex
    shown: Mask

    def draw(self, centre: int, limits: Limits) -> Picture:
        """`centre`, level by level: its references that retain most, and its retainers nearest to the roots."""
        picture = Picture(levels={centre: 0})
        ahead, behind = [centre], [centre]
        # In turn, so that neither side takes all the room.
        while ahead or behind:
            ahead = [to for node in ahead for to in self._references(picture, node, limits)]
            behind = [holder for node in behind for holder in self._retainers(picture, node, limits)]
        return picture

    def _references(self, picture: Picture, node: int, limits: Limits) -> list[int]:
        begin, end = self.snapshot.first_edge[node : node + 2].tolist()
        edges = np.arange(begin, end, dtype=np.uint32)
        edges = edges[self.snapshot.edge_type[edges] != self.snapshot.header.edge_type_code("invisible")]
        to = self.snapshot.edge_to[edges]
        shown = self.shown[to]
        picture.hidden_references[node] = int(to.size - shown.sum())
        edges, to = edges[shown], to[shown]
        chosen = first(-self.retained[to], limits.edges_of(node, picture.levels[node]))
        pairs = [(int(edges[at]), node, int(to[at]), int(to[at])) for at in chosen]
        reached, drawn = self._add(picture, pairs, picture.levels[node] + 1, limits)
        picture.more_references[node] = edges.size - drawn
        return reached

    def _retainers(self, picture: Picture, node: int, limits: Limits) -> list[int]:
        edges = self.index.entering(node)
        weak = self.snapshot.edge_type[edges] == self.snapshot.header.edge_type_code("weak")
        edges = edges[~weak]
        holders = edge_sources(self.snapshot, edges)
        shown = self.shown[holders] & (holders != node)
        picture.hidden_retainers[node] = int(holders.size - shown.sum())
        edges, holders = edges[shown], holders[shown]
        nearness = self.distances[holders].astype(np.float64)
        nearness[nearness < 0] = np.inf
        chosen = first(nearness, limits.edges_of(node, picture.levels[node]))
        pairs = [(int(edges[at]), int(holders[at]), node, int(holders[at])) for at in chosen]
        reached, drawn = self._add(picture, pairs, picture.levels[node] - 1, limits)
        picture.more_retainers[node] = edges.size - drawn
        return reached

    def _add(
        self, picture: Picture, edges: list[tuple[int, int, int, int]], level: int, limits: Limits
    ) -> tuple[list[int], int]:
        """The nodes that are new, and how many of the edges are drawn."""
        reached: list[int] = []
        drawn = 0
        for edge, source, _, other in edges:
            if other not in picture.levels:
                if len(picture.levels) >= limits.nodes:
                    continue
                picture.levels[other] = level
                reached.append(other)
            picture.edges[edge] = source
            drawn += 1
        return reached, drawn


def edges_among(snapshot: Snapshot, nodes: U32, most: int) -> tuple[U32, U32]:
    """The edges (ordinals) between `nodes`, and where each starts; `most` of each node's, the first ones."""
    chosen = np.zeros(snapshot.node_count, np.bool_)
    chosen[nodes] = True
    invisible, weak = (snapshot.header.edge_type_code(name) for name in ("invisible", "weak"))
    found: list[U32] = []
    for node in nodes.tolist():
        edges = np.arange(*snapshot.first_edge[node : node + 2].tolist(), dtype=np.uint32)
        to = snapshot.edge_to[edges]
        types = snapshot.edge_type[edges]
        kept = chosen[to] & (to != node) & (types != invisible) & (types != weak)
        edges, to = edges[kept], to[kept]
        # Several edges to one node say no more than the first of them.
        order = np.argsort(to, kind="stable")
        new = np.ones(order.size, np.bool_)
        new[1:] = to[order[1:]] != to[order[:-1]]
        found.append(np.sort(edges[order[new]])[:most])
    edges = np.concatenate(found) if found else np.empty(0, np.uint32)
    return edges, edge_sources(snapshot, edges)


def first(keys: F64, count: int) -> list[int]:
    """The places of the `count` smallest, in order; of equal ones, the first."""
    if count <= 0:
        return []
    some = np.arange(keys.size)
    if count < keys.size:
        last = np.partition(keys, count - 1)[count - 1]
        below = np.flatnonzero(keys < last)
        some = np.sort(np.concatenate([below, np.flatnonzero(keys == last)[: count - below.size]]))
    chosen: list[int] = some[np.argsort(keys[some], kind="stable")].tolist()
    return chosen
