"""Nodes and edges as Python objects: views on a heap that look everything up and copy nothing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from heapglass.analysis.allocations import Frame
from heapglass.analysis.constructors import constructor_of
from heapglass.analysis.context_variables import ContextScope, context_chain, scope_of_context, variable_edges
from heapglass.analysis.dominated import dominated, dominator_path
from heapglass.analysis.edge_names import edge_names, edge_text
from heapglass.analysis.edge_order import by_size, references
from heapglass.analysis.labels import label
from heapglass.analysis.ordering import order_by
from heapglass.analysis.retainers import edge_sources
from heapglass.analysis.retaining_paths import retaining_paths
from heapglass.kernels.engine import U32
from heapglass.size_text import size
from heapglass.snapshot.schema import NUMBERED_EDGES

if TYPE_CHECKING:
    # A heap makes nodes; a node only needs to say what it is a view on.
    from heapglass.heap import Heap


LONGEST = 80
"""Characters of a name that are shown."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the source; `line` and `column` count from 0, as in the file."""

    script_id: int
    script_name: str | None
    line: int
    column: int


@dataclass(frozen=True, slots=True, repr=False)
class Node:
    """A view of one node. Nothing is copied: every property looks it up."""

    heap: "Heap"
    ordinal: int

    def __repr__(self) -> str:
        return f"<{shown_name(self)}, retains {size(self.retained_size)}>"

    @property
    def id(self) -> int:
        return int(self.heap.ids[self.ordinal])

    @property
    def name(self) -> str:
        return label(self.heap.snapshot, self.ordinal, self.heap.renamed)

    @property
    def type(self) -> str:
        return self.heap.snapshot.header.node_types[int(self.heap.snapshot.node_type[self.ordinal])]

    @property
    def class_name(self) -> str:
        made = self.heap.classes
        return made.names[int(made.of_node[self.ordinal])]

    @property
    def class_key(self) -> str:
        made = self.heap.classes
        return made.keys[int(made.of_node[self.ordinal])]

    @property
    def self_size(self) -> int:
        return int(self.heap.self_sizes[self.ordinal])

    @property
    def shallow_size(self) -> int:
        return int(self.heap.shallow_sizes[self.ordinal])

    @property
    def retained_size(self) -> int:
        return int(self.heap.retained_sizes[self.ordinal])

    @property
    def distance(self) -> int:
        return int(self.heap.distances[self.ordinal])

    @property
    def detachedness(self) -> int:
        return int(self.heap.detachedness[self.ordinal])

    @property
    def dominator(self) -> "Node":
        return Node(self.heap, int(self.heap.dominators[self.ordinal]))

    @property
    def dominated(self) -> list["Node"]:
        """The nodes that this one dominates immediately: retained size down, then id."""
        heap = self.heap
        nodes = dominated(heap.dominator_tree, heap.dominator_positions, self.ordinal)
        order = order_by([(heap.retained_sizes[nodes], True), (heap.ids[nodes], False)])
        return [Node(heap, node) for node in nodes[order].tolist()]

    @property
    def dominator_path(self) -> list["Node"]:
        """This node, its dominator, and so on up to the root."""
        return [Node(self.heap, node) for node in dominator_path(self.heap.dominator_tree, self.ordinal).tolist()]

    @property
    def allocation_stack(self) -> list[Frame] | None:
        """The stack in which the object was allocated, innermost first; None where the file does not say."""
        made = self.heap.allocations
        return None if made is None else made.stack(self.ordinal)

    @property
    def references(self) -> list["Edge"]:
        """The node's references as DevTools' Containment shows them: retained size down, then name."""
        heap = self.heap
        edges = references(heap.snapshot, self.ordinal)
        sizes = heap.retained_sizes[heap.snapshot.edge_to[edges]]
        return [Edge(heap, edge, self.ordinal) for edge in edges[by_size(heap.snapshot, edges, sizes, True)].tolist()]

    @property
    def kept_by(self) -> list["Edge"]:
        """What keeps the node, as DevTools' Retainers shows it: nearest to the program's roots first."""
        return _entering(self.heap, self.heap._usual_view.retainers(self.ordinal))

    def paths(self, count: int = 1) -> list[list["Edge"]]:
        """Up to `count` shortest ways to the root, no two by the same retainer: edges, from the node upwards."""
        found = retaining_paths(self.heap._usual_view, self.ordinal, count, self.heap.usual_ways)
        return [_entering(self.heap, path.edges) for path in found]

    @property
    def edge_ordinals(self) -> range:
        first = self.heap.snapshot.first_edge
        return range(int(first[self.ordinal]), int(first[self.ordinal + 1]))

    @property
    def edge_count(self) -> int:
        return len(self.edge_ordinals)

    @property
    def edges(self) -> list["Edge"]:
        """The node's references, in file order."""
        return [Edge(self.heap, edge, self.ordinal) for edge in self.edge_ordinals]

    @property
    def retainers(self) -> list["Edge"]:
        """The edges that enter the node, in file order: all of them, weak ones too."""
        return _entering(self.heap, self.heap.retainer_index.entering(self.ordinal))

    @property
    def location(self) -> Location | None:
        """Where the object's constructor, or the closure itself, stands in the source."""
        places = self.heap.locations
        row = int(places.row_of_node[self.ordinal])
        if row < 0:
            return None
        script = int(places.script[row])
        return Location(script, self.heap.script_names.get(script), int(places.line[row]), int(places.column[row]))

    @property
    def constructor(self) -> "Node | None":
        """The function that made the object, as its prototype names it."""
        found = constructor_of(self.heap.snapshot, self.ordinal)
        return None if found is None else Node(self.heap, found)

    @property
    def contexts(self) -> list["Context"]:
        """Where the variables are that a closure sees, from the inside out; for a context, itself and what follows."""
        chain = context_chain(self.heap.snapshot, self.ordinal, self.heap.is_context)
        return [Context(self.heap, ordinal) for ordinal in chain]


