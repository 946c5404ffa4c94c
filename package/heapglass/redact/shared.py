"""What several redacted files have in common: the same name is replaced by the same pseudonym in all of them."""

import os
from dataclasses import dataclass, field

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.kernels.engine import I64, U32, U64
from heapglass.redact.pseudonyms import Pseudonyms, stable

SEED_SIZE = 7  # bytes: positive in 64 bits


def _random() -> int:
    return int.from_bytes(os.urandom(SEED_SIZE))


@dataclass(slots=True)
class Shared:
    """`hashes` and `lengths` of the words of all files, to be learned before the first one is written. Nothing of it is
    ever stored: files of another run have other pseudonyms, and nobody can tell them from a guess."""

    key: int = field(default_factory=_random)
    seed: int = field(default_factory=_random)
    hashes: U64 = field(default_factory=lambda: np.empty(0, np.uint64))
    lengths: I64 = field(default_factory=lambda: np.empty(0, np.int64))

    def learn(self, hashes: U64, lengths: I64) -> None:
        """Add the words of a file."""
        hashes, lengths = np.concatenate([self.hashes, hashes]), np.concatenate([self.lengths, lengths])
        _, first_of = group(hashes)
        self.hashes, self.lengths = hashes[first_of], lengths[first_of]

    def pseudonyms(self, hashes: U64, lengths: I64) -> tuple[U32, Pseudonyms]:
        """As `pseudonyms.stable`, for words of one file."""
        numbers, made = stable(
            np.concatenate([self.hashes, hashes]), np.concatenate([self.lengths, lengths]), self.seed
        )
        return numbers[self.hashes.size :], made
