"""What kinds of things the memory goes to: the pie of DevTools' Statistics."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import Mask, follow
from heapglass.kernels.engine import F64, U8
from heapglass.kernels.follow import NOWHERE, count_entering
from heapglass.snapshot import Snapshot

STRING_TYPES = ("string", "concatenated string", "sliced string")
OTHER_TYPES = ("hidden", "native", "code", *STRING_TYPES)
BUFFER_DATA = "system / JSArrayBufferData"


@dataclass(frozen=True, slots=True)
class Statistics:
    """Shallow sizes in bytes. `total` = `native` + `v8_heap`; `extra_native` is in `native`, and `typed_arrays` too;
    `code`, `js_arrays`, `strings` and `system` are in `v8_heap`, of which the rest is other objects.
    """

    total: int
    native: int
    typed_arrays: int
    extra_native: int
    v8_heap: int
    code: int
    js_arrays: int
    strings: int
    system: int


def statistics(snapshot: Snapshot, shallow: F64, renamed: Mask, retained_by_root: int) -> Statistics:
    """Sums over the types of nodes (rule 10, DevTools `calculateStatistics`).

    `renamed` marks the nodes whose names are not those of the file, `retained_by_root` is all that nodes take.
    """
    header = snapshot.header
    by_type = np.bincount(snapshot.node_type, weights=shallow, minlength=256)

    def of(*types: str) -> int:
        return int(sum(by_type[header.node_type_code(name)] for name in types if name in header.node_types))

    extra = header.extra_native_bytes
    total = retained_by_root + extra
    native = of("native") + extra
    buffers = (
        (snapshot.node_name == snapshot.strings.find(BUFFER_DATA))
        & (snapshot.node_type == header.node_type_code("native"))
        & ~renamed
    )
    return Statistics(
        total=total,
        native=native,
        typed_arrays=int(shallow[buffers].sum()),
        extra_native=extra,
        v8_heap=total - native,
        code=of("code"),
        js_arrays=_size_of_arrays(snapshot, shallow),
        strings=of(*STRING_TYPES),
        system=of("hidden"),
    )


def _size_of_arrays(snapshot: Snapshot, shallow: F64) -> int:
    """What is named `Array`, with the elements that only one edge leads to (DevTools `calculateArraySize`)."""
    header = snapshot.header
    is_array = snapshot.node_name == snapshot.strings.find("Array")
    other = np.zeros(256, np.bool_)
    other[[header.node_type_code(name) for name in OTHER_TYPES if name in header.node_types]] = True
    arrays = np.flatnonzero(is_array & ~other[snapshot.node_type]).astype(np.uint32)
    elements = follow(snapshot, arrays, "elements")
    elements = elements[elements != NOWHERE]
    size = shallow[arrays].sum()
    if elements.size:
        entering: U8 = np.zeros(snapshot.node_count, np.uint8)
        count_entering(snapshot.edge_to, 2, entering)
        size += shallow[elements[entering[elements] == 1]].sum()
    return int(size)
