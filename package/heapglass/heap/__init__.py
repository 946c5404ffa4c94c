"""The heap as a Python object: what scripts, the terminal and the page ask.

Each file asks only what the ones before it tell: `graph`, `described`, `chosen`, and here what takes nodes as objects,
files, or another heap.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from heapglass.analysis.classes import classes
from heapglass.analysis.comparison import Comparison, ComparisonRow, Growth, Side, compare, comparison_side, growth
from heapglass.analysis.retainers_view import Ignored, RetainersView, ignore, nothing_ignored
from heapglass.analysis.retaining_paths import Ways, ways
from heapglass.analysis.shapes import Shape
from heapglass.heap.chosen import Chosen
from heapglass.heap.graph import Progress
from heapglass.nodes import Node
from heapglass.saved import Results, is_saved, read_saved, saved_pieces
from heapglass.snapshot import IncompleteError, Snapshot, read_snapshot
from heapglass.snapshot.errors import NoSuchNodeError
from heapglass.snapshot.model import Wide
from heapglass.snapshot.source import Source
from heapglass.whole_file import written_whole

if TYPE_CHECKING:
    from heapglass.node_sets.conditions import Condition
    from heapglass.node_sets.node_set import Ids, NodeSet, Wanted


class Heap(Chosen):
    """One heap snapshot, answering lazily and keeping what it computed.

    Arrays have one entry a node, in file order; a node's place in them is its ordinal.
    """

    def __init__(self, snapshot: Snapshot, progress: Progress | None = None) -> None:
        super().__init__(snapshot, progress)
        self._compared: tuple[Heap, Comparison] | None = None
        self.named_sets: dict[str, NodeSet] = {}
        """What `NodeSet.save_as` kept."""

    def __repr__(self) -> str:
        return f"<Heap of {self.node_count:,} nodes and {self.edge_count:,} edges>"

    @classmethod
    def restored(cls, snapshot: Snapshot, results: Results, progress: Progress | None = None) -> "Heap":
        """A heap of which the results are known already."""
        heap = cls(snapshot, progress)
        heap.detachedness = results.detachedness
        heap.shallow_sizes = results.shallow_sizes
        heap.dominator_tree = results.dominator_tree
        heap.distances = results.distances
        heap.classes = results.classes
        heap.summary_columns = results.summary_columns
        return heap

    def saved(self, strings: bool = True) -> Iterator[bytes]:
        """What is known of this heap as a file, piece by piece: `heapglass.open` opens it several times faster than the
        snapshot. Without `strings`, texts that the program holds are left out; names stay. Raises IncompleteError for
        a part of a file.
        """
        if self.snapshot.cut is not None:
            raise IncompleteError("partial", section=self.snapshot.cut.section, offset=self.snapshot.cut.offset)
        results = Results(
            self.detachedness,
            self.shallow_sizes,
            self.dominator_tree,
            self.distances,
            self.classes,
            self.summary_columns,
        )
        return saved_pieces(self.snapshot, results, strings)

    def save(self, path: str | PathLike[str], strings: bool = True) -> None:
        """Write what `saved` gives to a file, which is there when it is whole, not before. Raises OSError."""
        with written_whole(Path(path)) as file:
            for piece in self.saved(strings):
                file.write(piece)

    # -- another snapshot ----------------------------------------------------------------------------------------------

    def comparison_side(self, shapes: list[Shape] | None = None) -> Side:
        """This snapshot as one side of a comparison: as the base, if the other's `shapes` are given."""
        made = self.classes if shapes is None else classes(self.snapshot, self.detachedness, self.locations, shapes)
        return comparison_side(self.snapshot, made, self.classes, self.shallow_sizes, self.retained_sizes)

    def comparison(self, base: "Heap") -> Comparison:
        """What came and went since `base`, an earlier snapshot of the same program, as columns."""
        if self._compared is None or self._compared[0] is not base:
            self._compared = base, compare(base.comparison_side(self.classes.shapes), self.comparison_side())
        return self._compared[1]

    def compare(self, base: "Heap") -> list[ComparisonRow]:
        """Rows as in DevTools' Comparison: the classes of which something was added since `base`, or removed."""
        return self.comparison(base).rows()

    def added(self, base: "Heap", key: str) -> list["Node"]:
        """The nodes of a class, by its key, that are new since `base`; sorted by id."""
        made = self.comparison(base)
        return [Node(self, node) for node in made.added(key).tolist()]

    def removed(self, base: "Heap", key: str) -> list["Node"]:
        """The nodes of a class that `base` has and this snapshot has not; sorted by id."""
        made = self.comparison(base)
        return [Node(base, node) for node in made.removed(key).tolist()]

    def growth(self, base: "Heap") -> Growth:
        """What is in both snapshots and retains more than in `base`, as columns: most growth first."""
        made = self.comparison(base)
        return growth(made, self.snapshot, self.dominators)

    def grown(self, base: "Heap", start: int = 0, count: int = 100) -> list[tuple["Node", int]]:
        """The nodes that grew, with their growth in bytes: `count` of them from place `start` on."""
        found, shown = self.growth(base), slice(start, start + count)
        return [
            (Node(self, node), int(by))
            for node, by in zip(found.ordinals[shown].tolist(), found.growth[shown].tolist(), strict=True)
        ]

    # -- what keeps a node ---------------------------------------------------------------------------------------------

    def retainers_view(self, ignored: Iterable[int] = ()) -> RetainersView:
        """DevTools' Retainers view, with the retainers `ignored` (ordinals) left out."""
        nodes = np.array(list(ignored), np.uint32)
        without: Ignored
        if nodes.size:
            without = ignore(self.snapshot, self._rules(), self.weakmap_edges, self.distances, nodes)
            self._release_rules()
        else:
            without = nothing_ignored(self.distances)
        return RetainersView(self.snapshot, self.retainer_index, without, self.renamed)

    @cached_property
    def _usual_view(self) -> RetainersView:
        return self.retainers_view()

    def prepare_ways(self) -> None:
        """Do the half of `ways` that is the same whatever is ignored."""
        self._rules()

    def ways(self, view: RetainersView) -> Ways:
        """How to get to the roots, with noise and without: a byte an edge."""
        found = ways(self.snapshot, self._rules(), self.retainer_noise, view.ignored.nodes)
        self._release_rules()
        return found

    @cached_property
    def usual_ways(self) -> Ways:
        return self.ways(self._usual_view)

    # -- nodes ---------------------------------------------------------------------------------------------------------

    def nodes(
        self,
        *conditions: "Condition",
        class_: "Wanted | None" = None,
        type: "Wanted | None" = None,  # noqa: A002 -- V8's word
        name: "Wanted | None" = None,
        owner: "Wanted | None" = None,
        script: "Wanted | None" = None,
        id: "Ids | None" = None,  # noqa: A002 -- DevTools' word
    ) -> "NodeSet":
        """All nodes, or those that are so (see `NodeSet.where`), as a set to compute with.

        `heap.nodes(class_="Session").where(retained > 1e6).retained_by("cache").group_by("dominator")`
        """
        from heapglass.node_sets.node_set import NodeSet  # most who open a heap make no set

        every = NodeSet(self, np.arange(self.node_count, dtype=np.uint32))
        return every.where(*conditions, class_=class_, type=type, name=name, owner=owner, script=script, id=id)

    @property
    def comparable_ids(self) -> Wide:
        """The ids of the nodes that have a shallow size: those that a comparison tells of."""
        found: Wide = self.ids[self.shallow_sizes > 0]
        return found

    def to_networkx(self, nodes: "NodeSet", limit: int = 10_000) -> Any:
        """Some nodes and the edges between them as a networkx.MultiDiGraph (see `graph_of`).

        Needs networkx (`pip install heapglass[graph]`). Raises ValueError for more than `limit` nodes: networkx keeps
        each as several Python objects.
        """
        from heapglass.node_sets.networkx_graph import graph_of

        return graph_of(nodes, limit)

    def node(self, ordinal: int) -> "Node":
        """The node at `ordinal`. Raises NoSuchNodeError if there is none."""
        if not 0 <= ordinal < self.node_count:
            raise NoSuchNodeError(
                "no-such-ordinal",
                f"There is no node number {ordinal}: the snapshot has {self.node_count:,} nodes.",
                ordinal=ordinal,
                node_count=self.node_count,
            )
        return Node(self, ordinal)

    def by_id(self, node_id: int) -> "Node":
        """The node with the id DevTools shows as `@id`; the first, should several have it. Raises NoSuchNodeError."""
        found = np.flatnonzero(self.ids == node_id)
        if found.size == 0:
            raise NoSuchNodeError("no-such-id", f"There is no node @{node_id} in this snapshot.", id=node_id)
        return Node(self, int(found[0]))


def open_heap(
    source: str | PathLike[str] | BinaryIO, progress: Progress | None = None, *, partial: bool = False
) -> Heap:
    """Read a heap snapshot, or an analysis that `Heap.save` saved, from a path or a binary file object, gzip or plain.

    With `partial`, of a snapshot that was cut short what can be read is opened: see `Heap.cut`.
    Raises SnapshotError (NotASnapshotError, TruncatedError, MalformedError) that says what is wrong and where, and
    OSError where the file itself cannot be read.
    """
    with Source(source, forgiving=partial) as opened:
        if is_saved(opened):
            return Heap.restored(*read_saved(opened, progress), progress)
        return Heap(read_snapshot(opened, progress, partial=partial), progress)
