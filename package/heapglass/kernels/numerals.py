"""Numbers at the start of texts, as JavaScript's `parseInt` reads them."""

import numpy as np

from heapglass.kernels.engine import F64, U8, U32, kernel


@kernel
def parse_integers(string_bytes: U8, string_offsets: U32, strings: U32, numbers: F64) -> int:
    """`parseInt(text, 10)` of each of `strings` (string indices); NaN where the text begins with no number.

    Exact up to 15 digits. Returns how many are numbers.
    """
    found = 0
    for i in range(strings.size):
        at = np.int64(string_offsets[strings[i]])
        end = np.int64(string_offsets[np.int64(strings[i]) + 1])
        white = True
        while white and at < end:
            byte = np.int64(string_bytes[at])
            if byte == 32 or (byte >= 9 and byte <= 13):
                at += 1
            elif byte == 0xC2 and at + 1 < end and string_bytes[at + 1] == 0xA0:
                at += 2
            elif byte >= 0xE1 and byte <= 0xEF and at + 2 < end:
                # U+1680, U+2000-200A, U+2028, U+2029, U+202F, U+205F, U+3000, U+FEFF
                wide = byte * 65536 + np.int64(string_bytes[at + 1]) * 256 + np.int64(string_bytes[at + 2])
                white = (
                    wide == 0xE19A80
                    or (wide >= 0xE28080 and wide <= 0xE2808A)
                    or wide == 0xE280A8
                    or wide == 0xE280A9
                    or wide == 0xE280AF
                    or wide == 0xE2819F
                    or wide == 0xE38080
                    or wide == 0xEFBBBF
                )
                if white:
                    at += 3
            else:
                white = False
        sign = 1.0
        if at < end and (string_bytes[at] == 43 or string_bytes[at] == 45):
            if string_bytes[at] == 45:
                sign = -1.0
            at += 1
        numbers[i] = np.nan
        if at < end and string_bytes[at] >= 48 and string_bytes[at] <= 57:
            value = 0.0
            while at < end and string_bytes[at] >= 48 and string_bytes[at] <= 57:
                value = value * 10.0 + float(np.int64(string_bytes[at]) - 48)
                at += 1
            numbers[i] = sign * value
            found += 1
    return found
