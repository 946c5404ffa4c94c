"""Rules 9 (Summary), 10 (statistics) and 11 (Comparison)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.reference.dominators import tree_order
from tests.reference.graph import Graph


@dataclass(slots=True)
class Row:
    """A row of the Summary: all nodes with a shallow size that share a class key."""

    count: int
    distance: int
    shallow: int
    retained: int


def summary(
    keys: Sequence[str],
    shallow: Sequence[int],
    retained: Sequence[int],
    distance: Sequence[int],
    dominator: Sequence[int],
    root: int,
    chosen: Sequence[bool] | None = None,
) -> dict[str, Row]:
    """Rows by class key (`buildAggregates`, `calculateClassesRetainedSize`), of the chosen nodes."""
    counted = [size > 0 and (chosen is None or chosen[node]) for node, size in enumerate(shallow)]
    rows: dict[str, Row] = {}
    above: dict[int, frozenset[str]] = {}  # the classes counted on a node's way from the root
    for node in tree_order(list(dominator), root):
        key = keys[node]
        outer = above[dominator[node]] if node != root else frozenset()
        above[node] = outer
        if not counted[node]:
            continue
        row = rows.setdefault(key, Row(0, distance[node], 0, 0))
        row.count += 1
        row.distance = min(row.distance, distance[node])
        row.shallow += shallow[node]
        if key not in outer:
            row.retained += retained[node]
            above[node] = outer | {key}
    return rows


STRINGS = ("string", "concatenated string", "sliced string")


def statistics(graph: Graph, shallow: list[int], retained: list[int]) -> dict[str, Any]:
    """In the form of `calculateStatistics`."""
    total = retained[graph.root] + graph.extra_native_bytes

    def size_of(*types: str, name: str | None = None) -> int:
        return sum(
            shallow[node] for node in graph.nodes if graph.type[node] in types and name in (None, graph.name[node])
        )

    arrays = 0
    for node in graph.nodes:
        if graph.name[node] == "Array" and graph.type[node] not in ("hidden", "native", "code", *STRINGS):
            arrays += shallow[node]
            parts = [edge for edge in graph.edges[node] if edge.type == "internal" and edge.name == "elements"]
            if parts and len(graph.retainers[parts[0].to]) == 1:
                arrays += shallow[parts[0].to]
    native = size_of("native") + graph.extra_native_bytes
    return {
        "total": total,
        "native": {"total": native, "typedArrays": size_of("native", name="system / JSArrayBufferData")},
        "v8heap": {
            "total": total - native,
            "code": size_of("code"),
            "jsArrays": arrays,
            "strings": size_of(*STRINGS),
            "system": size_of("hidden"),
        },
    }


@dataclass(slots=True)
class Change:
    """A row of the Comparison: what a class gained and lost."""

    added: list[int]  # ids
    removed: list[int]
    added_size: int
    removed_size: int


Side = tuple[Sequence[str], Sequence[int], Sequence[int]]
"""Class key, id and shallow size of each node; both sides' keys by the current snapshot's shapes."""


def comparison(base: Side, current: Side) -> dict[str, Change]:
    """Rule 11 (`calculateSnapshotDiff`): by class, ids of one side only. Equal ids cancel one by one."""

    def by_class(side: Side) -> dict[str, list[tuple[int, int]]]:
        result: dict[str, list[tuple[int, int]]] = {}
        for key, its_id, size in zip(*side, strict=True):
            if size > 0:
                result.setdefault(key, []).append((its_id, size))
        return result

    before, after = by_class(base), by_class(current)
    rows = {}
    for key in {**before, **after}:
        had, has = before.get(key, []), after.get(key, [])
        added = _without(has, [its_id for its_id, _ in had])
        removed = _without(had, [its_id for its_id, _ in has])
        if added or removed:
            rows[key] = Change(
                sorted(its_id for its_id, _ in added),
                sorted(its_id for its_id, _ in removed),
                sum(size for _, size in added),
                sum(size for _, size in removed),
            )
    return rows


def _without(nodes: list[tuple[int, int]], ids: list[int]) -> list[tuple[int, int]]:
    left = Counter(ids)
    result = []
    for node in nodes:
        if left[node[0]] > 0:
            left[node[0]] -= 1
        else:
            result.append(node)
    return result
