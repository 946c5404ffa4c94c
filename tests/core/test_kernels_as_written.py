"""Compiled kernels do what they say: all that is told of a snapshot is the same when the interpreter runs them."""

import json
from pathlib import Path

import pytest

from heapglass.kernels import Kernel
from heapglass.kernels.engine import U32
from tests.core.conftest import compiled
from tests.fixtures.fuzz import documents
from tests.pyodide.everything import compared, everything


@pytest.mark.parametrize("name", list(documents())[:4])
def test_as_written(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / "base.heapsnapshot", tmp_path / "later.heapsnapshot"]
    for path, document in zip(paths, (documents()["fuzz-00"], documents()[name]), strict=True):
        path.write_text(json.dumps(document))
    base, later = map(str, paths)
    native = everything(later), compared(base, later)
    monkeypatch.setattr(Kernel, "__call__", lambda kernel, *args: compiled(kernel.name, "python")(*args))
    assert (everything(later), compared(base, later)) == native


def test_a_kernel_that_cannot_be_says_why() -> None:
    def nothing(edge_to: U32) -> None: ...

    def text(name: str) -> int:
        return 0

    with pytest.raises(TypeError, match="nothing: it returns an int or a float"):
        Kernel(nothing)
    with pytest.raises(TypeError, match="text: name is no int"):
        Kernel(text)
