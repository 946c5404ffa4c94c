"""What can come next in a line of Python: names, members, parameters, and inside quotes the heap's own classes."""

import builtins
import inspect
import keyword
import re
from typing import Any

from heapglass.analysis.code_owners import OWNERS
from heapglass.console.inference import expression_before, known, members, open_call, parameters
from heapglass.heap import Heap
from heapglass.node_sets.columns import NUMBERS, TEXTS

MOST = 100
LONGEST = 1500
"""Characters of a description."""
WORD = re.compile(r"\w*$")
QUOTED = re.compile(r"([\w.]+)\s*(==?|!=|[(\[]|\.is_\()\s*[\"']([^\"'\n]*)$")
OF_CLASSES = ("class_", "class_name", "retained_by")
OF_COLUMNS = ("sort", "column", "group_by", "by")


def completions(heap: Heap, names: dict[str, Any], source: str) -> tuple[int, list[str]]:
    """Where in `source` (what stands before the cursor) the completed text begins, and what it may become."""
    quoted = QUOTED.search(source)
    if quoted:
        start = len(source) - len(quoted[3])
        return start, _beginning(_values(heap, quoted[1].rpartition(".")[2]), quoted[3])
    found = WORD.search(source)
    word = found[0] if found else ""
    start = len(source) - len(word)
    before = source[:start]
    if before.rstrip().endswith("."):
        base = known(expression_before(before.rstrip()[:-1]), names)
        every = members(base) if base else []
        return start, _beginning([name for name in every if name.startswith("_") == word.startswith("_")], word)
    if not word:
        return len(source), []
    call = known(open_call(before), names) if re.search(r"[(,]\s*$", before) else None
    given = [f"{name}=" for name in parameters(call)] if call else []
    return start, [*_beginning(given, word), *_beginning(sorted({*names, *dir(builtins), *keyword.kwlist}), word)][
        :MOST
    ]


def description(names: dict[str, Any], source: str) -> tuple[str, str] | None:
    """What stands at the end of `source`, in words: how it is called or what it is, and what its author says of it."""
    expression = expression_before(source)
    *_, last = expression.rpartition(".")
    if not last.isidentifier():
        return None
    found = known(expression, names)
    if found is None:
        call = known(open_call(source[: len(source) - len(last)]), names)
        return (f"{last}=", _documentation(call.member or call.value)) if call and last in parameters(call) else None
    if found.member is not None:
        title = call_text(last, found.member) if callable(found.member) else last
        kind = f": {found.kind.__name__}" if found.kind and found.kind is not type(None) else ""
        return title + kind, _documentation(found.member)
    if callable(found.value):
        return call_text(last, found.value), _documentation(found.value)
    text = getattr(found.value, "meaning", "")
    if not text and type(found.value).__module__.startswith("heapglass"):
        text = _documentation(type(found.value))
    shown = repr(found.value)
    return f"{last}: {found.kind.__name__ if found.kind else '?'}", text or shown[:300]


def call_text(name: str, function: Any) -> str:
    """How it is called, as one would write it."""
    return f"{name}({', '.join(known_parameters(function))})"


def known_parameters(function: Any) -> list[str]:
    """The parameters as one would write them, without what only type checkers read."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError, NameError):
        return ["…"]
    made, starred = [], False
    for name, parameter in signature.parameters.items():
        if name in ("self", "cls"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            made.append("*")
            starred = True
        starred = starred or parameter.kind is parameter.VAR_POSITIONAL
        stars = (
            "*"
            if parameter.kind is parameter.VAR_POSITIONAL
            else "**"
            if parameter.kind is parameter.VAR_KEYWORD
            else ""
        )
        default = "" if parameter.default is parameter.empty else f"={parameter.default!r}"
        made.append(f"{stars}{name}{default}")
    return made


def _documentation(of: Any) -> str:
    text = inspect.getdoc(of) or ""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(chr(10))[0]}\n…"


def _values(heap: Heap, of: str) -> list[str]:
    if of in OF_CLASSES:
        columns = heap.summary_columns  # the largest first
        order = (-columns.retained).argsort(kind="stable")
        return list(dict.fromkeys(heap.classes.names[at] for at in columns.class_index[order].tolist()))
    if of in OF_COLUMNS:
        return [*TEXTS, "dominator", *NUMBERS]
    if of in ("script",):
        return sorted(set(heap.script_names.values()))
    if of in ("owner",):
        return list(OWNERS)
    if of == "named_sets":
        return list(heap.named_sets)
    return list(heap.snapshot.header.node_types) if of in ("type", "node_type") else []


def _beginning(texts: list[str], begin: str) -> list[str]:
    return [text for text in texts if text.startswith(begin) and len(text) <= MOST][:MOST]
