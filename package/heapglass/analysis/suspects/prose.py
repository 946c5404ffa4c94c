"""Findings in words: sentences made of text and of the things they speak of, which a page can make clickable."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from heapglass.analysis.scripts import SCRIPT_PREFIX
from heapglass.analysis.suspects.finding import SPREAD, Finding, Kind, Step
from heapglass.analysis.suspects.keepers import path_to_root
from heapglass.analysis.suspects.merged_paths import Place
from heapglass.analysis.suspects.naming import dotted_name
from heapglass.heap import Heap
from heapglass.nodes import Edge
from heapglass.size_text import size

LANGUAGES = ("en", "zh")
WORDS = Path(__file__).with_name("words")
LONGEST_NAME = 80
ENTRIES = ("Map", "Set", "WeakMap", "WeakSet")
FOLDED_TYPES = ("array", "hidden", "code", "object shape", "synthetic", "number", "symbol")

Part = str | dict[str, Any]
"""A piece of a sentence: text, or `{"node": ordinal, "id": id, "text": …}` for a node, `{"code": …}` for a name."""
Parts = list[Part]


@dataclass(slots=True)
class Branch:
    """A place in the tree of merged paths, in words: `count` of the objects are kept through it."""

    count: int
    phrase: Parts
    children: list["Branch"]


@dataclass(slots=True)
class Told:
    """A finding in words. `path` has a phrase for each step from the object to the GC root; `tree` the same for all
    objects that it is about, if they are many.
    """

    title: Parts
    text: list[Parts]
    advice: str
    path: list[Parts]
    tree: list[Branch]


def tell(heap: Heap, finding: Finding, language: str = "en") -> Told:
    """The finding in a language ("en" or "zh")."""
    words = words_in(language)
    evidence = finding.evidence
    facts: dict[str, Part | Parts] = {
        "subject": _subject(heap, finding, words),
        "count": f"{finding.count:,}",
        "class_name": code(finding.class_name),
        "bytes": size(finding.bytes),
        "share": share(finding.share),
        "kept": f"{evidence.get('kept_by_holder', 0):,}",
        "variables": _list([code(name) for name in evidence.get("variables", [])], language),
        "examples": _list([code(text) for text in evidence.get("examples", [])], language),
    }
    text = [filled(words[f"{finding.kind}.text"], facts)]
    text += [filled(words[key], values) for key, values in _details(heap, finding, words, language)]
    if evidence.get("place"):
        text.append(filled(words["place"], {"place": code(evidence["place"])}))
    text += [filled(words[key], values) for key, values in _growth(finding)]
    if evidence.get("nature") in ("plain", "fixed") and "growth" not in evidence:
        text.append([words[f"nature.{evidence['nature']}"]])
    if finding.kind in SPREAD:
        text.append([words["spread"]])
    if finding.within is not None:
        text.append(filled(words["within"], {"number": str(finding.within + 1)}))
    return Told(
        title=filled(words[f"{finding.kind}.title"], facts),
        text=text,
        advice=words[f"{finding.kind}.advice"],
        path=path_in_words(heap, finding.path, language),
        tree=[branch for place in finding.tree for branch in _branches(heap, place, words)],
    )


def _details(
    heap: Heap, finding: Finding, words: dict[str, str], language: str
) -> list[tuple[str, dict[str, Part | Parts]]]:
    """What only some findings have to say: keys of words, and what goes into them."""
    evidence = finding.evidence
    found: list[tuple[str, dict[str, Part | Parts]]] = []
    if evidence.get("runtime"):
        found.append(("runtime", {}))
    if evidence.get("also"):
        others = [part for node in evidence["also"] for part in [_named(heap, node, words)]]
        joint = words["joint"]
        also = [piece for i, part in enumerate(others) for piece in ([joint, *part] if i else part)]
        found.append(("also", {"others": also}))
    if evidence.get("keeper") is not None:
        found.append(("keeper", {"keeper": _named(heap, evidence["keeper"], words)}))
    if evidence.get("event"):
        found.append(("listeners.event", {"event": code(evidence["event"])}))
    if evidence.get("delay"):
        found.append(("timers.delay", {"delay": evidence["delay"]}))
    if "callback" in evidence:
        found.append(("timers.callback", {"callback": holder(heap, evidence["callback"], words)}))
    if "pieces" in evidence:
        found.append(("big-string.pieces", {"pieces": f"{evidence['pieces']:,}"}))
    return found


def _branches(heap: Heap, place: Place, words: dict[str, str]) -> list[Branch]:
    """A place in words; places that only the engine knows of give way to those behind them."""
    behind = [branch for child in place.children for branch in _branches(heap, child, words)]
    phrase = step_phrase(heap, Step(place.edge, place.node), words, place)
    return behind if phrase is None else [Branch(place.count, phrase, behind)]


def path_in_words(heap: Heap, path: list[Step], language: str = "en") -> list[Parts]:
    """A phrase for each step that says something; runs of internal steps are one phrase."""
    words = words_in(language)
    phrases: list[Parts] = []
    internal = 0
    for step in path:
        phrase = step_phrase(heap, step, words)
        if phrase is None:
            internal += 1
            continue
        if internal:
            phrases.append(_internal(internal, words))
            internal = 0
        phrases.append(phrase)
    if internal:
        phrases.append(_internal(internal, words))
    return [*phrases, [words["path.root"]]]


def plain(parts: Parts) -> str:
    """A sentence as plain text; names stand in backticks."""
    return "".join(part if isinstance(part, str) else _plain_part(part) for part in parts)


def share(value: float) -> str:
    """A share of the heap in percent."""
    percent = 100 * value
    return f"{percent:.0f} %" if percent >= 9.5 else f"{percent:.1f} %" if percent >= 0.1 else "< 0.1 %"


def _subject(heap: Heap, finding: Finding, words: dict[str, str]) -> Parts:
    """What to look at: its name where it is kept, and its class."""
    if finding.kind is Kind.DETACHED_DOM:
        return _called(heap, finding.evidence["holder"], finding.path[1:], words)
    if finding.kind is Kind.SOURCE_TEXT and finding.path:
        name = heap.node(finding.path[0].holder).name
        if name.startswith(SCRIPT_PREFIX):
            text = code(name.removeprefix(SCRIPT_PREFIX))
            return filled(words["subject.named"], {"name": text, "class_name": _class(heap, finding.node)})
    return _called(heap, finding.node, finding.path, words)


def _named(heap: Heap, node: int, words: dict[str, str]) -> Parts:
    return _called(heap, node, path_to_root(heap, node), words)


def _called(heap: Heap, node: int, path: list[Step], words: dict[str, str]) -> Parts:
    name = dotted_name(heap, path)
    if name is None:
        return filled(words["subject.unnamed"], {"class_name": _class(heap, node)})
    return filled(words["subject.named"], {"name": code(name), "class_name": _class(heap, node)})


def _class(heap: Heap, node: int) -> Part:
    return node_part(heap, node, heap.node(node).class_name)


def step_phrase(heap: Heap, step: Step, words: dict[str, str], place: Place | None = None) -> Parts | None:
    """The step in words; None for one that only the engine knows of. `place` has several such steps for one."""
    edge = Edge(heap, step.edge, step.holder)
    view = heap.node(step.holder)
    if place is None or place.holders == 1:
        who = holder(heap, step.holder, words)
    else:
        count = {"count": f"{place.holders:,}", "class_name": code(view.class_name)}
        who = filled(words["holder.again" if place.repeats else "holder.many"], count)
    numbered = place is not None and place.numbered
    if edge.type == "context":
        return filled(words["path.context"], {"name": code(str(edge.name)), "holder": who})
    if view.type == "closure" and edge.name == "context":
        return filled(words["path.scope"], {"holder": who})
    if view.type in FOLDED_TYPES or view.name.startswith("system / "):
        return None
    if edge.type == "property":
        return filled(words["path.property"], {"name": code(str(edge.name)), "holder": who})
    if edge.type == "element":
        return filled(words["path.element"], {"name": "…" if numbered else str(edge.name), "holder": who})
    if view.class_name in ENTRIES and edge.name == "table":
        return filled(words["path.entry"], {"holder": who})
    return None


def holder(heap: Heap, node: int, words: dict[str, str]) -> Parts:
    """What keeps something: a scope, a function, an object of a class."""
    view = heap.node(node)
    name = view.name
    if name.startswith("system / Context"):
        return [node_part(heap, node, words["holder.scope"])]
    if view.type == "closure":
        if not name:
            return [node_part(heap, node, words["holder.anonymous"])]
        return filled(words["holder.function"], {"name": node_part(heap, node, name)})
    if name == "global" or name.startswith(("global / ", "Window", "Window [JSGlobalObject]")):
        return [node_part(heap, node, words["holder.global"])]
    return [node_part(heap, node, view.class_name)]


def _internal(count: int, words: dict[str, str]) -> Parts:
    if count == 1:
        return [words["path.internal.one"]]
    return [words["path.internal"].format(count=count)]


def _growth(finding: Finding) -> list[tuple[str, dict[str, Part | Parts]]]:
    growth = finding.evidence.get("growth")
    if not growth:
        return []
    facts: dict[str, Part | Parts] = {
        "added": f"{growth['added']:,}",
        "added_bytes": size(growth["added_bytes"]),
        "removed": f"{growth['removed']:,}",
    }
    if finding.evidence.get("churn"):
        return [("growth.churn", facts)]
    if finding.kind in (Kind.CLOSURE_CHAIN, Kind.OBJECT_CHAIN) or "links" in finding.evidence:
        return [("growth.chain", facts)]
    if finding.members is not None:
        return [("growth.collection" if growth["removed"] else "growth.collection.none", facts)]
    return [("growth.new" if growth["new"] and finding.kind is not Kind.ACCUMULATION else "growth.more", facts)]


def node_part(heap: Heap, node: int, text: str) -> Part:
    """A node by a text."""
    return {"node": node, "id": int(heap.ids[node]), "text": _shorten(text)}


def code(text: str) -> Part:
    """A name in the program."""
    return {"code": _shorten(text)}


def _shorten(text: str) -> str:
    half = LONGEST_NAME // 2
    return text if len(text) <= LONGEST_NAME else f"{text[:half]}…{text[-half + 1 :]}"


def _list(parts: list[Part], language: str) -> Parts:
    joint = "、" if language == "zh" else ", "
    return [piece for i, part in enumerate(parts) for piece in ((joint, part) if i else (part,))]


def _plain_part(part: dict[str, Any]) -> str:
    return f"`{part['text']}` @{part['id']}" if "node" in part else f"`{part['code']}`"


def filled(template: str, facts: dict[str, Any]) -> Parts:
    """The template's text with its fields replaced; a field may be text, a part, or several parts."""
    parts: Parts = []
    for text, field, _, _ in Formatter().parse(template):
        if text:
            parts.append(text)
        if field is not None:
            value = facts[field]
            parts.extend(value if isinstance(value, list) else [value])
    return parts


@cache
def words_in(language: str) -> dict[str, str]:
    """All words for findings and paths, by their keys."""
    words: dict[str, str] = json.loads((WORDS / f"{language}.json").read_text("utf-8"))
    return words
