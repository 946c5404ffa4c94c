"""Calls a compiled kernel by Numba's calling convention, through ctypes.

`int status = f(ret*, excinfo**, args…)`, where an array is seven words: meminfo, parent, int64 size,
int64 itemsize, data pointer, int64 shape, int64 stride.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np

from heapglass.kernels.engine import Kernel

CTYPES: dict[str, Any] = {"int64": ctypes.c_int64, "float64": ctypes.c_double}


def as_python(kernel: Kernel[Any, Any], function: Any) -> Callable[..., Any]:
    """The machine code `function` of a kernel as a Python callable.

    Raises TypeError for an array of another dtype or layout.
    """
    null = ctypes.c_void_p(0)
    result_type = CTYPES[kernel.returns]
    parameters: list[tuple[np.dtype[Any], Any, bool]] = [
        (np.dtype(dtype), CTYPES.get(dtype), array) for dtype, array in kernel.parameters
    ]
    word = ctypes.c_int64
    pointer = ctypes.c_void_p

    def call(*args: Any) -> Any:
        if len(args) != len(parameters):
            raise TypeError(f"{kernel.name} takes {len(parameters)} arguments, not {len(args)}")
        result = result_type()
        raised = pointer(0)
        words: list[Any] = [ctypes.byref(result), ctypes.byref(raised)]
        for value, (dtype, scalar, array) in zip(args, parameters, strict=True):
            if not array:
                words.append(scalar(value))
                continue
            if value.dtype != dtype or value.ndim != 1 or not value.flags.c_contiguous:
                raise TypeError(f"{kernel.name} wants a contiguous 1-D {dtype}, not {value.dtype} {value.shape}")
            size = word(value.size)
            step = word(value.itemsize)
            words += (null, null, size, step, pointer(value.ctypes.data), size, step)
        status = function(*words)
        if status != 0:
            raise RuntimeError(f"kernel {kernel.name} stopped with status {status}")
        return result.value

    return call
