"""Columns of nodes as names one can compute with: `retained > 1e6`, `class_name == "Session"`, `name.contains("req")`.

A comparison is a condition, for `NodeSet.where`.
"""

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import numpy as np

from heapglass.analysis.code_owners import OWNERS
from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.following import Mask
from heapglass.analysis.grouping import count_in
from heapglass.analysis.ordering import label_ranks
from heapglass.analysis.search import Finder, in_names
from heapglass.kernels.engine import U32
from heapglass.node_sets.conditions import Condition, Number, Text, Values, coded

if TYPE_CHECKING:
    from heapglass.heap import Heap

SYSTEM_DISTANCE = 100_000_000


def _distances(heap: "Heap", nodes: U32) -> Values:
    found = heap.distances[nodes].astype(np.float64)
    found[(found < 0) | (found >= SYSTEM_DISTANCE)] = np.nan
    return found


def _names(heap: "Heap", wanted: Finder, nodes: U32) -> Mask:
    found: Mask = in_names(heap.snapshot, wanted, heap.renamed, heap.object_labels, heap.concatenated_strings)[nodes]
    return found


def _column(of: "Callable[[Heap], Values]", meaning: str) -> Number:
    return Number(lambda heap, nodes: of(heap)[nodes], meaning)


def _edge_counts(heap: "Heap") -> Values:
    return np.diff(heap.snapshot.first_edge)


def _retainer_counts(heap: "Heap") -> Values:
    return count_in(heap.snapshot.edge_to, heap.node_count)


def _is_detached(heap: "Heap", nodes: U32) -> Mask:
    found: Mask = heap.detachedness[nodes] == DETACHED
    return found


def _types(heap: "Heap", nodes: U32) -> Values:
    return heap.snapshot.node_type[nodes]


def _type_names(heap: "Heap") -> list[str]:
    return list(heap.snapshot.header.node_types)


def _script_codes(heap: "Heap", nodes: U32) -> Values:
    """The place of each node's script in `_script_texts`."""
    places = heap.locations
    rows = places.row_of_node[nodes]
    found = np.zeros(rows.size, np.int64)
    known = np.array(sorted(set(places.script.tolist())), np.int64)
    found[rows >= 0] = np.searchsorted(known, places.script[rows[rows >= 0]].astype(np.int64)) + 1
    return found


def _script_texts(heap: "Heap") -> list[str]:
    """Empty for nodes of which the file tells no script; then those that it tells of."""
    scripts = sorted(set(heap.locations.script.tolist()))
    return ["", *(heap.script_names.get(script) or f"script {script}" for script in scripts)]


def in_script(wanted: "str | re.Pattern[str] | Collection[str | re.Pattern[str]]") -> Condition:
    """Of a script: by its whole name, by the end of its path (`routes/session.js`), or by a pattern."""
    if isinstance(wanted, re.Pattern):
        return script.is_(wanted)
    if isinstance(wanted, str):
        return (script == wanted) | script.endswith(f"/{wanted}") | script.endswith(f"\\{wanted}")
    found = script.is_([])
    for each in wanted:
        found = found | in_script(each)
    return found


def _name_ranks(heap: "Heap", nodes: U32) -> Values:
    return label_ranks(heap.snapshot, nodes, heap.renamed)


retained = _column(
    lambda heap: heap.retained_sizes, "Retained size in bytes: what would be freed if the node went away."
)
shallow = _column(
    lambda heap: heap.shallow_sizes,
    "Shallow size in bytes, as DevTools shows it: with the internals that only the node owns.",
)
self_size = _column(lambda heap: heap.self_sizes, "Size as the file has it, in bytes.")
distance = Number(_distances, "References from the roots; NaN where nothing of the program's leads there.")
node_id = _column(lambda heap: heap.ids, "What DevTools shows as @id.")
edge_count = _column(_edge_counts, "How many references the node has.")
retainer_count = _column(_retainer_counts, "How many references lead to the node, weak ones too.")
detached = Condition(_is_detached, "DOM nodes, and what belongs to them, that are in no document.")
node_type = coded(_types, _type_names, "Type as V8 has it: `object`, `closure`, `string`, `array`, `code`, `native` …")
class_name = coded(
    lambda heap, nodes: heap.classes.of_node[nodes],
    lambda heap: heap.classes.names,
    "Class as DevTools' Summary has it.",
)
owner = coded(
    lambda heap, nodes: heap.code_owners[nodes],
    lambda _: list(OWNERS),
    "Whose code made it: `program`, `library`, `runtime` or `engine`.",
)
script = coded(
    _script_codes,
    _script_texts,
    "Script in which the function, or the object's constructor, stands; empty where the file does not tell.",
)
name = Text(_names, _name_ranks, "Name as DevTools shows it; of a string, its text.")

NUMBERS = {
    "id": node_id,
    "retained": retained,
    "shallow": shallow,
    "self_size": self_size,
    "distance": distance,
    "edge_count": edge_count,
    "retainer_count": retainer_count,
}
TEXTS = {"type": node_type, "class": class_name, "owner": owner, "script": script, "name": name}
