"""Hashes of names as DevTools makes classes of them, without decoding one."""

import numpy as np

from heapglass.kernels.engine import I32, U8, U32, U64, kernel
from heapglass.kernels.grouping import FNV_OFFSET, FNV_PRIME

NOT_A_PROPERTY = 0xFFFFFFFF  # the length kept for `__proto__`


@kernel
def hash_class_names(string_bytes: U8, string_offsets: U32, strings: U32, prefix: U8, hashes: U64) -> int:
    """FNV-1a of the class name that each of `strings` (string indices) gives, `prefix` put before it.

    A tag loses its attributes: `<div id=…>` counts as `<div>`, `Detached <div …>` as `Detached <div>`
    (DevTools `JSHeapSnapshotNode.className`).
    """
    for i in range(strings.size):
        start = np.int64(string_offsets[strings[i]])
        end = np.int64(string_offsets[np.int64(strings[i]) + 1])
        # Where a tag begins, counted in the name with its prefix: 0, 9 after "Detached ", or none (-1).
        tag = -1
        if start < end and string_bytes[start] == 60:
            if prefix.size == 0:
                tag = start
            elif prefix.size == 9:
                tag = start + 1
        elif prefix.size == 0 and end - start >= 10 and string_bytes[start + 9] == 60:
            # D e t a c h e d and a space
            if (
                string_bytes[start] == 68
                and string_bytes[start + 1] == 101
                and string_bytes[start + 2] == 116
                and string_bytes[start + 3] == 97
                and string_bytes[start + 4] == 99
                and string_bytes[start + 5] == 104
                and string_bytes[start + 6] == 101
                and string_bytes[start + 7] == 100
                and string_bytes[start + 8] == 32
            ):
                tag = start + 10
        cut = False
        if tag >= 0:
            at = tag
            while at < end and string_bytes[at] != 32:
                at += 1
            if at < end:
                end = at
                cut = True
        value = np.uint64(FNV_OFFSET)
        for at in range(prefix.size):
            value = (value ^ np.uint64(prefix[at])) * np.uint64(FNV_PRIME)
        for at in range(start, end):
            value = (value ^ np.uint64(string_bytes[at])) * np.uint64(FNV_PRIME)
        if cut:
            value = (value ^ np.uint64(62)) * np.uint64(FNV_PRIME)
        hashes[i] = value
    return 0


@kernel
def measure_property_names(string_bytes: U8, string_offsets: U32, strings: U32, lengths: U32, hashes: U64) -> int:
    """How long each of `strings` is in a shape's name, in UTF-16 units, and a hash of its text.

    Names with `,` `'` `"` `{` or `}` are quoted as JSON does it (DevTools `formatPropertyName`). `__proto__` is no
    property: its length is NOT_A_PROPERTY.
    """
    for i in range(strings.size):
        start = np.int64(string_offsets[strings[i]])
        end = np.int64(string_offsets[np.int64(strings[i]) + 1])
        quoted = False
        plain = 0
        escaped = 2
        value = np.uint64(FNV_OFFSET)
        at = start
        while at < end:
            byte = np.int64(string_bytes[at])
            value = (value ^ np.uint64(byte)) * np.uint64(FNV_PRIME)
            if byte == 44 or byte == 39 or byte == 34 or byte == 123 or byte == 125:
                quoted = True
            if byte >= 0xF0:
                plain += 2
                escaped += 2
            elif byte == 0xED and at + 1 < end and string_bytes[at + 1] >= 0xA0:
                plain += 1  # a lone surrogate: JSON writes it as \udXXX
                escaped += 6
            elif byte >= 0xC0:
                plain += 1
                escaped += 1
            elif byte < 0x80:
                plain += 1
                if byte == 34 or byte == 92 or (byte >= 8 and byte <= 13 and byte != 11):
                    escaped += 2
                elif byte < 32:
                    escaped += 6
                else:
                    escaped += 1
            at += 1
        lengths[i] = escaped if quoted else plain
        hashes[i] = value
        if (
            end - start == 9
            and string_bytes[start] == 95
            and string_bytes[start + 1] == 95
            and string_bytes[start + 2] == 112
            and string_bytes[start + 3] == 114
            and string_bytes[start + 4] == 111
            and string_bytes[start + 5] == 116
            and string_bytes[start + 6] == 111
            and string_bytes[start + 7] == 95
            and string_bytes[start + 8] == 95
        ):
            lengths[i] = NOT_A_PROPERTY
    return 0


