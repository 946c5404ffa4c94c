"""What is to stay readable in a redacted snapshot."""

from dataclasses import dataclass
from enum import StrEnum


class Keep(StrEnum):
    """NAMES: what the program's source calls things stays. SHAPES: only the engine's own words do."""

    NAMES = "names"
    SHAPES = "shapes"


class Values(StrEnum):
    """STABLE: equal values stay equal, and different ones different. UNIFORM: all become `x…`; then values of one
    length look like duplicates of one another."""

    STABLE = "stable"
    UNIFORM = "uniform"


class Paths(StrEnum):
    """KEEP: paths of scripts stay. HIDE: of a path, only the file's name does."""

    KEEP = "keep"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Options:
    """How to redact."""

    keep: Keep = Keep.NAMES
    values: Values = Values.STABLE
    paths: Paths = Paths.KEEP
