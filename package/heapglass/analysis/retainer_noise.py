"""Which retainers say little about why a node is kept: the runtime's own bookkeeping."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heapglass.kernels.engine import U8, U32
from heapglass.kernels.retainers import (
    NOISY_EDGE,
    NOISY_INTERNAL_EDGE,
    NOISY_SOURCE,
    NOISY_TARGET,
    mark_noise,
    mute_noise,
)
from heapglass.snapshot import Snapshot

EDGES = (
    "feedback_cell",
    "sloppy_function_map",
    # React's own links between the fibers of one component
    "alternate",
    "firstEffect",
    "lastEffect",
)
EDGE_ENDINGS = ("DevTools console", "part of key -> value pair in ephemeron table")
INTERNAL_EDGES = ("code",)
SOURCES = ("system / PropertyCell", "InternalNode", "Pending activities", "StyleEngine")
TARGETS = ("system / NativeContext",)


@dataclass(slots=True)
class Noise:
    """`string_marks` (uint8, an entry a string) says what of a name is noise, in the bits of `kernels.retainers`;
    `tables` (sorted edge ordinals) are the edges by which a WeakMap's table refers to values: their keys keep them.
    """

    string_marks: U8
    tables: U32

    def among(self, snapshot: Snapshot, edges: U32, sources: U32) -> npt.NDArray[np.bool_]:
        """Which of `edges`, that come from the nodes `sources`, are noise.

        So are edges from synthetic nodes other than the root.
        """
        header = snapshot.header
        noisy = np.zeros(edges.size, np.uint8)
        mark_noise(
            snapshot.edge_type,
            snapshot.edge_name,
            snapshot.edge_to,
            snapshot.node_type,
            snapshot.node_name,
            header.edge_type_code("element"),
            header.edge_type_code("hidden"),
            header.edge_type_code("internal"),
            header.node_type_code("synthetic"),
            header.root,
            self.string_marks,
            edges,
            sources,
            noisy,
        )
        noisy[is_in(edges, self.tables)] = 1
        found: npt.NDArray[np.bool_] = noisy != 0
        return found

    def mute(self, snapshot: Snapshot, flags: U8, keep: int) -> None:
        """Reduce the `flags` (an entry an edge, in place) of all noisy edges to those in `keep`."""
        header = snapshot.header
        mute_noise(
            snapshot.first_edge,
            snapshot.edge_type,
            snapshot.edge_name,
            snapshot.edge_to,
            snapshot.node_type,
            snapshot.node_name,
            header.edge_type_code("element"),
            header.edge_type_code("hidden"),
            header.edge_type_code("internal"),
            header.node_type_code("synthetic"),
            header.root,
            self.string_marks,
            keep,
            flags,
        )
        flags[self.tables] &= keep


def retainer_noise(snapshot: Snapshot, tables: U32) -> Noise:
    """What counts as noise in this snapshot. `tables` are the WeakMap edges that start from a table."""
    marks = np.zeros(len(snapshot.strings), np.uint8)
    for names, mark in (
        (EDGES, NOISY_EDGE),
        (INTERNAL_EDGES, NOISY_INTERNAL_EDGE),
        (SOURCES, NOISY_SOURCE),
        (TARGETS, NOISY_TARGET),
    ):
        for name in names:
            index = snapshot.strings.find(name)
            if index >= 0:
                marks[index] |= mark
    for ending in EDGE_ENDINGS:
        marks[_ending_with(snapshot, ending)] |= NOISY_EDGE
    return Noise(marks, np.sort(tables))


def is_in(values: U32, chosen: U32) -> npt.NDArray[np.bool_]:
    """Which of `values` are among `chosen`, which is sorted."""
    if chosen.size == 0:
        return np.zeros(values.size, np.bool_)
    at = np.minimum(np.searchsorted(chosen, values), chosen.size - 1)
    found: npt.NDArray[np.bool_] = chosen[at] == values
    return found


def _ending_with(snapshot: Snapshot, text: str) -> U32:
    strings = snapshot.strings
    wanted = text.encode()
    ends = strings.offsets[1:]
    found = np.flatnonzero(ends - strings.offsets[:-1] >= len(wanted)).astype(np.uint32)
    for back, byte in enumerate(reversed(wanted), 1):
        found = found[strings.bytes[ends[found].astype(np.int64) - back] == byte]
    return found
