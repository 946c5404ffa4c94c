"""Columns of nodes as names one can compute with: `retained > 1e6`, `class_name == "Session"`, `name.contains("req")`.

A comparison is a condition, for `NodeSet.where`; conditions go together with `&`, `|` and `~`.
"""

import operator
import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

import numpy as np

from heapglass.analysis.code_owners import OWNERS
from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.following import Mask
from heapglass.analysis.grouping import count_in
from heapglass.analysis.ordering import label_ranks
from heapglass.analysis.search import Finder, finder, in_names
from heapglass.analysis.whole_text import WholeText
from heapglass.kernels.engine import U32

if TYPE_CHECKING:
    from heapglass.heap import Heap

Values = np.ndarray[tuple[int], np.dtype[Any]]
Of = Callable[["Heap", U32], Values]
Wanted = "str | re.Pattern[str] | Collection[str | re.Pattern[str]]"
SYSTEM_DISTANCE = 100_000_000


class Condition:
    """What a node is or is not: `condition.of(heap, nodes)` says it of each of `nodes` (ordinals)."""

    __slots__ = ("meaning", "of")

    def __init__(self, of: Callable[["Heap", U32], Mask], meaning: str = "") -> None:
        self.of = of
        self.meaning = meaning

    def __repr__(self) -> str:
        return f"<condition for NodeSet.where{_colon(self.meaning)}>"

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(lambda heap, nodes: self.of(heap, nodes) & other.of(heap, nodes))

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(lambda heap, nodes: self.of(heap, nodes) | other.of(heap, nodes))

    def __xor__(self, other: "Condition") -> "Condition":
        return Condition(lambda heap, nodes: self.of(heap, nodes) ^ other.of(heap, nodes))

    def __invert__(self) -> "Condition":
        return Condition(lambda heap, nodes: ~self.of(heap, nodes))

    def __bool__(self) -> bool:
        raise TypeError("conditions go together with & and |, in parentheses: (retained > 1e6) & (distance < 5)")


class Number:
    """A number of each node. Arithmetic gives another one, a comparison gives a condition."""

    __slots__ = ("meaning", "of")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, of: Of, meaning: str = "") -> None:
        self.of = of
        self.meaning = meaning

    def __repr__(self) -> str:
        return f"<numbers of nodes{_colon(self.meaning)}>"

    def _with(self, other: "Number | float", how: Callable[[Any, Any], Any]) -> Of:
        if isinstance(other, Number):
            return lambda heap, nodes: how(self.of(heap, nodes), other.of(heap, nodes))
        return lambda heap, nodes: how(self.of(heap, nodes), other)

    def __lt__(self, other: "Number | float") -> Condition:
        return Condition(self._with(other, operator.lt))

    def __le__(self, other: "Number | float") -> Condition:
        return Condition(self._with(other, operator.le))

    def __gt__(self, other: "Number | float") -> Condition:
        return Condition(self._with(other, operator.gt))

    def __ge__(self, other: "Number | float") -> Condition:
        return Condition(self._with(other, operator.ge))

    def __eq__(self, other: "Number | float") -> Condition:  # type: ignore[override]
        return Condition(self._with(other, operator.eq))

    def __ne__(self, other: "Number | float") -> Condition:  # type: ignore[override]
        return Condition(self._with(other, operator.ne))

    def __add__(self, other: "Number | float") -> "Number":
        return Number(self._with(other, operator.add))

    def __sub__(self, other: "Number | float") -> "Number":
        return Number(self._with(other, operator.sub))

    def __mul__(self, other: "Number | float") -> "Number":
        return Number(self._with(other, operator.mul))

    def __truediv__(self, other: "Number | float") -> "Number":
        return Number(self._with(other, _divided))

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: float) -> "Number":
        return Number(self._with(other, lambda mine, theirs: theirs - mine))

    def __rtruediv__(self, other: float) -> "Number":
        return Number(self._with(other, lambda mine, theirs: _divided(theirs, mine)))

    def between(self, least: float, most: float) -> Condition:
        """From `least` to `most`, both included."""
        return (self >= least) & (self <= most)


class Text:
    """A text of each node."""

    __slots__ = ("matching", "meaning", "ranks")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, matching: Callable[["Heap", Finder, U32], Mask], ranks: Of, meaning: str = "") -> None:
        self.matching = matching
        self.ranks = ranks
        self.meaning = meaning

    def __repr__(self) -> str:
        return f"<texts of nodes{_colon(self.meaning)}>"

    def found(self, wanted: Finder) -> Condition:
        """Nodes for which something that looks for texts finds something."""
        return Condition(lambda heap, nodes: self.matching(heap, wanted, nodes))

    def __eq__(self, other: str) -> Condition:  # type: ignore[override]
        return self.found(WholeText(other))

    def __ne__(self, other: str) -> Condition:  # type: ignore[override]
        return ~self.found(WholeText(other))

    def startswith(self, text: str) -> Condition:
        return self.found(WholeText(text, to_end=False))

    def endswith(self, text: str) -> Condition:
        return self.found(WholeText(text, from_beginning=False))

    def contains(self, text: str, match_case: bool = True) -> Condition:
        return self.found(finder(text, match_case=match_case))

    def matches(self, pattern: str, match_case: bool = True) -> Condition:
        """Whether a pattern in JavaScript's dialect is somewhere in it. Raises PatternError for a text that is none."""
        return self.found(finder(pattern, regex=True, match_case=match_case))

    def is_(self, wanted: "str | re.Pattern[str] | Collection[str | re.Pattern[str]]") -> Condition:
        """One of the texts, or matched by one of the compiled patterns."""
        if isinstance(wanted, re.Pattern):
            return self.matches(wanted.pattern, match_case=not wanted.flags & re.IGNORECASE)
        if isinstance(wanted, str):
            return self == wanted
        none = Condition(lambda _, nodes: np.zeros(nodes.size, np.bool_))
        for each in wanted:
            none = none | self.is_(each)
        return none


def coded(codes: Of, texts: Callable[["Heap"], list[str]], meaning: str) -> Text:
    """A text of which there are few: `codes` gives the number of each node's in `texts`."""

    def matching(heap: "Heap", wanted: Finder, nodes: U32) -> Mask:
        of_text = texts(heap)
        found: Mask = wanted.in_texts(of_text)[codes(heap, nodes)] if of_text else np.zeros(nodes.size, np.bool_)
        return found

    def ranks(heap: "Heap", nodes: U32) -> Values:
        of_text = texts(heap)
        rank = {text: at for at, text in enumerate(sorted(set(of_text)))}
        return np.array([rank[text] for text in of_text], np.uint32)[codes(heap, nodes)]

    return Text(matching, ranks, meaning)


def _colon(meaning: str) -> str:
    return f": {meaning}" if meaning else ""


def _divided(one: Any, other: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.true_divide(one, other)


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
