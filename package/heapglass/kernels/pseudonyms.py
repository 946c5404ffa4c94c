"""Replacements for texts: told apart as the texts are, as long as they are, and saying nothing about them."""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, U64, kernel
from heapglass.kernels.grouping import FNV_OFFSET, FNV_PRIME

UNIFORM = -1  # in place of how many letters number a text: all of them are x
FEW = 37  # letters to number texts with, where so many are enough
MANY = 29184  # characters from FIRST_OF_MANY on, where they are not
FIRST_OF_MANY = 0x3400
HANGUL = 11172  # characters from FIRST_OF_HANGUL on, for pieces of texts that are joined of several
FIRST_OF_HANGUL = 0xAC00


@kernel
def hash_spans(string_bytes: U8, starts: I64, ends: I64, key: int, hashes: U64, lengths: I64) -> int:
    """A hash of each string_bytes[starts[i]:ends[i]], different for every `key`, and its length in UTF-16 units."""
    first = (np.uint64(key) ^ np.uint64(FNV_OFFSET)) * np.uint64(FNV_PRIME)
    for i in range(starts.size):
        value = first
        length = 0
        for at in range(starts[i], ends[i]):
            byte = string_bytes[at]
            value = (value ^ np.uint64(byte)) * np.uint64(FNV_PRIME)
            value ^= value >> np.uint64(29)
            if (byte & 0xC0) != 0x80:
                length += 1
            if byte >= 0xF0:
                length += 1
        hashes[i] = value
        lengths[i] = length
    return 0


@kernel
def write_strings(
    string_bytes: U8,
    starts: I64,
    ends: I64,
    first_span: I64,
    span_starts: I64,
    span_ends: I64,
    span_names: U32,
    name_lengths: I64,
    name_ranks: I64,
    name_digits: I64,
    name_bases: I64,
    letters: U8,
    seed: int,
    begin: int,
    text: U8,
    used: I64,
) -> int:
    """Write the strings from number `begin` on as JSON, a string a line, as many as `text` surely holds; leaves in
    used[0] how many bytes that are, and returns the number of the string after them.

    String i is string_bytes[starts[i]:ends[i]], where its spans, first_span[i] … first_span[i + 1] - 1, in order and
    apart from one another, are replaced. The replacement of a span is the pseudonym `span_names` says: `name_lengths`
    UTF-16 units, of which the last `name_digits` number it (`name_ranks`, to the base `name_bases`), and those before
    are any of `letters`.
    """
    at = 0
    string = begin
    while string < starts.size:
        start = starts[string]
        end = ends[string]
        if at + 6 * (end - start) + 5 > text.size:
            break
        if string > 0:
            text[at] = 44
            text[at + 1] = 10
            at += 2
        text[at] = 34
        at += 1
        span = first_span[string]
        last_span = first_span[string + 1]
        here = start
        while here < end or span < last_span:
            if span < last_span and here == span_starts[span]:
                name = np.int64(span_names[span])
                here = span_ends[span]
                span += 1
                length = name_lengths[name]
                digits = name_digits[name]
                plain = length - digits
                if digits == UNIFORM:
                    plain = length
                    for _ in range(length):
                        text[at] = 120
                        at += 1
                    continue
                # splitmix64: letters that depend on the name's number only
                state = np.uint64(seed) ^ ((np.uint64(name) + np.uint64(1)) * np.uint64(0xD1342543DE82EF95))
                for _ in range(plain):
                    state += np.uint64(0x9E3779B97F4A7C15)
                    mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
                    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
                    text[at] = letters[np.int64((mixed >> np.uint64(40)) % np.uint64(FEW))]
                    at += 1
                rank = name_ranks[name]
                base = name_bases[name]
                for _ in range(digits):
                    digit = rank % base
                    rank = rank // base
                    if base == FEW:
                        text[at] = letters[digit]
                        at += 1
                    else:
                        point = digit + (FIRST_OF_HANGUL if base == HANGUL else FIRST_OF_MANY)
                        text[at] = 0xE0 | (point >> 12)
                        text[at + 1] = 0x80 | ((point >> 6) & 63)
                        text[at + 2] = 0x80 | (point & 63)
                        at += 3
                continue
            byte = np.int64(string_bytes[here])
            here += 1
            escape = np.int64(0)
            if byte == 34 or byte == 92:
                text[at] = 92
                text[at + 1] = byte
                at += 2
                continue
            if byte < 32 or byte == 127:
                escape = byte
            elif byte == 0xED and here + 1 < end and string_bytes[here] >= 0xA0:
                # a lone surrogate, which UTF-8 has no form for
                escape = 0xD000 | ((np.int64(string_bytes[here]) & 63) << 6) | (np.int64(string_bytes[here + 1]) & 63)
                here += 2
            else:
                text[at] = byte
                at += 1
                continue
            text[at] = 92
            text[at + 1] = 117
            for k in range(4):
                digit = (escape >> (12 - 4 * k)) & 15
                text[at + 2 + k] = 48 + digit if digit < 10 else 87 + digit
            at += 6
        text[at] = 34
        at += 1
        string += 1
    used[0] = at
    return string
