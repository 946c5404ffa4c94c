"""Which engine runs a kernel: one decorator, three engines, chosen once.

A kernel is a module-level function over 1-D contiguous numpy arrays and scalars. Its annotations are its
machine signature (`U32` is a contiguous uint32 array, `int` an int64, `float` a float64). It allocates nothing,
raises nothing and calls nothing but what Numba inlines; the caller owns every buffer.

Engines, in the order they are tried:

* `wasm`: inside Pyodide, the side module that the wheel carries (see `wasm.py`);
* `native`: on CPython, compiled by Numba at the first call and kept for the next time (see `native.py`);
* `numba`: the same without being kept, nor loaded in a way of our own;
* `python`: the function as it is written. Slow: for tests on small graphs, and the last resort.

`HEAPGLASS_ENGINE` names one to use instead.
"""

import os
import sys
from collections.abc import Callable
from functools import update_wrapper
from importlib.util import find_spec
from typing import Any, Generic, ParamSpec, TypeVar, get_type_hints

import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
I32 = npt.NDArray[np.int32]
U32 = npt.NDArray[np.uint32]
I64 = npt.NDArray[np.int64]
U64 = npt.NDArray[np.uint64]
F64 = npt.NDArray[np.float64]

ARRAYS: dict[Any, str] = {
    U8: "uint8",
    I32: "int32",
    U32: "uint32",
    I64: "int64",
    U64: "uint64",
    F64: "float64",
}
SCALARS: dict[Any, str] = {int: "int64", float: "float64"}

P = ParamSpec("P")
R = TypeVar("R")


class Kernel(Generic[P, R]):
    """A function and its machine signature. Calling it runs it on the chosen engine."""

    def __init__(self, function: Callable[P, R]) -> None:
        hints = get_type_hints(function)
        returns = hints.pop("return")
        self.function = function
        self.name = function.__name__
        if unknown := [name for name, hint in hints.items() if hint not in ARRAYS and hint not in SCALARS]:
            raise TypeError(f"kernel {self.name}: {unknown[0]} is no int, no float and none of the arrays")
        if returns not in SCALARS:
            raise TypeError(f"kernel {self.name}: it returns an int or a float; 0 where there is nothing to say")
        self.returns: str = SCALARS[returns]
        self.parameters: list[tuple[str, bool]] = [
            (ARRAYS[hint], True) if hint in ARRAYS else (SCALARS[hint], False) for hint in hints.values()
        ]
        self._compiled: Callable[P, R] | None = None
        update_wrapper(self, function)

    @property
    def signature(self) -> str:
        """The Numba signature, e.g. `int64(uint32[::1], int64)`."""
        inside = ", ".join(f"{dtype}[::1]" if array else dtype for dtype, array in self.parameters)
        return f"{self.returns}({inside})"

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._compiled is None:
            self._compiled = _compile(self, engine_name())
        return self._compiled(*args, **kwargs)

    def on(self, engine: str) -> Callable[P, R]:
        """The kernel on a named engine, whatever the chosen one is. Tests use it to compare engines."""
        return _compile(self, engine)


KERNELS: dict[str, Kernel[Any, Any]] = {}


def kernel(function: Callable[P, R]) -> Kernel[P, R]:
    """Register a function as a kernel."""
    made = Kernel(function)
    if made.name in KERNELS:
        raise TypeError(f"two kernels are named {made.name}")
    KERNELS[made.name] = made
    return made


def engine_name() -> str:
    """The engine in use: `wasm`, `native`, `numba` or `python`."""
    named = os.environ.get("HEAPGLASS_ENGINE")
    if named:
        return named
    if sys.platform == "emscripten":
        return "wasm"
    return "native" if find_spec("numba") else "python"


def _compile(made: Kernel[P, R], engine: str) -> Callable[P, R]:
    if engine == "wasm":
        from heapglass.kernels.wasm import load_kernel

        return load_kernel(made)
    if engine == "native":
        from heapglass.kernels import native

        return native.load_kernel(made)
    if engine in ("numba", "boundscheck"):
        import numba

        checked = engine == "boundscheck"
        compiled: Callable[P, R] = numba.njit(made.signature, error_model="numpy", boundscheck=checked)(made.function)
        return compiled
    if engine == "python":
        # Hashes wrap around, as they do in machine code; numpy's scalars would warn.
        return np.errstate(over="ignore")(made.function)
    raise ValueError(f"no such engine: {engine} (wasm, native, numba or python)")
