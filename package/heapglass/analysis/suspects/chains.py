"""Chains: closures whose scope holds the previous closure's scope, objects that hold the next of their kind."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.heap import Heap
from heapglass.kernels.chains import NONE, hash_scopes, nest_groups
from heapglass.kernels.engine import U32

SHORTEST_SCOPES = 3
SHORTEST_OBJECTS = 20
LISTED = ("system / PromiseReaction", "system / WeakCell")
"""What V8 keeps as lists: what waits for one promise, and what a FinalizationRegistry waits for."""
LINEAR = 0.5
"""A chain has about one link inside the next. Below this share of a kind's nodes in one line it is a tree."""


@dataclass(frozen=True, slots=True)
class Chain:
    """`links` are node ordinals from the outermost to the innermost; the outermost retains all others."""

    links: U32
    scopes: bool
    bytes: int


def find_chains(heap: Heap, least_bytes: float) -> list[Chain]:
    """Chains of SHORTEST_SCOPES or SHORTEST_OBJECTS links that retain at least `least_bytes`, the largest first.

    Of chains that share a line (an object, its closure and its scope repeat together) the one of scopes is kept.
    """
    snapshot, tree = heap.snapshot, heap.dominator_tree
    groups, group_count, first_scope = _groups(heap)
    count = snapshot.node_count
    outer = np.full(count, NONE, np.uint32)
    depth = np.zeros(count, np.uint32)
    innermost = np.full(group_count, NONE, np.uint32)
    nest_groups(tree.preorder, tree.subtree, groups, innermost, np.empty(count, np.uint32), outer, depth)

    shortest = np.where(groups >= first_scope, SHORTEST_SCOPES, SHORTEST_OBJECTS)
    ends = np.flatnonzero((groups != NONE) & (depth + 1 >= shortest)).astype(np.uint32)
    # The innermost link of each chain: one that is nobody's outer.
    holds = np.zeros(count, np.bool_)
    holds[outer[outer != NONE]] = True
    ends = ends[~holds[ends]]
    ends = ends[np.argsort(-depth[ends].astype(np.int64), kind="stable")]
    place = np.empty(count, np.uint32)
    place[tree.preorder] = np.arange(count, dtype=np.uint32)

    chains: list[Chain] = []
    for end in _deepest_of_each_group(ends, groups):
        links = _links(end, outer)
        head = links[0]
        retained = float(heap.retained_sizes[head])
        if retained < least_bytes:
            continue
        inside = tree.preorder[int(place[head]) : int(place[head]) + int(tree.subtree[head])]
        alike = int(np.count_nonzero(groups[inside] == groups[end]))
        if len(links) >= LINEAR * alike:
            scopes = bool(groups[end] >= first_scope)
            chains.append(Chain(np.array(links, np.uint32), scopes, int(retained)))
    chains.sort(key=lambda chain: (not chain.scopes, -chain.bytes))
    return _apart(chains, heap, place)


def _groups(heap: Heap) -> tuple[U32, int, int]:
    """A group for every node that can be a link: scopes by their variables, objects by their class."""
    snapshot, header = heap.snapshot, heap.snapshot.header
    is_object = snapshot.node_type == header.node_type_code("object")
    named = snapshot.strings.starting_with("system / ")
    system = named[snapshot.node_name]
    listed = np.isin(snapshot.node_name, [snapshot.strings.find(name) for name in LISTED])
    groups = np.where((is_object & ~system) | listed, heap.classes.of_node, np.uint32(NONE)).astype(np.uint32)
    scope = snapshot.strings.starting_with("system / Context")[snapshot.node_name]
    contexts: U32 = np.flatnonzero(is_object & scope).astype(np.uint32)
    hashes = np.empty(contexts.size, np.uint64)
    hash_scopes(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        header.edge_type_code("context"),
        contexts,
        hashes,
    )
    number, first_of = group(hashes)
    first_scope = len(heap.classes.names)
    groups[contexts] = np.where(hashes == 0, np.uint32(NONE), number + np.uint32(first_scope))
    return groups, first_scope + first_of.size, first_scope


def _deepest_of_each_group(ends: U32, groups: U32) -> list[int]:
    _, first = group(groups[ends].astype(np.uint64))
    deepest: list[int] = ends[first].tolist()
    return deepest


def _links(end: int, outer: U32) -> list[int]:
    links = [end]
    while int(outer[links[-1]]) != NONE:
        links.append(int(outer[links[-1]]))
    return links[::-1]


def _apart(chains: list[Chain], heap: Heap, place: U32) -> list[Chain]:
    """Leave out chains that run inside one that is kept."""
    kept: list[Chain] = []
    subtree = heap.dominator_tree.subtree
    for chain in chains:
        end = int(place[chain.links[-1]])
        if not any(
            int(place[other.links[0]]) <= end < int(place[other.links[0]]) + int(subtree[other.links[0]])
            for other in kept
        ):
            kept.append(chain)
    return kept
