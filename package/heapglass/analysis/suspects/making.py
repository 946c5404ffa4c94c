"""Findings made of what was found: each with its path, its share, and the place in the program's code."""

from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.distances import SYSTEM
from heapglass.analysis.following import Mask
from heapglass.analysis.suspects.chains import Chain
from heapglass.analysis.suspects.collections import Collection
from heapglass.analysis.suspects.finding import Finding, Kind, Severity, Step
from heapglass.analysis.suspects.keepers import is_runtime, path_to_root, place_of
from heapglass.analysis.suspects.naming import dotted_name
from heapglass.analysis.suspects.nature import nature_of
from heapglass.analysis.suspects.roles import role_of, role_of_chain
from heapglass.analysis.suspects.severity import NOTICE_BYTES, Nature, severity_in_one
from heapglass.analysis.suspects.strings import BuiltText, Slices, is_source, is_string
from heapglass.analysis.suspects.telling_names import Hint, hint
from heapglass.heap import Heap
from heapglass.kernels.engine import U8, U32
from heapglass.nodes import Edge

FEWEST_DETACHED = 50
MOST_LARGE = 5
CONFIDENCE = {Nature.LIVE: 0.7, Nature.PLAIN: 0.4, Nature.FIXED: 0.2}
RUNTIME_CONFIDENCE = 0.1
MOST_BIG_STRING = 0.5
BIG_STRING_BYTES = 5_000_000
OF_NODE_JS = ("Node / ", "Detached Node / ")


def made(
    heap: Heap,
    kind: Kind,
    node: int,
    size: float,
    *,
    confidence: float,
    severity: Severity = Severity.NOTICE,
    class_name: str | None = None,
    count: int = 1,
    evidence: dict[str, Any] | None = None,
    members: U32 | None = None,
    path: list[Step] | None = None,
) -> Finding:
    """A finding at `node`."""
    path = path_to_root(heap, node) if path is None else path
    return Finding(
        kind=kind,
        severity=severity,
        confidence=confidence,
        bytes=int(size),
        share=size / heap.total_size if heap.total_size else 0,
        node=node,
        class_name=class_name or heap.node(node).class_name,
        count=count,
        path=path,
        evidence={"place": place_of(heap, node, path)} | (evidence or {}),
        members=members,
    )


