"""What came between two snapshots, told apart: what leaks, what is replaced, what warms up, code, and the rest."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from heapglass.analysis.comparison import Comparison
from heapglass.analysis.suspects.finding import SPREAD, Finding, Severity
from heapglass.analysis.suspects.growth import grown_bytes, is_code, new_nodes, of_replaced_classes
from heapglass.heap import Heap
from heapglass.kernels.engine import U8


class Cause(StrEnum):
    """Why something came."""

    LEAK = "leak"
    CHURN = "churn"
    WARMING = "warming"
    CODE = "code"
    NOISE = "noise"


@dataclass(slots=True)
class Part:
    """A part of the growth: shallow bytes of so many nodes, and the findings (by index) that account for it."""

    cause: Cause
    bytes: int
    count: int
    findings: list[int]


def split_growth(heap: Heap, made: Comparison, findings: list[Finding]) -> list[Part]:
    """All bytes that came since the base, each in one part, in the order of `Cause`.

    Leak-like is what a finding above a notice accounts for; what lies in a smaller one, in an object that was there
    before, is a cache that warms up; churn is of classes of which half as many went as came.
    """
    grown = grown_bytes(heap, made, new_nodes(made))
    cause = np.full(heap.node_count, len(Cause), np.uint8)
    parts = {each: Part(each, 0, 0, []) for each in Cause}
    numbers = {each: number for number, each in enumerate(Cause)}
    for index, finding in enumerate(findings):
        kind = _cause_of(finding)
        if kind is not None:
            parts[kind].findings.append(index)
            _mark(heap, finding, cause, numbers[kind])
    cause[(cause == len(Cause)) & is_code(heap)] = numbers[Cause.CODE]
    cause[(cause == len(Cause)) & of_replaced_classes(heap, made)] = numbers[Cause.CHURN]
    cause[cause == len(Cause)] = numbers[Cause.NOISE]
    came = grown > 0
    for each, part in parts.items():
        chosen = came & (cause == numbers[each])
        part.bytes, part.count = int(grown[chosen].sum()), int(np.count_nonzero(chosen))
    return list(parts.values())


def _cause_of(finding: Finding) -> Cause | None:
    if finding.severity is not Severity.NOTICE:
        return Cause.LEAK
    if finding.evidence.get("churn"):
        return Cause.CHURN
    return Cause.WARMING if finding.kind not in SPREAD else None


def _mark(heap: Heap, finding: Finding, cause: U8, number: int) -> None:
    """Give what a finding dominates its number, where it has none yet."""
    tree, place = heap.dominator_tree, heap.dominator_positions
    if finding.kind in SPREAD or finding.evidence.get("shared"):
        tops = [] if finding.members is None else finding.members.tolist()
    else:
        tops = [int(finding.evidence.get("container", finding.evidence.get("holder", finding.node)))]
    for top in tops:
        span = tree.preorder[int(place[top]) : int(place[top]) + int(tree.subtree[top])]
        cause[span[cause[span] == len(Cause)]] = number
