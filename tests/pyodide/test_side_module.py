"""The kernels' side module, by pyodide-build's own account of it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from heapglass.kernels import KERNELS
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="pyodide-build needs Python 3.12")

(WHEEL,) = (ROOT / "dist").glob("heapglass-*-py3-none-any.whl")
MODULE = "heapglass/kernels/kernels.wasm.so"
# what Emscripten's loader gives to any side module
LOADER = {"memory", "__indirect_function_table", "__stack_pointer", "__memory_base", "__table_base"}


# an empty body for dead code, and what the linker adds
ADDED = {"NRT_MemInfo_call_dtor", "__wasm_call_ctors", "__wasm_apply_data_relocs"}


def audit(what: str, folder: Path) -> set[str]:
    """The names that `pyodide auditwheel` tells. It takes no wheel that is for any platform, so: the module itself."""
    with zipfile.ZipFile(WHEEL) as archive:
        archive.extract(MODULE, folder)
    pyodide = Path(sys.executable).with_name("pyodide")
    command = [str(pyodide), "auditwheel", what, str(folder / MODULE)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    _path, *lines = said.strip().splitlines()
    return {line.split()[-1] for line in lines}


def test_it_imports_nothing_but_what_the_loader_gives(tmp_path: Path) -> None:
    assert audit("imports", tmp_path) <= LOADER


def test_it_exports_every_kernel_and_nothing_else(tmp_path: Path) -> None:
    assert audit("exports", tmp_path) - ADDED == set(KERNELS)
