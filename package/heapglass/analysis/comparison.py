"""What came and went between two snapshots of one program, class by class."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.analysis.classes import Classes
from heapglass.analysis.grouping import count_in, sum_in
from heapglass.analysis.ordering import order_by
from heapglass.kernels.comparison import NONE, mark_unmatched, pair_ids
from heapglass.kernels.engine import F64, I64, U32
from heapglass.snapshot import Snapshot

Numbers = npt.NDArray[Any]
WIDEST = 1 << 32


@dataclass(slots=True)
class Side:
    """One of the two: its nodes with a shallow size, by class and then id, as plain columns that can be handed on.

    `keys` and `names` are by class; the nodes of class c stand at `first[c] … first[c + 1] - 1` (uint32). `ids` are
    uint32, or int64 where one does not fit; `ordinals` uint32; `shallow` and `retained` bytes, uint32 or float64.
    """

    keys: list[str]
    names: list[str]
    first: U32
    ids: Numbers
    ordinals: U32
    shallow: Numbers
    retained: Numbers

    @property
    def class_of(self) -> npt.NDArray[np.intp]:
        """The class of each node."""
        return np.repeat(np.arange(len(self.keys)), np.diff(self.first).astype(np.intp))


def comparison_side(snapshot: Snapshot, classes: Classes, own: Classes, shallow: F64, retained: F64) -> Side:
    """A snapshot as one side of a comparison.

    For the base, `classes` are by the shapes of the snapshot it is compared with, and `own` by its own: a class that
    the other one lacks is called what its last object is called in the base itself (DevTools `aggregatesForDiff`).
    """
    nodes: U32 = np.flatnonzero(shallow > 0).astype(np.uint32)
    class_of = classes.of_node[nodes]
    nodes = nodes[order_by([(class_of, False), (snapshot.node_id[nodes], False)])]
    counts = count_in(class_of, len(classes.keys))
    present = np.flatnonzero(counts)
    first = np.zeros(present.size + 1, np.uint32)
    first[1:] = np.cumsum(counts[present])
    last = own.of_node[nodes[first[1:] - np.uint32(1)]]
    return Side(
        [classes.keys[c] for c in present.tolist()],
        [own.names[c] for c in last.tolist()],
        first,
        snapshot.node_id[nodes],
        nodes,
        _narrow(shallow[nodes]),
        _narrow(retained[nodes]),
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
    """Two sides, and which of their nodes are not on the other (bool, an entry a node of the side).

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

    def added(self, key: str) -> Numbers:
        """Where the nodes that came stand in `current`, sorted by id, for a class by its key."""
        return _of_class(self.current, self.only_current, key)

    def removed(self, key: str) -> Numbers:
        """Where the nodes that went stand in `base`, sorted by id."""
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
    base_index = {key: c for c, key in enumerate(base.keys)}
    base_class = np.array([base_index.get(key, NONE) for key in current.keys], np.uint32)
    only_base, only_current = np.ones(base.ids.size, np.uint8), np.ones(current.ids.size, np.uint8)
    mark_unmatched(
        base.ids.astype(np.int64),
        base.first,
        current.ids.astype(np.int64),
        current.first,
        base_class,
        only_base,
        only_current,
    )
    known = set(current.keys)
    # Rows: the classes of the current side, then those that only the base has.
    gone = np.array([c for c, key in enumerate(base.keys) if key not in known], np.int64)
    row_of_base = np.empty(len(base.keys), np.int64)
    row_of_base[gone] = np.arange(len(current.keys), len(current.keys) + gone.size)
    shared = np.flatnonzero(base_class != NONE)
    row_of_base[base_class[shared]] = shared
    keys = current.keys + [base.keys[c] for c in gone.tolist()]
    names = current.names + [base.names[c] for c in gone.tolist()]

    is_new, is_gone = only_current.view(np.bool_), only_base.view(np.bool_)
    new_rows, gone_rows = current.class_of[is_new], row_of_base[base.class_of[is_gone]]
    added_count = count_in(new_rows, len(keys))
    removed_count = count_in(gone_rows, len(keys))
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
        sum_in(new_rows, len(keys), current.shallow[is_new])[shown],
        sum_in(gone_rows, len(keys), base.shallow[is_gone])[shown],
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


def same_nodes(base: Side, current: Side) -> tuple[U32, U32]:
    """Where the nodes that are in both stand in each (uint32), paired by id."""
    room = min(base.ids.size, current.ids.size)
    base_at, current_at = np.empty(room, np.uint32), np.empty(room, np.uint32)
    pairs = pair_ids(
        base.ids.astype(np.int64),
        order_by([(base.ids, False)]),
        current.ids.astype(np.int64),
        order_by([(current.ids, False)]),
        base_at,
        current_at,
    )
    return base_at[:pairs], current_at[:pairs]


def growth(base: Side, current: Side, snapshot: Snapshot, dominators: U32) -> Growth:
    """What grew. `snapshot` and `dominators` are those of `current`.

    Nodes are paired by id alone: an object that took on another shape is still itself. The collections of roots
    that V8 makes up (synthetic nodes) are left out.
    """
    base_at, current_at = same_nodes(base, current)
    by = current.retained[current_at].astype(np.float64) - base.retained[base_at]
    nodes = current.ordinals[current_at]
    kept = (by > 0) & (snapshot.node_type[nodes] != snapshot.header.node_type_code("synthetic"))
    nodes, base_nodes, by = nodes[kept], base.ordinals[base_at[kept]], by[kept]
    passed_on = sum_in(dominators[nodes], snapshot.node_count, by)
    own = by - passed_on[nodes]
    order = order_by([(by, True), (own, True), (snapshot.node_id[nodes], False)])
    return Growth(nodes[order], base_nodes[order], by[order], own[order])


def _of_class(side: Side, chosen: npt.NDArray[np.bool_], key: str) -> Numbers:
    if key not in side.keys:
        return np.empty(0, np.int64)
    c = side.keys.index(key)
    start, stop = int(side.first[c]), int(side.first[c + 1])
    return start + np.flatnonzero(chosen[start:stop])


def _narrow(sizes: F64) -> Numbers:
    return sizes.astype(np.uint32) if sizes.max(initial=0) < WIDEST else sizes
