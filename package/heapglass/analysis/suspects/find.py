"""The findings for one snapshot, worst first."""

import numpy as np

from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.suspects.accumulation import accumulation_points
from heapglass.analysis.suspects.chains import find_chains
from heapglass.analysis.suspects.collections import find_collections
from heapglass.analysis.suspects.empty_space import EmptySpace, empty_space
from heapglass.analysis.suspects.finding import SPREAD, Finding, Kind, Severity
from heapglass.analysis.suspects.looking import Looking, Search
from heapglass.analysis.suspects.making import (
    accumulation_finding,
    built_text_finding,
    chain_finding,
    collection_finding,
    detached_findings,
    large_findings,
    made,
    slices_finding,
)
from heapglass.analysis.suspects.merged_paths import Place, merged_paths
from heapglass.analysis.suspects.severity import NOTICE_BYTES, NOTICE_SHARE, WARNING_BYTES, WARNING_SHARE
from heapglass.analysis.suspects.strings import built_texts, slices
from heapglass.analysis.suspects.system_parts import code_finding, realms_finding, source_finding
from heapglass.heap import Heap

MOST_FINDINGS = 12
MOST_MEMBERS = 0.8
"""Eclipse MAT merges the paths of at least 80 % of a group."""
ACCUMULATION_SHARE = 0.1
"""Eclipse MAT reports single objects from a tenth of the heap on, too."""
EXPLAINED = 0.5
EXAMPLES = 3
ORDER = [Severity.CRITICAL, Severity.WARNING, Severity.NOTICE]
PIECES = (Kind.LARGE_OBJECT, Kind.BIG_STRING, Kind.OBJECT_CHAIN, Kind.ACCUMULATION)
"""What says nothing new when it lies within something that has been told."""
HOUSEKEEPING = (Kind.SOURCE_TEXT, Kind.COMPILED_CODE, Kind.DUPLICATE_STRINGS, Kind.EMPTY_SPACE)
"""What a program is made of, and how thriftily; none of it piles up by itself."""


def find_suspects(heap: Heap) -> list[Finding]:
    """What probably leaks in one snapshot; what lies inside an earlier finding's bytes says so in `within`."""
    return Search(lambda: look_for_suspects(heap)).findings()


def look_for_suspects(heap: Heap) -> Looking:
    """The same step by step."""
    yield "ways"
    _ = heap.usual_ways
    yield "chains"
    least = max(NOTICE_BYTES, NOTICE_SHARE * heap.total_size)
    large = max(least, WARNING_SHARE * heap.total_size)
    found = [chain_finding(heap, chain) for chain in find_chains(heap, least)]
    yield "detached"
    found += detached_findings(heap, heap.detachedness == DETACHED)
    yield "collections"
    collections = [collection_finding(heap, collection) for collection in find_collections(heap, least)]
    # Every program has the platform's own modules and tables; they are worth a word when they are large.
    found += [one for one in collections if not one.evidence["runtime"] or one.bytes >= WARNING_BYTES]
    yield "strings"
    found += [built_text_finding(heap, built) for built in built_texts(heap, least)]
    cut = slices(heap)
    if cut is not None and cut.bytes >= least:
        found.append(slices_finding(heap, cut))
    found += [one for one in large_findings(heap, large) if one.kind is not Kind.SOURCE_TEXT]
    waste = _waste(heap, large)
    yield "parts"
    parts = (realms_finding(heap, least), source_finding(heap, large), code_finding(heap), *waste)
    found += [part for part in parts if part is not None]
    yield "accumulation"
    heavy = accumulation_points(heap, heap.retained_sizes, max(least, ACCUMULATION_SHARE * heap.total_size))
    found += [accumulation_finding(heap, node, size) for node, size in heavy]
    found.sort(key=worst_first)
    yield "paths"
    return finished(heap, nested(heap, found))


