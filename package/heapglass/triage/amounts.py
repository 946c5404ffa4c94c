"""Numbers and sizes, as logs write them."""

import math

KIB = 1024.0
MIB = 1024.0**2
MOST = 2.0**60
"""No process has an exabyte: a larger number is a mistake of the log."""

UNITS = {
    "": 1.0,
    "b": 1.0,
    "byte": 1.0,
    "bytes": 1.0,
    "k": KIB,
    "ki": KIB,
    "kb": KIB,
    "kib": KIB,
    "m": MIB,
    "mi": MIB,
    "mb": MIB,
    "mib": MIB,
    "g": KIB**3,
    "gi": KIB**3,
    "gb": KIB**3,
    "gib": KIB**3,
    "t": KIB**4,
    "tb": KIB**4,
    "tib": KIB**4,
}
"""Programs that print MB divide by 1024 twice, nearly all of them."""


def number(text: str) -> float | None:
    """A decimal number, with a comma or a point; None if it is none, or not one that memory can have."""
    try:
        value = float(text.replace(",", ".") if "," in text else text)
    except ValueError:
        return None
    # Neither NaN nor infinity lies between these.
    return value if 0 <= value <= MOST else None


def amount(text: str, unit: str) -> float | None:
    """A size in bytes, from a number and its unit; None if either is unknown."""
    value = number(text)
    if not unit or value is None:
        return value
    factor = UNITS.get(unit.lower())
    return None if factor is None or value * factor > MOST else value * factor


def whole_bytes(value: object) -> float | None:
    """A number out of JSON as bytes; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        result = float(value)
    except OverflowError:
        return None
    return result if math.isfinite(result) and 0 <= result <= MOST else None
