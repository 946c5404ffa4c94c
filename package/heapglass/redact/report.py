"""What was replaced, and what is still in the clear."""

import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from heapglass.kernels.engine import U8, U32
from heapglass.kernels.name_parts import PATH, URL
from heapglass.redact.header import dropped_from_header
from heapglass.redact.options import Options
from heapglass.redact.plan import Plan
from heapglass.redact.uses import CLASS, CODE, ENGINE, FUNCTION, NATIVE, PROPERTY, VARIABLE, Uses

KINDS = {
    "property names": PROPERTY,
    "variable names": VARIABLE,
    "class names": CLASS,
    "function names": FUNCTION,
    "names of code and scripts": CODE,
    "names of DOM and native nodes": NATIVE,
    "the engine's names": ENGINE,
}
EXAMPLES = 5
LONGEST_EXAMPLE = 80
FAMILIES = 10
SURVEYED = 20_000
"""Names that are looked at for families."""
LETTERS = bytes.maketrans(
    bytes(range(ord("a"), ord("z") + 1)) + bytes(range(ord("A"), ord("Z") + 1)) + b"0123456789",
    b"a" * 26 + b"A" * 26 + b"0" * 10,
)
RUNS = re.compile(rb"([aA0])\1+")
USUAL = re.compile(rb"[aA_$ ]*|0 / .*|a / .*|\(.*|0+", re.DOTALL)
"""Patterns of words as people write them, of the engine's names, and of indices."""


@dataclass(frozen=True, slots=True)
class Clear:
    """Strings of a kind that can still be read: how many, and examples."""

    count: int
    examples: list[str]


@dataclass(frozen=True, slots=True)
class Report:
    """`values` strings were replaced as a whole, with `value_units` UTF-16 units; `split` of them were names as well,
    and got a string of their own. `content` counts what the content rules replaced in names.

    `clear` is what can be read still, by kind (a string of several kinds counts in each); `paths` and `urls` those of
    them with directories or a scheme; `families` names of one make that look made by a program, by their pattern (`a`
    small letters, `A` large ones, `0` digits). `dropped` are parts of the file that are not known, and were left out.
    """

    keep: str
    values_as: str
    strings: int
    values: int
    value_units: int
    split: int
    content: dict[str, int]
    clear: dict[str, Clear]
    paths: Clear
    urls: Clear
    families: dict[str, Clear]
    dropped: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def make_report(uses: Uses, plan: Plan, options: Options) -> Report:
    """Look at the strings that are not replaced as a whole."""
    chosen = plan.identifiers
    marks = plan.marks
    touched = plan.first_span[1:] > plan.first_span[:-1]
    clear = chosen[~touched[chosen]]
    clear_marks = marks[~touched[chosen]]
    of_string: U8 = uses.of_string[clear]

    def of(which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Clear:
        return Clear(int(np.count_nonzero(which)), _examples(uses, clear[which]))

    return Report(
        keep=options.keep.value,
        values_as=options.values.value,
        strings=len(uses.strings),
        values=plan.values,
        value_units=plan.value_units,
        split=plan.twins,
        content=dict(sorted(plan.content.items())),
        clear={kind: of((of_string & np.uint8(bit)) != 0) for kind, bit in KINDS.items()},
        paths=of((clear_marks & PATH) != 0),
        urls=of((clear_marks & URL) != 0),
        families=_families(uses, clear),
        dropped=[*uses.unknown, *(f"meta.{key}" for key in dropped_from_header(uses.header))],
    )


def _examples(uses: Uses, strings: U32) -> list[str]:
    """A few, from all over the file."""
    spread = strings[np.linspace(0, strings.size - 1, min(EXAMPLES, strings.size)).astype(np.int64)]
    return [_short(text) for text in uses.strings.many(spread)]


def _families(uses: Uses, clear: U32) -> dict[str, Clear]:
    """Names by their pattern, most frequent first; not those of words alone, as people write them, nor the engine's."""
    some = clear[np.linspace(0, clear.size - 1, min(SURVEYED, clear.size)).astype(np.int64)]
    names = uses.strings.copied(some)
    text, ends = names.bytes.tobytes().translate(LETTERS), names.offsets.tolist()
    patterns = np.array([RUNS.sub(rb"\1", text[begin:end]) for begin, end in pairwise(ends)], object)
    made = [item for item in Counter(patterns.tolist()).most_common() if not USUAL.fullmatch(item[0])]
    return {
        pattern.decode("utf-8", "replace"): Clear(count, _examples(uses, some[np.flatnonzero(patterns == pattern)]))
        for pattern, count in made[:FAMILIES]
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"
