"""The texts of a heap as Arrow arrays: from their bytes, without a Python string each."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from heapglass.analysis.following import Mask
from heapglass.snapshot.strings import Strings

Codes = np.ndarray[tuple[int], np.dtype[Any]]
REPLACEMENT = np.frombuffer("\N{REPLACEMENT CHARACTER}".encode(), np.uint8)


class Dictionary:
    """Texts that many rows share; Arrow wants each of them once."""

    def __init__(self, texts: Iterable[str]) -> None:
        number: dict[str, int] = {}
        self._number_of = np.array([number.setdefault(valid(text), len(number)) for text in texts], np.uint32)
        self._texts = pa.array(number or [""], pa.string())

    def array(self, codes: Codes, missing: Mask | None = None) -> pa.DictionaryArray:
        """The texts with those numbers; null where `missing`."""
        numbers = self._number_of[codes] if self._number_of.size else np.zeros(codes.size, np.uint32)
        return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=missing), self._texts)


def text_array(strings: Strings, missing: Mask | None = None) -> pa.Array:
    """`strings` as an array of text; null where `missing`.

    Half a surrogate pair, which JavaScript allows, becomes U+FFFD: no other program takes it.
    """
    blob = _whole_characters(strings.bytes)
    offsets = strings.offsets.astype(np.int32)
    known, unknown = (None, 0) if missing is None else (pa.array(~missing).buffers()[1], int(missing.sum()))
    array = pa.Array.from_buffers(
        pa.string(), len(strings), [known, pa.py_buffer(offsets), pa.py_buffer(blob)], null_count=unknown
    )
    try:
        array.validate(full=True)
    except pa.ArrowInvalid:  # a broken file: bytes that are no text
        texts = [valid(text) for text in strings.many(range(len(strings)))]
        array = pa.array(texts, pa.string(), mask=missing)
    return array


def valid(text: str) -> str:
    """The text without halves of surrogate pairs."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _whole_characters(blob: Codes) -> Codes:
    """The bytes with each half of a surrogate pair (0xED, then 0xA0 or more, then one) replaced: it is as long."""
    halves = np.flatnonzero((blob[:-2] == 0xED) & (blob[1:-1] >= 0xA0))
    if not halves.size:
        return blob
    repaired = blob.copy()
    for at, byte in enumerate(REPLACEMENT):
        repaired[halves + at] = byte
    return repaired
