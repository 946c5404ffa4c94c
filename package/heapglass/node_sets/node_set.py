"""Sets of nodes: chosen, joined, walked from one to the next, counted, as columns and without loops."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, overload

import numpy as np

from heapglass.kernels.engine import U32
from heapglass.node_sets.columns import NUMBERS, TEXTS, class_name, in_script, name
from heapglass.node_sets.conditions import Condition, Number, Text
from heapglass.node_sets.groups import Groups, grouped
from heapglass.node_sets.relations import (
    are_among,
    dominated_by,
    held_by_edges_called,
    in_mask,
    out_of,
    referenced,
    referring,
    retained_in_groups,
)
from heapglass.node_sets.table import Rows, Table, node_table, path_table
from heapglass.nodes import Node

if TYPE_CHECKING:
    from heapglass.heap import Heap

Wanted = str | re.Pattern[str] | Collection[str | re.Pattern[str]]
Ids = int | str | Iterable[int | str]


class OtherHeap(Protocol):
    """Another snapshot, as far as it has to be known to tell which nodes are in it."""

    @property
    def comparable_ids(self) -> Any: ...


class NodeSet:
    """Some nodes of one heap, each once. Every method gives another set, or a number; none changes this one.

    `len`, `in`, iteration and `nodes[3]` (a Node), `nodes[:10]` (a NodeSet) work as in a list; `|`, `&`, `-`, `^`,
    `==`, `<=` as in a set. `ordinals` (uint32) are the nodes' places in the heap's columns, in the order of the set.
    """

    __slots__ = ("heap", "ordinals")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, heap: "Heap", ordinals: U32) -> None:
        self.heap = heap
        self.ordinals = ordinals

    # -- choosing -------------------------------------------------------------------------------------------------

    def where(
        self,
        *conditions: Condition,
        class_: Wanted | None = None,
        type: Wanted | None = None,  # noqa: A002 -- V8's word
        name: Wanted | None = None,
        owner: Wanted | None = None,
        script: Wanted | None = None,
        id: Ids | None = None,  # noqa: A002 -- DevTools' word
    ) -> "NodeSet":
        """The nodes for which all `conditions` hold: `where(retained > 1e6, (distance < 5) | detached)`.

        `class_`, `type`, `name`, `owner` and `script` take a text, a compiled pattern, or several of them; `id` takes
        ids. The end of a script's path will do: `where(type="closure", script="session.js")`.
        """
        nodes = self.ordinals
        for column, wanted in (("type", type), ("class", class_), ("owner", owner), ("name", name)):
            if wanted is not None:
                conditions = (*conditions, TEXTS[column].is_(wanted))
        if script is not None:
            conditions = (*conditions, in_script(script))
        if id is not None:
            nodes = nodes[self._has_id(id)]
        for condition in conditions:
            nodes = nodes[condition.of(self.heap, nodes)]
        return NodeSet(self.heap, nodes)

    def _has_id(self, wanted: Ids) -> Any:
        each = [wanted] if isinstance(wanted, int | str) else list(wanted)
        numbers = np.array([int(str(one).removeprefix("@")) for one in each], np.int64)
        return are_among(self.heap.ids[self.ordinals], numbers)

    def sort(self, by: str | Number | Text = "retained", descending: bool | None = None) -> "NodeSet":
        """Sorted by a column or its name; numbers go down and texts up unless told otherwise. NaN comes last."""
        column = self._column(by)
        if isinstance(column, Text):
            keys = column.ranks(self.heap, self.ordinals).astype(np.float64)
        else:
            keys = column.of(self.heap, self.ordinals).astype(np.float64)
        down = isinstance(column, Number) if descending is None else descending
        return NodeSet(self.heap, self.ordinals[np.argsort(-keys if down else keys, kind="stable")])

    def head(self, count: int = 10) -> "NodeSet":
        return self[:count]

    # -- from nodes to nodes --------------------------------------------------------------------------------------

    def references(self, edge: str | int | None = None, type: str | None = None, weak: bool = False) -> "NodeSet":  # noqa: A002
        """What these nodes refer to; only by edges called `edge` or of that `type`, if given."""
        return self._of(referenced(self.heap.snapshot, self.ordinals, edge, type, weak))

    def retainers(self, edge: str | int | None = None, type: str | None = None, weak: bool = False) -> "NodeSet":  # noqa: A002
        """What refers to these nodes; only by edges called `edge` or of that `type`, if given."""
        return self._of(referring(self.heap.snapshot, self.ordinals, edge, type, weak))

    def dominated(self, immediately: bool = False) -> "NodeSet":
        """What goes away when one of these does: all the nodes that they dominate, or only the next ones."""
        heap = self.heap
        if not immediately:
            return self._of(dominated_by(heap.dominator_tree, heap.dominator_positions, self.ordinals))
        found = in_mask(heap.node_count, self.ordinals)[heap.dominators]
        found[heap.snapshot.header.root] = False  # the root is its own dominator
        return self._of(found)

    def dominators(self) -> "NodeSet":
        """The immediate dominators of these nodes: what each would go away with."""
        return self._of(in_mask(self.heap.node_count, self.heap.dominators[self.ordinals]))

    def retained_by(self, keeper: "str | Node | NodeSet") -> "NodeSet":
        """Those of these nodes that go away with `keeper`: that it dominates.

        A text means everything with that name or class, and whatever a property or variable of that name holds.
        """
        heap = self.heap
        if isinstance(keeper, str):
            found = held_by_edges_called(heap.snapshot, keeper)
            every = np.arange(heap.node_count, dtype=np.uint32)
            found |= (name == keeper).of(heap, every) | (class_name == keeper).of(heap, every)
            keepers = out_of(found)
        elif isinstance(keeper, Node):
            keepers = np.array([keeper.ordinal], np.uint32)
        else:
            keepers = self._same(keeper).ordinals
        kept = dominated_by(heap.dominator_tree, heap.dominator_positions, keepers)
        return NodeSet(heap, self.ordinals[kept[self.ordinals]])

    def not_in(self, other: OtherHeap) -> "NodeSet":
        """Those of these nodes that are not in another snapshot of the same process, told by their ids.

        `after.nodes().not_in(before)` is what came, `before.nodes().not_in(after)` what went. As in the Comparison,
        nodes without a shallow size are left out.
        """
        nodes = self.ordinals[self.heap.shallow_sizes[self.ordinals] > 0]
        return NodeSet(self.heap, nodes[~are_among(self.heap.ids[nodes], other.comparable_ids)])

    # -- sums -----------------------------------------------------------------------------------------------------

    @property
    def shallow_size(self) -> int:
        """The shallow sizes of all these nodes, in bytes."""
        return int(self.heap.shallow_sizes[self.ordinals].sum())

    @property
    def retained_size(self) -> int:
        """What these nodes retain, in bytes, nothing counted twice: of nodes in one another, the outermost counts."""
        heap, one = self.heap, np.zeros(len(self), np.uint32)
        tree, positions = heap.dominator_tree, heap.dominator_positions
        return int(retained_in_groups(tree, positions, heap.retained_sizes, self.ordinals, one, 1)[0])

    def group_by(self, by: str | Number = "class") -> Groups:
        """A group for each `class`, `type`, `name`, `owner`, `script`, `dominator`, or value of a number."""
        return grouped(self, by)

    # -- sets -----------------------------------------------------------------------------------------------------

    def __or__(self, other: "NodeSet") -> "NodeSet":
        return self._of(self.mask | self._same(other).mask)

    def __and__(self, other: "NodeSet") -> "NodeSet":
        return NodeSet(self.heap, self.ordinals[self._same(other).mask[self.ordinals]])

    def __sub__(self, other: "NodeSet") -> "NodeSet":
        return NodeSet(self.heap, self.ordinals[~self._same(other).mask[self.ordinals]])

    def __xor__(self, other: "NodeSet") -> "NodeSet":
        return self._of(self.mask ^ self._same(other).mask)

    def __invert__(self) -> "NodeSet":
        """All other nodes of the heap."""
        return self._of(~self.mask)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NodeSet):
            return NotImplemented
        return self.heap is other.heap and bool((self.mask == other.mask).all())

    def __le__(self, other: "NodeSet") -> bool:
        """Are all of these among the `other` ones?"""
        return bool(self._same(other).mask[self.ordinals].all())

    def __len__(self) -> int:
        return self.ordinals.size

    def __contains__(self, node: object) -> bool:
        return isinstance(node, Node) and node.heap is self.heap and bool((self.ordinals == node.ordinal).any())

    def __iter__(self) -> Iterator[Node]:
        return (Node(self.heap, ordinal) for ordinal in self.ordinals.tolist())

    @overload
    def __getitem__(self, at: int) -> Node: ...
    @overload
    def __getitem__(self, at: slice) -> "NodeSet": ...
    def __getitem__(self, at: int | slice) -> "Node | NodeSet":
        if isinstance(at, slice):
            return NodeSet(self.heap, self.ordinals[at])
        return Node(self.heap, int(self.ordinals[at]))

    @property
    def mask(self) -> Any:
        """Of each node of the heap, whether it is in the set (bool)."""
        return in_mask(self.heap.node_count, self.ordinals)

    def _of(self, mask: Any) -> "NodeSet":
        return NodeSet(self.heap, out_of(mask))

    def _same(self, other: "NodeSet") -> "NodeSet":
        if not isinstance(other, NodeSet):
            raise TypeError(f"a set of nodes is wanted, not {other!r:.60}")
        if other.heap is not self.heap:
            raise ValueError("these are nodes of two heaps")
        return other

    # -- out ------------------------------------------------------------------------------------------------------

    def column(self, by: str | Number) -> Any:
        """A number of each node, as a numpy array: `id`, `retained`, `shallow`, `distance` …, or a formula."""
        column = self._column(by)
        if isinstance(column, Text):
            raise TypeError(f"{by!r} is a text: to_rows and to_pandas have it")
        return column.of(self.heap, self.ordinals)

    def _column(self, by: str | Number | Text) -> Number | Text:
        if isinstance(by, Number | Text):
            return by
        columns: dict[str, Number | Text] = {**NUMBERS, **TEXTS}
        if by not in columns:
            raise ValueError(f"there is no column {by!r}: {', '.join(columns)}")
        return columns[by]

    def to_rows(self, start: int = 0, count: int | None = None) -> Rows:
        """Dicts of `id`, `type`, `name`, `class_name`, `distance`, `shallow_size`, `retained_size`; from `start` on."""
        shown = self[start : None if count is None else start + count]
        distances = shown.column("distance")
        return [
            {
                "id": node.id,
                "type": node.type,
                "name": node.name,
                "class_name": node.class_name,
                "distance": None if far != far else int(far),
                "shallow_size": node.shallow_size,
                "retained_size": node.retained_size,
            }
            for node, far in zip(shown, distances.tolist(), strict=True)
        ]

    def to_pandas(self) -> Any:
        """A pandas DataFrame of what `to_rows` tells, a column each. Needs pandas."""
        import pandas

        return pandas.DataFrame(self.to_rows())

    def table(self, count: int = 20) -> Table:
        """The first `count` nodes as a table to show."""
        return node_table(self, count)

    def paths(self, count: int = 10) -> Table:
        """What keeps the first `count` of these nodes: of each the shortest way to the root, as a table to show."""
        return path_table(self, count)

    def save_as(self, name: str) -> "NodeSet":
        """Keeps this set as `heap.named_sets[name]`; on the page, it gets a view of that name."""
        self.heap.named_sets[name] = self
        return self

    def __repr__(self) -> str:
        return self.table(10).as_text()

    def _repr_html_(self) -> str:
        return self.table().as_html()
