"""The kernels as code of this machine: compiled by Numba once, kept in the user's cache, and from then on loaded
without Numba, whose import alone takes longer than a small snapshot."""

import ctypes
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm

from heapglass.kernels.calling import as_python
from heapglass.kernels.engine import Kernel

PREFIX = "kernels-"
KEPT = 7 * 24 * 3600
"""Seconds for which the code of another version is kept after its last kernel was added."""


def load_kernel(kernel: Kernel[Any, Any]) -> Callable[..., Any]:
    """The kernel's compiled form as a Python callable."""
    engine = _engine()
    code = llvm.object_file.ObjectFileRef.from_data(_kept(kernel))
    engine.add_object_file(code)
    engine.finalize_object()
    address = engine.get_function_address(kernel.name)
    return as_python(kernel, ctypes.CFUNCTYPE(ctypes.c_int32)(address))


def _kept(kernel: Kernel[Any, Any]) -> bytes:
    path = _folder() / f"{kernel.name}.o"
    with suppress(OSError):
        return path.read_bytes()

    from heapglass.kernels.compiling import machine_code  # and Numba with it

    code = machine_code(kernel, _machine(), llvm.get_default_triple())
    # Without a place to keep it, it is compiled every time.
    with suppress(OSError):
        if not path.parent.exists():
            _remove_older(path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(code)
        unfinished.replace(path)
    return code


def _remove_older(folder: Path) -> None:
    """Remove the code of other versions, which nobody would ever miss, but for the latest: those may be in use too."""
    for other in folder.parent.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - other.stat().st_mtime > KEPT:
                shutil.rmtree(other, ignore_errors=True)


@cache
def _machine() -> llvm.TargetMachine:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_default_triple()
    reloc = "static" if target.name.startswith("x86") else "default"
    return target.create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        reloc=reloc,
        codemodel="jitdefault",
    )


@cache
def _engine() -> Any:
    return llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine())


@cache
def _folder() -> Path:
    """Where code is kept that the same sources, compilers and processor have made."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    made_by = [version("numba"), version("llvmlite"), llvm.get_default_triple(), llvm.get_host_cpu_name()]
    digest.update("\n".join([*made_by, llvm.get_host_cpu_features().flatten()]).encode())
    return _caches() / "heapglass" / f"{PREFIX}{digest.hexdigest()[:16]}"


def _caches() -> Path:
    """Where programs of this user keep what they can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
