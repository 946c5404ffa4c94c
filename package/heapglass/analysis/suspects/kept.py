"""Why a node is kept, in one sentence: a phrase for every step a program's author knows, the engine's own ones folded.

`sessions` in closure `onRequest` in server.js:7, then 2 internal steps, then `state` of the global object, a GC root.
"""

from dataclasses import dataclass

from heapglass.analysis.suspects.finding import Step
from heapglass.analysis.suspects.prose import Part, Parts, code, filled, holder, node_part, step_phrase, words_in
from heapglass.heap import Heap
from heapglass.nodes import Context, Edge

TABLES = ("table",)
"""By what a Map or Set holds the array of its entries."""


@dataclass(slots=True)
class Link:
    """One phrase, or, where `parts` is None, a run of internal steps. `steps` are what it stands for."""

    parts: Parts | None
    steps: list[Step]


def links(heap: Heap, path: list[Step], language: str = "en") -> list[Link]:
    """The phrases for a path, from the node on, without the root that it ends at."""
    words = words_in(language)
    root = heap.snapshot.header.root
    path = path[:-1] if path and path[-1].holder == root else path
    told: list[Link] = []
    at = 0
    while at < len(path):
        parts, count = _phrase(heap, path[at : at + 2], words)
        if parts is None and told and told[-1].parts is None:
            told[-1].steps.append(path[at])
        else:
            told.append(Link(parts, path[at : at + count]))
        at += count
    return told


def root_in_words(language: str = "en") -> str:
    """What every whole path ends at."""
    return words_in(language)["path.root"]


def _phrase(heap: Heap, near: list[Step], words: dict[str, str]) -> tuple[Parts | None, int]:
    """The words for the first of the next two steps, or for both together, and how many that were."""
    step = near[0]
    edge = Edge(heap, step.edge, step.holder)
    above = near[1] if len(near) == 2 else None
    if above is not None:
        outer = Edge(heap, above.edge, above.holder)
        if edge.type == "context" and outer.name == "context" and heap.node(above.holder).type == "closure":
            facts = {"name": code(str(edge.name)), "function": _function(heap, above.holder, words)}
            return _with_place(heap, above.holder, filled(words["kept.closure"], facts), words), 2
        if outer.name in TABLES and outer.type == "internal" and heap.node(step.holder).type == "array":
            return filled(words["kept.entry"], {"holder": holder(heap, above.holder, words)}), 2
    if edge.type == "context":
        return filled(words["kept.scope"], {"name": code(str(edge.name)), "scope": _scope(heap, step.holder, words)}), 1
    phrase = step_phrase(heap, step, words)
    if phrase is not None and heap.node(step.holder).type == "closure":
        phrase = _with_place(heap, step.holder, phrase, words)
    return phrase, 1


def _function(heap: Heap, node: int, words: dict[str, str]) -> Part:
    return node_part(heap, node, heap.node(node).name or words["kept.anonymous"])


def _scope(heap: Heap, context: int, words: dict[str, str]) -> Parts:
    """Whose variables these are, as far as the heap tells."""
    scope = Context(heap, context).scope
    if scope.function:
        return filled(words["kept.scope.function"], {"function": node_part(heap, context, scope.function)})
    if scope.script:
        return filled(words["kept.scope.module"], {"script": node_part(heap, context, _file(scope.script))})
    return [node_part(heap, context, words["holder.scope"])]


def _with_place(heap: Heap, node: int, phrase: Parts, words: dict[str, str]) -> Parts:
    place = heap.node(node).location
    if place is None or not place.script_name:
        return phrase
    return [*phrase, *filled(words["kept.place"], {"place": code(f"{_file(place.script_name)}:{place.line + 1}")})]


def _file(script: str) -> str:
    """The last part of a script's path; Node's own modules have names such as `node:internal/timers`."""
    return script if script.startswith("node:") else script.replace("\\", "/").rstrip("/").rpartition("/")[2] or script