def chain_finding(heap: Heap, chain: Chain) -> Finding:
    """A chain as a finding: its outermost link, which retains the others."""
    kind, node, evidence = role_of_chain(heap, chain)
    return made(
        heap,
        kind,
        node,
        chain.bytes,
        confidence=0.9 if chain.scopes else 0.6,
        severity=severity_in_one(chain.bytes, _share(heap, chain.bytes), Nature.LIVE),
        class_name="Promise" if kind is Kind.PROMISES else heap.node(int(chain.links[0])).class_name,
        count=chain.links.size,
        evidence={"links": chain.links.tolist(), "variables": _linking_names(heap, chain)} | evidence,
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
    """A collection as a finding: its container, or what the container serves. The platform's own are but a notice."""
    path = path_to_root(heap, collection.container)
    role = role_of(heap, collection, path)
    runtime = role.kind is Kind.COLLECTION and is_runtime(heap, collection.container)
    nature = Nature.LIVE if role.kind is not Kind.COLLECTION else nature_of(heap, collection, dotted_name(heap, path))
    size = _size_of(heap, collection)
    return made(
        heap,
        role.kind,
        role.node,
        size,
        confidence=RUNTIME_CONFIDENCE if runtime else CONFIDENCE[nature],
        severity=Severity.NOTICE if runtime else severity_in_one(size, _share(heap, size), nature),
        class_name=heap.classes.names[collection.class_index],
        count=collection.nodes.size,
        members=collection.nodes,
        path=role.path,
        evidence={
            "container": collection.container,
            "sample": collection.sample,
            "runtime": runtime,
            "nature": nature.value,
            "shared": collection.shared,
            "also": list(collection.also),
        }
        | role.evidence,
    )


def _size_of(heap: Heap, collection: Collection) -> float:
    """What goes with the container, or with the members alone where it holds much else besides."""
    whole = float(heap.retained_sizes[collection.container])
    return whole if not collection.shared and whole <= 2 * collection.bytes else collection.bytes


def accumulation_finding(heap: Heap, node: int, size: float) -> Finding:
    """An object in which much comes together, of no kind that has words of its own."""
    nature = Nature.FIXED if is_runtime(heap, node) else Nature.PLAIN
    severity = severity_in_one(size, _share(heap, size), nature)
    return made(
        heap, Kind.ACCUMULATION, node, size, confidence=CONFIDENCE[nature] / 2, severity=severity,
        evidence={"runtime": nature is Nature.FIXED},
    )  # fmt: skip


def large_findings(heap: Heap, least: float, chosen: U8 | None = None) -> list[Finding]:
    """Objects that are large by themselves: arrays, strings, buffers. `chosen` (uint8) restricts them."""
    large = heap.shallow_sizes >= least
    nodes = np.flatnonzero(large if chosen is None else large & (chosen != 0))
    # The engine's own tables are no program's leak.
    nodes = nodes[heap.distances[nodes] < SYSTEM]
    nodes = nodes[np.argsort(-heap.shallow_sizes[nodes], kind="stable")][:MOST_LARGE]
    return [_large_finding(heap, node) for node in nodes.tolist()]


def _large_finding(heap: Heap, node: int) -> Finding:
    """A buffer or an array is asked for in one piece, so it may well be meant; a long text hardly ever is."""
    size = float(heap.shallow_sizes[node])
    if is_source(heap, node):
        return made(heap, Kind.SOURCE_TEXT, node, size, confidence=CONFIDENCE[Nature.FIXED])
    path = path_to_root(heap, node)
    said = hint(dotted_name(heap, path))
    nature = {Hint.FILLS: Nature.LIVE, Hint.FIXED: Nature.FIXED, Hint.NOTHING: Nature.PLAIN}[said]
    text = is_string(heap, node)
    if text and nature is Nature.PLAIN and size >= BIG_STRING_BYTES and _share(heap, size) >= MOST_BIG_STRING:
        nature = Nature.LIVE  # most of the heap is one text
    kind = Kind.BIG_STRING if text else Kind.LARGE_OBJECT
    severity = severity_in_one(size, _share(heap, size), nature)
    return made(
        heap, kind, node, size, confidence=CONFIDENCE[nature], severity=severity, path=path,
        evidence={"nature": nature.value},
    )  # fmt: skip


def built_text_finding(heap: Heap, built: BuiltText) -> Finding:
    """A text that was added to, again and again."""
    severity = severity_in_one(built.bytes, _share(heap, built.bytes), Nature.LIVE)
    evidence = {"pieces": built.pieces}
    return made(heap, Kind.BIG_STRING, built.node, built.bytes, confidence=0.6, severity=severity, evidence=evidence)


def slices_finding(heap: Heap, found: Slices) -> Finding:
    """Slices that keep large texts: at the one that keeps the largest."""
    node = int(found.nodes[np.argmax(heap.retained_sizes[found.nodes])])
    severity = severity_in_one(found.bytes, _share(heap, found.bytes), Nature.LIVE)
    return made(
        heap, Kind.SLICED_STRINGS, node, found.bytes, confidence=0.8, severity=severity, count=found.nodes.size,
        members=found.nodes,
    )  # fmt: skip


def detached_findings(heap: Heap, chosen: Mask) -> list[Finding]:
    """The `chosen` detached DOM nodes, by the object that keeps most of them."""
    nodes = np.flatnonzero(chosen)
    if nodes.size < FEWEST_DETACHED or not _has_elements(heap, nodes):
        return []
    dominators = heap.dominators
    top = nodes[heap.detachedness[dominators[nodes]] != DETACHED].astype(np.uint32)
    holders = dominators[top]
    holder = int(np.argmax(np.bincount(holders.astype(np.intp), weights=heap.retained_sizes[top])))
    kept = top[holders == holder]
    size = float(heap.retained_sizes[kept].sum())
    node = int(kept[np.argmax(heap.retained_sizes[kept])])
    severity = severity_in_one(size, _share(heap, size), Nature.LIVE)
    if severity is Severity.NOTICE and size >= NOTICE_BYTES:
        severity = Severity.WARNING  # nobody keeps that many on purpose
    evidence = {"holder": holder, "kept_by_holder": kept.size}
    return [
        made(
            heap, Kind.DETACHED_DOM, node, size, severity=severity, confidence=0.8, count=nodes.size,
            evidence=evidence, members=kept,
        )
    ]  # fmt: skip


def _has_elements(heap: Heap, nodes: npt.NDArray[np.intp]) -> bool:
    """Whether any of `nodes` is a DOM node. Node.js' own native objects are written as detached, too."""
    snapshot = heap.snapshot
    native = snapshot.node_type[nodes] == snapshot.header.node_type_code("native")
    own = np.zeros(len(snapshot.strings), np.bool_)
    for prefix in OF_NODE_JS:
        own |= snapshot.strings.starting_with(prefix)
    return bool((native & ~own[snapshot.node_name[nodes]]).any())


def _share(heap: Heap, size: float) -> float:
    return size / heap.total_size if heap.total_size else 0.0
