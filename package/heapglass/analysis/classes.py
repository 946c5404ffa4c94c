"""The class of each node, as DevTools' Summary groups them."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.detachedness import DETACHED, DETACHED_PREFIX
from heapglass.analysis.grouping import group, paired
from heapglass.analysis.locations import Locations
from heapglass.analysis.shapes import (
    Shape,
    infer_shapes,
    match_to_shapes,
    plain_objects,
    property_names,
)
from heapglass.kernels.classes import (
    class_by_type_or_name,
    list_placed_nodes,
    mark_naming_strings,
    renumber,
)
from heapglass.kernels.engine import U8, U32, U64
from heapglass.kernels.names import hash_class_names
from heapglass.kernels.shapes import NO_SHAPE
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings

NOTHING = 255
"""A detachedness that no node has: old files have the prefix in the names themselves."""
NAMES_OF_TYPES = {
    "hidden": "(system)",
    "code": "(compiled code)",
    "closure": "Function",
    "regexp": "RegExp",
}


@dataclass(slots=True)
class Classes:
    """`of_node` (uint32) is the class index of each node; `names` and `keys` are by class index.

    A key is DevTools' durable class key: `scriptId,line,column,name` for objects with a location, else `,name`.
    `shapes` are the definitions that plain objects were classed by.
    """

    of_node: U32
    names: list[str]
    keys: list[str]
    shapes: list[Shape]


def classes(snapshot: Snapshot, detachedness: U8, locations: Locations, shapes: list[Shape] | None = None) -> Classes:
    """Class every node (rules 7 and 8, DevTools `classKeyInternal`).

    `shapes` are another snapshot's definitions, for a comparison; by default they are inferred from this one.
    DevTools keeps classes apart whose keys read the same, and shows only the last of them: here they are one.
    """
    plain = plain_objects(snapshot)
    properties = property_names(snapshot, plain)
    if shapes is None:
        shapes = infer_shapes(snapshot, plain, properties)
    matched = match_to_shapes(snapshot, plain, properties, shapes)

    text_of_node, texts = _class_texts(snapshot, detachedness, plain, matched, shapes)
    return _qualified(snapshot, text_of_node, texts, locations, shapes)


def class_name(name: str) -> str:
    """The class that an object's or native node's name gives: tags without their attributes."""
    if name.startswith("<"):
        tag = name.find(" ")
    elif name.startswith("Detached <"):
        tag = name.find(" ", 10)
    else:
        return name
    return name if tag < 0 else name[:tag] + ">"


def _class_texts(
    snapshot: Snapshot, detachedness: U8, plain: U32, matched: U32, shapes: list[Shape]
) -> tuple[U32, list[str]]:
    """The number of each node's class name, and the names."""
    header, strings = snapshot.header, snapshot.strings
    objects, natives = header.node_type_code("object"), header.node_type_code("native")
    renamed = NOTHING if snapshot.node_detachedness is None else DETACHED
    nodes = (snapshot.node_type, snapshot.node_name, detachedness, objects, natives, renamed)
    named = np.zeros(len(strings), np.uint8)
    mark_naming_strings(*nodes, named)
    plainly = np.flatnonzero(named & 1).astype(np.uint32)
    detached = np.flatnonzero(named & 2).astype(np.uint32)
    fixed = [NAMES_OF_TYPES.get(name, f"({name})") for name in header.node_types]
    fixed += [shape.name for shape in shapes]
    hashes = np.concatenate(
        [
            _hashes(Strings.of(fixed), np.arange(len(fixed), dtype=np.uint32), ""),
            _hashes(strings, plainly, ""),
            _hashes(strings, detached, DETACHED_PREFIX),
        ]
    )
    group_of, first_of = group(hashes)
    of_fixed, of_plainly, of_detached = np.split(group_of, [len(fixed), len(fixed) + plainly.size])
    of_string = np.zeros(len(strings), np.uint32)
    of_string[plainly] = of_plainly
    of_detached_string = np.zeros(len(strings) if detached.size else 0, np.uint32)
    of_detached_string[detached] = of_detached
    class_of = np.empty(snapshot.node_count, np.uint32)
    of_type = of_fixed[: len(header.node_types)]
    class_by_type_or_name(*nodes, of_type, of_string, of_detached_string, class_of)
    shaped = matched != NO_SHAPE
    class_of[plain[shaped]] = of_fixed[len(header.node_types) :][matched[shaped]]

    # Groups are numbered by first appearance, so the three kinds of names follow one another.
    plain_first = first_of[(first_of >= len(fixed)) & (first_of < len(fixed) + plainly.size)] - len(fixed)
    detached_first = first_of[first_of >= len(fixed) + plainly.size] - len(fixed) - plainly.size
    texts = [fixed[i] for i in first_of[first_of < len(fixed)].tolist()]
    texts += [class_name(name) for name in strings.many(plainly[plain_first])]
    texts += [class_name(DETACHED_PREFIX + name) for name in strings.many(detached[detached_first])]
    return class_of, texts


def _qualified(
    snapshot: Snapshot, class_of: U32, texts: list[str], locations: Locations, shapes: list[Shape]
) -> Classes:
    """Classes by name and, for objects that have one, location. Renumbers `class_of` in place."""
    objects = snapshot.header.node_type_code("object")
    placed = np.empty(min(snapshot.node_count, snapshot.location_node.size), np.uint32)
    unplaced = np.zeros(len(texts), np.uint8)
    count = list_placed_nodes(snapshot.node_type, locations.row_of_node, objects, class_of, placed, unplaced)
    placed = placed[:count]
    rows = locations.row_of_node[placed]
    texts_of_placed = class_of[placed]
    group_of, first_of = group(paired(locations.place_of_row[rows], texts_of_placed))

    free = np.flatnonzero(unplaced)
    number = np.zeros(len(texts), np.uint32)
    number[free] = np.arange(free.size, dtype=np.uint32)
    renumber(class_of, number)
    class_of[placed] = group_of + np.uint32(free.size)

    names = [texts[i] for i in free.tolist()]
    keys = [f",{name}" for name in names]
    for text, row in zip(texts_of_placed[first_of].tolist(), rows[first_of].tolist(), strict=True):
        names.append(texts[text])
        keys.append(f"{locations.key(row)},{texts[text]}")
    return Classes(class_of, names, keys, shapes)


def _hashes(strings: Strings, indices: U32, prefix: str) -> U64:
    hashes = np.empty(indices.size, np.uint64)
    if indices.size:
        hash_class_names(strings.bytes, strings.offsets, indices, np.array(list(prefix.encode()), np.uint8), hashes)
    return hashes
