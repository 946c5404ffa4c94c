"""What nodes are called where they are shown."""

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.kernels.engine import I64, U8, U32, U64
from heapglass.kernels.labels import SEGMENTS, write_labels
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings

LONGEST_OBJECT_LABEL = 100
LONGEST_STRING = 1024
UNCUT = 1 << 40
FIXED = Strings.of(SEGMENTS)


def label(snapshot: Snapshot, node: int, renamed: Mask) -> str:
    """What one node is called (see `labels`)."""
    return labels(snapshot, np.array([node], np.uint32), renamed)[0]


def labels(snapshot: Snapshot, nodes: U32, renamed: Mask, longest: int = UNCUT) -> Strings:
    """What `nodes` are called (rule 16, DevTools `JSHeapSnapshotNode.name`), each cut after `longest` bytes.

    A concatenated string reads as its text, a plain object as its first and last properties; `renamed` marks the
    native nodes known to be detached.
    """
    empty = np.empty(0, np.uint8)
    size, ends, _ = _write(snapshot, nodes, renamed, longest, empty)
    out = np.empty(size, np.uint8)
    _write(snapshot, nodes, renamed, longest, out)
    offsets = np.zeros(nodes.size + 1, np.uint32)
    offsets[1:] = ends
    return Strings(out, offsets)


def label_hashes(snapshot: Snapshot, nodes: U32, renamed: Mask, longest: int = UNCUT) -> U64:
    """A hash of the label of each of `nodes` (uint64)."""
    return _write(snapshot, nodes, renamed, longest, np.empty(0, np.uint8))[2]


def is_composed(snapshot: Snapshot, nodes: U32) -> Mask:
    """Which of `nodes` have labels made of several names: plain objects and concatenated strings."""
    header = snapshot.header
    kinds = snapshot.node_type[nodes]
    plain = (kinds == header.node_type_code("object")) & (snapshot.node_name[nodes] == snapshot.strings.find("Object"))
    composed: Mask = plain | (kinds == header.node_type_code("concatenated string"))
    return composed


def _write(snapshot: Snapshot, nodes: U32, renamed: Mask, longest: int, out: U8) -> tuple[int, I64, U64]:
    header, strings = snapshot.header, snapshot.strings
    concatenated = header.node_type_code("concatenated string")
    depth = snapshot.concatenated_count
    longest_string = min(LONGEST_STRING, longest)  # a character takes a byte at least
    ends = np.empty(nodes.size, np.int64)
    hashes = np.empty(nodes.size, np.uint64)
    size = write_labels(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.edge_to,
        snapshot.node_type,
        snapshot.node_name,
        strings.bytes,
        strings.offsets,
        FIXED.bytes,
        FIXED.offsets,
        header.edge_type_code("property"),
        header.edge_type_code("internal"),
        header.node_type_code("object"),
        concatenated,
        strings.find("Object"),
        strings.find("__proto__"),
        strings.find("first"),
        strings.find("second"),
        renamed.view(np.uint8),
        nodes,
        LONGEST_OBJECT_LABEL,
        longest_string,
        2 * depth + 4 * LONGEST_STRING,
        longest,
        np.empty(8 * LONGEST_STRING, np.int64),
        np.empty(depth + 2, np.uint32),
        ends,
        hashes,
        out,
    )
    return size, ends, hashes
