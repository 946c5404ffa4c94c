"""Sizes as people read them."""

UNITS = ("B", "kB", "MB", "GB", "TB")


def size(value: float) -> str:
    """Bytes for people: `328 MB`, `12.3 kB`, `968 B`; three significant digits, powers of 1000."""
    unit = 0
    while abs(value) >= 999.5 and unit < len(UNITS) - 1:
        value /= 1000
        unit += 1
    digits = 0 if unit == 0 or abs(value) >= 99.95 else 1 if abs(value) >= 9.995 else 2
    return f"{value:.{digits}f} {UNITS[unit]}"
