"""What each measure says about a leak: on which side it is, and how much of a change of it matters."""

from dataclasses import dataclass
from enum import StrEnum

from heapglass.triage.amounts import MIB
from heapglass.triage.model import ROW, Measure


class Side(StrEnum):
    """Where memory is. `OUTSIDE` is what of a process is neither JS heap nor external, `PROCESS` all of it."""

    JS_HEAP = "js-heap"
    EXTERNAL = "external"
    NATIVE = "native"
    OUTSIDE = "outside"
    PROCESS = "process"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """How to judge a measure: a change matters from `bytes` and from `share` of its level on.

    `sawtooth`: garbage and collections make it go up and down, and only its lower edge means something.
    So much as `unseen` may gather before the first collection that anybody would see.
    """

    side: Side
    bytes: float
    share: float
    sawtooth: bool = False
    unseen: float = 0.0


RULES: dict[str, Rule] = {
    Measure.JS_HEAP_AFTER_FULL_GC: Rule(Side.JS_HEAP, 0.5 * MIB, 0.05),
    Measure.JS_HEAP_AFTER_ANY_GC: Rule(Side.JS_HEAP, 4 * MIB, 0.2, sawtooth=True),
    Measure.JS_HEAP_USED: Rule(Side.JS_HEAP, 2 * MIB, 0.1, sawtooth=True, unseen=32 * MIB),
    Measure.JSVM_HEAP: Rule(Side.JS_HEAP, 2 * MIB, 0.1),
    Measure.ARK_TS_HEAP: Rule(Side.JS_HEAP, 2 * MIB, 0.1),
    Measure.EXTERNAL: Rule(Side.EXTERNAL, MIB, 0.1, sawtooth=True, unseen=64 * MIB),
    Measure.ARRAY_BUFFERS: Rule(Side.EXTERNAL, MIB, 0.1, sawtooth=True, unseen=64 * MIB),
    Measure.NATIVE_HEAP: Rule(Side.NATIVE, 2 * MIB, 0.05),
    Measure.NATIVE_HEAP_ALLOCATED: Rule(Side.NATIVE, 2 * MIB, 0.05),
    Measure.MALLOCED: Rule(Side.NATIVE, 2 * MIB, 0.2),
    Measure.GLOBAL_HANDLES: Rule(Side.NATIVE, 0.06 * MIB, 0.5),
    Measure.OUTSIDE_V8: Rule(Side.OUTSIDE, 6 * MIB, 0.1),
    Measure.ANONYMOUS: Rule(Side.PROCESS, 6 * MIB, 0.1, sawtooth=True),
    Measure.RSS: Rule(Side.PROCESS, 8 * MIB, 0.1, sawtooth=True),
    Measure.PSS: Rule(Side.PROCESS, 6 * MIB, 0.1, sawtooth=True),
    Measure.CONTAINER: Rule(Side.PROCESS, 8 * MIB, 0.1, sawtooth=True),
    Measure.PAGE_CACHE: Rule(Side.OTHER, 8 * MIB, 0.1),
    Measure.KERNEL: Rule(Side.OTHER, 8 * MIB, 0.2),
    Measure.JS_HEAP_TOTAL: Rule(Side.OTHER, 4 * MIB, 0.1),
    Measure.SWAP: Rule(Side.OTHER, 8 * MIB, 0.2),
    Measure.NATIVE_HEAP_FREE: Rule(Side.OTHER, 4 * MIB, 0.2),
}
JS_ROWS = ("arkts-static heap",)
ROW_RULE = Rule(Side.NATIVE, 4 * MIB, 0.1)
"""Of `hidumper`'s other rows: graphics, stacks, libraries, files."""


def is_row(measure: str) -> bool:
    """Whether it is a row of `hidumper` that has no name of its own."""
    return measure.startswith(ROW)


def rule_of(measure: str) -> Rule:
    """How to judge a measure."""
    if measure.startswith(ROW):
        js = measure.removeprefix(ROW) in JS_ROWS
        return Rule(Side.JS_HEAP, 2 * MIB, 0.1) if js else ROW_RULE
    return RULES[measure]
