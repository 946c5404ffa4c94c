"""The heap as a Python object: what scripts, the terminal and the page ask."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from heapglass.analysis import filters
from heapglass.analysis.allocations import Allocations, allocations
from heapglass.analysis.classes import Classes, classes
from heapglass.analysis.code_owners import code_owners
from heapglass.analysis.comparison import Comparison, ComparisonRow, Growth, Side, compare, comparison_side, growth
from heapglass.analysis.concatenated_strings import ConcatenatedStrings, concatenated_strings
from heapglass.analysis.detached import DetachedNodes, detached_nodes
from heapglass.analysis.detachedness import detachedness, is_renamed
from heapglass.analysis.distances import distances
from heapglass.analysis.dominated import positions
from heapglass.analysis.dominators import DominatorTree, dominator_tree, retained_sizes
from heapglass.analysis.duplicate_strings import DuplicateStrings, duplicate_strings
from heapglass.analysis.edge_rules import EdgeRules, edge_rules
from heapglass.analysis.filters import NodeFilter
from heapglass.analysis.following import Mask
from heapglass.analysis.locations import Locations, locations
from heapglass.analysis.native_contexts import NO_CONTEXT, SHARED, NativeContexts, native_contexts
from heapglass.analysis.object_labels import ObjectLabels, object_labels
from heapglass.analysis.page_ownership import page_owned
from heapglass.analysis.readable import ReadableClasses, readable_classes
from heapglass.analysis.retainer_noise import Noise, retainer_noise
from heapglass.analysis.retainers import RetainerIndex, retainer_index
from heapglass.analysis.retainers_view import Ignored, RetainersView, ignore, nothing_ignored
from heapglass.analysis.retaining_paths import Ways, ways
from heapglass.analysis.scopes import Functions, functions
from heapglass.analysis.scripts import script_names
from heapglass.analysis.search import finder, in_classes, in_names
from heapglass.analysis.shallow_sizes import shallow_sizes
from heapglass.analysis.shapes import Shape
from heapglass.analysis.statistics import Statistics, statistics
from heapglass.analysis.summary import Summary, summary
from heapglass.analysis.timeline import Timeline, timeline
from heapglass.analysis.variable_usage import VariableUsage, variable_usage
from heapglass.analysis.weakmaps import WeakMapEdges, weakmap_edges
from heapglass.kernels.engine import F64, I32, U8, U32
from heapglass.nodes import Node
from heapglass.saved import Results, is_saved, read_saved, saved_pieces
from heapglass.snapshot import Cut, IncompleteError, Snapshot, read_snapshot
from heapglass.snapshot.errors import NoSuchNodeError
from heapglass.snapshot.model import Wide
from heapglass.snapshot.source import Source
from heapglass.whole_file import written_whole

if TYPE_CHECKING:
    from heapglass.node_sets.columns import Condition
    from heapglass.node_sets.node_set import Ids, NodeSet, Wanted

EVERYTHING = NodeFilter()
KEPT_MASKS = 4

Progress = Callable[[str, int, int], object]
"""Called with a phase (`read`, `sizes`, `dominators` …), how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A row of the Summary. Sizes are bytes; `key` tells classes of one name from different places apart."""

    class_index: int
    key: str
    name: str
    count: int
    distance: int
    shallow: int
    retained: int


class Heap:
    """One heap snapshot, answering lazily and keeping what it computed.

    Arrays have one entry a node, in file order; a node's place in them is its ordinal.
    """

    def __init__(self, snapshot: Snapshot, progress: Progress | None = None) -> None:
        self.snapshot = snapshot
        self._progress = progress
        self._edge_rules: EdgeRules | None = None
        self._masks: dict[NodeFilter, U8] = {}
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

    # -- the file -------------------------------------------------------------------------------------------------

    @property
    def node_count(self) -> int:
        return self.snapshot.node_count

    @property
    def edge_count(self) -> int:
        return self.snapshot.edge_count

    @property
    def cut(self) -> Cut | None:
        """What is missing, if this is what can be read of a file that was cut short; None for a whole file.

        Unless it is `sound`, whatever needs the missing part raises IncompleteError; `readable_classes` does not.
        """
        return self.snapshot.cut

    @cached_property
    def readable_classes(self) -> ReadableClasses:
        """How many nodes of which kind there are, and their self sizes: also of a part of a file."""
        return readable_classes(self.snapshot)

    @property
    def ids(self) -> Wide:
        """Node ids (uint32, or int64 where one is above 2^32)."""
        return self.snapshot.node_id

    @property
    def last_object_id(self) -> int:
        """The last id that V8 had given when the snapshot was taken; its objects have odd ones (`maxJsNodeId`)."""
        return int(self.ids[(self.ids & 1) == 1].max(initial=0))

    @property
    def self_sizes(self) -> Wide:
        """Sizes as the file has them, in bytes."""
        return self.snapshot.self_size

    # -- the graph ------------------------------------------------------------------------------------------------

    @property
    def total_size(self) -> int:
        """Bytes of everything in the snapshot, without `extra_native_bytes`."""
        return int(self.retained_sizes[self.snapshot.header.root])

    @cached_property
    def detachedness(self) -> U8:
        """0 unknown, 1 attached, 2 detached (uint8)."""
        self._needs_all()
        return detachedness(self.snapshot)

    @cached_property
    def shallow_sizes(self) -> F64:
        """Size of a node with the internals only it owns, in bytes (float64): DevTools' Shallow Size."""
        self._needs_all()
        detached = self.detachedness
        with self._phase("sizes"):
            return shallow_sizes(self.snapshot, detached)

    @cached_property
    def dominator_tree(self) -> DominatorTree:
        """Dominators, and the tree they make."""
        rules = self._rules()
        with self._phase("dominators"):
            tree = dominator_tree(self.snapshot, rules)
        self._release_rules(tree_done=True)
        return tree

    @cached_property
    def dominator_positions(self) -> U32:
        """Where each node stands in the preorder of the dominator tree (uint32)."""
        return positions(self.dominator_tree)

    @property
    def dominators(self) -> U32:
        """The immediate dominator of each node (uint32 ordinals); the root is its own."""
        return self.dominator_tree.dominators

    @cached_property
    def retained_sizes(self) -> F64:
        """What would be freed if the node went away, in bytes (float64): DevTools' Retained Size."""
        return retained_sizes(self.dominator_tree, self.shallow_sizes)

    @cached_property
    def distances(self) -> I32:
        """References from the user roots (int32); ≥ 100,000,000: only the system reaches it; -5: nothing does."""
        rules = self._rules()
        with self._phase("distances"):
            result = distances(self.snapshot, rules)
        self._release_rules(distances_done=True)
        return result

    @cached_property
    def retainer_index(self) -> RetainerIndex:
        """The edges that enter each node."""
        with self._phase("retainers"):
            return retainer_index(self.snapshot)

    def _rules(self) -> EdgeRules:
        self._needs_all()
        if self._edge_rules is None:
            with self._phase("edges"):
                self._edge_rules = edge_rules(self.snapshot, page_owned(self.snapshot))
        return self._edge_rules

    def _release_rules(self, tree_done: bool = False, distances_done: bool = False) -> None:
        """A byte an edge is too much to keep once both of its users have had it."""
        if (tree_done or "dominator_tree" in self.__dict__) and (distances_done or "distances" in self.__dict__):
            self._edge_rules = None

    # -- classes --------------------------------------------------------------------------------------------------

    @cached_property
    def locations(self) -> Locations:
        return locations(self.snapshot)

    @cached_property
    def classes(self) -> Classes:
        """The class of each node."""
        self._needs_all()
        with self._phase("classes"):
            return classes(self.snapshot, self.detachedness, self.locations)

    @cached_property
    def script_names(self) -> dict[int, str]:
        """Script names by script id, as far as the heap holds them."""
        return script_names(self.snapshot, self.locations)

    @cached_property
    def code_owners(self) -> U8:
        """Whose each node is: the program's, a library's, the runtime's or the engine's."""
        made = self.classes
        return code_owners(self.snapshot, self.locations, self.script_names, made.of_node, made.names, self.is_context)

    @cached_property
    def summary_columns(self) -> Summary:
        """The Summary as columns."""
        return self._summarise(None)

    def summary_columns_of(self, wanted: NodeFilter) -> Summary:
        """The Summary of the nodes that pass a filter, as columns."""
        return self.summary_columns if wanted.kind == "all" else self._summarise(self.mask(wanted))

    def _summarise(self, chosen: U8 | None) -> Summary:
        return summary(
            self.classes, self.dominator_tree, self.shallow_sizes, self.retained_sizes, self.distances, chosen
        )

    def summary(self, filter: NodeFilter = EVERYTHING) -> list[ClassRow]:  # noqa: A002 -- DevTools' word for it
        """Class rows as in DevTools' Summary, of the nodes that pass a filter: retained size down, then name."""
        columns = self.summary_columns_of(filter)
        made = self.classes
        rows = [
            ClassRow(index, made.keys[index], made.names[index], count, distance, int(shallow), int(retained))
            for index, count, distance, shallow, retained in zip(
                columns.class_index.tolist(),
                columns.count.tolist(),
                columns.distance.tolist(),
                columns.shallow.tolist(),
                columns.retained.tolist(),
                strict=True,
            )
        ]
        rows.sort(key=lambda row: (-row.retained, row.name, row.key))
        return rows

    # -- views ----------------------------------------------------------------------------------------------------

    @cached_property
    def statistics(self) -> Statistics:
        """What kinds of things the memory goes to."""
        return statistics(self.snapshot, self.shallow_sizes, self.renamed, self.total_size)

    @cached_property
    def native_contexts(self) -> NativeContexts:
        """Which page, frame or realm each node belongs to."""
        with self._phase("native contexts"):
            return native_contexts(self.snapshot, self.shallow_sizes, self.renamed)

    @cached_property
    def detached_nodes(self) -> DetachedNodes:
        """The detached DOM nodes."""
        return detached_nodes(self.detachedness, self.dominator_tree)

    @cached_property
    def duplicate_strings(self) -> DuplicateStrings:
        """Strings that are there more than once."""
        return duplicate_strings(
            self.snapshot, self.concatenated_strings, self.shallow_sizes, self.retained_sizes, self.renamed
        )

    def mask(self, wanted: NodeFilter) -> U8:
        """1 for each node that passes a filter (uint8). Raises ValueError for a filter that there is not."""
        if wanted not in self._masks:
            while len(self._masks) >= KEPT_MASKS:
                del self._masks[next(iter(self._masks))]
            self._masks[wanted] = self._make_mask(wanted)
        return self._masks[wanted]

    def forget_masks(self) -> None:
        """Drop the masks that are kept."""
        self._masks.clear()

    def _make_mask(self, wanted: NodeFilter) -> U8:
        snapshot, distances = self.snapshot, self.distances
        match wanted.kind:
            case "all":
                return np.ones(self.node_count, np.uint8)
            case "id_range":
                return filters.within_ids(self.ids, wanted.min_id, wanted.max_id)
            case "duplicated_strings":
                return self.duplicate_strings.mask(self.node_count)
            case "detached":
                return filters.retained_by_detached(snapshot, self.detachedness, distances)
            case "contexts":
                return filters.retained_by_contexts(snapshot, self.is_context, distances)
            case "console":
                return filters.retained_by_console(snapshot, distances)
            case "event_handlers":
                return filters.retained_by_event_handlers(snapshot, self.renamed, distances)
            case "native_context":
                return filters.owned_by(self.native_contexts, wanted.context)
            case "shared_native_context":
                return filters.owned_by(self.native_contexts, SHARED)
            case "no_native_context":
                return filters.owned_by(self.native_contexts, NO_CONTEXT)
        raise ValueError(f"no such filter: {wanted.kind} ({', '.join(filters.FILTERS)})")

    def search(
        self,
        text: str,
        regex: bool = False,
        match_case: bool = False,
        *,
        names: bool = True,
        class_names: bool = False,
        types: Collection[str] = (),
        class_index: int | None = None,
        filter: NodeFilter = EVERYTHING,  # noqa: A002
    ) -> U32:
        """Ordinals of the nodes whose name, or whose class name, has `text` in it (uint32, file order).

        With `regex`, it is a pattern in JavaScript's dialect; raises PatternError if it is none. As in DevTools, nodes
        without a shallow size are left out. `types` (names of node types), `class_index` and `filter` narrow it down.
        """
        wanted = finder(text, regex, match_case)
        found = self.shallow_sizes > 0
        if types:
            header = self.snapshot.header
            chosen = np.zeros(256, np.bool_)
            chosen[[header.node_type_code(name) for name in types if name in header.node_types]] = True
            found &= chosen[self.snapshot.node_type]
        if class_index is not None:
            found &= self.classes.of_node == class_index
        if filter.kind != "all":
            found &= self.mask(filter).view(np.bool_)
        matching = np.zeros(self.node_count, np.bool_)
        if names:
            matching |= in_names(self.snapshot, wanted, self.renamed, self.object_labels, self.concatenated_strings)
        if class_names:
            matching |= in_classes(self.classes, wanted)
        return np.flatnonzero(found & matching).astype(np.uint32)

    @cached_property
    def concatenated_strings(self) -> ConcatenatedStrings:
        return concatenated_strings(self.snapshot, self.renamed)

    @cached_property
    def object_labels(self) -> ObjectLabels:
        return object_labels(self.snapshot, self.renamed)

    @cached_property
    def is_context(self) -> Mask:
        """The nodes that hold variables of functions and blocks."""
        return filters.is_context(self.snapshot, self.renamed)

    @cached_property
    def variable_usage(self) -> VariableUsage:
        """Which variables that contexts hold can still be used, in files with Chromium's `scopes`."""
        with self._phase("variables"):
            return variable_usage(self.snapshot, self.is_context, self.functions)

    @cached_property
    def functions(self) -> Functions:
        """The functions that contexts were made for."""
        return functions(self.snapshot, self.is_context)

    # -- another snapshot -----------------------------------------------------------------------------------------

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

    # -- what keeps a node ----------------------------------------------------------------------------------------

    @cached_property
    def weakmap_edges(self) -> WeakMapEdges:
        """The edges that make up the entries of WeakMaps."""
        return weakmap_edges(self.snapshot)

    @cached_property
    def retainer_noise(self) -> Noise:
        """Which retainers say little about why something is kept."""
        edges = self.weakmap_edges
        return retainer_noise(self.snapshot, edges.edges[edges.from_table])

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

    def ways(self, view: RetainersView) -> Ways:
        """How to get to the roots, with noise and without: a byte an edge."""
        found = ways(self.snapshot, self._rules(), self.retainer_noise, view.ignored.nodes)
        self._release_rules()
        return found

    @cached_property
    def usual_ways(self) -> Ways:
        return self.ways(self._usual_view)

    # -- allocations ----------------------------------------------------------------------------------------------

    @cached_property
    def timeline(self) -> Timeline | None:
        """When the objects that still live were made; None in a file that is no timeline."""
        return timeline(self.snapshot, self.shallow_sizes)

    @cached_property
    def allocations(self) -> Allocations | None:
        """Who allocated what; None in a file recorded without allocation stacks."""
        self._needs_all()
        return allocations(self.snapshot)

    # -- nodes ----------------------------------------------------------------------------------------------------

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

    @cached_property
    def renamed(self) -> Mask:
        """The nodes shown with `Detached ` before their names."""
        return is_renamed(self.snapshot, self.detachedness)

    def _needs_all(self) -> None:
        """Raise IncompleteError in front of a figure that the missing part of a file would change."""
        cut = self.snapshot.cut
        if cut is not None and not cut.sound:
            raise IncompleteError("partial", section=cut.section, offset=cut.offset)

    def _phase(self, name: str) -> "_Phase":
        return _Phase(name, self._progress)


@dataclass(slots=True)
class _Phase:
    """Reports the start and the end of a phase."""

    name: str
    progress: Progress | None

    def __enter__(self) -> None:
        if self.progress:
            self.progress(self.name, 0, 1)

    def __exit__(self, *_: object) -> None:
        if self.progress:
            self.progress(self.name, 1, 1)


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
