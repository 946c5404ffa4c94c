"""Some of the nodes: filters, the Summary of those that pass, and search."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from heapglass.analysis import filters
from heapglass.analysis.filters import NodeFilter
from heapglass.analysis.native_contexts import NO_CONTEXT, SHARED
from heapglass.analysis.search import finder, in_classes, in_names
from heapglass.analysis.summary import Summary, summary
from heapglass.heap.described import Described
from heapglass.heap.graph import Progress
from heapglass.kernels.engine import U8, U32
from heapglass.snapshot import Snapshot

EVERYTHING = NodeFilter()
KEPT_MASKS = 4


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


class Chosen(Described):
    """Nodes by what they are."""

    def __init__(self, snapshot: Snapshot, progress: Progress | None = None) -> None:
        super().__init__(snapshot, progress)
        self._masks: dict[NodeFilter, U8] = {}

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
