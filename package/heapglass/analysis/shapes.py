"""Shapes of plain objects ("interface definitions"): `{name, source}` says more than `Object`."""

import json
import re
from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.kernels.classes import list_named_nodes
from heapglass.kernels.engine import U32, U64
from heapglass.kernels.names import NOT_A_PROPERTY, measure_property_names
from heapglass.kernels.shapes import NO_SHAPE, hash_shapes, mark_property_names, match_shapes
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings

LONGEST_NAME = 120
FEWEST_OBJECTS = 2
OBJECTS_PER_SHAPE = 1000


@dataclass(frozen=True, slots=True)
class Shape:
    """`name` as shown, the `properties` it stands for (in the objects' order), and how many objects defined it."""

    name: str
    properties: tuple[str, ...]
    count: int


@dataclass(slots=True)
class PropertyNames:
    """The names of the plain objects' properties, numbered by text.

    `number_of_string` (uint32) maps the string index of such a name to its number; `lengths` (uint32) and `hashes`
    (uint64) are by number.
    """

    number_of_string: U32
    lengths: U32
    hashes: U64


def plain_objects(snapshot: Snapshot) -> U32:
    """Ordinals of the nodes of type object that are named `Object`."""
    name, kind = snapshot.strings.find("Object"), snapshot.header.node_type_code("object")
    nodes = np.empty(1 << 16, np.uint32)
    while True:
        count = list_named_nodes(snapshot.node_type, snapshot.node_name, kind, name, nodes)
        if count <= nodes.size:
            return nodes[:count].copy()
        nodes = np.empty(count, np.uint32)


def property_names(snapshot: Snapshot, plain: U32) -> PropertyNames:
    """Number the names of all properties of the `plain` objects."""
    strings = snapshot.strings
    named = np.zeros(len(strings), np.uint8)
    mark_property_names(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.header.edge_type_code("property"),
        plain,
        named,
    )
    used = np.flatnonzero(named).astype(np.uint32)
    lengths = np.empty(used.size, np.uint32)
    hashes = np.empty(used.size, np.uint64)
    measure_property_names(strings.bytes, strings.offsets, used, lengths, hashes)
    number_of, first_of = group(hashes)
    number_of_string = np.zeros(len(strings), np.uint32)
    number_of_string[used] = number_of
    return PropertyNames(number_of_string, lengths[first_of], hashes[first_of])


def infer_shapes(snapshot: Snapshot, plain: U32, names: PropertyNames) -> list[Shape]:
    """The shapes seen often enough to be worth a class, most frequent first (rule 8, `inferInterfaceDefinitions`)."""
    if plain.size == 0:
        return []
    hashes = np.empty(plain.size, np.uint64)
    hash_shapes(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.header.edge_type_code("property"),
        names.number_of_string,
        names.lengths,
        names.hashes,
        LONGEST_NAME,
        plain,
        hashes,
    )
    group_of, first_of = group(hashes)
    counts = np.bincount(group_of, minlength=first_of.size)
    counts[hashes[first_of] == 0] = 0
    enough = max(FEWEST_OBJECTS, plain.size / OBJECTS_PER_SHAPE)
    frequent = np.argsort(-counts, kind="stable")
    frequent = frequent[counts[frequent] >= enough]
    return [_shape_of(snapshot, names, int(plain[first_of[g]]), int(counts[g])) for g in frequent.tolist()]


