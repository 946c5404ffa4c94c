"""Texts inside texts: the string table is searched as bytes, and no string is decoded."""

import numpy as np

from heapglass.kernels.engine import U8, U32, kernel


@kernel
def find_text(
    string_bytes: U8,
    string_offsets: U32,
    starts: U8,
    choice_of: U32,
    choice_offsets: U32,
    choice_bytes: U8,
    found: U8,
) -> int:
    """Mark in `found` (an entry a string) the strings that contain a text.

    Character k of the text may be any of the choices choice_of[k] … choice_of[k + 1] - 1, choice c being
    `choice_bytes[choice_offsets[c]:choice_offsets[c + 1]]`, one character in UTF-8: so case folds, without folding
    the strings. `starts` has an entry a byte value: whether a choice for the first character begins with it. Returns
    how many strings contain the text.
    """
    count = 0
    characters = choice_of.size - 1
    for i in range(string_offsets.size - 1):
        at = np.int64(string_offsets[i])
        end = np.int64(string_offsets[i + 1])
        inside = characters == 0
        while at < end and not inside:
            if starts[string_bytes[at]] != 0:
                here = at
                k = 0
                while k < characters:
                    step = 0
                    for c in range(choice_of[k], choice_of[k + 1]):
                        begin = np.int64(choice_offsets[c])
                        size = np.int64(choice_offsets[c + 1]) - begin
                        if here + size > end:
                            continue
                        same = 0
                        while same < size and string_bytes[here + same] == choice_bytes[begin + same]:
                            same += 1
                        if same == size:
                            step = size
                            break
                    if step == 0:
                        break
                    here += step
                    k += 1
                inside = k == characters
            at += 1
        found[i] = 1 if inside else 0
        if inside:
            count += 1
    return count
