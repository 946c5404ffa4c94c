"""Where named edges lead, and the numbers that V8 writes as nodes."""

import numpy as np

from heapglass.kernels.engine import F64, U32
from heapglass.kernels.follow import NOWHERE, follow_edges
from heapglass.kernels.numerals import parse_integers
from heapglass.snapshot import Snapshot

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


def follow(snapshot: Snapshot, nodes: U32, name: str, kind: str = "internal") -> U32:
    """Where the first edge of that type and name leads, from each of `nodes` (uint32 ordinals; NOWHERE for none).

    NOWHERE may stand in `nodes`, so that steps can follow one another. DevTools `findInternalEdgeTarget`.
    """
    targets = np.full(nodes.size, NOWHERE, np.uint32)
    index = snapshot.strings.find(name)
    if index >= 0 and nodes.size:
        follow_edges(
            snapshot.first_edge,
            snapshot.edge_type,
            snapshot.edge_name,
            snapshot.edge_to,
            snapshot.header.edge_type_code(kind),
            index,
            nodes,
            targets,
        )
    return targets


def is_called(snapshot: Snapshot, nodes: U32, kind: str, name: str) -> Mask:
    """Which of `nodes` are of a type and have a name; NOWHERE is none."""
    index = snapshot.strings.find(name)
    called: Mask = nodes != NOWHERE
    there = nodes[called]
    called[called] = (snapshot.node_type[there] == snapshot.header.node_type_code(kind)) & (
        snapshot.node_name[there] == index
    )
    return called


def is_true(snapshot: Snapshot, nodes: U32) -> Mask:
    """Which of `nodes` are the value true, as V8 writes it (DevTools `nodeValueAsBool`)."""
    values = follow(
        snapshot, np.where(is_called(snapshot, nodes, "number", "bool"), nodes, np.uint32(NOWHERE)), "value"
    )
    true: Mask = values != NOWHERE
    true[true] = snapshot.node_name[values[true]] == snapshot.strings.find("true")
    return true


def integers(snapshot: Snapshot, nodes: U32) -> F64:
    """The whole numbers that `nodes` stand for (float64); NaN for nodes that stand for none.

    V8 writes one as a node of type number named `int`, whose `value` is named by its digits (`nodeValueAsInt`).
    """
    values = follow(snapshot, np.where(is_called(snapshot, nodes, "number", "int"), nodes, np.uint32(NOWHERE)), "value")
    numbers = np.full(nodes.size, np.nan)
    there = values != NOWHERE
    read = np.empty(int(np.count_nonzero(there)), np.float64)
    parse_integers(snapshot.strings.bytes, snapshot.strings.offsets, snapshot.node_name[values[there]], read)
    numbers[there] = read
    return numbers
