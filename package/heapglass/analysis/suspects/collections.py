"""Collections: many objects of one class that one container keeps."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.analysis.suspects.keepers import container_of
from heapglass.heap import Heap
from heapglass.kernels.engine import U8, U32, U64

FEWEST = 20
MOST = 50
STATIC_HOLDERS = ("code", "synthetic")
STATIC_MEMBERS = ("code", "hidden", "object shape", "synthetic")
"""Types that a program's text brings along, however much of it there is: they do not pile up as it runs."""


@dataclass(frozen=True, slots=True)
class Collection:
    """`members` nodes of class `class_index` (together `bytes`, with all they retain) are dominated by `holder`, the
    backing store of `container` or the container itself. `sample` is one of them.
    """

    container: int
    holder: int
    class_index: int
    members: int
    bytes: int
    sample: int


def find_collections(heap: Heap, least_bytes: float, chosen: U8 | None = None) -> list[Collection]:
    """Collections of at least FEWEST members and `least_bytes`, the largest first, one for each container.

    `chosen` (uint8, an entry a node) restricts the members, to those that are new for instance.
    """
    snapshot, header = heap.snapshot, heap.snapshot.header
    dominators, class_of = heap.dominators, heap.classes.of_node
    nodes = np.flatnonzero(_can_be_member(heap) if chosen is None else _can_be_member(heap) & (chosen != 0))
    if not nodes.size:
        return []
    holders = dominators[nodes]
    pairs: U64 = (holders.astype(np.uint64) << np.uint64(32)) | class_of[nodes]
    group_of, first_of = group(pairs)
    members = np.bincount(group_of, minlength=first_of.size)
    retained = np.bincount(group_of, weights=heap.retained_sizes[nodes], minlength=first_of.size)
    large = np.flatnonzero((members >= FEWEST) & (retained >= least_bytes))
    large = large[np.argsort(-retained[large], kind="stable")]

    found: dict[int, Collection] = {}
    closure = header.node_type_code("closure")
    for g in large.tolist():
        sample = int(nodes[first_of[g]])
        holder = int(dominators[sample])
        if header.node_types[int(snapshot.node_type[holder])] in STATIC_HOLDERS or holder == header.root:
            continue
        container = container_of(heap, holder)
        if int(snapshot.node_type[sample]) == closure and not _piles_up(heap, container):
            continue
        if container in found or _is_scope(heap, container) or _is_global(heap, container):
            continue
        found[container] = Collection(
            container, holder, int(class_of[sample]), int(members[g]), int(retained[g]), sample
        )
        if len(found) == MOST:
            break
    return list(found.values())


def _can_be_member(heap: Heap) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    snapshot, header = heap.snapshot, heap.snapshot.header
    allowed = np.array([name not in STATIC_MEMBERS for name in header.node_types], np.bool_)
    system = snapshot.strings.starting_with("system / ")
    can: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        allowed[snapshot.node_type] & ~system[snapshot.node_name] & (heap.retained_sizes > 0)
    )
    return can


def _is_scope(heap: Heap, node: int) -> bool:
    """Variables of a scope are as many as the source text has; they do not pile up."""
    return heap.snapshot.strings[int(heap.snapshot.node_name[node])].startswith("system / ")


def _is_global(heap: Heap, node: int) -> bool:
    """The global object and the roots: what they hold directly, the program named one by one."""
    return node == heap.snapshot.header.root or int(heap.distances[node]) <= 1


def _piles_up(heap: Heap, container: int) -> bool:
    """Whether functions in it are entries (of an array, a Map, a Set) rather than the methods of a module."""
    return heap.node(container).class_name in ("Array", "Map", "Set", "WeakMap", "WeakSet")


def entries_of(heap: Heap, collection: Collection) -> U32:
    """Ordinals of the collection's members."""
    same = (heap.dominators == collection.holder) & (heap.classes.of_node == collection.class_index)
    return np.flatnonzero(same).astype(np.uint32)
