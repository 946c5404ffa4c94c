"""The formats that tables are written in."""

from enum import StrEnum


class Format(StrEnum):
    """Formats of tables, which are also the endings of the files."""

    PARQUET = "parquet"
    ARROW = "arrow"
