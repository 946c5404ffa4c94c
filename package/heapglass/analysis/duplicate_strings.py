"""Strings that are on the heap more than once."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.concatenated_strings import ConcatenatedStrings, hash_strings
from heapglass.analysis.following import Mask, follow, integers, is_true
from heapglass.analysis.grouping import group
from heapglass.analysis.labels import labels
from heapglass.kernels.concatenated import mark_flattened
from heapglass.kernels.engine import F64, I64, U8, U32, U64
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings

HIGH = np.uint64(32)


@dataclass(slots=True)
class DuplicateStrings:
    """Groups of equal strings, by first appearance in the file.

    The nodes of group g are `nodes[first[g]:first[g + 1]]` (uint32 ordinals, in file order). By group: `count`
    (int64), the sums of `shallow` and `retained` sizes, and `wasted`, the shallow size of all but the largest (float64,
    bytes); the text (`texts`) and its `length` in UTF-16 units (float64). Where the file has but a text's beginning,
    `truncated` is set: such were compared by that, `length` and `hash` (V8's), which are NaN if the file lacks them.
    """

    nodes: U32
    first: I64
    count: I64
    shallow: F64
    retained: F64
    wasted: F64
    texts: Strings
    truncated: Mask
    length: F64
    hash: F64

    def members(self, group: int) -> U32:
        """The ordinals of the strings of a group."""
        return self.nodes[int(self.first[group]) : int(self.first[group + 1])]

    def mask(self, node_count: int) -> U8:
        """1 for each node that has its like (DevTools' filter "Duplicated strings")."""
        marked = np.zeros(node_count, np.uint8)
        marked[self.nodes] = 1
        return marked


def duplicate_strings(
    snapshot: Snapshot, joined: ConcatenatedStrings, shallow: F64, retained: F64, renamed: Mask
) -> DuplicateStrings:
    """Find all strings with a shallow size whose text another one has, too (DevTools `getDuplicateStrings`).

    Texts that the file cuts short are equal if their lengths and hashes are equal as well. A concatenated string of
    which one part is empty was flattened: it is the other part's text by V8's own doing, and left out.
    """
    nodes, hashes = _hashes(snapshot, joined, shallow, renamed)
    truncated = is_true(snapshot, follow(snapshot, nodes, "truncated"))
    length, content_hash = np.full(nodes.size, np.nan), np.full(nodes.size, np.nan)
    if truncated.any():
        cut = nodes[truncated]
        length[truncated] = integers(snapshot, follow(snapshot, cut, "length"))
        content_hash[truncated] = integers(snapshot, follow(snapshot, cut, "hash"))
    group_of, first_of = group(_keys(hashes, truncated, length, content_hash))

    counts: I64 = np.bincount(group_of, minlength=first_of.size).astype(np.int64)
    shared = counts[group_of] > 1
    shown = np.flatnonzero(counts > 1)
    number = np.zeros(first_of.size, np.int64)
    number[shown] = np.arange(shown.size)
    of_node = number[group_of[shared]]
    first_of = first_of[shown]
    texts = labels(snapshot, nodes[first_of], renamed)
    _, _, lengths = hash_strings(texts, np.arange(len(texts), dtype=np.uint32))
    nodes = nodes[shared]
    order = np.argsort(of_node, kind="stable")
    first = np.zeros(shown.size + 1, np.int64)
    np.cumsum(counts[shown], out=first[1:])
    sizes = shallow[nodes]
    total = _sums(of_node, sizes, shown.size)
    largest: F64 = np.maximum.reduceat(sizes[order], first[:-1].astype(np.intp)) if shown.size else total
    return DuplicateStrings(
        nodes[order],
        first,
        counts[shown],
        total,
        _sums(of_node, retained[nodes], shown.size),
        total - largest,
        texts,
        truncated[first_of],
        np.where(truncated[first_of], length[first_of], lengths),
        content_hash[first_of],
    )


def _sums(group_of: I64, values: F64, groups: int) -> F64:
    return np.bincount(group_of, weights=values, minlength=groups).astype(np.float64)


def _hashes(snapshot: Snapshot, joined: ConcatenatedStrings, shallow: F64, renamed: Mask) -> tuple[U32, U64]:
    """The strings that count, in file order, and the hashes of their texts."""
    plain = np.flatnonzero((snapshot.node_type == snapshot.header.node_type_code("string")) & (shallow > 0))
    names = snapshot.node_name[plain]
    used = np.zeros(len(snapshot.strings), np.bool_)
    used[names] = True
    indices = np.flatnonzero(used).astype(np.uint32)
    hashes, _, _ = hash_strings(snapshot.strings, indices)
    hash_of = np.zeros(len(snapshot.strings), np.uint64)
    hash_of[indices] = hashes

    kept = (shallow[joined.nodes] > 0) & ~_flattened(snapshot, joined, renamed)
    nodes = np.concatenate([plain.astype(np.uint32), joined.nodes[kept]])
    texts = np.concatenate([hash_of[names], joined.hashes[kept]])
    order = np.argsort(nodes, kind="stable")
    return nodes[order], texts[order]


def _flattened(snapshot: Snapshot, joined: ConcatenatedStrings, renamed: Mask) -> Mask:
    """Which concatenated strings have an empty part (DevTools `isFlatConsString`)."""
    header, strings = snapshot.header, snapshot.strings
    without_text = strings.offsets[1:] == strings.offsets[:-1]
    empty = without_text[snapshot.node_name] & ~renamed
    empty[joined.nodes] = joined.lengths == 0
    flat = np.zeros(joined.nodes.size, np.uint8)
    mark_flattened(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.edge_to,
        header.edge_type_code("internal"),
        strings.find("first"),
        strings.find("second"),
        empty.view(np.uint8),
        joined.nodes,
        flat,
    )
    return flat.view(np.bool_)


def _keys(texts: U64, truncated: Mask, length: F64, content_hash: F64) -> U64:
    """Keys that are equal where strings are: the number of the text, and that of what else tells cut ones apart.

    Adding 0 makes one number of 0 and -0, which are equal.
    """
    text, _ = group(texts)
    keys: U64 = text.astype(np.uint64) << HIGH
    if truncated.any():
        lengths, _ = group((length[truncated] + 0.0).view(np.uint64))
        hashes, _ = group((content_hash[truncated] + 0.0).view(np.uint64))
        both, _ = group((lengths.astype(np.uint64) << HIGH) | hashes)
        keys[truncated] |= both.astype(np.uint64) + np.uint64(1)
    return keys
