"""Which engine runs the kernels under test."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from heapglass.kernels import KERNELS, Kernel


@cache
def compiled(name: str, engine: str) -> Callable[..., Any]:
    return KERNELS[name].on(engine)


# The interpreter checks every index as well; to compile kernels that do takes a minute.
CHECKED = pytest.param("boundscheck", marks=pytest.mark.whole_corpus)


@pytest.fixture(params=["native", CHECKED, "python"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Every kernel call runs compiled, compiled with every index checked, or as the kernel is written."""
    name: str = request.param
    monkeypatch.setattr(Kernel, "__call__", lambda kernel, *args: compiled(kernel.name, name)(*args))
    with np.errstate(all="raise"):
        yield name
