"""Hashes of texts, by which equal ones are told without decoding any."""

from collections.abc import Iterable

import numpy as np

from heapglass.kernels.copy_strings import copy_strings
from heapglass.kernels.engine import I64, U8, U32, U64
from heapglass.kernels.pseudonyms import hash_spans
from heapglass.redact.spans import Spans
from heapglass.snapshot.strings import Strings

Truths = np.ndarray[tuple[int], np.dtype[np.bool_]]


def measure(strings: Strings, spans: Spans, key: int) -> tuple[U64, I64]:
    """A hash of each span's text, different for every `key`, and its length in UTF-16 units."""
    hashes, lengths = np.empty(spans.size, np.uint64), np.empty(spans.size, np.int64)
    hash_spans(strings.bytes, spans.starts, spans.ends, key, hashes, lengths)
    return hashes, lengths


def among(hashes: U64, known: U64) -> Truths:
    """Which of `hashes` are among the `known`."""
    if not known.size:
        return np.zeros(hashes.size, np.bool_)
    ordered = np.sort(known)
    places = np.minimum(np.searchsorted(ordered, hashes), ordered.size - 1)
    found: Truths = ordered[places] == hashes
    return found


def joined(strings: Strings, chosen: U32, before: bytes) -> tuple[U8, U32]:
    """The `chosen` strings (indices) in a row, with `before` in front of each; and where each such pair begins."""
    prefix = np.frombuffer(bytearray(before), np.uint8)
    offsets = np.empty(chosen.size + 1, np.uint32)
    size = copy_strings(strings.bytes, strings.offsets, chosen, prefix, np.empty(0, np.uint8), offsets)
    text = np.empty(size, np.uint8)
    copy_strings(strings.bytes, strings.offsets, chosen, prefix, text, offsets)
    return text, offsets


def hashes_of(texts: Iterable[str], key: int) -> U64:
    """The hashes of texts that Python has."""
    strings = Strings.of(texts)
    places = strings.offsets.astype(np.int64)
    whole = Spans(np.arange(len(strings), dtype=np.uint32), places[:-1].copy(), places[1:].copy())
    return measure(strings, whole, key)[0]
