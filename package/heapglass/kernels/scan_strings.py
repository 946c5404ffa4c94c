"""Strings out of JSON text: their contents one after another as bytes, escapes resolved."""

import numpy as np

from heapglass.kernels.engine import I64, U8, kernel
from heapglass.kernels.scanning import (
    BAD_ESCAPE,
    DONE,
    FULL,
    INSIDE,
    MORE,
    OWN,
    ROW,
    SEPARATOR,
    STATUS,
    UNEXPECTED,
    VALUE,
    WANTED,
)

USED = OWN  # bytes of the blob in use
STATE_SIZE = OWN + 1


@kernel
def scan_strings(text: U8, at: int, end: int, limit: int, blob: U8, ends: I64, state: I64) -> int:
    """Read an array of strings from text[at:end], up to `limit` of them; returns where it stopped.

    Contents go to `blob` as UTF-8 (it needs room for end - at bytes), and where each string ends in it to `ends`.
    A surrogate without its other half becomes the three bytes UTF-8 would have for it. Bytes that are not UTF-8, and
    control characters, are copied as they are.
    """
    wanted = state[WANTED]
    row = state[ROW]
    used = state[USED]
    status = MORE
    while at < end:
        code = np.int64(text[at])
        if wanted == INSIDE:
            while at < end and code != 34 and code != 92:
                blob[used] = code
                used += 1
                at += 1
                code = np.int64(text[at])
            if code == 34:
                ends[row] = used
                row += 1
                at += 1
                wanted = SEPARATOR
                continue
            if at + 1 >= end:  # the chunk ends here, or behind a backslash
                break
            code = np.int64(text[at + 1])
            if code != 117:
                if code == 98:
                    code = np.int64(8)
                elif code == 102:
                    code = np.int64(12)
                elif code == 110:
                    code = np.int64(10)
                elif code == 114:
                    code = np.int64(13)
                elif code == 116:
                    code = np.int64(9)
                elif code != 34 and code != 92 and code != 47:
                    status = BAD_ESCAPE
                    break
                blob[used] = code
                used += 1
                at += 2
                continue
            # \uXXXX, and the \uXXXX after it where the two may be the halves of one character
            point = np.int64(0)
            halves = 0
            size = 0
            cut = False
            while halves < 2:
                unit = np.int64(0)
                start = at + size
                if halves == 1:
                    if start < end and text[start] != 92:
                        break
                    if start + 1 < end and text[start + 1] != 117:
                        break
                digit = 2
                while digit < 6 and start + digit < end:
                    code = np.int64(text[start + digit])
                    if code >= 48 and code <= 57:
                        unit = unit * 16 + (code - 48)
                    elif code >= 97 and code <= 102:
                        unit = unit * 16 + (code - 87)
                    elif code >= 65 and code <= 70:
                        unit = unit * 16 + (code - 55)
                    else:
                        status = BAD_ESCAPE
                        at = start
                        break
                    digit += 1
                if status != MORE:
                    break
                if digit < 6:
                    cut = True
                    break
                if halves == 0:
                    point = unit
                    size = 6
                    halves = 1
                    if unit < 0xD800 or unit > 0xDBFF:
                        break
                elif unit >= 0xDC00 and unit <= 0xDFFF:
                    point = 0x10000 + ((point - 0xD800) << 10) + (unit - 0xDC00)
                    size = 12
                    halves = 2
                else:
                    break
            if cut or status != MORE:
                break
            at += size
            if point < 0x80:
                blob[used] = point
                used += 1
            elif point < 0x800:
                blob[used] = 0xC0 | (point >> 6)
                blob[used + 1] = 0x80 | (point & 63)
                used += 2
            elif point < 0x10000:
                blob[used] = 0xE0 | (point >> 12)
                blob[used + 1] = 0x80 | ((point >> 6) & 63)
                blob[used + 2] = 0x80 | (point & 63)
                used += 3
            else:
                blob[used] = 0xF0 | (point >> 18)
                blob[used + 1] = 0x80 | ((point >> 12) & 63)
                blob[used + 2] = 0x80 | ((point >> 6) & 63)
                blob[used + 3] = 0x80 | (point & 63)
                used += 4
            continue
        if code == 32 or code == 10 or code == 13 or code == 9:
            at += 1
        elif wanted == SEPARATOR and code == 44:
            wanted = VALUE
            at += 1
        elif wanted != VALUE and code == 93:
            status = DONE
            at += 1
            break
        elif wanted != SEPARATOR and code == 34:
            if row == limit:
                status = FULL
                break
            wanted = INSIDE
            at += 1
        else:
            status = UNEXPECTED
            break
    state[STATUS] = status
    state[WANTED] = wanted
    state[ROW] = row
    state[USED] = used
    return at
