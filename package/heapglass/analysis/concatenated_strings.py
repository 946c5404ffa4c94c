"""The texts of concatenated strings (`a + b`), which V8 keeps as trees of parts."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.detachedness import DETACHED_PREFIX
from heapglass.analysis.following import Mask
from heapglass.kernels.concatenated import PLAIN, find_parts, hash_texts, join_texts
from heapglass.kernels.engine import U8, U32, U64
from heapglass.kernels.follow import NOWHERE
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings

PREFIX = np.array(list(DETACHED_PREFIX.encode()), np.uint8)
NO_PREFIX = np.empty(0, np.uint8)


@dataclass(slots=True)
class ConcatenatedStrings:
    """All concatenated strings. `nodes` are their ordinals; `hashes` (uint64) and `lengths` (uint32, UTF-16 units) are
    those of their texts, as far as DevTools joins them: until there are 1024 units or more.

    `number` (uint32, an entry a node) is the place of a node in `nodes`, or PLAIN.
    """

    nodes: U32
    number: U32
    hashes: U64
    lengths: U32


def parts_of(snapshot: Snapshot, nodes: U32) -> tuple[U32, U32]:
    """The two nodes that each of the concatenated strings `nodes` is made of (uint32 ordinals, NOWHERE for none)."""
    header, strings = snapshot.header, snapshot.strings
    firsts, seconds = np.empty(nodes.size, np.uint32), np.empty(nodes.size, np.uint32)
    find_parts(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.edge_to,
        header.edge_type_code("internal"),
        strings.find("first"),
        strings.find("second"),
        nodes,
        firsts,
        seconds,
    )
    return firsts, seconds


def concatenated_strings(snapshot: Snapshot, renamed: Mask) -> ConcatenatedStrings:
    """Find the parts of all concatenated strings, and hash and measure their texts (DevTools `consStringName`).

    A missing part counts as empty, and so does one that contains its whole.
    """
    is_joined = snapshot.node_type == snapshot.header.node_type_code("concatenated string")
    nodes = np.flatnonzero(is_joined).astype(np.uint32)
    firsts, seconds = parts_of(snapshot, nodes)
    number = np.full(snapshot.node_count, PLAIN, np.uint32)
    number[nodes] = np.arange(nodes.size, dtype=np.uint32)
    parts = np.concatenate([firsts, seconds])
    parts = parts[parts != NOWHERE]
    text_of_node, text_hashes, scales, text_lengths = _plain_texts(snapshot, parts[number[parts] == PLAIN], renamed)

    rank = np.zeros(nodes.size, np.uint32)
    hashes, lengths = np.empty(nodes.size, np.uint64), np.empty(nodes.size, np.uint32)
    join_texts(
        firsts,
        seconds,
        number,
        text_of_node,
        text_hashes,
        scales,
        text_lengths,
        rank,
        hashes,
        np.empty(nodes.size, np.uint64),
        lengths,
        np.empty(nodes.size + 2, np.uint32),
    )
    return ConcatenatedStrings(nodes, number, hashes, lengths)


def hash_strings(strings: Strings, indices: U32, prefix: U8 = NO_PREFIX) -> tuple[U64, U64, U32]:
    """Hashes comparable with those of concatenated strings, scales (see `kernels.concatenated`) and lengths."""
    hashes, scales = np.empty(indices.size, np.uint64), np.empty(indices.size, np.uint64)
    lengths = np.empty(indices.size, np.uint32)
    hash_texts(strings.bytes, strings.offsets, indices, prefix, hashes, scales, lengths)
    return hashes, scales, lengths


def _plain_texts(snapshot: Snapshot, nodes: U32, renamed: Mask) -> tuple[U32, U64, U64, U32]:
    """Number the names of `nodes`, renamed ones apart, and hash each once."""
    text_of_node = np.zeros(snapshot.node_count, np.uint32)
    made: list[tuple[U64, U64, U32]] = []
    count = 0
    for chosen, prefix in ((nodes[~renamed[nodes]], NO_PREFIX), (nodes[renamed[nodes]], PREFIX)):
        used = np.zeros(len(snapshot.strings), np.bool_)
        used[snapshot.node_name[chosen]] = True
        indices = np.flatnonzero(used).astype(np.uint32)
        place = np.zeros(len(snapshot.strings), np.uint32)
        place[indices] = np.arange(count, count + indices.size, dtype=np.uint32)
        text_of_node[chosen] = place[snapshot.node_name[chosen]]
        made.append(hash_strings(snapshot.strings, indices, prefix))
        count += indices.size
    hashes, scales, lengths = (np.concatenate(columns) for columns in zip(*made, strict=True))
    return text_of_node, hashes, scales, lengths
