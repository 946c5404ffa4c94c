"""Who allocated what, in heaps recorded with allocation stacks: DevTools' AllocationProfile."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import count_in, sum_in
from heapglass.kernels.dominated import climb
from heapglass.kernels.engine import F64, I64, U32
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings


@dataclass(frozen=True, slots=True)
class Frame:
    """A function in a stack. `line` and `column` count from 1, as V8 writes them here; 0 where they are not known."""

    function: str
    script: str
    script_id: int
    line: int
    column: int


@dataclass(slots=True)
class Functions:
    """The functions that allocated, most bytes first. Columns: which row of the file's functions it is (int64), and the
    objects it made itself, in all and those still live: how many (int64), how many bytes (float64).
    """

    row: I64
    count: I64
    size: F64
    live_count: I64
    live_size: F64


@dataclass(slots=True)
class Allocations:
    """Allocation stacks as a tree of calls, parents first. By place in the tree: the `parent` (uint32; a root is its
    own), the `function` (int64, a row of the file's functions), the `count` and `size` of what was allocated there.

    `trace_ids` (int64, sorted) are the ids by which nodes name places; `id_of_place` numbers them, and `place_of_id`
    is the last place of each.
    """

    snapshot: Snapshot
    parent: U32
    function: I64
    count: I64
    size: I64
    trace_ids: I64
    id_of_place: I64
    place_of_id: I64

    def stack(self, node: int) -> list[Frame] | None:
        """The stack in which `node` was allocated, innermost first; None where the file does not say."""
        trace = self.snapshot.node_trace
        trace_id = 0 if trace is None else int(trace[node])
        if trace_id == 0:
            return None
        at = int(np.searchsorted(self.trace_ids, trace_id))
        if at == self.trace_ids.size or self.trace_ids[at] != trace_id:
            return []
        path = np.empty(self.parent.size, np.uint32)
        depth = climb(self.parent, int(self.place_of_id[at]), path)
        return [self.frame(row) for row in self.function[path[:depth]].tolist()]

    def frame(self, row: int) -> Frame:
        """What the file says of a function, by its row."""
        table, strings = self.snapshot.extras["trace_function_infos"], self.snapshot.strings
        return Frame(
            _text(strings, int(table["name"][row])),
            _text(strings, int(table["script_name"][row])),
            int(table["script_id"][row]),
            int(table["line"][row]),
            int(table["column"][row]),
        )

    def functions(self, shallow: F64) -> Functions:
        """What each function allocated (DevTools `serializeTraceTops`); live bytes are `shallow` sizes."""
        live_count, live_size = self._live(shallow)
        used = self.count != 0
        rows = self.function[used]
        room = self.snapshot.extras["trace_function_infos"]["name"].size
        count = sum_in(rows, room, self.count[used])
        size = sum_in(rows, room, self.size[used])
        order = np.flatnonzero(count)
        order = order[np.argsort(-size[order], kind="stable")]
        return Functions(
            order.astype(np.int64),
            count[order].astype(np.int64),
            size[order],
            sum_in(rows, room, live_count[used])[order].astype(np.int64),
            sum_in(rows, room, live_size[used])[order],
        )

    def made_by(self, row: int) -> U32:
        """The nodes (uint32 ordinals) that a function allocated itself, by its row."""
        chosen = np.zeros(self.trace_ids.size + 1, np.bool_)
        chosen[self.id_of_place[(self.function == row) & (self.count != 0)]] = True
        return np.flatnonzero(chosen[self._id_of_node()]).astype(np.uint32)

    def _live(self, shallow: F64) -> tuple[F64, F64]:
        """How many nodes that still live, and of how many bytes, were allocated at each place."""
        ids = self._id_of_node()
        room = self.trace_ids.size + 1
        count = count_in(ids, room).astype(np.float64)
        return count[self.id_of_place], sum_in(ids, room, shallow)[self.id_of_place]

    def _id_of_node(self) -> I64:
        """The number of each node's trace id; one above all numbers for nodes without a known one."""
        unknown = self.trace_ids.size
        trace = self.snapshot.node_trace
        if trace is None:
            return np.full(self.snapshot.node_count, unknown, np.int64)
        at = np.searchsorted(self.trace_ids, trace).astype(np.int64)
        at[self.trace_ids[np.minimum(at, unknown - 1)] != trace] = unknown
        return at


def allocations(snapshot: Snapshot) -> Allocations | None:
    """The file's allocation stacks, or None where it has none."""
    tree, functions = snapshot.extras.get("trace_tree"), snapshot.extras.get("trace_function_infos")
    if not tree or not functions:
        return None
    known = functions["name"].size
    row = tree["function_info_index"]
    kept = (row >= 0) & (row < known)
    parent = tree["parent"]
    order = np.argsort(tree["id"], kind="stable")
    ids = tree["id"][order]
    last = np.append(ids[1:] != ids[:-1], True)
    id_of_place = np.empty(ids.size, np.int64)
    id_of_place[order] = np.cumsum(last) - last
    return Allocations(
        snapshot,
        np.where(parent < 0, np.arange(parent.size), parent).astype(np.uint32),
        np.where(kept, row, 0),
        np.where(kept, tree["count"], 0),
        np.where(kept, tree["size"], 0),
        ids[last],
        id_of_place,
        order[last].astype(np.int64),
    )


def _text(strings: Strings, index: int) -> str:
    return strings[index] if 0 <= index < len(strings) else ""