@dataclass(frozen=True, slots=True)
class Context:
    """The variables of one run of a function or block."""

    heap: "Heap"
    ordinal: int

    @property
    def node(self) -> Node:
        return Node(self.heap, self.ordinal)

    @property
    def scope(self) -> ContextScope:
        """Where in the source they are declared."""
        return scope_of_context(self.heap.snapshot, self.ordinal, self.heap.functions)

    @property
    def variables(self) -> list["Edge"]:
        """The edges that hold them."""
        edges = variable_edges(self.heap.snapshot, self.ordinal)
        return [Edge(self.heap, edge, self.ordinal) for edge in edges.tolist()]


@dataclass(frozen=True, slots=True, repr=False)
class Edge:
    """A view of one edge."""

    heap: "Heap"
    ordinal: int
    source: int

    def __repr__(self) -> str:
        return f"<{one_line(self.text)} in {shown_name(self.from_node)}, leads to {shown_name(self.to_node)}>"

    @property
    def type(self) -> str:
        return self.heap.snapshot.header.edge_types[int(self.heap.snapshot.edge_type[self.ordinal])]

    @property
    def name(self) -> str | int:
        """The name, or the number of a numbered edge (`element` and `hidden`)."""
        name = int(self.heap.snapshot.edge_name[self.ordinal])
        return name if self.type in NUMBERED_EDGES else self.heap.snapshot.strings[name]

    @property
    def text(self) -> str:
        """The edge as JavaScript would write it: `.name`, `[5]`, `->variable`, `{internal}`, `[[weak]]`."""
        return edge_text(self.type, edge_names(self.heap.snapshot, np.array([self.ordinal], np.uint32))[0])

    @property
    def is_used(self) -> bool | None:
        """Can the variable that this edge holds still be used? None where the file does not tell."""
        return self.heap.variable_usage.of(self.ordinal)

    @property
    def from_node(self) -> Node:
        return Node(self.heap, self.source)

    @property
    def to_node(self) -> Node:
        return Node(self.heap, int(self.heap.snapshot.edge_to[self.ordinal]))


def shown_name(node: Node) -> str:
    """A node in a few words, harmless wherever they are shown."""
    return f"{one_line(node.name) or node.type} @{node.id}"


def one_line(text: str) -> str:
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 20]}…{text[-19:]}"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)


def _entering(heap: "Heap", edges: U32) -> list[Edge]:
    sources = edge_sources(heap.snapshot, edges)
    return [Edge(heap, edge, source) for edge, source in zip(edges.tolist(), sources.tolist(), strict=True)]
