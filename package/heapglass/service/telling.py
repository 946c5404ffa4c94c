"""Passes on what a program prints, in pieces: not each word by itself, and nothing that waits for long."""

import time
from collections.abc import Callable

SECONDS = 0.05
"""The least between two pieces."""


class Telling:
    """`tell` takes texts as they come; `to` gets them joined. What is left at the end comes with the answer anyway."""

    def __init__(self, to: Callable[[str], object]) -> None:
        self._to = to
        self._texts: list[str] = []
        self._last = 0.0

    def tell(self, text: str) -> None:
        self._texts.append(text)
        now = time.monotonic()
        if now - self._last >= SECONDS:
            self._to("".join(self._texts))
            self._texts.clear()
            self._last = now
