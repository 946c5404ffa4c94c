"""Which DOM nodes are detached."""

import numpy as np

from heapglass.kernels.engine import U8
from heapglass.kernels.spread import spread_detachedness
from heapglass.snapshot import Snapshot

ATTACHED = 1
DETACHED = 2
DETACHED_PREFIX = "Detached "


def detachedness(snapshot: Snapshot) -> U8:
    """0 unknown, 1 attached, 2 detached, for each node (uint8; rule 1, DevTools `propagateDOMState`).

    Old files have no such field: there a native node named `Detached …` is detached.
    """
    header = snapshot.header
    native = header.node_type_code("native")
    if snapshot.node_detachedness is None:
        named = snapshot.strings.starting_with(DETACHED_PREFIX)
        states: U8 = np.where(
            (snapshot.node_type == native) & named[snapshot.node_name], np.uint8(DETACHED), np.uint8(0)
        )
        return states
    states = snapshot.node_detachedness.copy()
    if states.any():
        spread_detachedness(
            snapshot.first_edge,
            snapshot.edge_type,
            snapshot.edge_to,
            snapshot.node_type,
            native,
            header.edge_type_code("hidden"),
            header.edge_type_code("weak"),
            states,
            np.zeros(snapshot.node_count, np.uint8),
            np.empty(snapshot.node_count, np.uint32),
        )
    return states


def is_renamed(snapshot: Snapshot, detachedness: U8) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The nodes whose names DevTools puts `Detached ` before."""
    if snapshot.node_detachedness is None:
        return np.zeros(snapshot.node_count, np.bool_)
    native = snapshot.header.node_type_code("native")
    renamed: np.ndarray[tuple[int], np.dtype[np.bool_]] = (detachedness == DETACHED) & (snapshot.node_type == native)
    return renamed
