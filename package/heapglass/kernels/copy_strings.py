"""Strings of a table copied side by side."""

import numpy as np

from heapglass.kernels.engine import U8, U32, kernel


@kernel
def separate_strings(string_bytes: U8, string_offsets: U32, begin: int, end: int, separator: int, text: U8) -> int:
    """Copy the strings from `begin` up to `end` with `separator` between them; returns how many bytes that are."""
    at = 0
    for i in range(begin, end):
        if i > begin:
            text[at] = separator
            at += 1
        for k in range(string_offsets[i], string_offsets[i + 1]):
            text[at] = string_bytes[k]
            at += 1
    return at


@kernel
def copy_strings(string_bytes: U8, string_offsets: U32, strings: U32, prefix: U8, text: U8, offsets: U32) -> int:
    """Copy `strings` (string indices) with `prefix` before each; `offsets` has an entry more than there are.

    Returns how many bytes they take, and copies only what fits.
    """
    at = 0
    offsets[0] = 0
    for i in range(strings.size):
        for k in range(prefix.size):
            if at < text.size:
                text[at] = prefix[k]
            at += 1
        for k in range(string_offsets[strings[i]], string_offsets[np.int64(strings[i]) + 1]):
            if at < text.size:
                text[at] = string_bytes[k]
            at += 1
        offsets[i + 1] = at
    return at
