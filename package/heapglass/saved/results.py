"""What was computed of a snapshot, as blocks, and back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from heapglass.analysis.classes import Classes
from heapglass.analysis.distances import UNREACHED
from heapglass.analysis.dominators import DominatorTree
from heapglass.analysis.shapes import Shape
from heapglass.analysis.summary import Summary
from heapglass.kernels.engine import F64, I32, U8
from heapglass.kernels.plant_tree import plant_tree, take_climbs
from heapglass.saved.blocks import Blocks
from heapglass.saved.container import Block, damaged, parsed, whole
from heapglass.saved.graph import Layouts
from heapglass.saved.numbers import packed, packed_steps, within
from heapglass.snapshot import Snapshot

INT32 = (1 << 31) - 1
LARGEST_SIZE = 1 << 62
NEAREST = UNREACHED
"""The least of all distances."""
SUMMARY = ("class_index", "count", "distance", "shallow", "retained")


@dataclass(slots=True)
class Results:
    """By node: detachedness (uint8), shallow sizes (float64, bytes), distances (int32); the dominator tree; the
    classes, and what the Summary says of them. What `Heap` has under these names."""

    detachedness: U8
    shallow_sizes: F64
    dominator_tree: DominatorTree
    distances: I32
    classes: Classes
    summary_columns: Summary


def result_blocks(snapshot: Snapshot, results: Results, layouts: Layouts) -> Iterator[Block]:
    """All results. Retained sizes are no block: they follow from the shallow ones and the tree faster than they could
    be read."""
    tree, classes = results.dominator_tree, results.classes
    climbs = np.empty(snapshot.node_count, np.int64)
    ends, stack = np.empty(snapshot.node_count, np.uint32), np.empty(snapshot.node_count, np.uint32)
    take_climbs(tree.preorder, tree.subtree, ends, stack, climbs)
    yield packed("results.detachedness", results.detachedness)
    yield packed("results.shallow", results.shallow_sizes - snapshot.self_size)
    yield layouts.packed("results.distances", results.distances.astype(np.int64) - NEAREST)
    yield packed_steps("tree.preorder", tree.preorder)
    yield packed("tree.climbs", climbs)
    yield layouts.packed("classes.of_node", classes.of_node)
    rows = results.summary_columns
    for field in SUMMARY:
        yield packed(f"summary.{field}", getattr(rows, field))
    names = {
        "names": classes.names,
        "keys": classes.keys,
        "shapes": [[shape.name, shape.properties, shape.count] for shape in classes.shapes],
    }
    yield Block.of("classes.names", json.dumps(names, separators=(",", ":")).encode("ascii"))


def read_results(blocks: Blocks, snapshot: Snapshot, layouts: Layouts, rows: int) -> Results:
    """Undo `result_blocks`; `rows` are those of the Summary. Raises MalformedError for what cannot be a result."""
    nodes = snapshot.node_count
    shallow = blocks.packed("results.shallow", nodes).numbers()
    shallow += snapshot.self_size
    states = blocks.packed("results.detachedness", nodes).numbers()
    distances = layouts.unpacked_within(blocks.packed("results.distances", nodes), INT32).view(np.int32)
    distances += NEAREST
    classes = _read_classes(blocks, nodes, layouts)
    return Results(
        within("results.detachedness", states, 0, 2).astype(np.uint8),
        within("results.shallow", shallow, 0, LARGEST_SIZE).astype(np.float64),
        _read_tree(blocks, nodes, snapshot.header.root),
        distances,
        classes,
        _read_summary(blocks, rows, len(classes.names)),
    )


def _read_tree(blocks: Blocks, nodes: int, root: int) -> DominatorTree:
    preorder = blocks.packed("tree.preorder", nodes).steps_within(nodes - 1)
    climbs = blocks.packed("tree.climbs", nodes).numbers()
    dominators, subtree = np.empty(nodes, np.uint32), np.zeros(nodes, np.uint32)
    bad = plant_tree(preorder, climbs, np.empty(nodes, np.uint32), dominators, subtree)
    if bad >= 0 or int(preorder[0]) != root:
        raise damaged("tree.climbs")
    return DominatorTree(dominators, preorder, subtree)


def _read_classes(blocks: Blocks, nodes: int, layouts: Layouts) -> Classes:
    section = "classes.names"
    found = parsed(blocks.take(section).tobytes(), section)
    try:
        names, keys = [_text(name) for name in found["names"]], [_text(key) for key in found["keys"]]
        shapes = [
            Shape(_text(name), tuple(_text(each) for each in properties), whole(count))
            for name, properties, count in found["shapes"]
        ]
    except (TypeError, KeyError, ValueError) as error:
        raise damaged(section) from error
    if len(names) != len(keys):
        raise damaged(section)
    of_node = layouts.unpacked_within(blocks.packed("classes.of_node", nodes), len(names) - 1)
    return Classes(of_node, names, keys, shapes)


def _read_summary(blocks: Blocks, count: int, classes: int) -> Summary:
    columns = {field: blocks.packed(f"summary.{field}", count).numbers() for field in SUMMARY}
    within("summary.class_index", columns["class_index"], 0, classes - 1)
    within("summary.distance", columns["distance"], -INT32, INT32)
    return Summary(
        columns["class_index"],
        columns["count"],
        columns["distance"].astype(np.int32),
        columns["shallow"].astype(np.float64),
        columns["retained"].astype(np.float64),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
