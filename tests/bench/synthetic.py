"""Heaps of an extreme shape, written straight as `.heapsnapshot` JSON, in pieces: deep, wide, and full of cycles."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from tests.bench.places import BENCH
from tests.fixtures.draft import EDGE_TYPES, NODE_TYPES
from tests.stamp import make_once

Column = np.ndarray[tuple[int], np.dtype[np.int64]]
PIECE = 1 << 20  # rows turned into text at once

ROOT, GC_ROOTS, GLOBAL = 0, 1, 2
FIRST = 3  # the first node of the shape
SYNTHETIC, OBJECT = NODE_TYPES.index("synthetic"), NODE_TYPES.index("object")
ELEMENT, PROPERTY = EDGE_TYPES.index("element"), EDGE_TYPES.index("property")
STRINGS = ["", "(GC roots)", "global", "Link", "next", "first", "back"]
NODE_FIELDS = ["type", "name", "id", "self_size", "edge_count", "detachedness"]
NODE_SIZE = 16


@dataclass(slots=True)
class Shape:
    """The nodes behind the three at the root, as edges (from, name, to), sorted by `source`; counted from FIRST.

    `entry`: what the global object's edges lead to. `name` is an index of `STRINGS`, and -1 for an element.
    """

    count: int
    entry: Column
    source: Column
    name: Column
    target: Column


def deep(length: int = 10_000_000) -> Shape:
    """A linked list."""
    links = np.arange(length - 1, dtype=np.int64)
    return Shape(length, np.zeros(1, np.int64), links, np.full(length - 1, STRINGS.index("next")), links + 1)


def wide(width: int = 1_000_000) -> Shape:
    """One node with an edge to each of the others."""
    edges = np.arange(width, dtype=np.int64)
    return Shape(width + 1, np.zeros(1, np.int64), np.zeros(width, np.int64), np.full(width, -1), edges + 1)


def cycles(count: int = 5_000, length: int = 100) -> Shape:
    """Rings of `length` nodes, linked both ways, each ring also entered in the middle from the ring before it."""
    node = np.arange(count * length, dtype=np.int64)
    ring, place = np.divmod(node, length)
    forth = ring * length + (place + 1) % length
    back = ring * length + (place - 1) % length
    bridge = np.where((place == length - 1) & (ring < count - 1), node + 1 + length // 2, -1)
    target = np.stack([forth, back, bridge], axis=1)
    there = target >= 0
    name = np.broadcast_to([STRINGS.index("next"), STRINGS.index("back"), STRINGS.index("first")], target.shape)
    source = np.broadcast_to(node[:, None], target.shape)
    return Shape(count * length, np.arange(0, count * length, length), source[there], name[there], target[there])


def tree(count: int = 24_000_000) -> Shape:
    """A binary tree, level by level: the children of node i are 2 i + 1 and 2 i + 2."""
    child = np.arange(1, count, dtype=np.int64)
    return Shape(count, np.zeros(1, np.int64), (child - 1) // 2, np.full(count - 1, STRINGS.index("next")), child)


SHAPES: dict[str, Callable[[], Shape]] = {"deep": deep, "wide": wide, "cycles": cycles, "tree": tree}


def synthetic(name: str) -> Path:
    """The snapshot of this shape, written if it is not there."""
    out = BENCH / f"{name}.heapsnapshot"

    def write() -> None:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("w") as file:
            write_snapshot(file, SHAPES[name]())

    make_once(out.with_suffix(".made"), [Path(__file__)], write)
    return out


def write_snapshot(file: TextIO, shape: Shape) -> None:
    """Write the shape as a snapshot, reachable through the global object as a program's own objects are."""
    edge_count = 2 + len(shape.entry) + len(shape.source)
    header = {"meta": meta(), "node_count": FIRST + shape.count, "edge_count": edge_count, "trace_function_count": 0}
    file.write(f'{{"snapshot":{json.dumps(header)},"nodes":[')
    _write_nodes(file, shape)
    file.write('],"edges":[')
    _write_edges(file, shape)
    file.write(
        f'],"trace_function_infos":[],"trace_tree":[],"samples":[],"locations":[],"strings":{json.dumps(STRINGS)}}}'
    )


def meta() -> dict[str, Any]:
    """What the header says of the fields."""
    return {
        "node_fields": NODE_FIELDS,
        "node_types": [NODE_TYPES, "string", *["number"] * 4],
        "edge_fields": ["type", "name_or_index", "to_node"],
        "edge_types": [EDGE_TYPES, "string_or_number", "node"],
        "trace_function_info_fields": [],
        "trace_node_fields": [],
        "sample_fields": [],
        "location_fields": ["object_index", "script_id", "line", "column"],
    }


def _write_nodes(file: TextIO, shape: Shape) -> None:
    edges = np.bincount(shape.source, minlength=shape.count)
    file.write(f"{SYNTHETIC},0,1,0,2,0,{SYNTHETIC},1,3,0,0,0,{OBJECT},2,5,{NODE_SIZE},{len(shape.entry)},0")
    for start in range(0, shape.count, PIECE):
        some = edges[start : start + PIECE]
        rows = np.zeros((len(some), len(NODE_FIELDS)), np.int64)
        rows[:, :2] = OBJECT, STRINGS.index("Link")
        rows[:, 2] = 2 * (np.arange(start, start + len(some)) + FIRST) + 1
        rows[:, 3] = NODE_SIZE
        rows[:, 4] = some
        _write_numbers(file, rows)


def _write_edges(file: TextIO, shape: Shape) -> None:
    stride = len(NODE_FIELDS)
    file.write(f"{ELEMENT},1,{GC_ROOTS * stride},{PROPERTY},{STRINGS.index('global')},{GLOBAL * stride}")
    entries = np.arange(len(shape.entry))
    _write_numbers(file, np.stack([np.full_like(entries, ELEMENT), entries, (shape.entry + FIRST) * stride], axis=1))
    for start in range(0, len(shape.source), PIECE):
        piece = slice(start, start + PIECE)
        named = shape.name[piece] >= 0
        kind = np.where(named, PROPERTY, ELEMENT)
        name = np.where(named, shape.name[piece], np.arange(start, start + len(named)))
        _write_numbers(file, np.stack([kind, name, (shape.target[piece] + FIRST) * stride], axis=1))


def _write_numbers(file: TextIO, rows: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> None:
    """Every number with a comma before it."""
    if rows.size:
        file.write("," + ",".join(map(str, rows.ravel().tolist())))


if __name__ == "__main__":
    for shape_name in ("deep", "wide", "cycles"):
        print(synthetic(shape_name))
