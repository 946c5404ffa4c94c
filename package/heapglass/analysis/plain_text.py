"""Text inside texts, with regard to case or without: JavaScript's `indexOf`, or a regular expression with `i`."""

from functools import cache

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.kernels.engine import U8, U32
from heapglass.kernels.find_text import find_text
from heapglass.snapshot.strings import Strings

LAST_FOLDED = 0xFFFF
"""JavaScript folds UTF-16 units, so nothing beyond the basic plane."""


class PlainText:
    """Looks for a text. Without `match_case`, characters are the same that have the same upper case."""

    def __init__(self, text: str, match_case: bool) -> None:
        choices = [[character] if match_case else same_but_for_case(character) for character in text]
        encoded = [choice.encode("utf-8", "surrogatepass") for each in choices for choice in each]
        self._choice_of: U32 = np.cumsum([0, *map(len, choices)]).astype(np.uint32)
        self._choice_offsets: U32 = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
        self._choice_bytes: U8 = np.array(list(b"".join(encoded)), np.uint8)
        self._starts: U8 = np.zeros(256, np.uint8)
        self._starts[[choice.encode("utf-8", "surrogatepass")[0] for each in choices[:1] for choice in each]] = 1

    def in_strings(self, strings: Strings) -> Mask:
        """Which of `strings` contain the text."""
        found = np.empty(len(strings), np.uint8)
        find_text(
            strings.bytes,
            strings.offsets,
            self._starts,
            self._choice_of,
            self._choice_offsets,
            self._choice_bytes,
            found,
        )
        return found.view(np.bool_)

    def in_texts(self, texts: list[str]) -> Mask:
        """Which of `texts` contain the text."""
        return self.in_strings(Strings.of(texts))


def same_but_for_case(character: str) -> list[str]:
    """The characters that JavaScript's `i` takes for `character`, itself among them."""
    if character.isascii():
        return sorted({character.lower(), character.upper()})
    return _of_upper_case().get(_upper_case(character), [character])


def _upper_case(character: str) -> str:
    """The specification's Canonicalize: the upper case, if it is one character and does not leave ASCII for it."""
    upper = character.upper()
    if len(upper) != 1 or ord(upper) > LAST_FOLDED or (ord(character) >= 128 and ord(upper) < 128):
        return character
    return upper


@cache
def _of_upper_case() -> dict[str, list[str]]:
    """The characters beyond ASCII that have each upper case, where that is another one's."""
    alphabet = [chr(code) for code in range(128, LAST_FOLDED + 1)]
    found: dict[str, list[str]] = {}
    for character, upper in zip(alphabet, map(str.upper, alphabet), strict=True):
        if upper != character and _upper_case(character) == upper:
            found.setdefault(upper, [upper]).append(character)
    return found