@kernel
def parse_weakmap_names(
    string_bytes: U8,
    string_offsets: U32,
    literal: U8,
    middle: U8,
    ending: U8,
    tables: I32,
    pairs: U64,
    found: U32,
) -> int:
    """Find the strings of the form `N / part of key (… @k) -> value (… @v) pair in WeakMap (table @t)`.

    `literal`, `middle`, `ending` are its fixed parts: ` / part of key (`, `) -> value (`,
    ` pair in WeakMap (table @`. For the i-th found, `found[i]` is its string index, `tables[i]` is t (-1 where t has
    more than nine digits that would not fit) and `pairs[i]` a hash of all after N. Returns how many there are; writes
    only as many as fit. DevTools `tryParseWeakMapEdgeName`.
    """
    count = 0
    for i in range(string_offsets.size - 1):
        start = np.int64(string_offsets[i])
        end = np.int64(string_offsets[i + 1])
        # From the end: ")" and the digits of t, then the ending, then ")" and the digits of v, then " @".
        if end - start < 60 or string_bytes[end - 1] != 41:
            continue
        at = end - 2
        table = 0
        scale = 1
        while at >= start and string_bytes[at] >= 48 and string_bytes[at] <= 57:
            if scale < 1 << 52:
                table += (np.int64(string_bytes[at]) - 48) * scale
                scale *= 10
            at -= 1
        if at == end - 2:
            continue
        at -= ending.size - 1
        matches = at > start
        k = 0
        while matches and k < ending.size:
            matches = string_bytes[at + k] == ending[k]
            k += 1
        if not matches or string_bytes[at - 1] != 41:
            continue
        at -= 2
        digits = at
        while at >= start and string_bytes[at] >= 48 and string_bytes[at] <= 57:
            at -= 1
        if at == digits or at - 1 < start or string_bytes[at] != 64 or string_bytes[at - 1] != 32:
            continue
        tail = at - 1
        # From the start: the digits of N, then the literal.
        at = start
        while at < end and string_bytes[at] >= 48 and string_bytes[at] <= 57:
            at += 1
        if at == start or at + literal.size > tail:
            continue
        duplicated = at
        matches = True
        k = 0
        while matches and k < literal.size:
            matches = string_bytes[at + k] == literal[k]
            k += 1
        if not matches:
            continue
        # Between them: " @", digits, and the middle, which must end before the tail begins.
        at += literal.size
        met = False
        while not met and at + middle.size + 3 <= tail:
            if string_bytes[at] == 32 and string_bytes[at + 1] == 64:
                k = at + 2
                while k < tail and string_bytes[k] >= 48 and string_bytes[k] <= 57:
                    k += 1
                if k > at + 2 and k + middle.size <= tail:
                    met = True
                    j = 0
                    while met and j < middle.size:
                        met = string_bytes[k + j] == middle[j]
                        j += 1
            at += 1
        value = np.uint64(FNV_OFFSET)
        for j in range(duplicated, end):
            byte = np.int64(string_bytes[j])
            if (
                byte == 10
                or byte == 13
                or (
                    byte == 0xE2
                    and j + 2 < end
                    and string_bytes[j + 1] == 0x80
                    and (string_bytes[j + 2] == 0xA8 or string_bytes[j + 2] == 0xA9)
                )
            ):
                met = False  # `.` in the pattern matches no line terminator
            value = (value ^ np.uint64(byte)) * np.uint64(FNV_PRIME)
        if met:
            if count < found.size:
                found[count] = i
                tables[count] = table if table < 1 << 31 else -1
                pairs[count] = value
            count += 1
    return count
