"""Passes over JSON that nobody reads, checking that it is JSON."""

import numpy as np

from heapglass.kernels.engine import I64, U8, kernel
from heapglass.kernels.scanning import BAD_ESCAPE, DONE, MORE, OWN, STATUS, TOO_DEEP, UNEXPECTED, WANTED

# What may come next, in state[WANTED].
ANY_VALUE = 0
ELEMENT = 1  # a value, or the bracket that closes an empty array
MEMBER = 2  # a key, or the brace that closes an empty object
KEY = 3
COLON = 4
AFTER_VALUE = 5
IN_STRING = 6
IN_KEY = 7

OPENED = OWN  # brackets open
STATE_SIZE = OWN + 1


@kernel
def skip_space(text: U8, at: int, end: int) -> int:
    """Where the first character that is not white space stands in text[at:end]; `end` if there is none."""
    while at < end and (text[at] == 32 or text[at] == 10 or text[at] == 13 or text[at] == 9):
        at += 1
    return at


@kernel
def skip_zeros(text: U8, at: int, end: int) -> int:
    """Where the first character that is neither white space nor NUL stands in text[at:end]; `end` if none does."""
    while at < end and (text[at] == 0 or text[at] == 32 or text[at] == 10 or text[at] == 13 or text[at] == 9):
        at += 1
    return at


@kernel
def skip_value(text: U8, at: int, end: int, stack: U8, state: I64) -> int:
    """Pass over one JSON value in text[at:end]; returns where it stopped.

    Nothing recurses: open brackets are kept in `stack`. A token that the end of the chunk may have cut is not
    consumed, except that a string may be left in its middle. Any whole or fractional number is fine.
    """
    wanted = state[WANTED]
    depth = state[OPENED]
    status = MORE
    while at < end:
        code = np.int64(text[at])
        if wanted == IN_STRING or wanted == IN_KEY:
            while at < end and code != 34 and code != 92:
                at += 1
                code = np.int64(text[at])
            if at >= end:
                break
            if code == 34:
                at += 1
                wanted = COLON if wanted == IN_KEY else AFTER_VALUE
            else:
                if at + 1 >= end:
                    break
                code = np.int64(text[at + 1])
                size = 2
                if code == 117:
                    while size < 6 and at + size < end:
                        code = np.int64(text[at + size])
                        if not (
                            (code >= 48 and code <= 57) or (code >= 97 and code <= 102) or (code >= 65 and code <= 70)
                        ):
                            status = BAD_ESCAPE
                            break
                        size += 1
                    if status != MORE or size < 6:
                        break
                elif not (
                    code == 34 or code == 92 or code == 47 or code == 98 or code == 102 or code == 110
                    or code == 114 or code == 116
                ):  # fmt: skip
                    status = BAD_ESCAPE
                    break
                at += size
            if wanted != AFTER_VALUE:
                continue
        elif code == 32 or code == 10 or code == 13 or code == 9:
            at += 1
            continue
        elif wanted == AFTER_VALUE:
            inside = stack[depth - 1]
            if code == 44:
                at += 1
                wanted = ANY_VALUE if inside == 93 else KEY
                continue
            if code != inside:
                status = UNEXPECTED
                break
            depth -= 1
            at += 1
        elif wanted == COLON:
            if code != 58:
                status = UNEXPECTED
                break
            at += 1
            wanted = ANY_VALUE
            continue
        elif wanted == KEY or wanted == MEMBER:
            if code == 34:
                at += 1
                wanted = IN_KEY
                continue
            if wanted == KEY or code != 125:
                status = UNEXPECTED
                break
            depth -= 1
            at += 1
        elif code == 34:
            at += 1
            wanted = IN_STRING
            continue
        elif code == 91 or code == 123:
            if depth == stack.size:
                status = TOO_DEEP
                break
            stack[depth] = code + 2  # the bracket that closes it
            depth += 1
            at += 1
            wanted = ELEMENT if code == 91 else MEMBER
            continue
        elif code == 93 and wanted == ELEMENT:
            depth -= 1
            at += 1
        elif code == 45 or (code >= 48 and code <= 57):
            start = at
            if code == 45:
                at += 1
            first = at
            while text[at] >= 48 and text[at] <= 57:
                at += 1
            good = at - first == 1 or (at > first and text[first] != 48)
            if good and text[at] == 46:
                at += 1
                first = at
                while text[at] >= 48 and text[at] <= 57:
                    at += 1
                good = at > first
            if good and (text[at] == 101 or text[at] == 69):
                at += 1
                if text[at] == 43 or text[at] == 45:
                    at += 1
                first = at
                while text[at] >= 48 and text[at] <= 57:
                    at += 1
                good = at > first
            if at >= end:
                at = start
                break
            if not good:
                status = UNEXPECTED
                break
        elif code == 116 or code == 102 or code == 110:
            size = 5 if code == 102 else 4
            if at + size > end:
                break
            good = False
            if code == 116:
                good = text[at + 1] == 114 and text[at + 2] == 117 and text[at + 3] == 101
            elif code == 110:
                good = text[at + 1] == 117 and text[at + 2] == 108 and text[at + 3] == 108
            else:
                good = text[at + 1] == 97 and text[at + 2] == 108 and text[at + 3] == 115 and text[at + 4] == 101
            if not good:
                status = UNEXPECTED
                break
            at += size
        else:
            status = UNEXPECTED
            break
        # a value is complete
        wanted = AFTER_VALUE
        if depth == 0:
            status = DONE
            break
    state[STATUS] = status
    state[WANTED] = wanted
    state[OPENED] = depth
    return at
