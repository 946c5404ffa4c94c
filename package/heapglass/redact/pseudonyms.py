"""Pseudonyms: as long as what they stand for, equal where that is equal, different where it differs.

They come out of a random order, not out of the texts: nobody can compute one from a guess. Their letters are
consonants only, so that none is a word of the engine's, by which figures would change.
"""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import group
from heapglass.kernels.engine import I64, U8, U32, U64
from heapglass.kernels.pseudonyms import FEW, HANGUL, MANY, UNIFORM

LETTERS: U8 = np.frombuffer(b"bcdfghjklmnpqrstvwxzBCDFHKLMNPQRTVWXZ", np.uint8).copy()
assert LETTERS.size == FEW


@dataclass(slots=True)
class Pseudonyms:
    """By the number of a pseudonym: its length in UTF-16 units, its rank among those of that length, how many
    characters at its end hold the rank, and to what base (all int64)."""

    lengths: I64
    ranks: I64
    digits: I64
    bases: I64

    @property
    def size(self) -> int:
        return self.lengths.size


def stable(hashes: U64, lengths: I64, seed: int) -> tuple[U32, Pseudonyms]:
    """For texts with these `hashes` and `lengths`: the number of each one's pseudonym, and the pseudonyms.

    Should there be more texts of one length than characters can tell apart (29,184 for one character), some share.
    """
    number_of, first_of = group(hashes)
    size = lengths[first_of]
    alike, _ = group(size.astype(np.uint64))
    order = np.argsort(_scattered(first_of.size, seed), kind="stable")
    order = order[np.argsort(alike[order], kind="stable")]
    counts = np.bincount(alike, minlength=1)
    begins = np.cumsum(counts) - counts
    ranks = np.empty(size.size, np.int64)
    ranks[order] = np.arange(size.size) - begins[alike[order]]
    needed = counts[alike]
    digits, bases = _digits(needed, FEW), np.full(size.size, FEW, np.int64)
    many = digits > size
    digits[many] = np.minimum(_digits(needed, MANY), size)[many]
    bases[many] = MANY
    return number_of, Pseudonyms(size, ranks, digits, bases)


def of_pieces(hashes: U64, lengths: I64, seed: int) -> tuple[U32, Pseudonyms]:
    """As `stable`, for pieces of texts: with characters of their own, so that no text put together of some is equal to
    what stands for another."""
    number_of, made = stable(hashes, lengths, seed)
    made.bases[:] = HANGUL
    alike, _ = group(made.lengths.astype(np.uint64))
    counts = np.bincount(alike, minlength=1)[alike]
    made.digits = np.minimum(np.maximum(_digits(counts, HANGUL), 1), made.lengths)
    return number_of, made


def uniform(lengths: I64) -> tuple[U32, Pseudonyms]:
    """As `stable`, for texts that all become `x…`."""
    number_of, first_of = group(lengths.astype(np.uint64))
    size = lengths[first_of]
    return number_of, Pseudonyms(size, np.zeros_like(size), np.full_like(size, UNIFORM), np.full_like(size, FEW))


def together(first: Pseudonyms, second: Pseudonyms) -> Pseudonyms:
    """Both, the numbers of the second following those of the first."""
    return Pseudonyms(
        np.concatenate([first.lengths, second.lengths]),
        np.concatenate([first.ranks, second.ranks]),
        np.concatenate([first.digits, second.digits]),
        np.concatenate([first.bases, second.bases]),
    )


def _digits(counts: I64, base: int) -> I64:
    """How many digits to this base tell so many apart."""
    digits = np.zeros(counts.size, np.int64)
    capacity = 1
    while (short := counts > capacity).any():
        digits[short] += 1
        capacity *= base
    return digits


def _scattered(count: int, seed: int) -> U64:
    """Numbers that no one guesses who does not know the seed (splitmix64)."""
    state = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))
