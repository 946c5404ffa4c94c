"""What came and went between two snapshots of one program, class by class."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.analysis.classes import Classes
from heapglass.analysis.grouping import count_in, sum_in
from heapglass.analysis.ordering import order_by
from heapglass.kernels.comparison import NONE, find_last_of_classes, number_sized, pair_nodes
from heapglass.kernels.engine import F64, I64, U32
from heapglass.snapshot import Snapshot

Numbers = npt.NDArray[Any]
WIDEST = 1 << 32


@dataclass(slots=True)
class Side:
    """One of the two: its nodes as plain columns that can be handed on.

    `keys` and `names` are by class. The others have an entry a node: `class_of` (uint32) is the class, NONE for one
    without a shallow size, which is not compared; `ids` are uint32, or int64 where one does not fit; `shallow` and
    `retained` bytes, uint32 or float64.
    """

    keys: list[str]
    names: list[str]
    class_of: U32
    ids: Numbers
    shallow: Numbers
    retained: Numbers

    def count(self, nodes: Numbers | None = None) -> I64:
        """How many there are of each class, of all nodes or of those that are marked (bool), which have a class."""
        return count_in(self.class_of[self._compared(nodes)], len(self.keys))

    def size(self, nodes: Numbers | None = None) -> F64:
        """Shallow bytes of each class, of all nodes or of those that are marked (bool), which have a class."""
        chosen = self._compared(nodes)
        return sum_in(self.class_of[chosen], len(self.keys), self.shallow[chosen])

    def _compared(self, nodes: Numbers | None) -> Numbers:
        return self.class_of != NONE if nodes is None else nodes


def comparison_side(snapshot: Snapshot, classes: Classes, own: Classes, shallow: F64, retained: F64) -> Side:
    """A snapshot as one side of a comparison.

    For the base, `classes` are by the shapes of the snapshot it is compared with, and `own` by its own: a class that
    the other one lacks is called what its last object is called in the base itself (DevTools `aggregatesForDiff`).
    """
    last = np.full(len(classes.keys), NONE, np.uint32)
    find_last_of_classes(classes.of_node, snapshot.node_id.astype(np.int64), shallow, last)
    present = np.flatnonzero(last != NONE)
    number = np.zeros(last.size, np.uint32)
    number[present] = np.arange(present.size, dtype=np.uint32)
    class_of = np.empty(snapshot.node_count, np.uint32)
    number_sized(classes.of_node, shallow, number, class_of)
    return Side(
        [classes.keys[c] for c in present.tolist()],
        [own.names[c] for c in own.of_node[last[present]].tolist()],
        class_of,
        snapshot.node_id,
        _narrow(shallow),
        _narrow(retained),
    )


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A row of the Comparison: a class of which something came or went. Sizes are shallow, in bytes."""

    key: str
    name: str
    added_count: int
    removed_count: int
    added_size: int
    removed_size: int

    @property
    def count_delta(self) -> int:
        return self.added_count - self.removed_count

    @property
    def size_delta(self) -> int:
        return self.added_size - self.removed_size


@dataclass
class Comparison:
    """Two sides, and which of their nodes are not on the other (bool, an entry a node).

    Columns over the classes in which something was added or removed: `keys`, `names`, counts (int64), shallow bytes
    (float64).
    """

    base: Side
    current: Side
    only_base: npt.NDArray[np.bool_]
    only_current: npt.NDArray[np.bool_]
    keys: list[str]
    names: list[str]
    added_count: I64
    removed_count: I64
    added_size: F64
    removed_size: F64

    @cached_property
    def row_of_key(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.keys)}

    @cached_property
    def in_both(self) -> tuple[U32, U32]:
        """The nodes that are in both: ordinals in the base and in the current snapshot (uint32).

        They are paired by id alone: an object that took on another shape is still itself.
        """
        base, current = self.base, self.current
        base_of = _base_of(base, np.zeros(len(base.keys), np.uint32), current, np.zeros(len(current.keys), np.uint32))
        paired = np.flatnonzero(base_of != NONE).astype(np.uint32)
        return base_of[paired], paired

    def added(self, key: str) -> U32:
        """The nodes of `current` that came (ordinals), sorted by id, for a class by its key."""
        return _of_class(self.current, self.only_current, key)

    def removed(self, key: str) -> U32:
        """The nodes of `base` that went (ordinals), sorted by id."""
        return _of_class(self.base, self.only_base, key)

    def rows(self) -> list[ComparisonRow]:
        """All rows: added bytes down, then name."""
        sizes = self.added_size.astype(np.int64), self.removed_size.astype(np.int64)
        columns = (self.added_count, self.removed_count, *sizes)
        rows = [
            ComparisonRow(*row)
            for row in zip(self.keys, self.names, *(column.tolist() for column in columns), strict=True)
        ]
        rows.sort(key=lambda row: (-row.added_size, row.name, row.key))
        return rows


