"""What the nodes are: classes, names, places, and whose they are."""

from functools import cached_property

from heapglass.analysis import filters
from heapglass.analysis.allocations import Allocations, allocations
from heapglass.analysis.classes import Classes, classes
from heapglass.analysis.code_owners import code_owners
from heapglass.analysis.concatenated_strings import ConcatenatedStrings, concatenated_strings
from heapglass.analysis.detached import DetachedNodes, detached_nodes
from heapglass.analysis.duplicate_strings import DuplicateStrings, duplicate_strings
from heapglass.analysis.following import Mask
from heapglass.analysis.locations import Locations, locations
from heapglass.analysis.native_contexts import NativeContexts, native_contexts
from heapglass.analysis.object_labels import ObjectLabels, object_labels
from heapglass.analysis.readable import ReadableClasses, readable_classes
from heapglass.analysis.scopes import Functions, functions
from heapglass.analysis.scripts import script_names
from heapglass.analysis.statistics import Statistics, statistics
from heapglass.analysis.timeline import Timeline, timeline
from heapglass.analysis.variable_usage import VariableUsage, variable_usage
from heapglass.heap.graph import Graph
from heapglass.kernels.engine import U8


class Described(Graph):
    """What there is to say of each node, and of all of them together."""

    @cached_property
    def readable_classes(self) -> ReadableClasses:
        """How many nodes of which kind there are, and their self sizes: also of a part of a file."""
        return readable_classes(self.snapshot)

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

    @cached_property
    def timeline(self) -> Timeline | None:
        """When the objects that still live were made; None in a file that is no timeline."""
        return timeline(self.snapshot, self.shallow_sizes)

    @cached_property
    def allocations(self) -> Allocations | None:
        """Who allocated what; None in a file recorded without allocation stacks."""
        self._needs_all()
        return allocations(self.snapshot)
