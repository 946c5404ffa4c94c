"""Texts that are something, begin or end with it: whole tables at a time."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.snapshot.strings import Strings


@dataclass(frozen=True, slots=True)
class WholeText:
    """Looks for texts that are `text`, from their beginning, to their end, or both."""

    text: str
    from_beginning: bool = True
    to_end: bool = True

    def in_strings(self, strings: Strings) -> Mask:
        """Which of `strings` are so."""
        found = strings.starting_with(self.text) if self.from_beginning else strings.ending_with(self.text)
        if self.from_beginning and self.to_end:
            found &= np.diff(strings.offsets) == len(self.text.encode("utf-8", "surrogatepass"))
        return found

    def in_texts(self, texts: list[str]) -> Mask:
        """Which of `texts` are so."""
        return self.in_strings(Strings.of(texts))
