"""Inputs that are nearly right, in thousands, with every index of every kernel checked. `make fuzz` looks further."""

from pathlib import Path

import numpy as np
import pytest

from heapglass.kernels import Kernel
from tests.core.conftest import compiled
from tests.fuzz.mutate import mutations
from tests.fuzz.targets import TARGETS, seeds

CASES = Path(__file__).parent.parent / "fuzz" / "cases"
COUNTS = {"snapshot": 500, "header": 400, "numbers": 600, "edges": 500, "strings": 600, "saved": 60, "log": 200}


@pytest.fixture(autouse=True)
def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kernel, "__call__", lambda kernel, *args: compiled(kernel.name, "boundscheck")(*args))


@pytest.mark.parametrize("name", TARGETS)
def test_nearly_right(name: str, pytestconfig: pytest.Config) -> None:
    times = 20 if pytestconfig.getoption("--whole-corpus") else 1
    for data in [*seeds(name), *mutations(seeds(name), times * COUNTS.get(name, 100))]:
        with np.errstate(all="raise"):
            try:
                TARGETS[name](data)
            except Exception as error:
                raise AssertionError(f"{name}: {data!r}") from error


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.case")), ids=lambda path: path.name)
def test_what_was_found(path: Path) -> None:
    """Inputs that once failed; the folder tells the target."""
    TARGETS[path.parent.name](path.read_bytes())
