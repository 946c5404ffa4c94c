"""Ways from a node to the roots: the shortest ones, and all of them as a tree."""

from dataclasses import dataclass, field

import numpy as np

from heapglass.analysis.distances import UNREACHED, distances
from heapglass.analysis.edge_rules import EdgeRules
from heapglass.analysis.ordering import order_by
from heapglass.analysis.retainer_noise import Noise, is_in
from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.retainers_view import UNREACHABLE, RetainersView
from heapglass.kernels.edge_rules import CLEAR, DISTANT
from heapglass.kernels.engine import I32, U8, U32
from heapglass.kernels.retainers import climb_retainers
from heapglass.snapshot import Snapshot

LONGEST_PATH = 100_000

# The limits of DevTools' `getRetainingPaths`.
DEEPEST = 30
MOST_NODES = 5000
MOST_SIBLINGS = 100
ROOT_DISTANCE = 2


@dataclass(slots=True)
class Ways:
    """Where edges lead: `flags` (uint8, an entry an edge) has DISTANT for those that count for distances, and CLEAR for
    those that are no noise besides; `clear_distances` (int32, UNREACHED for none) are those along the latter.
    """

    flags: U8
    clear_distances: I32


@dataclass(slots=True)
class Path:
    """`edges` (uint32 ordinals): the first enters the node, each further one enters the node the last one came from.

    `clear` says that none of them is noise; `rooted` that the path ends at the root.
    """

    edges: U32
    clear: bool
    rooted: bool


@dataclass(slots=True)
class Branch:
    """A retaining edge, and those that keep its node: DevTools' `RetainingEdge`. Nodes and edges are ordinals."""

    edge: int
    node: int
    distance: int
    children: list["Branch"] = field(default_factory=list)


@dataclass(slots=True)
class Limits:
    """Which of the limits on depth, nodes and siblings kept the tree from being whole."""

    depth: bool = False
    nodes: bool = False
    siblings: bool = False


def ways(snapshot: Snapshot, rules: EdgeRules, noise: Noise, ignored: U32) -> Ways:
    """The ways through the graph, no clear one by an edge to an `ignored` node. Takes the flags of `rules` over."""
    flags = rules.flags
    muted = flags.copy()
    noise.mute(snapshot, muted, ~DISTANT & 255)
    found = distances(snapshot, EdgeRules(muted, rules.entered, rules.pair_of_string, rules.pair_count), ignored)
    flags[(muted & DISTANT) != 0] |= CLEAR
    return Ways(flags, found)


def retaining_paths(view: RetainersView, node: int, count: int, ways: Ways) -> list[Path]:
    """Up to `count` ways from `node` to the root, no two by the same retainer; the shortest without noise first.

    From each retainer the way is the shortest without noise, if there is one, else the shortest. A way that comes back
    to the node itself says nothing of why it is kept, and is left out.
    """
    root = view.snapshot.header.root
    if node == root:
        return []
    edges, sources = _first_steps(view, node)
    reached = ways.clear_distances[sources]
    clean = ((ways.flags[edges] & CLEAR) != 0) & (reached != UNREACHED)
    far = np.where(clean, reached, view.distances(edges, sources))
    far[sources == root] = 0
    order = order_by([(~clean, False), (far, False)])
    paths: list[Path] = []
    for at in order.tolist():
        if len(paths) == count or far[at] >= UNREACHABLE:
            break
        rest = _climb(view, ways, int(sources[at]), node)
        if rest is None:
            continue
        path = np.concatenate([edges[at : at + 1], rest])
        rooted = int(edge_sources(view.snapshot, path[-1:])[0]) == root
        if rooted or not paths:
            paths.append(Path(path, bool(clean[at]), rooted))
    return paths


def retaining_forest(
    view: RetainersView,
    node: int,
    deepest: int = DEEPEST,
    most_nodes: int = MOST_NODES,
    most_siblings: int = MOST_SIBLINGS,
) -> tuple[list[Branch], Limits]:
    """All ways from `node` to a node at distance 2, as a tree (DevTools `getRetainingPaths`, limits and all)."""
    snapshot, limits = view.snapshot, Limits()
    reached = np.where(view.ignored.distances >= UNREACHABLE, np.int32(UNREACHED), view.ignored.distances)
    weak = snapshot.header.edge_type_code("weak")
    visiting: set[int] = set()
    visited: dict[int, int] = {}
    traversed = 0

    def build(current: int, depth: int) -> list[Branch]:
        nonlocal traversed
        traversed += 1
        if traversed > most_nodes:
            limits.nodes = True
            return []
        if depth >= deepest:
            limits.depth = True
            return []
        if reached[current] <= ROOT_DISTANCE or current in visiting or depth >= visited.get(current, deepest):
            return []
        visiting.add(current)
        edges = view.index.entering(current)[::-1]
        edges = edges[(snapshot.edge_type[edges] != weak) & ~is_in(edges, view.ignored.edges)]
        sources = edge_sources(snapshot, edges)
        far = reached[sources]
        near_enough = far - ROOT_DISTANCE < deepest - depth
        limits.depth |= bool((~near_enough & (far >= 0)).any())
        chosen = np.flatnonzero(near_enough & (far >= 0))
        limits.siblings |= chosen.size > most_siblings
        chosen = chosen[np.argsort(far[chosen], kind="stable")][:most_siblings]
        forest: list[Branch] = []
        for edge, source, distance in zip(
            edges[chosen].tolist(), sources[chosen].tolist(), far[chosen].tolist(), strict=True
        ):
            branch = Branch(edge, source, distance)
            if distance == ROOT_DISTANCE:
                traversed += 1
                if traversed > most_nodes:
                    limits.nodes = True
                    break
            else:
                branch.children = build(source, depth + 1)
                if not branch.children:
                    continue
            forest.append(branch)
        visiting.remove(current)
        visited[current] = depth
        return forest

    return build(node, 0), limits


def _first_steps(view: RetainersView, node: int) -> tuple[U32, U32]:
    """The edges that enter `node`, but weak ones, each retainer once, and the nodes they come from."""
    edges, sources = view.entering(node)
    from_root = view.index.entering(node)
    strong = view.snapshot.edge_type[from_root] != view.snapshot.header.edge_type_code("weak")
    from_root = from_root[strong & (edge_sources(view.snapshot, from_root) == view.snapshot.header.root)][:1]
    kept = ~is_in(edges, view.ignored.edges)
    edges, sources = edges[kept][::-1], sources[kept][::-1]
    once = np.ones(edges.size, np.bool_)
    once[1:] = sources[1:] != sources[:-1]
    root = np.full(from_root.size, view.snapshot.header.root, np.uint32)
    return np.concatenate([from_root, edges[once]]), np.concatenate([root, sources[once]])


def _climb(view: RetainersView, ways: Ways, start: int, avoid: int) -> U32 | None:
    """The shortest clear way from `start` to the root, or any if there is none; None where it leads through `avoid`."""
    path = np.empty(LONGEST_PATH, np.uint32)
    snapshot = view.snapshot
    clear = ways.clear_distances[start] != UNREACHED
    steps = climb_retainers(
        snapshot.first_edge,
        ways.flags,
        CLEAR if clear else DISTANT,
        view.index.edges,
        view.index.first,
        view.ignored.edges,
        ways.clear_distances if clear else view.ignored.distances,
        snapshot.header.root,
        start,
        path,
    )
    found = path[:steps].copy()
    return None if (edge_sources(snapshot, found) == avoid).any() else found
