"""Numbers in few bytes: small ones, of either sign, take one, and any number of zeros in a row take one or two.

A token is an odd number for zeros in a row (twice how many, and one), or an even one for a number (four times it,
with its sign in the bit above the lowest). It is written seven bits a byte, lowest first, a set eighth bit saying that
more follow (LEB128).
"""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, kernel

LONGEST = 10
"""Bytes a token takes at most."""
LARGEST_SHIFT = 56  # tokens have 63 bits


@kernel
def pack_numbers(values: I64, data: U8) -> int:
    """Write `values`, all between -2^60 and 2^60; returns how many bytes that are. `data` has room for LONGEST each."""
    at = 0
    i = 0
    while i < values.size:
        value = values[i]
        i += 1
        if value == 0:
            run = np.int64(1)
            while i < values.size and values[i] == 0:
                run += 1
                i += 1
            token = run * 2 + 1
        elif value > 0:
            token = value * 4
        else:
            token = (-value) * 4 - 2
        while token >= 128:
            data[at] = (token & 127) | 128
            token = token >> 7
            at += 1
        data[at] = token
        at += 1
    return at


@kernel
def unpack_numbers(data: U8, values: I64) -> int:
    """Read as many numbers as `values` holds; returns how many bytes they took, or -1 if `data` ends early or holds
    what `pack_numbers` does not write.
    """
    at = 0
    i = 0
    while i < values.size:
        if at >= data.size:
            return -1
        byte = np.int64(data[at])
        at += 1
        token = byte & 127
        shift = 7
        while byte >= 128:
            if at >= data.size or shift > LARGEST_SHIFT:
                return -1
            byte = np.int64(data[at])
            at += 1
            token |= (byte & 127) << shift
            shift += 7
        if token & 1:
            end = i + (token >> 1)
            if end == i or end > values.size:
                return -1
            while i < end:
                values[i] = 0
                i += 1
        else:
            values[i] = (token + 2 >> 2) * (1 - (token & 2))
            i += 1
    return at


@kernel
def unpack_steps(data: U8, most: int, values: U32) -> int:
    """As `unpack_numbers`, for numbers that say how much more than the one before each value is. -1, too, if one is not
    between 0 and `most`.
    """
    at = 0
    i = 0
    value = np.int64(0)
    while i < values.size:
        if at >= data.size:
            return -1
        byte = np.int64(data[at])
        at += 1
        token = byte & 127
        shift = 7
        while byte >= 128:
            if at >= data.size or shift > LARGEST_SHIFT:
                return -1
            byte = np.int64(data[at])
            at += 1
            token |= (byte & 127) << shift
            shift += 7
        if token & 1:
            end = i + (token >> 1)
            if end == i or end > values.size:
                return -1
            while i < end:
                values[i] = value
                i += 1
        else:
            value += (token + 2 >> 2) * (1 - (token & 2))
            if value < 0 or value > most:
                return -1
            values[i] = value
            i += 1
    return at


@kernel
def unpack_by_kind(data: U8, kinds: U32, last: I64, most: int, values: U32) -> int:
    """As `unpack_steps`, for numbers that say how much more than the last one of the same kind each value is. `last`
    has an entry a kind, zeroed.
    """
    at = 0
    zeros = np.int64(0)
    for i in range(values.size):
        kind = kinds[i]
        value = last[kind]
        if zeros > 0:
            zeros -= 1
        else:
            if at >= data.size:
                return -1
            byte = np.int64(data[at])
            at += 1
            token = byte & 127
            shift = 7
            while byte >= 128:
                if at >= data.size or shift > LARGEST_SHIFT:
                    return -1
                byte = np.int64(data[at])
                at += 1
                token |= (byte & 127) << shift
                shift += 7
            if token & 1:
                zeros = (token >> 1) - 1
                if zeros < 0:
                    return -1
            else:
                value += (token + 2 >> 2) * (1 - (token & 2))
                if value < 0 or value > most:
                    return -1
                last[kind] = value
        values[i] = value
    if zeros > 0:
        return -1
    return at


@kernel
def take_steps(values: I64) -> int:
    """Replace each value by how much more than the one before it is."""
    before = np.int64(0)
    for i in range(values.size):
        value = values[i]
        values[i] = value - before
        before = value
    return 0


@kernel
def take_steps_by_kind(values: I64, kinds: U32, last: I64) -> int:
    """Replace each value by how much more than the last one of the same kind it is. `last` is zeroed."""
    for i in range(values.size):
        value = values[i]
        kind = kinds[i]
        values[i] = value - last[kind]
        last[kind] = value
    return 0


@kernel
def add_steps(values: I64) -> int:
    """Undo `take_steps`."""
    value = np.int64(0)
    for i in range(values.size):
        value += values[i]
        values[i] = value
    return 0


@kernel
def add_steps_by_kind(values: I64, kinds: U32, last: I64) -> int:
    """Undo `take_steps_by_kind`. `last` is zeroed."""
    for i in range(values.size):
        kind = kinds[i]
        value = last[kind] + values[i]
        last[kind] = value
        values[i] = value
    return 0
