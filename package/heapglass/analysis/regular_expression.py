"""Which strings a regular expression matches: whole tables at a time."""

from collections.abc import Iterable
from itertools import repeat

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.analysis.javascript_pattern import compile_pattern
from heapglass.kernels.copy_strings import separate_strings
from heapglass.snapshot.strings import Strings

BYTES_AT_ONCE = 4 << 20
SEPARATOR = 0xFF
"""No byte of UTF-8."""


class RegularExpression:
    """Looks for matches of a pattern in JavaScript's dialect. Raises PatternError for a text that is none."""

    def __init__(self, pattern: str, match_case: bool) -> None:
        self._pattern = compile_pattern(pattern, match_case)

    def in_texts(self, texts: Iterable[str]) -> Mask:
        """Which of `texts` have a match."""
        return np.fromiter(map(bool, map(self._pattern.search, texts)), np.bool_)

    def in_strings(self, strings: Strings) -> Mask:
        """Which of `strings` have a match. They are decoded some megabytes at a time."""
        found = np.empty(len(strings), np.bool_)
        begin = 0
        while begin < len(strings):
            limit = int(strings.offsets[begin]) + BYTES_AT_ONCE
            end = max(begin + 1, int(np.searchsorted(strings.offsets, limit, side="right")) - 1)
            found[begin:end] = self.in_texts(_decoded(strings, begin, end))
            begin = end
        return found


def _decoded(strings: Strings, begin: int, end: int) -> Iterable[str]:
    size = int(strings.offsets[end]) - int(strings.offsets[begin])
    text = np.empty(size + end - begin - 1, np.uint8)
    separate_strings(strings.bytes, strings.offsets, begin, end, SEPARATOR, text)
    parts = text.tobytes().split(bytes([SEPARATOR]))
    try:
        if len(parts) == end - begin:
            return list(map(str, parts, repeat("utf-8"), repeat("surrogatepass")))
    except UnicodeDecodeError:
        pass
    return strings.many(range(begin, end))  # a broken file: bytes that are no text
