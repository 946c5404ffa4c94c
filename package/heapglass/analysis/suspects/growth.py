"""The findings for two snapshots or more: what is new, still there, and kept by something that grew."""

from typing import Any

import numpy as np

from heapglass.analysis.comparison import Comparison
from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.suspects.chains import find_chains
from heapglass.analysis.suspects.collections import find_collections
from heapglass.analysis.suspects.find import (
    MOST_FINDINGS,
    chain_finding,
    collection_finding,
    detached_findings,
    large_findings,
    nested,
    worst_first,
)
from heapglass.analysis.suspects.finding import Finding, Kind, Severity
from heapglass.heap import Heap
from heapglass.kernels.engine import U8

LEAST_BYTES = 50_000
WARNING_BYTES = 100_000
CRITICAL_BYTES = 10_000_000
FEWEST_NEW = 50
CHURN = 0.5
"""A class of which this share of what came has also gone is replaced rather than piled up."""


def new_nodes(made: Comparison, node_count: int) -> U8:
    """1 for each node that is not in the base (uint8, an entry a node of the current snapshot)."""
    mask = np.zeros(node_count, np.uint8)
    mask[made.current.ordinals[made.only_current]] = 1
    return mask


def find_growth(heap: Heap, comparisons: list[Comparison]) -> list[Finding]:
    """What probably leaks, told from what came since earlier snapshots of the same process.

    `comparisons` are of `heap` with each earlier snapshot, the first one first. With two or more of them only objects
    count that came after the first and were there in the one before the last (the three-snapshot technique): what
    a program happens to be working on when the last snapshot is taken is none of them.
    """
    new = new_nodes(comparisons[0], heap.node_count)
    if len(comparisons) > 1:
        new &= 1 - new_nodes(comparisons[-1], heap.node_count)
    made = comparisons[0]
    found: list[Finding] = []
    for chain in find_chains(heap, LEAST_BYTES):
        added = int(new[chain.links].sum())
        if added >= 2:
            finding = chain_finding(heap, chain)
            _grown(finding, added, chain.bytes * added / chain.links.size, 0)
            found.append(finding)
    for collection in find_collections(heap, LEAST_BYTES, new):
        finding = collection_finding(heap, collection)
        key = heap.classes.keys[collection.class_index]
        row = made.row_of_key.get(key)
        removed = 0 if row is None else int(made.removed_count[row])
        finding.bytes = collection.bytes
        _grown(finding, collection.members, collection.bytes, removed)
        finding.evidence["is_new"] = bool(new[collection.container])
        found.append(finding)
    detached = (new != 0) & (heap.detachedness == DETACHED)
    for finding in detached_findings(heap, detached):
        _grown(finding, finding.count, finding.bytes, 0)
        found.append(finding)
    for finding in large_findings(heap, LEAST_BYTES, new):
        _grown(finding, 1, finding.bytes, 0)
        found.append(finding)
    for finding in found:
        finding.share = finding.bytes / heap.total_size if heap.total_size else 0
    found.sort(key=worst_first)
    return nested(heap, found)[:MOST_FINDINGS]


def growth_facts(heap: Heap, made: Comparison) -> dict[str, Any]:
    """What came, sorted by what it is: shallow bytes of new objects, and of what went.

    `code` is what the engine compiled and noted about the program as it ran; it settles.
    """
    header = heap.snapshot.header
    new = made.current.ordinals[made.only_current]
    sizes = heap.shallow_sizes[new]
    types = heap.snapshot.node_type[new]

    def of(name: str) -> int:
        return int(sizes[types == header.node_type_code(name)].sum())

    total = int(sizes.sum())
    code = of("code") + of("hidden") + of("object shape")
    strings = of("string") + of("concatenated string") + of("sliced string")
    return {
        "added_bytes": total,
        "removed_bytes": int(made.removed_size.sum()),
        "code": code,
        "strings": strings,
        "objects": total - code - strings,
    }


def _grown(finding: Finding, added: int, added_bytes: float, removed: int) -> None:
    """Note the growth, and let it decide how bad this is."""
    finding.evidence["growth"] = {"added": added, "added_bytes": int(added_bytes), "removed": removed}
    churn = removed > CHURN * added
    if finding.kind is Kind.SOURCE_TEXT or finding.evidence.get("runtime") or churn:
        finding.severity = Severity.NOTICE
    elif added_bytes >= CRITICAL_BYTES:
        finding.severity = Severity.CRITICAL
    elif added_bytes >= WARNING_BYTES and (added >= FEWEST_NEW or finding.kind is not Kind.COLLECTION):
        finding.severity = Severity.WARNING
    else:
        finding.severity = Severity.NOTICE
    finding.confidence = 0.2 if churn else min(0.95, finding.confidence + 0.2)
