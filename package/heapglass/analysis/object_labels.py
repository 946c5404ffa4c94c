"""The labels of plain objects, for all of them at once: what a search looks into."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.analysis.grouping import group
from heapglass.analysis.labels import labels
from heapglass.analysis.shapes import plain_objects
from heapglass.kernels.engine import U32
from heapglass.kernels.property_lists import hash_property_lists
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings


@dataclass(slots=True)
class ObjectLabels:
    """The label of plain object `nodes[i]` (uint32 ordinals) is `texts[text_of[i]]`."""

    nodes: U32
    text_of: U32
    texts: Strings


def object_labels(snapshot: Snapshot, renamed: Mask) -> ObjectLabels:
    """The labels of all plain objects: one for each list of properties that there is (rule 16)."""
    nodes = plain_objects(snapshot)
    hashes = np.empty(nodes.size, np.uint64)
    hash_property_lists(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.header.edge_type_code("property"),
        snapshot.strings.find("__proto__"),
        nodes,
        hashes,
    )
    text_of, first_of = group(hashes)
    return ObjectLabels(nodes, text_of, labels(snapshot, nodes[first_of], renamed))
