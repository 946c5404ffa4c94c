"""The findings for two snapshots or more: what is new, still there, and kept by something that grew."""

import numpy as np
import numpy.typing as npt

from heapglass.analysis.comparison import Comparison
from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.suspects.accumulation import accumulation_points, inside
from heapglass.analysis.suspects.chains import Chain, find_chains
from heapglass.analysis.suspects.collections import Collection, find_collections, with_all
from heapglass.analysis.suspects.find import finished, nested, worst_first
from heapglass.analysis.suspects.finding import Finding, Kind, Severity
from heapglass.analysis.suspects.looking import Looking, Search
from heapglass.analysis.suspects.making import (
    accumulation_finding,
    built_text_finding,
    chain_finding,
    collection_finding,
    detached_findings,
    large_findings,
    slices_finding,
)
from heapglass.analysis.suspects.nature import is_of_modules
from heapglass.analysis.suspects.severity import CHURN, FEWEST_NEW, LEAST_GROWTH, severity_of_growth
from heapglass.analysis.suspects.strings import built_texts, slices
from heapglass.analysis.suspects.system_parts import realms_finding
from heapglass.heap import Heap
from heapglass.kernels.engine import F64, U8

LINKS = 2
STEPS = 2
CODE_TYPES = ("code", "hidden", "object shape")
"""What V8 makes of a program as it runs."""
MANY = (Kind.COLLECTION, Kind.LISTENERS, Kind.TIMERS, Kind.PROMISES)


def new_nodes(made: Comparison) -> U8:
    """1 for each node that is not in the base (uint8, an entry a node of the current snapshot)."""
    return made.only_current.astype(np.uint8)


def surviving_nodes(comparisons: list[Comparison]) -> U8:
    """1 for each node that came after the first snapshot and, with three or more, was there in the one before the last.

    That is the three-snapshot technique: what a program happens to be working on when the last snapshot is taken is
    none of them.
    """
    new = new_nodes(comparisons[0])
    if len(comparisons) > 1:
        new &= 1 - new_nodes(comparisons[-1])
    return new


def grown_bytes(heap: Heap, made: Comparison, new: U8) -> F64:
    """By how much each node is larger than before (float64): new ones by their size, others by what they gained.

    An array that was moved to a larger store is the same array.
    """
    grown: F64 = np.where(new != 0, heap.shallow_sizes, 0.0)
    base_nodes, nodes = made.in_both
    gained = made.current.shallow[nodes].astype(np.float64) - made.base.shallow[base_nodes]
    nodes = nodes[gained > 0]
    grown[nodes] = np.maximum(grown[nodes], gained[gained > 0])
    return grown


def find_growth(heap: Heap, comparisons: list[Comparison]) -> list[Finding]:
    """What probably leaks, told from what came since earlier snapshots of the same process.

    `comparisons` are of `heap` with each earlier snapshot, the first one first.
    """
    return Search(lambda: look_for_growth(heap, comparisons)).findings()


def look_for_growth(heap: Heap, comparisons: list[Comparison]) -> Looking:
    """The same step by step."""
    yield "ways"
    _ = heap.usual_ways
    made = comparisons[0]
    new = surviving_nodes(comparisons)
    weights = grown_bytes(heap, made, new)
    grown = inside(heap, weights)
    retained_before = _retained_before(heap, made)
    found: list[Finding] = []
    yield "chains"
    for chain in find_chains(heap, LEAST_GROWTH):
        added = _new_links(heap, chain, new, grown)
        if added >= LINKS:
            _grow(found, chain_finding(heap, chain), added, chain.bytes * added / chain.links.size, 0)
    yield "collections"
    for collection in find_collections(heap, LEAST_GROWTH, new):
        finding = collection_finding(heap, with_all(heap, collection))
        row = made.row_of_key.get(heap.classes.keys[collection.class_index])
        removed = 0 if row is None else int(made.removed_count[row])
        before = retained_before[collection.container]
        # Whether entries are replaced shows in their container, if it was there before: it stays as large as it was.
        gained = heap.retained_sizes[collection.container] - before if not collection.shared and before else None
        _grow(found, finding, collection.nodes.size, collection.bytes, removed, gained)
        if is_of_modules(heap, collection) and not _goes_on(heap, collection, comparisons):
            finding.severity = Severity.NOTICE
    detached = (new != 0) & (heap.detachedness == DETACHED)
    for finding in detached_findings(heap, detached):
        _grow(found, finding, finding.count, finding.bytes, 0)
    realms = realms_finding(heap, LEAST_GROWTH, new)
    if realms is not None:
        _grow(found, realms, realms.count, realms.bytes, 0)
    yield "strings"
    # A text that is added to is another one every time.
    for built in built_texts(heap, LEAST_GROWTH, new_nodes(made)):
        _grow(found, built_text_finding(heap, built), 1, grown[built.node], 0)
    cut = slices(heap, new)
    if cut is not None and cut.bytes >= LEAST_GROWTH:
        _grow(found, slices_finding(heap, cut), cut.nodes.size, cut.bytes, 0)
    for finding in large_findings(heap, LEAST_GROWTH, new):
        _grow(found, finding, 1, finding.bytes, 0)
    yield "accumulation"
    # A function or a regular expression that got its code later does not pile anything up.
    weights = np.where(is_code(heap), 0.0, weights)
    lasting = inside(heap, np.where(of_replaced_classes(heap, made), 0.0, weights))
    for node, added_bytes in accumulation_points(heap, inside(heap, weights), LEAST_GROWTH):
        before = retained_before[node]
        gained = heap.retained_sizes[node] - before if before else lasting[node]
        _grow(found, accumulation_finding(heap, node, added_bytes), 1, min(gained, added_bytes), 0)
    for finding in found:
        finding.share = finding.bytes / heap.total_size if heap.total_size else 0
    found.sort(key=worst_first)
    yield "paths"
    return finished(heap, nested(heap, found))


