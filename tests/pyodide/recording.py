"""Records what kernels are called with and what they make of it, to be played again elsewhere."""

import pickle
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from heapglass.kernels import KERNELS
from heapglass.kernels.engine import Kernel

ENOUGH = 8 << 20
Call = tuple[str, list[Any], Any, list[Any]]
"""Kernel, arguments, result, arguments as they were left."""


@contextmanager
def recorded() -> Iterator[list[Call]]:
    """The kernel calls made meanwhile; of each kernel until its arrays fill ENOUGH bytes."""
    calls: list[Call] = []
    sizes: Counter[str] = Counter()
    run = Kernel.__call__

    def call(kernel: Kernel[..., Any], *arguments: Any) -> Any:
        if sizes[kernel.name] > ENOUGH:
            return run(kernel, *arguments)
        sizes[kernel.name] += sum(value.nbytes for value in arguments if isinstance(value, np.ndarray))
        given = [copied(value) for value in arguments]
        result = run(kernel, *arguments)
        # What was left as it was is kept once: a recording has to fit the browser's memory.
        left = [
            before if same(before, after) else copied(after) for before, after in zip(given, arguments, strict=True)
        ]
        calls.append((kernel.name, given, result, left))
        return result

    Kernel.__call__ = call  # type: ignore[method-assign]
    try:
        yield calls
    finally:
        Kernel.__call__ = run  # type: ignore[method-assign]


def play(path: str) -> tuple[int, list[Any]]:
    """Make the calls of a pickled recording; how many there are, and those that come out differently."""
    calls: list[Call] = pickle.loads(Path(path).read_bytes())
    wrong = []
    for name, given, result, left in calls:
        arguments = [copied(value) for value in given]
        mine = KERNELS[name](*arguments)
        if mine != result or not all(map(same, arguments, left)):
            wrong.append([name, float(mine), float(result)])
    return len(calls), wrong


def copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def same(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, np.ndarray):
        return mine.dtype == theirs.dtype and mine.tobytes() == theirs.tobytes()
    return bool(mine == theirs)
