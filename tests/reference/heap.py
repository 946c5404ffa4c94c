"""One snapshot, all rules: the reference's counterpart of `heapglass.Heap`."""

from functools import cached_property
from typing import Any

from tests.reference import dominators, ownership
from tests.reference.classes import Shape, class_keys, class_names, infer_shapes, label
from tests.reference.distances import distances
from tests.reference.filters import named_filter
from tests.reference.graph import Graph
from tests.reference.native_contexts import native_contexts
from tests.reference.summary import Row, statistics, summary


class Heap:
    """Every rule's answer for one parsed file, computed when asked for.

    `as_devtools` also repeats what DevTools gets wrong on files that V8 hardly ever writes, so that the two can
    be held together on any file: numbers of nodes modulo 2^32; no shapes for plain objects before the root; node 0
    in the place of a part that a concatenated string lacks.
    """

    def __init__(self, document: dict[str, Any], as_devtools: bool = False) -> None:
        self.graph = Graph.read(document, as_devtools)
        self.as_devtools = as_devtools
        self.detachedness = ownership.detachedness(self.graph)  # renames nodes, so before all else

    @cached_property
    def shallow(self) -> list[int]:
        sizes = ownership.shallow_sizes(self.graph)
        return [size % 2**32 for size in sizes] if self.as_devtools else sizes

    @cached_property
    def page_owned(self) -> list[bool]:
        return ownership.page_owned(self.graph)

    @cached_property
    def successors(self) -> list[list[int]]:
        return dominators.flow_graph(
            self.graph, lambda node, edge: ownership.is_essential(self.graph, self.page_owned, node, edge)
        )

    @cached_property
    def dominators(self) -> list[int]:
        return dominators.dominators(self.successors, self.graph.root)

    @cached_property
    def retained(self) -> list[int]:
        return dominators.retained_sizes(self.dominators, self.graph.root, self.shallow)

    @cached_property
    def distances(self) -> list[int]:
        return distances(self.graph)

    @property
    def _shaped(self) -> range:
        return range(self.graph.root if self.as_devtools else 0, len(self.graph.type))

    @cached_property
    def shapes(self) -> list[Shape]:
        return infer_shapes(self.graph, self._shaped)

    @cached_property
    def class_names(self) -> list[str]:
        return class_names(self.graph, self.shapes, self._shaped)

    @cached_property
    def class_keys(self) -> list[str]:
        return class_keys(self.graph, self.class_names)

    def class_keys_by(self, shapes: list[Shape]) -> list[str]:
        """The keys that a comparison with another snapshot classes by."""
        return class_keys(self.graph, class_names(self.graph, shapes, self._shaped))

    @cached_property
    def summary(self) -> dict[str, Row]:
        return self.summary_of(None)

    def summary_of(self, chosen: list[bool] | None) -> dict[str, Row]:
        return summary(
            self.class_keys,
            self.shallow,
            self.retained,
            self.distances,
            self.dominators,
            self.graph.root,
            chosen,
        )

    def filtered(self, name: str) -> list[bool]:
        return named_filter(self.graph, name, self.shallow, self.distances, self.detachedness)

    @cached_property
    def statistics(self) -> dict[str, Any]:
        return statistics(self.graph, self.shallow, self.retained)

    @cached_property
    def native_contexts(self) -> list[int]:
        return native_contexts(self.graph)

    def label(self, node: int) -> str:
        return label(self.graph, node)
