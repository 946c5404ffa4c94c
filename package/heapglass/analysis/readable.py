"""What can be told of any part of a heap: nodes by kind, and what they are in size by themselves."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.classes import NAMES_OF_TYPES, class_name
from heapglass.analysis.grouping import count_in, group, paired, sum_in
from heapglass.kernels.engine import F64, I64, U32
from heapglass.snapshot import Snapshot

NAMING = ("object", "native")
"""Types whose nodes are told apart by name."""


@dataclass(slots=True)
class ReadableClasses:
    """`of_node` (uint32) is the number of each node's class; the others have an entry a class. Sizes are bytes, as the
    file has them: nothing is added to a node that another one owns."""

    of_node: U32
    names: list[str]
    count: I64
    self_size: F64


def readable_classes(snapshot: Snapshot) -> ReadableClasses:
    """Objects and native nodes by name, all others by type. They are not the classes of the Summary, which need
    what keeps what."""
    header = snapshot.header
    naming = [header.node_type_code(kind) for kind in NAMING]
    named = np.isin(snapshot.node_type, naming)
    names = np.where(named, snapshot.node_name, np.uint32(0))
    of_node, first = group(paired(snapshot.node_type.astype(np.uint32), names))
    fixed = [NAMES_OF_TYPES.get(kind, f"({kind})") for kind in header.node_types]
    texts = [
        class_name(snapshot.strings[int(snapshot.node_name[node])]) if named[node] else fixed[snapshot.node_type[node]]
        for node in first.tolist()
    ]
    # Elements of one tag with different attributes are one class, and have one text.
    of_text = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    number = np.array([of_text[text] for text in texts], np.uint32)[of_node]
    count = len(of_text)
    sizes = sum_in(number, count, snapshot.self_size.astype(np.float64))
    return ReadableClasses(number, list(of_text), count_in(number, count), sizes)
