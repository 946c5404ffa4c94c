"""Whether a collection is of a kind that piles up as a program runs, or may as well have been there from the start."""

import numpy as np

from heapglass.analysis.following import follow
from heapglass.analysis.grouping import group
from heapglass.analysis.suspects.collections import Collection
from heapglass.analysis.suspects.severity import Nature
from heapglass.analysis.suspects.telling_names import Hint, hint
from heapglass.heap import Heap
from heapglass.kernels.follow import NOWHERE

PLAIN_CLASSES = {"Array", "Buffer", "Date", "Map", "Number", "Object", "RegExp", "Set", "String", "Symbol", "URL"}
MODULES = ("Module", "BuiltinModule", "NativeModule", "ModuleWrap")
"""Loaded code, as many as the program has files."""
PLAIN_ENDINGS = ("Array", "ArrayBuffer", "DataView")
DISTINCT = 0.5


def nature_of(heap: Heap, collection: Collection, name: str | None) -> Nature:
    """What one snapshot says of a collection that the program calls `name`."""
    said = hint(name)
    if (
        said is Hint.FIXED
        or is_of_modules(heap, collection)
        or _is_text(heap, collection)
        or _exactly_full(heap, collection)
    ):
        return Nature.FIXED
    return Nature.LIVE if said is Hint.FILLS or _is_live(heap, collection) else Nature.PLAIN


def is_of_modules(heap: Heap, collection: Collection) -> bool:
    """Whether it is loaded code that is collected."""
    return heap.classes.names[collection.class_index] in MODULES


def _is_live(heap: Heap, collection: Collection) -> bool:
    """Functions, the program's own classes, what the platform makes for something that goes on."""
    sample = heap.node(collection.sample)
    if sample.type not in ("object", "closure", "native"):
        return False
    name = sample.class_name
    return name not in PLAIN_CLASSES and not name.startswith("{") and not name.endswith(PLAIN_ENDINGS)


def _is_text(heap: Heap, collection: Collection) -> bool:
    """Whether these are functions each written for itself: a program has as many as its text does.

    Listeners that pile up are one piece of text over and over.
    """
    snapshot = heap.snapshot
    if int(snapshot.node_type[collection.sample]) != snapshot.header.node_type_code("closure"):
        return False
    shared = follow(snapshot, collection.nodes, "shared")
    shared = shared[shared != NOWHERE]
    return group(shared.astype(np.uint64))[1].size > DISTINCT * collection.nodes.size


def _exactly_full(heap: Heap, collection: Collection) -> bool:
    """Whether it is an array without a slot to spare: made in one go, by JSON.parse or map, not by push."""
    snapshot = heap.snapshot
    if collection.shared or heap.node(collection.container).class_name != "Array":
        return False
    store = follow(snapshot, np.array([collection.container], np.uint32), "elements")
    if int(store[0]) == NOWHERE:
        return False
    elements = snapshot.header.edge_type_code("element")
    edges = heap.node(collection.container).edge_ordinals
    length = int(np.count_nonzero(snapshot.edge_type[edges.start : edges.stop] == elements))
    size = int(heap.self_sizes[int(store[0])])
    # A store has two words before its slots; words are of 8 bytes, or 4 where pointers are compressed.
    return size in (8 * length + 16, 4 * length + 8)
