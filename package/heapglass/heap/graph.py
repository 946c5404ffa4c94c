"""The file and its graph: sizes, dominators, distances, retainers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from heapglass.analysis.detachedness import detachedness, is_renamed
from heapglass.analysis.distances import distances
from heapglass.analysis.dominated import positions
from heapglass.analysis.dominators import DominatorTree, dominator_tree, retained_sizes
from heapglass.analysis.edge_rules import EdgeRules, edge_rules
from heapglass.analysis.following import Mask
from heapglass.analysis.page_ownership import page_owned
from heapglass.analysis.retainer_noise import Noise, retainer_noise
from heapglass.analysis.retainers import RetainerIndex, retainer_index
from heapglass.analysis.shallow_sizes import shallow_sizes
from heapglass.analysis.weakmaps import WeakMapEdges, weakmap_edges
from heapglass.kernels.engine import F64, I32, U8, U32
from heapglass.snapshot import Cut, IncompleteError, Snapshot
from heapglass.snapshot.model import Wide

Progress = Callable[[str, int, int], object]
"""Called with a phase (`read`, `sizes`, `dominators` …), how much of it is done, and how much there is."""


class Graph:
    """A snapshot, and what its edges make of it."""

    def __init__(self, snapshot: Snapshot, progress: Progress | None = None) -> None:
        self.snapshot = snapshot
        self._progress = progress
        self._edge_rules: EdgeRules | None = None

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
    def renamed(self) -> Mask:
        """The nodes shown with `Detached ` before their names."""
        return is_renamed(self.snapshot, self.detachedness)

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

    @cached_property
    def weakmap_edges(self) -> WeakMapEdges:
        """The edges that make up the entries of WeakMaps."""
        return weakmap_edges(self.snapshot)

    @cached_property
    def retainer_noise(self) -> Noise:
        """Which retainers say little about why something is kept."""
        edges = self.weakmap_edges
        return retainer_noise(self.snapshot, edges.edges[edges.from_table])

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
