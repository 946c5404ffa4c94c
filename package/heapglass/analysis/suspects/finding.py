"""A finding: one thing that is probably wrong, as plain data."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from heapglass.analysis.suspects.merged_paths import Place
from heapglass.kernels.engine import U32


class Kind(StrEnum):
    """What has been found; each kind has its own words and its own advice."""

    CLOSURE_CHAIN = "closure-chain"
    OBJECT_CHAIN = "object-chain"
    COLLECTION = "collection"
    LISTENERS = "listeners"
    TIMERS = "timers"
    PROMISES = "promises"
    FINALIZERS = "finalizers"
    DETACHED_DOM = "detached-dom"
    REALMS = "realms"
    ACCUMULATION = "accumulation"
    LARGE_OBJECT = "large-object"
    BIG_STRING = "big-string"
    SLICED_STRINGS = "sliced-strings"
    DUPLICATE_STRINGS = "duplicate-strings"
    EMPTY_SPACE = "empty-space"
    SOURCE_TEXT = "source-text"
    COMPILED_CODE = "compiled-code"


SPREAD = (Kind.DUPLICATE_STRINGS, Kind.EMPTY_SPACE, Kind.COMPILED_CODE, Kind.SLICED_STRINGS, Kind.REALMS)
"""Kinds whose bytes lie all over the heap: `node` is only the largest example. They may be part of other findings."""


class Severity(StrEnum):
    """How sure it is that somebody should act: `critical` and `warning` are for leaks, `notice` is for knowing."""

    CRITICAL = "critical"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path to the GC root: `holder` (a node ordinal) keeps what came before by its edge `edge`."""

    edge: int
    holder: int


@dataclass(slots=True)
class Finding:
    """`node` is what to look at first (an ordinal); `bytes` is what would go away with it, `share` of the whole heap.

    `count` says how many objects of the class `class_name` are meant; `path` leads from `node` to the GC root, and
    `tree` has the paths of all `members` (ordinals) laid over one another. `within` is the index of an earlier finding
    whose bytes contain these, so that none is counted twice unsaid.
    """

    kind: Kind
    severity: Severity
    confidence: float
    bytes: int
    share: float
    node: int
    class_name: str
    count: int
    path: list[Step]
    evidence: dict[str, Any] = field(default_factory=dict)
    members: U32 | None = None
    tree: list[Place] = field(default_factory=list)
    within: int | None = None
