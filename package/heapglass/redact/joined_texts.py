"""Texts that the program joined of others: `a + b` has to stay equal to `ab`, where both are on the heap."""

import numpy as np

from heapglass.analysis.concatenated_strings import concatenated_strings, hash_strings, parts_of
from heapglass.analysis.grouping import group
from heapglass.kernels.concatenated import LONGEST
from heapglass.kernels.engine import I64, U32
from heapglass.kernels.joints import list_leaves, spread_cuts
from heapglass.redact.spans import Spans
from heapglass.redact.texts import Truths
from heapglass.snapshot import Snapshot

MOST_STEPS = 1 << 16
"""Parts of a text that are looked at: a broken file may have endlessly many empty ones."""
MOST_ROUNDS = 64
BYTES_A_UNIT = 3


def pieces_of_joined(snapshot: Snapshot, values: Truths) -> tuple[Spans, U32]:
    """The pieces of which strings are made that are equal to joined texts, or parts of such; and those strings.

    `values` marks the strings that hold values: others are no part of this. Equal pieces have to get equal pseudonyms:
    then whatever was equal when joined is so afterwards.
    """
    groups, members, nodes = _equal_texts(snapshot, values)
    if not groups.size:
        return Spans.none(), np.empty(0, np.uint32)
    names = snapshot.node_name[nodes]
    used = np.zeros(len(snapshot.strings), np.bool_)
    used[names] = True
    texts = np.flatnonzero(used).astype(np.uint32)
    number = np.zeros(used.size, np.uint32)
    number[texts] = np.arange(texts.size, dtype=np.uint32)
    begins = snapshot.strings.offsets[texts].astype(np.int64)
    sizes = snapshot.strings.offsets[texts.astype(np.int64) + 1].astype(np.int64) - begins
    bases = np.zeros(texts.size + 1, np.int64)
    np.cumsum(sizes, out=bases[1:])
    cuts = np.zeros(int(bases[-1]), np.uint8)
    cuts[bases[:-1][sizes > 0]] = 1
    items = number[names]
    whole = np.zeros(items.size + 1, np.int64)
    np.cumsum(sizes[items], out=whole[1:])
    longest = int(np.diff(whole[members]).max(initial=0))
    spread_cuts(groups, members, items, bases, cuts, np.zeros(longest, np.uint8), MOST_ROUNDS)

    places = np.flatnonzero(cuts)
    of_text = np.searchsorted(bases, places, side="right") - 1
    ends = np.append(places[1:], bases[-1])
    shift = begins[of_text] - bases[of_text]
    pieces = Spans(texts[of_text], places + shift, ends + shift)
    return pieces.chosen(values[pieces.owners]), texts


def _equal_texts(snapshot: Snapshot, values: Truths) -> tuple[I64, I64, U32]:
    """Groups of equal texts with a joined one among them, as `spread_cuts` takes them: the first member of each group,
    the first item of each member, and the items, as nodes."""
    nothing = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint32)
    nobody = np.zeros(snapshot.node_count, np.bool_)
    joined = concatenated_strings(snapshot, nobody)
    if not joined.nodes.size:
        return nothing
    header, strings = snapshot.header, snapshot.strings
    plain = np.flatnonzero(snapshot.node_type == header.node_type_code("string"))
    plain = plain[values[snapshot.node_name[plain]]].astype(np.uint32)
    _, first = group(snapshot.node_name[plain].astype(np.uint64))
    plain = plain[first]  # one node a text is enough
    plain_hashes, _, _ = hash_strings(strings, snapshot.node_name[plain])
    group_of, first_of = group(np.concatenate([plain_hashes, joined.hashes]))
    counts = np.bincount(group_of, minlength=first_of.size)
    has_joined = np.zeros(first_of.size, np.bool_)
    has_joined[group_of[plain.size :]] = True
    shared = has_joined & (counts > 1)

    wanted = np.flatnonzero(shared[group_of[plain.size :]]).astype(np.uint32)
    leaves, first_leaf = _leaves(snapshot, joined.nodes, joined.number, wanted)
    flat = np.flatnonzero(shared[group_of[: plain.size]])
    of_member = np.concatenate([group_of[flat], group_of[plain.size + wanted.astype(np.int64)]])
    item_counts = np.concatenate([np.ones(flat.size, np.int64), np.diff(first_leaf)])
    items = np.concatenate([plain[flat], leaves])
    begins = np.cumsum(item_counts) - item_counts
    order = np.argsort(of_member, kind="stable")
    order = order[item_counts[order] > 0]
    if not order.size:
        return nothing
    sizes = item_counts[order].astype(np.intp)
    member_first = np.zeros(order.size + 1, np.int64)
    np.cumsum(sizes, out=member_first[1:])
    places = np.repeat(begins[order] - member_first[:-1], sizes) + np.arange(int(member_first[-1]))
    edges = np.flatnonzero(np.diff(of_member[order].astype(np.int64), prepend=-1))
    return np.append(edges, order.size).astype(np.int64), member_first, items[places]


def _leaves(snapshot: Snapshot, nodes: U32, number: U32, wanted: U32) -> tuple[U32, I64]:
    firsts, seconds = parts_of(snapshot, nodes)
    sizes = np.diff(snapshot.strings.offsets)[snapshot.node_name]
    stack, first_leaf = np.empty(nodes.size + 2, np.uint32), np.empty(wanted.size + 1, np.int64)
    room = 4 * wanted.size + 1024
    while True:
        leaves = np.empty(room, np.uint32)
        count = list_leaves(
            firsts, seconds, number, wanted, sizes, LONGEST * BYTES_A_UNIT, MOST_STEPS, stack, leaves, first_leaf
        )
        if count <= room:
            return leaves[:count], first_leaf
        room = count
