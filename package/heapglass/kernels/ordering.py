"""Sorting: by numbers, digit by digit, and by text, as JavaScript compares strings."""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, U64, kernel

VALUES = 256  # of a byte


@kernel
def sort_keys(keys: U64, digits: int, order: U32, spare_keys: U64, spare_order: U32, counts: I64) -> int:
    """Sort `keys` upwards and `order` with them; equal keys stay in the order in which they come (radix sort).

    Only the lowest `digits` bytes of keys differ. `counts` has `digits` * VALUES zeros. The spares have as many entries
    as `keys`. Returns 0 when the result is in `keys` and `order`, 1 when it is in the spares.
    """
    size = keys.size
    for i in range(size):
        key = keys[i]
        for digit in range(digits):
            counts[digit * VALUES + np.int64((key >> np.uint64(8 * digit)) & np.uint64(255))] += 1
    here = 0
    for digit in range(digits):
        shift = np.uint64(8 * digit)
        base = digit * VALUES
        if size == 0 or counts[base + np.int64((keys[0] >> shift) & np.uint64(255))] == size:
            continue  # all have the same digit: nothing moves
        total = 0
        for value in range(VALUES):
            count = counts[base + value]
            counts[base + value] = total
            total += count
        if here == 0:
            for i in range(size):
                key = keys[i]
                slot = base + np.int64((key >> shift) & np.uint64(255))
                at = counts[slot]
                counts[slot] = at + 1
                spare_keys[at] = key
                spare_order[at] = order[i]
        else:
            for i in range(size):
                key = spare_keys[i]
                slot = base + np.int64((key >> shift) & np.uint64(255))
                at = counts[slot]
                counts[slot] = at + 1
                keys[at] = key
                order[at] = spare_order[i]
        here = 1 - here
    return here


@kernel
def read_text_heads(string_bytes: U8, string_offsets: U32, strings: U32, heads: U64) -> int:
    """The first 8 bytes of each of `strings` as a big-endian number: they sort as the texts do, as far as they go.

    UTF-8 sorts as JavaScript's UTF-16 does but for characters above U+FFFF (bytes F0 to F4), which there come before
    U+E000 (EE and EF): those bytes change places.
    """
    for i in range(strings.size):
        at = np.int64(string_offsets[strings[i]])
        end = np.int64(string_offsets[np.int64(strings[i]) + 1])
        value = np.uint64(0)
        for _ in range(8):
            value = value << np.uint64(8)
            if at < end:
                byte = np.int64(string_bytes[at])
                if byte >= 0xEE and byte <= 0xF4:
                    byte += -2 if byte >= 0xF0 else 5
                value |= np.uint64(byte)
            at += 1
        heads[i] = value
    return 0


@kernel
def rank_texts(
    string_bytes: U8, string_offsets: U32, strings: U32, heads: U64, order: U32, spare: U32, ranks: U32
) -> int:
    """The rank of each of `strings` by text, equal texts having the same; returns how many ranks there are.

    `order` comes sorted by `heads` (from `read_text_heads`): what is left is to sort the runs of equal heads, by
    merging, looking at whole texts.
    """
    size = order.size
    rank = 0
    run = 0
    while run < size:
        head = heads[order[run]]
        stop = run + 1
        while stop < size and heads[order[stop]] == head:
            stop += 1
        width = 1
        while width < stop - run:
            left = run
            while left < stop:
                middle = min(left + width, stop)
                right = min(middle + width, stop)
                i = left
                j = middle
                for place in range(left, right):
                    take_second = i >= middle
                    if not take_second and j < right:
                        first = np.int64(strings[order[i]])
                        second = np.int64(strings[order[j]])
                        a = np.int64(string_offsets[first])
                        b = np.int64(string_offsets[second])
                        left_a = np.int64(string_offsets[first + 1]) - a
                        left_b = np.int64(string_offsets[second + 1]) - b
                        take_second = left_b < left_a
                        for k in range(min(left_a, left_b)):
                            x = np.int64(string_bytes[a + k])
                            y = np.int64(string_bytes[b + k])
                            if x != y:
                                if x >= 0xEE and x <= 0xF4:
                                    x += -2 if x >= 0xF0 else 5
                                if y >= 0xEE and y <= 0xF4:
                                    y += -2 if y >= 0xF0 else 5
                                take_second = y < x
                                break
                    if take_second:
                        spare[place] = order[j]
                        j += 1
                    else:
                        spare[place] = order[i]
                        i += 1
                left = right
            for place in range(run, stop):
                order[place] = spare[place]
            width *= 2
        for place in range(run, stop):
            if place > run:
                first = np.int64(strings[order[place - 1]])
                second = np.int64(strings[order[place]])
                a = np.int64(string_offsets[first])
                b = np.int64(string_offsets[second])
                length = np.int64(string_offsets[first + 1]) - a
                same = length == np.int64(string_offsets[second + 1]) - b
                k = 0
                while same and k < length:
                    same = string_bytes[a + k] == string_bytes[b + k]
                    k += 1
                if not same:
                    rank += 1
            ranks[order[place]] = rank
        rank += 1
        run = stop
    return rank
