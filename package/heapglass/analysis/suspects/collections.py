"""Collections: many objects of one class that one container keeps, or several together."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from heapglass.analysis.grouping import count_in, group, paired, sum_in
from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.suspects.keepers import container_of
from heapglass.heap import Heap
from heapglass.kernels.engine import U8, U32

FEWEST = 20
MOST = 24
MOST_SHARED = 8
COMMON = 0.5
"""A container is one of those that keep a group if it has at least this share of it."""
STATIC_HOLDERS = ("code", "synthetic")
STATIC_MEMBERS = ("code", "hidden", "object shape", "synthetic")
"""Types that a program's text brings along, however much of it there is: they do not pile up as it runs."""


@dataclass(frozen=True, slots=True)
class Collection:
    """`nodes` (ordinals) of class `class_index`, together `bytes` with all they retain, are kept by `container`.

    It dominates them, or the backing store in it that does; those that several containers have, which dominate none of
    them, have the other ones in `also`, and `shared` is set.
    """

    container: int
    class_index: int
    nodes: U32
    bytes: int
    shared: bool = False
    also: tuple[int, ...] = ()

    @property
    def sample(self) -> int:
        return int(self.nodes[0])


def find_collections(heap: Heap, least_bytes: float, chosen: U8 | None = None) -> list[Collection]:
    """Collections of at least FEWEST members and `least_bytes`, the largest first, one for each container.

    `chosen` (uint8, an entry a node) restricts the members, to those that are new for instance.
    """
    header = heap.snapshot.header
    may_be = _can_be_member(heap) if chosen is None else _can_be_member(heap) & (chosen != 0)
    nodes = np.flatnonzero(may_be).astype(np.uint32)
    if not nodes.size:
        return []
    group_of, first_of = group(paired(heap.dominators[nodes], heap.classes.of_node[nodes]))
    members = count_in(group_of, first_of.size)
    retained = sum_in(group_of, first_of.size, heap.retained_sizes[nodes])
    large = np.flatnonzero((members >= FEWEST) & (retained >= least_bytes))
    large = large[np.argsort(-retained[large], kind="stable")]

    found: dict[int, Collection] = {}
    shared_groups = 0
    for g in large.tolist():
        sample = int(nodes[first_of[g]])
        holder = int(heap.dominators[sample])
        container = container_of(heap, holder)
        shared = _is_scope(heap, container) or _is_global(heap, container)
        if container in found or (shared and shared_groups == MOST_SHARED):
            continue
        if not shared and header.node_types[int(heap.snapshot.node_type[holder])] in STATIC_HOLDERS:
            continue
        containers: tuple[int, ...] = (container,)
        if shared:
            # What a scope dominates is its variables, and what several of its variables have in common.
            shared_groups += 1
            containers = _common_containers(heap, nodes[group_of == g])
            if not containers or containers[0] in found:
                continue
        if not _piles_up(heap, containers[0], sample):
            continue
        alike = nodes[group_of == g]
        class_index = int(heap.classes.of_node[sample])
        found[containers[0]] = Collection(containers[0], class_index, alike, int(retained[g]), shared, containers[1:])
        if len(found) == MOST:
            break
    return list(found.values())


def with_all(heap: Heap, collection: Collection) -> Collection:
    """The collection with all of its members, where it was found by some of them."""
    same = (heap.dominators == heap.dominators[collection.sample]) & (heap.classes.of_node == collection.class_index)
    nodes = np.flatnonzero(same).astype(np.uint32)
    return replace(collection, nodes=nodes, bytes=int(heap.retained_sizes[nodes].sum()))


def _can_be_member(heap: Heap) -> npt.NDArray[np.bool_]:
    snapshot, header = heap.snapshot, heap.snapshot.header
    allowed = np.zeros(256, np.bool_)
    allowed[: len(header.node_types)] = [name not in STATIC_MEMBERS for name in header.node_types]
    system = snapshot.strings.starting_with("system / ")
    can: npt.NDArray[np.bool_] = allowed[snapshot.node_type] & ~system[snapshot.node_name] & (heap.retained_sizes > 0)
    return can


def _common_containers(heap: Heap, nodes: U32) -> tuple[int, ...]:
    """The objects that have most of `nodes` each, as their elements or entries, the one that has most of them first."""
    snapshot = heap.snapshot
    edges, which = heap.retainer_index.entering_any(nodes)
    strong = snapshot.edge_type[edges] != snapshot.header.edge_type_code("weak")
    edges, which = edges[strong], which[strong]
    by_edge = np.argsort(edges, kind="stable")
    sources = edge_sources(snapshot, edges[by_edge])
    _, first = group(paired(sources, which[by_edge]))
    source_of, source_first = group(sources[first].astype(np.uint64))
    counts = count_in(source_of, source_first.size)
    common = np.flatnonzero(counts >= max(FEWEST, COMMON * nodes.size))
    found: dict[int, int] = {}
    for s in common[np.argsort(-counts[common], kind="stable")].tolist():
        container = container_of(heap, int(sources[first[source_first[s]]]))
        if not _is_scope(heap, container) and not _is_global(heap, container):
            found.setdefault(container, int(counts[s]))
    return tuple(found)


def _is_scope(heap: Heap, node: int) -> bool:
    """Variables of a scope are as many as the source text has; they do not pile up."""
    return heap.snapshot.strings[int(heap.snapshot.node_name[node])].startswith("system / ")


def _is_global(heap: Heap, node: int) -> bool:
    """The global object and the roots: what they hold directly, the program named one by one."""
    return node == heap.snapshot.header.root or int(heap.distances[node]) <= 1


def _piles_up(heap: Heap, container: int, sample: int) -> bool:
    """Whether functions in it are entries (of an array, a Map, a Set) rather than the methods of a module."""
    closure = heap.snapshot.header.node_type_code("closure")
    if int(heap.snapshot.node_type[sample]) != closure:
        return True
    return heap.node(container).class_name in ("Array", "Map", "Set", "WeakMap", "WeakSet")
