"""A snapshot's JSON as a graph: nodes and their edges, with names instead of indices."""

import re
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, NamedTuple

NUMBERED = ("element", "hidden")
"""Types of edges whose names are numbers."""

ANY = r"[^\n\r\u2028\u2029]"  # JavaScript's "."
WEAKMAP_PAIR = re.compile(
    rf"[0-9]+(?P<pair> / part of key \({ANY}*? @[0-9]+\) -> value \({ANY}*? @[0-9]+\)"
    r" pair in WeakMap \(table @(?P<table>[0-9]+)\))"
)


class Edge(NamedTuple):
    ordinal: int
    type: str
    name: str | int
    to: int

    @property
    def shown_name(self) -> str:
        """A shortcut whose name begins with digits is shown as that number (`JSHeapSnapshotEdge.name`)."""
        if self.type == "shortcut":
            number = parse_int(str(self.name))
            if number is not None:
                return str(number)
        return str(self.name)

    @property
    def weakmap_pair(self) -> tuple[str, int] | None:
        """Which pair this edge is half of, and the id of the WeakMap's table (`tryParseWeakMapEdgeName`)."""
        match = WEAKMAP_PAIR.fullmatch(str(self.name)) if self.type == "internal" else None
        return (match["pair"], int(match["table"])) if match else None


@dataclass(slots=True)
class Graph:
    """Node i has `type[i]`, `name[i]`, `id[i]`, `size[i]`, `state[i]` (detachedness as filed), `edges[i]`."""

    root: int
    type: list[str]
    name: list[str]
    id: list[int]
    size: list[int]
    state: list[int] | None
    edges: list[list[Edge]]
    location: dict[int, tuple[int, int, int]]
    node_types: list[str]
    extra_native_bytes: int = 0
    missing_half: int | None = None
    """What stands for a part that a concatenated string lacks: DevTools takes node 0 there."""
    retainers: list[list[tuple[int, Edge]]] = field(default_factory=list)

    @property
    def nodes(self) -> range:
        return range(len(self.type))

    @classmethod
    def read(cls, document: dict[str, Any], as_devtools: bool = False) -> "Graph":
        """The graph of a parsed file. DevTools keeps every number of a node modulo 2^32."""
        header = document["snapshot"]
        meta = header["meta"]
        fields = meta["node_fields"]
        strings = document["strings"]
        numbers = document["nodes"]
        modulus = 2**32 if as_devtools else 2**64

        def column(name: str) -> list[int]:
            return [int(value) % modulus for value in numbers[fields.index(name) :: len(fields)]]

        node_types = meta["node_types"][fields.index("type")]
        graph = cls(
            root=header.get("root_index", 0) // len(fields),
            type=[node_types[code] for code in column("type")],
            name=[strings[index] for index in column("name")],
            id=column("id"),
            size=column("self_size"),
            state=[state & 3 for state in column("detachedness")] if "detachedness" in fields else None,
            edges=[],
            location={},
            node_types=node_types,
            extra_native_bytes=header.get("extra_native_bytes", 0),
            missing_half=0 if as_devtools else None,
        )
        graph._read_edges(document, column("edge_count"), len(fields))
        graph._read_locations(document, len(fields))
        graph.retainers = [[] for _ in graph.nodes]
        for node in graph.nodes:
            for edge in graph.edges[node]:
                graph.retainers[edge.to].append((node, edge))
        return graph

    def _read_edges(self, document: dict[str, Any], counts: list[int], node_width: int) -> None:
        meta = document["snapshot"]["meta"]
        fields = meta["edge_fields"]
        types = meta["edge_types"][fields.index("type")]
        rows = iter(zip(*(document["edges"][i :: len(fields)] for i in range(len(fields))), strict=True))
        ordinals = count()
        for edge_count in counts:
            out = []
            for numbers in islice(rows, edge_count):
                row = dict(zip(fields, numbers, strict=True))
                kind = types[row["type"]]
                name = row["name_or_index"] if kind in NUMBERED else document["strings"][row["name_or_index"]]
                out.append(Edge(next(ordinals), kind, name, row["to_node"] // node_width))
            self.edges.append(out)

    def _read_locations(self, document: dict[str, Any], node_width: int) -> None:
        fields = document["snapshot"]["meta"].get("location_fields", [])
        numbers = document.get("locations", [])
        for at in range(0, len(numbers), max(1, len(fields))):
            row = dict(zip(fields, numbers[at : at + len(fields)], strict=True))
            self.location[row["object_index"] // node_width] = (row["script_id"], row["line"], row["column"])

    def is_document_trees(self, node: int) -> bool:
        return self.type[node] == "synthetic" and self.name[node] == "(Document DOM trees)"

    def is_user_root(self, node: int) -> bool:
        """Is a child of the root one that the program (and not the runtime) put there? (`isUserRoot`)"""
        return self.type[node] != "synthetic" or self.is_document_trees(node)

    def user_roots(self) -> list[int]:
        """In the order of the root's edges, as often as they are among them."""
        return [edge.to for edge in self.edges[self.root] if self.is_user_root(edge.to)]


JS_SPACE = r"[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"


def parse_int(text: str) -> int | None:
    """JavaScript's parseInt(text, 10), which is a double; None for NaN."""
    match = re.match(JS_SPACE + "*([+-]?[0-9]+)", text)
    return int(float(match[1])) if match else None


def utf16_length(text: str) -> int:
    """The length that JavaScript gives a string."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
