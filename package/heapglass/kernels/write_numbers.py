"""Numbers into JSON text."""

from heapglass.kernels.engine import I64, U8, kernel


@kernel
def write_numbers(table: I64, stride: int, width: int, rows: int, first: int, text: U8) -> int:
    """Write rows of `width` numbers, a row a line, with commas between all; returns how many bytes they take.

    `table` holds its columns one after another, `stride` apart. `first` says that no row has been written before.
    A number takes 21 bytes at most, with its comma.
    """
    at = 0
    for row in range(rows):
        if first == 0 or row > 0:
            text[at] = 10
            text[at + 1] = 44
            at += 2
        for column in range(width):
            value = table[column * stride + row]
            if column > 0:
                text[at] = 44
                at += 1
            if value < 0:
                text[at] = 45
                at += 1
                value = -value
            size = 1
            rest = value // 10
            while rest > 0:
                size += 1
                rest = rest // 10
            for digit in range(size - 1, -1, -1):
                rest = value // 10
                text[at + digit] = 48 + (value - rest * 10)
                value = rest
            at += size
    return at
