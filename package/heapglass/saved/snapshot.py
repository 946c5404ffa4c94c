"""A saved snapshot: its edges and locations are unpacked when somebody looks at one."""

from collections.abc import Mapping
from typing import Any

from heapglass.saved.graph import UINT32, Nodes, StoredEdges
from heapglass.saved.numbers import Column, Packed
from heapglass.snapshot import Snapshot, Strings
from heapglass.snapshot.model import Table
from heapglass.snapshot.schema import Header

LOCATIONS = ("node", "script", "line", "column")
EDGES = ("first_edge", "edge_type", "edge_name", "edge_to")


class SavedSnapshot(Snapshot):
    """The first views need neither edges nor locations, and both take longer than all that they need.

    Looking at one raises MalformedError for a file whose writer meant harm; whatever else may happen to a file, its
    checksums tell when it is opened.
    """

    __slots__ = ("_edges", "_locations")

    def __init__(
        self,
        header: Header,
        strings: Strings,
        nodes: Nodes,
        edges: StoredEdges,
        locations: Mapping[str, Packed],
        extras: dict[str, Table],
        file_size: int,
    ) -> None:
        self.header = header
        self.strings = strings
        self.node_type = nodes.node_type
        self.node_name = nodes.node_name
        self.node_id = nodes.node_id
        self.self_size = nodes.self_size
        self.node_detachedness = nodes.node_detachedness
        self.node_trace = nodes.node_trace
        self.extras = extras
        self.file_size = file_size
        self.cut = None
        self._concatenated = -1
        self._edges = edges
        self._locations = locations

    @property
    def edge_count(self) -> int:
        return self.header.edge_count

    def __getattr__(self, name: str) -> Any:
        """A column that nobody has looked at yet."""
        for column, values in self._unpacked(name).items():
            setattr(self, column, values)
        return object.__getattribute__(self, name)

    def _unpacked(self, name: str) -> dict[str, Column]:
        if name in EDGES:
            return self._edges.unpacked()
        field = name.removeprefix("location_")
        if field == name or field not in LOCATIONS:
            raise AttributeError(name)
        return {name: self._locations[field].steps_within(self.node_count - 1 if field == "node" else UINT32)}
