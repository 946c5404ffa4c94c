"""Nodes in groups, with what each group is in numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from heapglass.analysis.code_owners import OWNERS
from heapglass.analysis.grouping import count_in, group, sum_in
from heapglass.kernels.engine import F64, I64, U32, U64
from heapglass.node_sets.columns import NUMBERS, TEXTS
from heapglass.node_sets.conditions import Number
from heapglass.node_sets.relations import retained_in_groups
from heapglass.node_sets.table import Rows, Table
from heapglass.nodes import Node

if TYPE_CHECKING:
    from heapglass.node_sets.node_set import NodeSet

Key = "str | int | float | Node | None"


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The nodes of a set by what they have in common (`by`), most retained first.

    Iteration gives keys with their NodeSets, `groups["Session"]` one of these. `count`, `shallow` and `retained` are
    arrays with an entry a group; of nodes in one another, `retained` counts the outermost of the group.
    """

    nodes: "NodeSet"
    by: str
    group_of: U32
    first_of: U32
    count: I64
    shallow: F64
    retained: F64
    order: I64
    key_of: Callable[[Node], Any]

    def sort(self, by: str = "retained", descending: bool = True) -> "Groups":
        """Sorted by `count`, `shallow`, `retained` or `key`."""
        if by == "key":
            order = np.array(sorted(self.order.tolist(), key=lambda at: _sortable(self._key(at))), np.int64)
            return replace(self, order=order[::-1] if descending else order)
        if by not in ("count", "shallow", "retained"):
            raise ValueError(f"groups are sorted by count, shallow, retained or key, not by {by!r}")
        values = getattr(self, by)[self.order]
        return replace(self, order=self.order[np.argsort(-values if descending else values, kind="stable")])

    def head(self, count: int = 10) -> "Groups":
        return self.slice(0, count)

    def slice(self, start: int, end: int) -> "Groups":
        """The groups from place `start` up to `end`."""
        return replace(self, order=self.order[start:end])

    @property
    def keys(self) -> list[Any]:
        """What the nodes of each group have in common; None where there is nothing to tell."""
        return [self._key(at) for at in self.order.tolist()]

    def __len__(self) -> int:
        return self.order.size

    def __iter__(self) -> Iterator[tuple[Any, "NodeSet"]]:
        return ((self._key(at), self._members(at)) for at in self.order.tolist())

    def __getitem__(self, key: "str | int | float | Node | None") -> "NodeSet":
        for at in self.order.tolist():
            if self._key(at) == key:
                return self._members(at)
        raise KeyError(key)

    def to_rows(self) -> Rows:
        """Dicts of the key (under the name grouped by), `count`, `shallow_size` and `retained_size`."""
        return [
            {
                self.by: key,
                "count": int(self.count[at]),
                "shallow_size": int(self.shallow[at]),
                "retained_size": int(self.retained[at]),
            }
            for key, at in zip(self.keys, self.order.tolist(), strict=True)
        ]

    def to_pandas(self) -> Any:
        """A pandas DataFrame of what `to_rows` tells. Needs pandas."""
        import pandas

        return pandas.DataFrame(self.to_rows())

    def table(self, count: int = 20) -> Table:
        """The first `count` groups as a table to show."""
        rows = [list(row.values()) for row in self.head(count).to_rows()]
        kind = "node" if self.by == "dominator" else "text" if self.by in TEXTS else "number"
        title = f"{len(self):,} group{'s' * (len(self) != 1)} of {len(self.nodes):,} nodes"
        heads = [self.by, "count", "shallow", "retained"]
        return Table(title, heads, [kind, "number", "bytes", "bytes"], rows, len(self))

    def __repr__(self) -> str:
        return self.table(10).as_text()

    def _repr_html_(self) -> str:
        return self.table().as_html()

    def _key(self, at: int) -> Any:
        return self.key_of(self.nodes[int(self.first_of[at])])

    def _members(self, at: int) -> "NodeSet":
        return type(self.nodes)(self.nodes.heap, self.nodes.ordinals[self.group_of == at])


def grouped(nodes: "NodeSet", by: str | Number) -> Groups:
    """The `nodes` by a column of theirs. Raises ValueError if there is no such column."""
    heap, ordinals = nodes.heap, nodes.ordinals
    codes, key_of = _keys(nodes, by)
    group_of, first_of = group(codes)
    retained = retained_in_groups(
        heap.dominator_tree, heap.dominator_positions, heap.retained_sizes, ordinals, group_of, first_of.size
    )
    return Groups(
        nodes,
        by if isinstance(by, str) else "value",
        group_of,
        first_of,
        count_in(group_of, first_of.size),
        sum_in(group_of, first_of.size, heap.shallow_sizes[ordinals]),
        retained,
        np.argsort(-retained, kind="stable").astype(np.int64),
        key_of,
    )


def _keys(nodes: "NodeSet", by: str | Number) -> tuple[U64, Callable[[Node], Any]]:
    """Numbers that are equal for nodes of one group, and what tells a node's key."""
    heap, ordinals = nodes.heap, nodes.ordinals
    number = NUMBERS.get(by) if isinstance(by, str) else by
    if number is not None:
        # All NaN have the same bits, and so has zero once a negative one has gone.
        values = number.of(heap, ordinals).astype(np.float64) + 0.0
        return values.view(np.uint64), lambda node: _plain(number.of(heap, np.array([node.ordinal], np.uint32))[0])
    if by == "dominator":
        return heap.dominators[ordinals].astype(np.uint64), lambda node: node.dominator
    if isinstance(by, str) and by in TEXTS:
        key_of: dict[str, Callable[[Node], Any]] = {
            "class": lambda node: node.class_name,
            "type": lambda node: node.type,
            "name": lambda node: node.name,
            "owner": lambda node: OWNERS[int(heap.code_owners[node.ordinal])],
            "script": _script,
        }
        return TEXTS[by].ranks(heap, ordinals).astype(np.uint64), key_of[by]
    raise ValueError(f"nodes are not grouped by {by!r}: {', '.join([*TEXTS, 'dominator', *NUMBERS])}")


def _script(node: Node) -> str | None:
    place = node.location
    return None if place is None else place.script_name or f"script {place.script_id}"


def _plain(value: float) -> int | float | None:
    return None if value != value else int(value) if value == int(value) else float(value)


def _sortable(key: Any) -> tuple[bool, Any]:
    return (key is None, "" if key is None else key.id if isinstance(key, Node) else key)
