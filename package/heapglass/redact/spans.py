"""Pieces of strings that are to be replaced."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from heapglass.kernels.engine import I64, U32


@dataclass(slots=True)
class Spans:
    """Piece i is `bytes[starts[i]:ends[i]]` of string `owners[i]` (uint32 string index; int64 offsets in the bytes of
    all strings)."""

    owners: U32
    starts: I64
    ends: I64

    @classmethod
    def none(cls) -> "Spans":
        return cls(np.empty(0, np.uint32), np.empty(0, np.int64), np.empty(0, np.int64))

    @property
    def size(self) -> int:
        return self.starts.size

    def chosen(self, which: np.ndarray[tuple[int], np.dtype[Any]]) -> "Spans":
        """Those that `which` marks (bool), or numbers."""
        return Spans(self.owners[which], self.starts[which], self.ends[which])

    def beside(self, others: "Spans") -> "Spans":
        """These, and of the `others` those that overlap none of them; sorted by where they start."""
        mine = self.sorted()
        if mine.size:
            before = np.searchsorted(mine.starts, others.ends, side="left") - 1
            apart = (before < 0) | (mine.ends[np.maximum(before, 0)] <= others.starts)
            others = others.chosen(apart)
        both = Spans(
            np.concatenate([mine.owners, others.owners]),
            np.concatenate([mine.starts, others.starts]),
            np.concatenate([mine.ends, others.ends]),
        )
        return both.sorted()

    def sorted(self) -> "Spans":
        """By where they start."""
        order = np.argsort(self.starts, kind="stable")
        return Spans(self.owners[order], self.starts[order], self.ends[order])
