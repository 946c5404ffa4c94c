"""The kernels in the WebAssembly side module that the wheel carries."""

import ctypes
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from heapglass.kernels.calling import as_python
from heapglass.kernels.engine import Kernel

MODULE = Path(__file__).with_name("kernels.wasm.so")


@cache
def _module() -> ctypes.CDLL:
    return ctypes.CDLL(str(MODULE))


def load_kernel(kernel: Kernel[Any, Any]) -> Callable[..., Any]:
    """The kernel's compiled form as a Python callable."""
    return as_python(kernel, getattr(_module(), kernel.name))
