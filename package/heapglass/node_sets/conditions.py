"""Numbers and texts of nodes: compared, they are conditions, which go together with `&`, `|` and `~`."""

import operator
import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.analysis.search import Finder, finder
from heapglass.analysis.whole_text import WholeText
from heapglass.kernels.engine import U32

if TYPE_CHECKING:
    from heapglass.heap import Heap

Values = np.ndarray[tuple[int], np.dtype[Any]]
Of = Callable[["Heap", U32], Values]


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
