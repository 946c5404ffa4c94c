"""The findings for one snapshot, worst first."""

from typing import Any

import numpy as np

from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.distances import SYSTEM
from heapglass.analysis.following import Mask
from heapglass.analysis.suspects.chains import Chain, find_chains
from heapglass.analysis.suspects.collections import Collection, find_collections
from heapglass.analysis.suspects.finding import Finding, Kind, Severity
from heapglass.analysis.suspects.keepers import is_runtime, path_to_root, place_of
from heapglass.heap import Heap
from heapglass.kernels.engine import U8
from heapglass.nodes import Edge

NOTICE_SHARE = 0.02
WARNING_SHARE = 0.05
CRITICAL_SHARE = 0.3
WARNING_BYTES = 1_000_000
CRITICAL_BYTES = 10_000_000
"""A leak is worth a warning when it is a share of the heap that matters and more than any small program holds: the
plain programs in the tests have caches of 300 kB that are a tenth of a heap of 3 MB, and no leak.
"""
NOTICE_BYTES = 100_000
FEWEST_DETACHED = 50
MOST_FINDINGS = 12
MOST_LARGE = 5

ORDER = [Severity.CRITICAL, Severity.WARNING, Severity.NOTICE]


def find_suspects(heap: Heap) -> list[Finding]:
    """What probably leaks in one snapshot.

    Chains first, then collections, single large objects and detached DOM; what lies inside an earlier finding's
    dominator subtree says so in `within`.
    """
    least = max(NOTICE_BYTES, NOTICE_SHARE * heap.total_size)
    found = [chain_finding(heap, chain) for chain in find_chains(heap, least)]
    found += detached_findings(heap, heap.detachedness == DETACHED)
    found += [collection_finding(heap, collection) for collection in find_collections(heap, least)]
    found += large_findings(heap, max(least, WARNING_SHARE * heap.total_size))
    found.sort(key=worst_first)
    return nested(heap, found)[:MOST_FINDINGS]


def severity_of(heap: Heap, size: float) -> Severity:
    """By size alone: a leak this large is worth this much attention."""
    share = size / heap.total_size if heap.total_size else 0
    if share >= CRITICAL_SHARE and size >= CRITICAL_BYTES:
        return Severity.CRITICAL
    if share >= WARNING_SHARE and size >= WARNING_BYTES:
        return Severity.WARNING
    return Severity.NOTICE


def _finding(
    heap: Heap,
    kind: Kind,
    node: int,
    size: float,
    *,
    confidence: float,
    severity: Severity | None = None,
    class_name: str | None = None,
    count: int = 1,
    evidence: dict[str, Any] | None = None,
) -> Finding:
    path = path_to_root(heap, node)
    return Finding(
        kind=kind,
        severity=severity or severity_of(heap, size),
        confidence=confidence,
        bytes=int(size),
        share=size / heap.total_size if heap.total_size else 0,
        node=node,
        class_name=class_name or heap.node(node).class_name,
        count=count,
        path=path,
        evidence={"place": place_of(heap, node, path)} | (evidence or {}),
    )


def chain_finding(heap: Heap, chain: Chain) -> Finding:
    """A chain as a finding: its outermost link, which retains the others."""
    return _finding(
        heap,
        Kind.CLOSURE_CHAIN if chain.scopes else Kind.OBJECT_CHAIN,
        int(chain.links[0]),
        chain.bytes,
        confidence=0.9 if chain.scopes else 0.5,
        count=chain.links.size,
        evidence={"links": chain.links.tolist(), "variables": _linking_names(heap, chain)},
    )


def _linking_names(heap: Heap, chain: Chain) -> list[str]:
    """The names that lead from a link to the next one inside it."""
    names: list[str] = []
    outer = int(chain.links[-2])
    for step in path_to_root(heap, int(chain.links[-1])):
        edge = Edge(heap, step.edge, step.holder)
        if edge.type in ("property", "context"):
            names.append(str(edge.name))
        if step.holder == outer:
            return names[::-1]
    return names[:2][::-1]


def collection_finding(heap: Heap, collection: Collection) -> Finding:
    """A collection as a finding: its container. The platform's own are no more than a notice."""
    runtime = is_runtime(heap, collection.container) or is_runtime(heap, collection.sample)
    return _finding(
        heap,
        Kind.COLLECTION,
        collection.container,
        _size_of(heap, collection),
        confidence=0.1 if runtime else 0.7,
        class_name=heap.classes.names[collection.class_index],
        count=collection.members,
        evidence={"holder": collection.holder, "sample": collection.sample, "runtime": runtime},
        severity=Severity.NOTICE if runtime else None,
    )