def compare(base: Side, current: Side) -> Comparison:
    """What is in `current` only, and what in `base` only, by class key and id (rule 11, `calculateSnapshotDiff`).

    An object with the same id in both is the same object, even if its size has changed; one whose class has changed was
    removed from the one and added to the other. Of several nodes with one id as many pair off as there are on both
    sides.
    """
    current_index = {key: c for c, key in enumerate(current.keys)}
    number = np.array([current_index.get(key, NONE) for key in base.keys], np.uint32)
    base_of = _base_of(base, number, current, np.arange(len(current.keys), dtype=np.uint32))
    is_new = (base_of == NONE) & (current.class_of != NONE)
    is_gone = base.class_of != NONE
    is_gone[base_of[base_of != NONE]] = False
    # Rows: the classes of the current side, then those that only the base has.
    gone = np.flatnonzero(number == NONE)
    row_of_base = number.astype(np.int64)
    row_of_base[gone] = len(current.keys) + np.arange(gone.size)
    keys = current.keys + [base.keys[c] for c in gone.tolist()]
    names = current.names + [base.names[c] for c in gone.tolist()]

    added_count, removed_count = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
    added_size, removed_size = np.zeros(len(keys)), np.zeros(len(keys))
    added_count[: len(current.keys)], added_size[: len(current.keys)] = current.count(is_new), current.size(is_new)
    removed_count[row_of_base], removed_size[row_of_base] = base.count(is_gone), base.size(is_gone)
    shown = np.flatnonzero((added_count > 0) | (removed_count > 0))
    return Comparison(
        base,
        current,
        is_gone,
        is_new,
        [keys[row] for row in shown.tolist()],
        [names[row] for row in shown.tolist()],
        added_count[shown],
        removed_count[shown],
        added_size[shown],
        removed_size[shown],
    )


@dataclass(slots=True)
class Growth:
    """Nodes that are in both snapshots and retain more than before, as columns: most growth first.

    `ordinals` and `base_ordinals` (uint32), `growth` in bytes (float64), and `own`, the part of it that is not the
    growth of another of these nodes: what it dominates immediately now and did not have before.
    """

    ordinals: U32
    base_ordinals: U32
    growth: F64
    own: F64


def growth(made: Comparison, snapshot: Snapshot, dominators: U32) -> Growth:
    """What grew. `snapshot` and `dominators` are those of the current side.

    The collections of roots that V8 makes up (synthetic nodes) are left out.
    """
    base_nodes, nodes = made.in_both
    by = made.current.retained[nodes].astype(np.float64) - made.base.retained[base_nodes]
    kept = (by > 0) & (snapshot.node_type[nodes] != snapshot.header.node_type_code("synthetic"))
    nodes, base_nodes, by = nodes[kept], base_nodes[kept], by[kept]
    passed_on = sum_in(dominators[nodes], snapshot.node_count, by)
    own = by - passed_on[nodes]
    order = order_by([(by, True), (own, True), (snapshot.node_id[nodes], False)])
    return Growth(nodes[order], base_nodes[order], by[order], own[order])


def _base_of(base: Side, base_number: U32, current: Side, current_number: U32) -> U32:
    """For each current node the base's with the same id and the same number of its class, or NONE."""
    base_of = np.empty(current.ids.size, np.uint32)
    slots = np.full(2 << int(base.ids.size).bit_length(), NONE, np.uint32)
    pair_nodes(
        base.ids.astype(np.int64),
        base.class_of,
        base_number,
        current.ids.astype(np.int64),
        current.class_of,
        current_number,
        slots,
        np.empty(base.ids.size, np.uint32),
        base_of,
    )
    return base_of


def _of_class(side: Side, chosen: npt.NDArray[np.bool_], key: str) -> U32:
    if key not in side.keys:
        return np.empty(0, np.uint32)
    nodes: U32 = np.flatnonzero(chosen & (side.class_of == side.keys.index(key))).astype(np.uint32)
    return nodes[order_by([(side.ids[nodes], False)])]


def _narrow(sizes: F64) -> Numbers:
    return sizes.astype(np.uint32) if sizes.max(initial=0) < WIDEST else sizes
