"""One open snapshot, and the orders of its long lists."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import numpy as np

from heapglass.analysis.comparison import Comparison, Growth, Side, compare, growth
from heapglass.analysis.edge_order import by_distance, by_edge_name, by_size, most
from heapglass.analysis.ordering import Column, order_by_label, order_first
from heapglass.analysis.retainers_view import RetainersView
from heapglass.analysis.retaining_paths import Ways
from heapglass.analysis.suspects.looking import Search
from heapglass.heap import Heap
from heapglass.kernels.engine import I32, U32
from heapglass.nodes import Node
from heapglass.report.data import look
from heapglass.service.console_questions import Console
from heapglass.service.failures import BadRequestError
from heapglass.service.requests import Params

KEPT_ORDERS = 64
KEPT_BYTES = 256_000_000
"""Orders are kept as far as they fit: of a large heap, one may have millions of rows."""


class Session:
    """A heap with the name of its file. Orders are kept, so that paging through a sorted list is cheap."""

    def __init__(self, heap: Heap, name: str) -> None:
        self.heap = heap
        self.name = name
        self._orders: OrderedDict[Hashable, U32] = OrderedDict()
        self._view: RetainersView | None = None
        self._ways: Ways | None = None
        self._base: Side | None = None
        self._comparison: Comparison | None = None
        self._growth: Growth | None = None
        self._earlier: list[Side] = []
        self._trend: list[Comparison] | None = None
        self._searches: dict[tuple[int, ...], Search] = {}
        self._console: Console | None = None

    def node(self, params: Params) -> Node:
        """The node that `id` or `ordinal` names. Raises NoSuchNodeError."""
        if "id" in params:
            return self.heap.by_id(int(params["id"]))
        return self.heap.node(int(params["ordinal"]))

    def order(self, key: Hashable, make: Callable[[], U32]) -> U32:
        """The order kept under `key`, made if it is not there."""
        if key in self._orders:
            self._orders.move_to_end(key)
            return self._orders[key]
        order = self._orders[key] = make()
        while len(self._orders) > 1 and (
            len(self._orders) > KEPT_ORDERS or sum(kept.nbytes for kept in self._orders.values()) > KEPT_BYTES
        ):
            self._orders.popitem(last=False)
        return order

    def give_back(self) -> None:
        """Drop what can be made again at once: memory is short."""
        self._orders.clear()
        self._searches.clear()
        self.heap.forget_masks()

    def column(self, sort: str) -> Column:
        """A sortable column over all nodes: `retained`, `shallow`, `distance` or `id`."""
        columns: dict[str, Callable[[], np.ndarray[tuple[int], np.dtype[Any]]]] = {
            "retained": lambda: self.heap.retained_sizes,
            "shallow": lambda: self.heap.shallow_sizes,
            "distance": lambda: self.heap.distances,
            "id": lambda: self.heap.ids,
        }
        return columns[sort]()

    def sorted_nodes(self, nodes: U32, sort: str, descending: bool, first: int | None = None) -> U32:
        """`nodes` (ordinals) sorted by a column or by `name`, then by id.

        Only the `first` of them, if told, are sure to be in order.
        """
        ids, wanted = self.heap.ids[nodes], most(nodes, first)
        if sort == "name":
            return nodes[order_by_label(self.heap.snapshot, nodes, self.heap.renamed, descending, ids, wanted)]
        return nodes[order_first(self.column(sort)[nodes], descending, wanted, lambda some: [(ids[some], False)])]

    def sorted_edges(self, edges: U32, nodes: U32, distances: I32, sort: str, descending: bool, first: int) -> U32:
        """`edges` as DevTools sorts them: by `name`, `distance` or a column of the `nodes` at their other ends.

        Only the `first` of them are sure to be in order.
        """
        heap = self.heap
        if sort == "name":
            order = by_edge_name(heap.snapshot, edges, nodes, heap.retained_sizes, descending)
        elif sort == "distance":
            order = by_distance(heap.snapshot, nodes, distances, heap.renamed, descending, first)
        else:
            order = by_size(heap.snapshot, edges, self.column(sort)[nodes], descending, first)
        return edges[order]

    @property
    def console(self) -> Console:
        """The Python console, from its first line on."""
        if self._console is None:
            self._console = Console(self)
        return self._console

    # -- retainers ------------------------------------------------------------------------------------------------

    @property
    def view(self) -> RetainersView:
        """The Retainers view, without what is ignored."""
        if self._view is None:
            self._view = self.heap.retainers_view()
        return self._view

    @property
    def ways(self) -> Ways:
        """How to get to the roots in that view."""
        if self._ways is None:
            self._ways = self.heap.ways(self.view)
        return self._ways

    @property
    def knows_ways(self) -> bool:
        """They have been looked for already."""
        return self._ways is not None

    def ignore(self, nodes: Iterable[int]) -> None:
        """Leave out `nodes`, and no others, as retainers."""
        self._view, self._ways = self.heap.retainers_view(nodes), None
        self._forget("retainers")

    # -- comparison -----------------------------------------------------------------------------------------------

    @property
    def base(self) -> Side | None:
        """What this snapshot is compared with."""
        return self._base

    @base.setter
    def base(self, side: Side | None) -> None:
        self._base, self._comparison, self._growth = side, None, None
        self._searches.clear()
        self._forget("comparison")

    @property
    def comparison(self) -> Comparison:
        """What came and went since the base. Raises BadRequestError if there is none."""
        if self._comparison is None:
            if self._base is None:
                raise BadRequestError("no-base", "There is no snapshot to compare this one with yet.")
            self._comparison = compare(self._base, self.heap.comparison_side())
        return self._comparison

    @property
    def growth(self) -> Growth:
        """What is in both snapshots and retains more than before."""
        if self._growth is None:
            made = self.comparison
            self._growth = growth(made, self.heap.snapshot, self.heap.dominators)
        return self._growth

    def add_earlier(self, side: Side) -> None:
        """One more snapshot that a trend is told over, the first one first."""
        self._earlier.append(side)
        self._trend = None
        self._searches.clear()

    def forget_earlier(self) -> None:
        """End the trend."""
        self._earlier.clear()
        self._trend = None
        self._searches.clear()

    def comparisons(self, count: int) -> list[Comparison]:
        """This snapshot compared with each of the earlier ones. Raises BadRequestError if there are not so many."""
        if not self._earlier or len(self._earlier) != count:
            raise BadRequestError("no-base", "There is no snapshot to compare this one with yet.")
        if self._trend is None:
            current = self.heap.comparison_side()
            self._trend = [compare(side, current) for side in self._earlier]
        return self._trend

    def search_for(self, comparisons: list[Comparison]) -> Search:
        """Looking for what leaks: in this snapshot, or in what came since those it is compared with here."""
        key = tuple(map(id, comparisons))
        if key not in self._searches:
            self._searches[key] = Search(lambda: look(self.heap, comparisons))
        return self._searches[key]

    def _forget(self, question: str) -> None:
        """Drop the orders kept under keys that begin with `question`."""
        for key in [key for key in self._orders if isinstance(key, tuple) and key[0] == question]:
            del self._orders[key]