def _size_of(heap: Heap, collection: Collection) -> float:
    """What goes with the container, or with the members alone where it holds much else besides."""
    whole = float(heap.retained_sizes[collection.container])
    return whole if whole <= 2 * collection.bytes else collection.bytes


def large_findings(heap: Heap, least: float, chosen: U8 | None = None) -> list[Finding]:
    """Objects that are large by themselves: arrays, strings, buffers. `chosen` (uint8) restricts them."""
    large = heap.shallow_sizes >= least
    nodes = np.flatnonzero(large if chosen is None else large & (chosen != 0))
    # The engine's own tables are no program's leak.
    nodes = nodes[heap.distances[nodes] < SYSTEM]
    nodes = nodes[np.argsort(-heap.shallow_sizes[nodes], kind="stable")][:MOST_LARGE]
    found = []
    for node in nodes.tolist():
        source = _is_source(heap, node)
        found.append(
            _finding(
                heap,
                Kind.SOURCE_TEXT if source else Kind.LARGE_OBJECT,
                node,
                float(heap.shallow_sizes[node]),
                confidence=0.2 if source else 0.5,
                severity=Severity.NOTICE if source else None,
            )
        )
    return found


def _is_source(heap: Heap, node: int) -> bool:
    """Whether it is kept by a script: its text, the ends of its lines."""
    path = path_to_root(heap, node)
    return bool(path) and heap.node(path[0].holder).type == "code"


def detached_findings(heap: Heap, chosen: Mask) -> list[Finding]:
    """The `chosen` detached DOM nodes, by the object that keeps most of them."""
    nodes = np.flatnonzero(chosen)
    if nodes.size < FEWEST_DETACHED:
        return []
    dominators = heap.dominators
    top = nodes[heap.detachedness[dominators[nodes]] != DETACHED]
    holders = dominators[top]
    holder = int(np.argmax(np.bincount(holders, weights=heap.retained_sizes[top])))
    kept = top[holders == holder]
    size = float(heap.retained_sizes[kept].sum())
    node = int(kept[np.argmax(heap.retained_sizes[kept])])
    severity = max(severity_of(heap, size), Severity.WARNING if size >= NOTICE_BYTES else Severity.NOTICE, key=_rank)
    evidence = {"holder": holder, "kept_by_holder": kept.size}
    return [
        _finding(
            heap, Kind.DETACHED_DOM, node, size, severity=severity, confidence=0.8, count=nodes.size, evidence=evidence
        )
    ]


def worst_first(finding: Finding) -> tuple[int, bool, float]:
    """Severity, then what a program piles up before what it is made of, then probable bytes."""
    program = finding.kind is Kind.SOURCE_TEXT or bool(finding.evidence.get("runtime"))
    return (-_rank(finding.severity), program, -finding.confidence * finding.bytes)


def _rank(severity: Severity) -> int:
    return -ORDER.index(severity)


def nested(heap: Heap, found: list[Finding]) -> list[Finding]:
    """Say of each finding which earlier one its bytes are part of."""
    tree = heap.dominator_tree
    place = np.empty(heap.node_count, np.uint32)
    place[tree.preorder] = np.arange(heap.node_count, dtype=np.uint32)
    spans = [(int(place[f.node]), int(place[f.node]) + int(tree.subtree[f.node])) for f in found]
    kept: list[int] = []
    for i, (start, _) in enumerate(spans):
        outer = next((j for j in kept if spans[j][0] <= start < spans[j][1]), None)
        if outer is not None and found[i].kind in (Kind.LARGE_OBJECT, Kind.OBJECT_CHAIN):
            continue  # a piece of what has been told already
        if any(found[i].kind is Kind.COLLECTION and _same_members(heap, found[i], found[j]) for j in kept):
            continue
        found[i].within = None if outer is None else kept.index(outer)
        kept.append(i)
    return [found[i] for i in kept]


def _same_members(heap: Heap, collection: Finding, earlier: Finding) -> bool:
    """Whether a collection of detached DOM nodes has been told as such."""
    return earlier.kind is Kind.DETACHED_DOM and earlier.evidence["holder"] == collection.evidence["holder"]
