"""Which parts of identifiers have to go."""

import numpy as np

from heapglass.kernels.engine import U8, U32
from heapglass.kernels.name_parts import (
    EMBEDDING,
    NUMBER,
    PATH,
    find_directories,
    find_embedded_names,
    find_words,
    look_at_names,
)
from heapglass.redact.content import find_content
from heapglass.redact.options import Keep, Options, Paths
from heapglass.redact.spans import Spans
from heapglass.redact.texts import among, hashes_of, measure
from heapglass.redact.uses import ENGINE, Uses
from heapglass.redact.vocabulary import WORDS
from heapglass.snapshot.strings import Strings

EMBEDDED = (" / part of key (", ") -> value (", " pair in WeakMap (table @")
"""The fixed parts of the name of a WeakMap entry."""
LONGEST_NUMBER = 5
"""Digits in a row that may stay: indices, ports, years. Longer numbers stand for somebody or something."""
LONGEST_WORD = 15
"""Letters and digits in a row that cannot be a key to anything."""


class Names:
    """The identifiers of a snapshot: `chosen` (string indices, ascending), and what there is to each (`marks`)."""

    def __init__(self, uses: Uses, chosen: U32, key: int) -> None:
        self.strings = uses.strings
        self.chosen = chosen
        self.uses: U8 = uses.of_string[chosen]
        self._key = key
        self.embedding, self._middle, self._ending = (
            np.frombuffer(bytearray(part.encode()), np.uint8) for part in EMBEDDED
        )
        whole = self.whole(chosen)
        self.marks: U8 = np.empty(chosen.size, np.uint8)
        look_at_names(
            self.strings.bytes, whole.starts, whole.ends, self.embedding, LONGEST_NUMBER, LONGEST_WORD, self.marks
        )
        self.entries = ((self.marks & EMBEDDING) != 0) & ((self.uses & ENGINE) != 0)
        # Indices that the engine writes as names, which may be large.
        self.indices = ((self.marks & NUMBER) != 0) & ((self.uses & ENGINE) != 0)

    def whole(self, chosen: U32) -> Spans:
        """Strings from end to end."""
        return whole(self.strings, chosen)

    def to_replace(self, options: Options) -> tuple[Spans, dict[str, int]]:
        """What to replace in them, and how often each content rule applied."""
        others = ~self.entries & ~self.indices
        embedded = self._embedded()
        if options.keep is Keep.SHAPES:
            return embedded.beside(self._words(self.whole(self.chosen[others]))), {}
        content = find_content(self.strings, self.chosen[others], self.marks[others])
        spans = content.spans
        if options.paths is Paths.HIDE:
            spans = spans.beside(self._directories(others))
        touched = np.zeros(len(self.strings), np.bool_)
        touched[spans.owners] = True
        return spans.beside(self._without_known(embedded, self.chosen[others & ~touched[self.chosen]])), content.counts

    def _embedded(self) -> Spans:
        """Names of objects in the names of WeakMap entries: a value's name may be its text."""
        inside = self.whole(self.chosen[self.entries])
        room = 2 * inside.size
        while True:
            owners, firsts, lasts = np.empty(room, np.uint32), np.empty(room, np.int64), np.empty(room, np.int64)
            count = find_embedded_names(
                self.strings.bytes,
                inside.starts,
                inside.ends,
                self.embedding,
                self._middle,
                self._ending,
                owners,
                firsts,
                lasts,
            )
            if count <= room:
                return Spans(inside.owners[owners[:count]], firsts[:count], lasts[:count])
            room = count

    def _without_known(self, embedded: Spans, clear: U32) -> Spans:
        """Those that are no identifier that is in the clear anyway."""
        known, _ = measure(self.strings, self.whole(clear), self._key)
        hashes, _ = measure(self.strings, embedded, self._key)
        return embedded.chosen(~among(hashes, known))

    def _directories(self, which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Spans:
        """The words of the directories in paths."""
        paths = self.whole(self.chosen[which & ((self.marks & PATH) != 0)])
        find_directories(self.strings.bytes, paths.starts, paths.ends)
        return self._words(paths)

    def _words(self, texts: Spans) -> Spans:
        """The words of `texts` that are not the engine's."""
        room = 4 * texts.size + 1024
        while True:
            owners, firsts, lasts = np.empty(room, np.uint32), np.empty(room, np.int64), np.empty(room, np.int64)
            count = find_words(self.strings.bytes, texts.starts, texts.ends, LONGEST_NUMBER + 1, owners, firsts, lasts)
            if count <= room:
                break
            room = count
        words = Spans(texts.owners[owners[:count]], firsts[:count].copy(), lasts[:count].copy())
        hashes, _ = measure(self.strings, words, self._key)
        return words.chosen(~among(hashes, hashes_of(WORDS, self._key)))


def whole(strings: Strings, chosen: U32) -> Spans:
    """Strings from end to end."""
    places = chosen.astype(np.int64)
    return Spans(chosen, strings.offsets[places].astype(np.int64), strings.offsets[places + 1].astype(np.int64))
