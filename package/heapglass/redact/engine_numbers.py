"""Numbers that the engine wrote about what is on the heap, as strings: lengths, hashes, flags, positions."""

import numpy as np

from heapglass.analysis.following import follow
from heapglass.kernels.follow import NOWHERE
from heapglass.redact.texts import Truths
from heapglass.snapshot import Snapshot

ENGINES = ("int", "bool")
"""What nodes of type number are called that hold such. The program's own numbers are called otherwise."""


def engine_numbers(snapshot: Snapshot) -> Truths:
    """The nodes whose names are such numbers (or `true` and `false`): figures are computed from them."""
    names = [snapshot.strings.find(name) for name in ENGINES]
    is_number = snapshot.node_type == snapshot.header.node_type_code("number")
    found = is_number & ((snapshot.node_name == names[0]) | (snapshot.node_name == names[1]))
    targets = follow(snapshot, np.flatnonzero(found).astype(np.uint32), "value")
    marked = np.zeros(snapshot.node_count, np.bool_)
    marked[targets[targets != NOWHERE]] = True
    return marked
