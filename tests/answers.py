"""What the core answers about a heap besides its columns, each asked as a view would."""

from typing import Any

import heapglass
from heapglass.analysis.detached import DetachedNodes
from heapglass.analysis.duplicate_strings import DuplicateStrings
from heapglass.analysis.filters import NodeFilter
from heapglass.analysis.native_contexts import NativeContexts
from heapglass.analysis.search import finder, in_names
from heapglass.analysis.statistics import Statistics
from heapglass.analysis.summary import summary
from tests.reference.summary import Row

FILTERS = {
    "duplicatedStrings": "duplicated_strings",
    "objectsRetainedByDetachedDomNodes": "detached",
    "objectsRetainedByContexts": "contexts",
    "objectsRetainedByConsole": "console",
    "objectsRetainedByEventHandlers": "event_handlers",
    "sharedNativeContext": "shared_native_context",
    "noNativeContext": "no_native_context",
}
"""DevTools' names of filters, and ours."""


class Answers:
    """Of one heap, each computed when asked for. The names of filters are DevTools'."""

    def __init__(self, heap: heapglass.Heap) -> None:
        self.heap = heap

    @property
    def statistics(self) -> Statistics:
        return self.heap.statistics

    @property
    def native_contexts(self) -> NativeContexts:
        return self.heap.native_contexts

    @property
    def duplicate_strings(self) -> DuplicateStrings:
        return self.heap.duplicate_strings

    @property
    def detached(self) -> DetachedNodes:
        return self.heap.detached_nodes

    def rows(self, chosen: Any) -> dict[str, Row]:
        """The Summary of the nodes marked in `chosen`."""
        heap = self.heap
        columns = summary(
            heap.classes, heap.dominator_tree, heap.shallow_sizes, heap.retained_sizes, heap.distances, chosen
        )
        figures = zip(columns.count, columns.distance, columns.shallow, columns.retained, strict=True)
        keys = [heap.classes.keys[index] for index in columns.class_index]
        return {key: Row(*map(int, row)) for key, row in zip(keys, figures, strict=True)}

    def filtered(self, name: str) -> Any:
        """Which nodes a named filter chooses, one byte each."""
        return self.heap.mask(NodeFilter(FILTERS[name]))

    def found(self, text: str, regex: bool = False, match_case: bool = False) -> Any:
        """Which nodes are shown by a name that contains the text, or matches; those without a size, too."""
        heap = self.heap
        wanted = finder(text, regex, match_case)
        return in_names(heap.snapshot, wanted, heap.renamed, heap.object_labels, heap.concatenated_strings)
