"""Which edges count for dominators, and which for distances."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.weakmaps import weakmap_edges
from heapglass.kernels.edge_rules import PAIR, TABLE, flag_edges
from heapglass.kernels.engine import I32, U8
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class EdgeRules:
    """`flags` (uint8, an entry an edge) holds the bits of `kernels.edge_rules`; `entered` (uint8, an entry a node)
    tells where an essential edge ends; `pair_of_string` and `pair_count` are those of `WeakMapEdges`.
    """

    flags: U8
    entered: U8
    pair_of_string: I32
    pair_count: int


def edge_rules(snapshot: Snapshot, page_owned: U8) -> EdgeRules:
    """The rules for every edge (rule 3, and the filter of rule 6)."""
    header, strings = snapshot.header, snapshot.strings
    flags = np.zeros(snapshot.edge_count, np.uint8)
    weakmaps = weakmap_edges(snapshot)
    flags[weakmaps.edges] = PAIR | np.where(weakmaps.from_table, np.uint8(TABLE), np.uint8(0))
    entered = np.zeros(snapshot.node_count, np.uint8)
    flag_edges(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.edge_to,
        snapshot.node_type,
        snapshot.node_name,
        page_owned,
        header.root,
        header.edge_type_code("weak"),
        header.edge_type_code("shortcut"),
        header.edge_type_code("element"),
        header.edge_type_code("hidden"),
        header.node_type_code("hidden"),
        header.node_type_code("array"),
        strings.find("system / NativeContext"),
        strings.find("sloppy_function_map"),
        strings.find("(map descriptors)"),
        strings.bytes,
        strings.offsets,
        flags,
        entered,
    )
    return EdgeRules(flags, entered, weakmaps.pair_of_string, weakmaps.pair_count)
