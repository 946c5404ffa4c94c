"""Numbers out of JSON text: an array of them becomes columns of a table."""

import numpy as np

from heapglass.kernels.engine import I64, U8, kernel
from heapglass.kernels.scanning import (
    DONE,
    FIRST,
    FRACTION,
    FULL,
    LEADING_ZERO,
    MORE,
    NEGATIVE,
    OWN,
    ROW,
    SEPARATOR,
    STATUS,
    TOO_LARGE,
    UNEXPECTED,
    VALUE,
    WANTED,
)

COLUMN = OWN  # where in the next row the next value goes
DEPTH = OWN + 1  # arrays open inside the array
STATE_SIZE = OWN + 2

# What stands for a bracket in the table, where arrays may be nested.
OPEN = -(1 << 62)
CLOSE = OPEN + 1

LARGEST = 1 << 53


@kernel
def scan_numbers(
    text: U8, at: int, end: int, width: int, limit: int, negative: int, nested: int, table: I64, state: I64
) -> int:
    """Read rows of `width` whole numbers from text[at:end], up to `limit` rows; returns where it stopped.

    `table` holds its columns one after another. `negative` and `nested` say whether values below zero and arrays
    within the array may be. Numbers may be written in any way JSON knows: 9, 9.0, 90e-1.
    """
    stride = table.size // width
    wanted = state[WANTED]
    row = state[ROW]
    column = state[COLUMN]
    slot = column * stride + row
    status = MORE
    while at < end:
        code = np.int64(text[at])
        if wanted == SEPARATOR:
            if code == 44:
                wanted = VALUE
            elif code == 93 and state[DEPTH] == 0:
                status = DONE
                at += 1
                break
            elif code == 93:
                if row == limit:
                    status = FULL
                    break
                state[DEPTH] -= 1
                table[row] = CLOSE
                row += 1
                slot = row
            elif code != 32 and code != 10 and code != 13 and code != 9:
                status = UNEXPECTED
                break
            at += 1
            continue
        if row == limit:
            status = FULL
            break
        start = at
        value = np.int64(0)
        plain = False
        if code >= 48 and code <= 57:
            zero = code == 48
            while code >= 48 and code <= 57:
                value = value * 10 + (code - 48)
                at += 1
                code = np.int64(text[at])
            length = at - start
            plain = length < 16 and not (zero and length > 1) and code != 46 and code != 101 and code != 69
            if plain and code == 44:
                table[slot] = value
                slot += stride
                column += 1
                if column == width:
                    column = 0
                    row += 1
                    slot = row
                at += 1
                wanted = VALUE
                continue
            if plain and at == end:
                at = start
                break
        elif code == 32 or code == 10 or code == 13 or code == 9:
            at += 1
            continue
        elif code == 93 and wanted == FIRST:
            if state[DEPTH] == 0:
                status = DONE
                at += 1
                break
            state[DEPTH] -= 1
            table[row] = CLOSE
            row += 1
            slot = row
            at += 1
            wanted = SEPARATOR
            continue
        elif code == 91 and nested != 0:
            state[DEPTH] += 1
            table[row] = OPEN
            row += 1
            slot = row
            at += 1
            wanted = FIRST
            continue
        elif code != 45:
            status = UNEXPECTED
            break
        if not plain:
            # All that JSON calls a number. Significant digits are gathered in `value`, the zeros after them are
            # only counted: more than 17 digits cannot be a whole number up to 2^53, whatever the exponent.
            at = start
            minus = text[start] == 45
            if minus:
                at += 1
            first = np.int64(text[at])
            value = np.int64(0)
            significant = 0
            zeros = 0
            digits = 0
            whole_digits = 0
            fraction = 0
            while True:
                code = np.int64(text[at])
                if code >= 48 and code <= 57:
                    digits += 1
                    if code == 48 and significant == 0:
                        zeros = 0
                    elif code == 48:
                        zeros += 1
                    else:
                        significant += zeros + 1
                        while zeros >= 0 and significant < 18:
                            value *= 10
                            zeros -= 1
                        value += code - 48
                        zeros = 0
                elif code == 46 and fraction == 0 and digits > 0:
                    fraction = 1
                    whole_digits = digits
                    digits = 0
                else:
                    break
                at += 1
            if fraction == 0:
                whole_digits = digits
            power = np.int64(zeros - digits * fraction)
            complete = digits > 0
            if complete and (code == 101 or code == 69):
                at += 1
                sign = np.int64(1)
                code = np.int64(text[at])
                if code == 43 or code == 45:
                    sign = 44 - code
                    at += 1
                    code = np.int64(text[at])
                complete = bool(code >= 48 and code <= 57)
                exponent = np.int64(0)
                while code >= 48 and code <= 57:
                    if exponent < LARGEST:
                        exponent = exponent * 10 + (code - 48)
                    at += 1
                    code = np.int64(text[at])
                power += sign * exponent
            if at >= end:
                at = start
                break
            if not complete:
                status = UNEXPECTED
                break
            if first == 48 and whole_digits > 1:
                status = LEADING_ZERO
            elif significant > 0 and power < 0:
                status = FRACTION
            elif significant > 17:
                status = TOO_LARGE
            elif significant > 0:
                while power > 0 and value <= LARGEST:
                    value *= 10
                    power -= 1
                if value > LARGEST:
                    status = TOO_LARGE
                elif minus and negative == 0:
                    status = NEGATIVE
            if status != MORE:
                at = start
                break
            if minus:
                value = -value
        table[slot] = value
        slot += stride
        column += 1
        if column == width:
            column = 0
            row += 1
            slot = row
        wanted = SEPARATOR
    state[STATUS] = status
    state[WANTED] = wanted
    state[ROW] = row
    state[COLUMN] = column
    return at