def _retained_before(heap: Heap, made: Comparison) -> F64:
    """What each node retained in the base (float64; 0 for those it did not have)."""
    before = np.zeros(heap.node_count)
    base_nodes, nodes = made.in_both
    before[nodes] = made.base.retained[base_nodes]
    return before


def _new_links(heap: Heap, chain: Chain, new: U8, grown: F64) -> int:
    """How many links are new; of links without a size, which are not compared, those that brought something new."""
    if (heap.shallow_sizes[chain.links] > 0).any():
        return int(new[chain.links].sum())
    return int(np.count_nonzero(np.diff(grown[chain.links], append=0.0)))


def of_replaced_classes(heap: Heap, made: Comparison) -> npt.NDArray[np.bool_]:
    """Which nodes are of a class of which much has gone, too (an entry a node)."""
    replaced = np.zeros(len(heap.classes.keys), np.bool_)
    for c, key in enumerate(heap.classes.keys):
        row = made.row_of_key.get(key)
        replaced[c] = row is not None and made.removed_count[row] > CHURN * made.added_count[row]
    return replaced[heap.classes.of_node]


def is_code(heap: Heap) -> npt.NDArray[np.bool_]:
    """Which nodes are code and what belongs to it (an entry a node)."""
    header = heap.snapshot.header
    return np.isin(heap.snapshot.node_type, [header.node_type_code(name) for name in CODE_TYPES])


def _goes_on(heap: Heap, collection: Collection, comparisons: list[Comparison]) -> bool:
    """Whether as many came in the last of several steps: a program that has loaded its modules has done so."""
    if len(comparisons) < STEPS:
        return False
    latest = new_nodes(comparisons[-1]) != 0
    alike = latest & (heap.classes.of_node == collection.class_index)
    return int(np.count_nonzero(alike)) >= FEWEST_NEW


def _grow(
    found: list[Finding], finding: Finding, added: int, added_bytes: float, removed: int, gained: float | None = None
) -> None:
    """Note the growth, and let it decide how bad this is. `gained` is by how much the container grew, if known."""
    many = finding.kind in MANY
    replaced = removed if gained is None else int(added * max(0.0, 1 - gained / added_bytes)) if added_bytes else 0
    finding.evidence["growth"] = {
        "added": added,
        "added_bytes": int(added_bytes),
        "removed": removed,
        "replaced": replaced,
        "new": _is_all_new(finding, added_bytes),
    }
    churn = bool(replaced > CHURN * added)
    finding.severity = severity_of_growth(added_bytes, added, replaced, many)
    if finding.kind is Kind.SOURCE_TEXT or finding.evidence.get("runtime"):
        finding.severity = Severity.NOTICE
    finding.evidence["churn"] = churn
    finding.confidence = 0.2 if churn else min(0.95, finding.confidence + 0.2)
    found.append(finding)


def _is_all_new(finding: Finding, added_bytes: float) -> bool:
    return bool(added_bytes >= finding.bytes)  # numpy's own truth is no JSON