def _waste(heap: Heap, least: float) -> list[Finding]:
    """Copies of strings, and room without entries."""
    found = []
    copies = heap.duplicate_strings
    wasted = float(copies.wasted.sum())
    if wasted >= least:
        worst = np.argsort(-copies.wasted, kind="stable")[:EXAMPLES]
        examples = [copies.texts[g] for g in worst.tolist()]
        node = int(copies.members(int(worst[0]))[0])
        count = int(copies.count.sum()) - copies.count.size
        found.append(
            made(
                heap, Kind.DUPLICATE_STRINGS, node, wasted, confidence=0.5, count=count, evidence={"examples": examples}
            )
        )
    empty: EmptySpace | None = empty_space(heap)
    if empty is not None and empty.bytes >= least:
        found.append(
            made(
                heap,
                Kind.EMPTY_SPACE,
                int(empty.nodes[0]),
                empty.bytes,
                confidence=0.5,
                count=empty.nodes.size,
                members=empty.nodes,
            )
        )
    return found


def worst_first(finding: Finding) -> tuple[int, bool, float]:
    """Severity, then what a program piles up before what it is made of, then probable bytes."""
    housekeeping = finding.kind in HOUSEKEEPING or bool(finding.evidence.get("runtime"))
    size = finding.evidence.get("growth", {}).get("added_bytes", finding.bytes)
    return (ORDER.index(finding.severity), housekeeping, -finding.confidence * size)


def nested(heap: Heap, found: list[Finding]) -> list[Finding]:
    """Say of each finding which earlier one its bytes are part of; leave out what says nothing new."""
    place, subtree = heap.dominator_positions, heap.dominator_tree.subtree
    kept: list[Finding] = []

    def holds(outer: Finding, inner: Finding) -> bool:
        """Whether what `inner` is about is dominated by what `outer` is about."""
        if outer.kind in SPREAD or outer.evidence.get("shared"):
            return outer.members is not None and inner.node in outer.members
        top = outer.evidence.get("container", outer.node)
        start = int(place[top])
        at = inner.members[0] if inner.evidence.get("shared") and inner.members is not None else inner.node
        return start <= int(place[at]) < start + int(subtree[top])

    for finding in found:
        if any(_same(finding, earlier) for earlier in kept):
            continue
        outer = next((earlier for earlier in kept if holds(earlier, finding)), None)
        if outer is not None and finding.kind in PIECES:
            continue
        if any(finding.node in other.evidence.get("also", ()) for other in kept):
            continue
        if finding.kind is Kind.ACCUMULATION:
            others = (other for other in found if other.kind not in (Kind.ACCUMULATION, *SPREAD))
            told = sum(other.bytes for other in others if holds(finding, other))
            if told >= EXPLAINED * finding.bytes:
                continue
        finding.within = None if outer is None else kept.index(outer)
        kept.append(finding)
    return kept


def _same(finding: Finding, earlier: Finding) -> bool:
    """Whether the two are about the same objects: a node, or the members that an array holds."""
    if finding.kind is earlier.kind and finding.node == earlier.node:
        return finding.kind is not Kind.LISTENERS or finding.evidence.get("event") == earlier.evidence.get("event")
    if finding.members is None or earlier.members is None:
        return False
    return earlier.kind not in (Kind.EMPTY_SPACE, Kind.SOURCE_TEXT) and bool(
        finding.members.size and earlier.members.size and finding.members[0] in earlier.members
    )


def finished(heap: Heap, found: list[Finding]) -> list[Finding]:
    """The first of the findings, with the trees of those that have members."""
    shown = found[:MOST_FINDINGS]
    for finding in shown:
        if finding.members is not None:
            finding.tree = merged_paths(heap, finding.members)
            if finding.kind in SPREAD:
                finding.evidence["keeper"] = _keeper(finding.tree, finding.members.size)
    return shown


def _keeper(tree: list[Place], members: int) -> int | None:
    """The first object on the way to the root through which nearly all go; None where they are kept from everywhere."""
    here = tree
    while here and here[0].count >= MOST_MEMBERS * members:
        if here[0].holders == 1:
            return here[0].node
        here = here[0].children
    return None
