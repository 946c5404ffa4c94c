"""A side of a comparison as bytes, for the process or worker that holds the other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.analysis.comparison import Side
from heapglass.kernels.comparison import NONE
from heapglass.snapshot.errors import HeapglassError

COLUMNS = {
    "class_of": ("uint32",),
    "ids": ("uint32", "int64"),
    "shallow": ("uint32", "float64"),
    "retained": ("uint32", "float64"),
}
"""The columns of a Side, and what each may be of."""

Header = dict[str, Any]
Column = npt.NDArray[Any]


class BadSideError(HeapglassError):
    """What was handed over is not what `hand_over` makes."""

    kind = "bad-request"


def hand_over(side: Side) -> tuple[Header, list[Column]]:
    """A side as a header, to be written as JSON, and columns, whose bytes can be copied as they are."""
    columns = [np.ascontiguousarray(getattr(side, name)) for name in COLUMNS]
    return {
        "keys": side.keys,
        "names": side.names,
        "columns": [
            {"name": name, "dtype": column.dtype.name, "size": column.size}
            for name, column in zip(COLUMNS, columns, strict=True)
        ],
    }, columns


def make_room(header: Header) -> list[Column]:
    """Columns for the bytes of a side with that header. Raises BadSideError for a header that makes no sense."""
    try:
        columns = header["columns"]
        said = [(column["name"], column["dtype"], int(column["size"])) for column in columns]
        sizes = [said[0][2]] * len(COLUMNS)
        sound = len(header["names"]) == len(header["keys"]) and [name for name, _, _ in said] == list(COLUMNS)
        sound = sound and all(dtype in COLUMNS[name] for name, dtype, _ in said)
        sound = sound and [size for _, _, size in said] == sizes
    except (LookupError, TypeError, ValueError):
        sound = False
    if not sound:
        raise BadSideError("bad-side", "What was handed over for a comparison is damaged.")
    return [np.zeros(size, dtype) for _, dtype, size in said]


def take_over(header: Header, columns: Sequence[Column]) -> Side:
    """The side that was handed over, its bytes in the columns that `make_room` made. Raises BadSideError."""
    side = Side(list(header["keys"]), list(header["names"]), *columns)
    numbers = side.class_of[side.class_of != NONE]
    # A side has the classes of which there are nodes, and no others.
    if numbers.max(initial=0) >= max(1, len(side.keys)) or not side.count().all():
        raise BadSideError("bad-side", "What was handed over for a comparison is damaged.")
    return side