def match_to_shapes(snapshot: Snapshot, plain: U32, names: PropertyNames, shapes: list[Shape]) -> U32:
    """The best shape of each of the `plain` objects, as an index into `shapes`, or NO_SHAPE (uint32).

    Of the shapes whose properties it all has: the one with most, the earlier on a tie (`applyInterfaceDefinitions`).
    """
    matched = np.full(plain.size, NO_SHAPE, np.uint32)
    if not shapes or names.hashes.size == 0:
        return matched
    numbers = _numbers_of(names, shapes)
    known = names.hashes.size
    # A shape that names a property this heap has not cannot match.
    possible = [s for s, wanted in enumerate(numbers) if wanted is not None]
    if not possible:
        return matched
    needs = [numbers[s] or [] for s in possible]
    ranks = np.empty(len(possible), np.uint32)
    by_rank = sorted(range(len(possible)), key=lambda k: (len(shapes[possible[k]].properties), -possible[k]))
    ranks[by_rank] = np.arange(len(possible), dtype=np.uint32)
    # Each shape is tried only for objects that have its rarest property, "rare" meaning in few shapes.
    uses = np.zeros(known, np.int64)
    for need in needs:
        uses[need] += 1
    leads = np.array([min(need, key=lambda p: (int(uses[p]), p)) for need in needs], np.int64)
    lead_first = np.zeros(known + 1, np.uint32)
    lead_first[1:] = np.cumsum(np.bincount(leads, minlength=known))
    lead_shapes = np.argsort(leads, kind="stable").astype(np.uint32)
    shape_first = np.zeros(len(needs) + 1, np.uint32)
    shape_first[1:] = np.cumsum([len(need) for need in needs])
    match_shapes(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.header.edge_type_code("property"),
        names.number_of_string,
        lead_first,
        lead_shapes,
        shape_first,
        np.concatenate([np.array(need, np.uint32) for need in needs]),
        ranks,
        np.zeros(known, np.uint32),
        np.empty(known, np.uint32),
        plain,
        matched,
    )
    some = matched != NO_SHAPE
    matched[some] = np.array(possible, np.uint32)[matched[some]]
    return matched


def format_property_name(name: str) -> str:
    """A property's name inside a shape's: quoted if it could be misread (DevTools `formatPropertyName`)."""
    if not re.search(r"""[,'"{}]""", name):
        return name
    quoted = json.dumps(name, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda lone: f"\\u{ord(lone[0]):04x}", quoted)


def _shape_of(snapshot: Snapshot, names: PropertyNames, node: int, count: int) -> Shape:
    edges = slice(int(snapshot.first_edge[node]), int(snapshot.first_edge[node + 1]))
    is_property = snapshot.edge_type[edges] == snapshot.header.edge_type_code("property")
    strings = snapshot.edge_name[edges][is_property]
    lengths = names.lengths[names.number_of_string[strings]]
    kept = strings[lengths != NOT_A_PROPERTY][: LONGEST_NAME + 1]
    text = "{"
    properties: list[str] = []
    for name, length in zip(
        snapshot.strings.many(kept), names.lengths[names.number_of_string[kept]].tolist(), strict=True
    ):
        if utf16_length(text) > 1 and utf16_length(text) + length > LONGEST_NAME:
            break
        text += (", " if len(text) > 1 else "") + format_property_name(name)
        properties.append(name)
    return Shape(text + "}", tuple(properties), count)


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, as JavaScript counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def _numbers_of(names: PropertyNames, shapes: list[Shape]) -> list[list[int] | None]:
    """For each shape its property numbers, in their order, or None if this heap lacks one."""
    texts = sorted({text for shape in shapes for text in shape.properties})
    wanted = Strings.of(texts)
    lengths, hashes = np.empty(len(texts), np.uint32), np.empty(len(texts), np.uint64)
    measure_property_names(wanted.bytes, wanted.offsets, np.arange(len(texts), dtype=np.uint32), lengths, hashes)
    by_hash = np.argsort(names.hashes)
    places = np.minimum(np.searchsorted(names.hashes, hashes, sorter=by_hash), names.hashes.size - 1)
    found = by_hash[places]
    known = names.hashes[found] == hashes
    number_of = {text: number for text, number, here in zip(texts, found.tolist(), known.tolist(), strict=True) if here}
    return [
        sorted(number_of[text] for text in shape.properties) if number_of.keys() >= set(shape.properties) else None
        for shape in shapes
    ]
