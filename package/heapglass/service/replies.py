"""Replies as bytes in a buffer at a low address, from where the page reads them.

Above 2 GB of heap some of Pyodide's own conversions, of long strings above all, are silently wrong; memory that was
allocated at the start lies low and is always read right.
"""

import json
from typing import Any

import numpy as np

WINDOW = np.empty(1 << 20, np.uint8)


class Reply:
    """The latest reply, copied to the window piece by piece."""

    def __init__(self) -> None:
        self._bytes = b""

    def put(self, answer: dict[str, Any]) -> int:
        """Keep an answer as JSON; returns its length in bytes."""
        self._bytes = json.dumps(answer, allow_nan=False, separators=(",", ":")).encode("ascii")
        return len(self._bytes)

    def copy(self, offset: int) -> int:
        """Copy what follows `offset` to the window, as far as it fits; returns how many bytes that are."""
        count = max(0, min(len(self._bytes) - offset, WINDOW.size))
        if count:
            WINDOW[:count] = np.frombuffer(self._bytes, np.uint8, count, offset)
        if offset + count >= len(self._bytes):
            self._bytes = b""
        return count
