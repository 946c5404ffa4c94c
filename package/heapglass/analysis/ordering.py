"""The order of rows: any column, up or down, ties broken the same way every time; texts as JavaScript orders them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from heapglass.analysis.concatenated_strings import concatenated_strings
from heapglass.analysis.following import Mask
from heapglass.analysis.grouping import group
from heapglass.analysis.labels import is_composed, label_hashes, labels
from heapglass.kernels.engine import I64, U32, U64
from heapglass.kernels.numerals import parse_integers
from heapglass.kernels.ordering import VALUES, rank_texts, read_text_heads, sort_keys
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings

Column = np.ndarray[tuple[int], np.dtype[Any]]
Keys = list[tuple[Column, bool]]

LONGEST_LABEL = 4096  # bytes by which labels made of several names are ordered
NO_NODE = 0xFFFFFFFF
FEW = 1000  # names and labels are compared one by one, without a table of all strings
SHARED = 4  # nodes of a name, on average, from which on labels are not looked at by their beginnings first
LARGEST_NUMBER = 15  # digits; edges of larger numbers, which no writer makes, may come out of order


def order_by(keys: Sequence[tuple[Column, bool]]) -> U32:
    """Positions sorted by `keys`, the most important first; each is a column and whether it goes down.

    Rows with equal keys stay as they come.
    """
    order: U32 = np.arange(keys[0][0].size, dtype=np.uint32)
    packed, width = np.zeros(order.size, np.uint64), 0
    in_place = True
    for column, descending in reversed(keys):
        numbers, its_width = _small_numbers(column, descending)
        if width + its_width > 64:
            order = _sorted(packed, width, order)
            packed, width, in_place = np.zeros(order.size, np.uint64), 0, False
        packed |= (numbers if in_place else numbers[order]) << np.uint64(width)
        width += its_width
    return _sorted(packed, width, order)


def order_first(column: Column, descending: bool, first: int, others: Callable[[U32], Keys]) -> U32:
    """Positions sorted by `column` and then by `others`, keys for the positions that it is given: the `first` of them.

    What comes behind those, and behind what equals the last of them, is in no order. A node may have millions of
    retainers, of which one looks at a few.
    """
    everything: U32 = np.arange(column.size, dtype=np.uint32)
    if first >= column.size:
        return order_by([(column, descending), *others(everything)])
    last = np.partition(column, -first if descending else first - 1)[-first if descending else first - 1]
    is_first = column >= last if descending else column <= last
    chosen = everything[is_first]
    order = order_by([(column[chosen], descending), *others(chosen)])
    return np.concatenate([chosen[order], everything[~is_first]])


def order_by_label(snapshot: Snapshot, nodes: U32, renamed: Mask, descending: bool, ids: Column, first: int) -> U32:
    """Positions of `nodes` sorted by what they are called, then by `ids`, which has an entry for each.

    The `first` of them, as in `order_first`: beyond those, only the beginnings of labels are looked at, unless most
    nodes share their names with others: then there is little to compare anyway.
    """

    def keys(some: U32) -> Keys:
        return [(label_ranks(snapshot, nodes[some], renamed), descending), (ids[some], False)]

    if first >= nodes.size or SHARED * _distinct(snapshot, snapshot.node_name[nodes]) < nodes.size:
        return order_by(keys(np.arange(nodes.size, dtype=np.uint32)))
    return order_first(label_heads(snapshot, nodes, renamed), descending, first, keys)


def label_heads(snapshot: Snapshot, nodes: U32, renamed: Mask) -> U64:
    """The first bytes of what `nodes` are called, as numbers that sort as the labels do, as far as they go."""
    names: U32 = snapshot.node_name[nodes]
    heads = np.empty(nodes.size, np.uint64)
    read_text_heads(snapshot.strings.bytes, snapshot.strings.offsets, names, heads)
    own = np.flatnonzero(is_composed(snapshot, nodes) | renamed[nodes])
    if own.size:
        texts = labels(snapshot, nodes[own], renamed, heads.itemsize)
        of_own = np.empty(own.size, np.uint64)
        read_text_heads(texts.bytes, texts.offsets, np.arange(own.size, dtype=np.uint32), of_own)
        heads[own] = of_own
    return heads


def _distinct(snapshot: Snapshot, names: U32) -> int:
    used = np.zeros(len(snapshot.strings), np.bool_)
    used[names] = True
    return int(np.count_nonzero(used))


def text_ranks(strings: Strings, indices: U32) -> U32:
    """The rank of each of `indices` among their texts (uint32); equal texts have equal ranks."""
    heads = np.empty(indices.size, np.uint64)
    read_text_heads(strings.bytes, strings.offsets, indices, heads)
    order = order_by([(heads, False)])
    ranks = np.empty(indices.size, np.uint32)
    rank_texts(strings.bytes, strings.offsets, indices, heads, order, np.empty_like(order), ranks)
    return ranks


def name_ranks(snapshot: Snapshot, names: U32) -> U32:
    """A column (uint32) that sorts as the texts of `names` (string indices, the same ones again and again) do."""
    if names.size <= FEW:
        few = np.array(sorted(set(names.tolist())), np.uint32)
        found: U32 = text_ranks(snapshot.strings, few)[np.searchsorted(few, names)]
        return found
    used = np.zeros(len(snapshot.strings), np.bool_)
    used[names] = True
    distinct = np.flatnonzero(used).astype(np.uint32)
    rank_of = np.empty(len(snapshot.strings), np.uint32)
    rank_of[distinct] = text_ranks(snapshot.strings, distinct)
    ranks: U32 = rank_of[names]
    return ranks


def label_ranks(snapshot: Snapshot, nodes: U32, renamed: Mask) -> U32:
    """A column (uint32) that sorts `nodes` by what they are called.

    Labels made of several names, and what they are mixed with, are told apart by their first 4096 bytes.
    """
    names: U32 = snapshot.node_name[nodes]
    composed = is_composed(snapshot, nodes) | renamed[nodes]
    own = np.flatnonzero(composed)
    if own.size == 0:
        return name_ranks(snapshot, names)
    if nodes.size <= FEW:
        return text_ranks(labels(snapshot, nodes, renamed, LONGEST_LABEL), np.arange(nodes.size, dtype=np.uint32))
    # One node for each name, then one for each other label; equal labels have equal hashes.
    node_of_name = np.full(len(snapshot.strings), NO_NODE, np.uint32)
    node_of_name[names[~composed]] = nodes[~composed]
    named = np.flatnonzero(node_of_name != NO_NODE)
    hashes = np.empty(own.size, np.uint64)
    concatenated = snapshot.node_type[nodes[own]] == snapshot.header.node_type_code("concatenated string")
    hashes[~concatenated] = label_hashes(snapshot, nodes[own[~concatenated]], renamed, LONGEST_LABEL)
    if concatenated.any():
        # One may be made of thousands, of which each is shown as well: none is joined twice.
        joined = concatenated_strings(snapshot, renamed)
        hashes[concatenated] = joined.hashes[joined.number[nodes[own[concatenated]]]]
    label_of, first_of = group(hashes)
    chosen = np.concatenate([node_of_name[named], nodes[own[first_of]]])
    texts = labels(snapshot, chosen, renamed, LONGEST_LABEL)
    rank_of_text = text_ranks(texts, np.arange(chosen.size, dtype=np.uint32))
    rank_of_name = np.zeros(len(snapshot.strings), np.uint32)
    rank_of_name[named] = rank_of_text[: named.size]
    ranks: U32 = rank_of_name[names]
    ranks[own] = rank_of_text[named.size + label_of]
    return ranks


def edge_name_keys(snapshot: Snapshot, edges: U32, descending: bool = False) -> Keys:
    """Keys for `order_by` that sort edges by name as DevTools does, up or down.

    Names come before numbers, numbers are ordered as texts (10 before 9), and `__proto__` is last either way. A
    shortcut whose name begins with a number has that number.
    """
    header, strings = snapshot.header, snapshot.strings
    kinds = snapshot.edge_type[edges]
    names: U32 = snapshot.edge_name[edges]
    numbered = (kinds == header.edge_type_code("element")) | (kinds == header.edge_type_code("hidden"))
    values = np.zeros(edges.size, np.int64)
    values[numbered] = names[numbered]
    shortcuts = np.flatnonzero(kinds == header.edge_type_code("shortcut"))
    if shortcuts.size:
        parsed = np.empty(shortcuts.size, np.float64)
        parse_integers(strings.bytes, strings.offsets, names[shortcuts], parsed)
        found = ~np.isnan(parsed)
        numbered[shortcuts[found]] = True
        values[shortcuts[found]] = np.clip(parsed[found], -(10**LARGEST_NUMBER) + 1, 10**LARGEST_NUMBER - 1)
    ranks = np.zeros(edges.size, np.int64)
    ranks[~numbered] = name_ranks(snapshot, names[~numbered])
    ranks[numbered] = _as_text(values[numbered])
    last = ~numbered & (names == strings.find("__proto__"))
    return [(last, False), (numbered, descending), (ranks, descending)]


def _as_text(values: I64) -> I64:
    """Numbers that sort as the decimal texts of `values` do: digits moved left, then how many there are."""
    sizes = np.abs(values)
    digits = np.ones(values.size, np.int64)
    for power in range(1, len(str(sizes.max(initial=0)))):
        digits += sizes >= 10**power
    aligned = sizes * 10 ** (LARGEST_NUMBER - digits) * 32 + digits
    # A minus sign comes before the digits.
    return np.where(values < 0, aligned - (1 << 62), aligned)


def _sorted(keys: U64, width: int, order: U32) -> U32:
    """`order` sorted by `keys`, of which the lowest `width` bits differ."""
    digits = (width + 7) // 8
    spare, counts = np.empty(order.size, np.uint32), np.zeros(digits * VALUES, np.int64)
    return spare if sort_keys(keys, digits, order, np.empty(order.size, np.uint64), spare, counts) else order


def _small_numbers(column: Column, descending: bool) -> tuple[U64, int]:
    """Numbers that sort as `column` does, or the other way round, and how many bits they take: as few as can be."""
    if column.size == 0:
        return np.empty(0, np.uint64), 0
    if column.dtype.kind in "bu":
        keys: U64 = column.astype(np.uint64)
    elif column.dtype.kind == "f":
        # The bits of a float sort as it does, once those of negative ones are turned round. -0 counts as 0.
        bits = (column.astype(np.float64) + 0.0).view(np.int64)
        keys = (bits ^ ((bits >> 63) | np.int64(-1 << 63))).view(np.uint64)
    else:
        keys = column.astype(np.int64).view(np.uint64) ^ np.uint64(1 << 63)
    least, most = keys.min(), keys.max()
    keys = most - keys if descending else keys - least
    used = int(np.bitwise_or.reduce(keys))
    zeros = (used & -used).bit_length() - 1 if used else 0
    return keys >> np.uint64(zeros), int(most - least).bit_length() - zeros if used else 0
