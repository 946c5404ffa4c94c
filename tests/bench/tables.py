"""Figures as text: aligned tables for the terminal."""

from collections.abc import Sequence

Cell = str | float | int | None


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Columns as wide as their widest cell: the first to the left, numbers to the right. None is a dash."""
    lines = [list(head), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    shown = [
        "  ".join(
            [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        )
        for line in lines
    ]
    return "\n".join([shown[0], "  ".join("─" * width for width in widths), *shown[1:]])


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    return f"{cell:,.0f}" if abs(cell) >= 100 or cell == int(cell) else f"{cell:,.2f}"


def seconds(milliseconds: float | None) -> str | None:
    """Such as "0.42 s"."""
    return None if milliseconds is None else f"{milliseconds / 1000:.2f} s"


def megabytes(size: float | None) -> str | None:
    """Such as "712 MB"."""
    return None if size is None else f"{size:,.0f} MB"
