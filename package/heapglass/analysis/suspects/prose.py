"""Findings in words: sentences made of text and of the things they speak of, which a page can make clickable."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from heapglass.analysis.scripts import SCRIPT_PREFIX
from heapglass.analysis.suspects.finding import Finding, Kind, Step
from heapglass.heap import Heap
from heapglass.nodes import Edge

LANGUAGES = ("en", "zh")
WORDS = Path(__file__).with_name("words")
LONGEST_NAME = 80
NEAR = 5
UNITS = ("B", "kB", "MB", "GB", "TB")
FOLDED_TYPES = ("array", "hidden", "code", "object shape", "synthetic", "number", "symbol")

Part = str | dict[str, Any]
"""A piece of a sentence: text, or `{"node": ordinal, "id": id, "text": …}` for a node, `{"code": …}` for a name."""
Parts = list[Part]


@dataclass(slots=True)
class Told:
    """A finding in words. `path` has a phrase for each step from the object to the GC root."""

    title: Parts
    text: list[Parts]
    advice: str
    path: list[Parts]


def tell(heap: Heap, finding: Finding, language: str = "en") -> Told:
    """The finding in a language ("en" or "zh")."""
    words = words_in(language)
    subject = _subject(heap, finding, words)
    facts: dict[str, Part | Parts] = {
        "subject": subject,
        "count": f"{finding.count:,}",
        "class_name": code(finding.class_name),
        "bytes": size(finding.bytes),
        "share": share(finding.share),
        "kept": f"{finding.evidence.get('kept_by_holder', 0):,}",
        "variables": _list([code(name) for name in finding.evidence.get("variables", [])], language),
        "examples": _list([code(text) for text in finding.evidence.get("examples", [])], language),
    }
    text = [filled(words[f"{finding.kind}.text"], facts)]
    if finding.evidence.get("runtime"):
        text.append([words["collection.runtime"]])
    if finding.evidence.get("place"):
        text.append(filled(words["place"], {"place": code(finding.evidence["place"])}))
    text += [filled(words[key], values) for key, values in _growth(finding)]
    if finding.within is not None:
        text.append(filled(words["within"], {"number": str(finding.within + 1)}))
    return Told(
        title=filled(words[f"{finding.kind}.title"], facts),
        text=text,
        advice=words[f"{finding.kind}.advice"],
        path=path_in_words(heap, finding.path, language),
    )


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


def size(value: float) -> str:
    """Bytes for people: `328 MB`, `12.3 kB`, `968 B`; three significant digits, powers of 1000."""
    unit = 0
    while abs(value) >= 999.5 and unit < len(UNITS) - 1:
        value /= 1000
        unit += 1
    digits = 0 if unit == 0 or abs(value) >= 99.95 else 1 if abs(value) >= 9.995 else 2
    return f"{value:.{digits}f} {UNITS[unit]}"


def share(value: float) -> str:
    """A share of the heap in percent."""
    percent = 100 * value
    return f"{percent:.0f} %" if percent >= 9.5 else f"{percent:.1f} %" if percent >= 0.1 else "< 0.1 %"


def _subject(heap: Heap, finding: Finding, words: dict[str, str]) -> Parts:
    """What to look at: its name where it is kept, and its class."""
    node = finding.evidence.get("holder", finding.node) if finding.kind is Kind.DETACHED_DOM else finding.node
    path = finding.path[1:] if finding.kind is Kind.DETACHED_DOM else finding.path
    class_name = node_part(heap, node, heap.node(node).class_name)
    if finding.kind is Kind.SOURCE_TEXT and path:
        name: str | None = heap.node(path[0].holder).name.removeprefix(SCRIPT_PREFIX)
    else:
        name = _dotted_name(heap, path)
    if name is None:
        return filled(words["subject.unnamed"], {"class_name": class_name})
    return filled(words["subject.named"], {"name": code(name), "class_name": class_name})


def _dotted_name(heap: Heap, path: list[Step]) -> str | None:
    """How the program gets at it, from the nearest variable or global on: `state.sessions`, `rows[3].cells`."""
    name = ""
    for step in path[:NEAR]:
        edge = Edge(heap, step.edge, step.holder)
        if edge.type == "context":
            return f"{edge.name}{name}"
        if edge.type == "property":
            name = f".{edge.name}{name}"
        elif edge.type == "element" and heap.node(step.holder).type == "object":
            name = f"[{edge.name}]{name}"
        if int(heap.distances[step.holder]) <= 1:
            break
    return name.removeprefix(".") or None


def step_phrase(heap: Heap, step: Step, words: dict[str, str]) -> Parts | None:
    """The step in words; None for one that only the engine knows of."""
    edge = Edge(heap, step.edge, step.holder)
    keeper = heap.node(step.holder)
    who = holder(heap, step.holder, words)
    if edge.type == "context":
        return filled(words["path.context"], {"name": code(str(edge.name)), "holder": who})
    if keeper.type == "closure" and edge.name == "context":
        return filled(words["path.scope"], {"holder": who})
    if keeper.type in FOLDED_TYPES or keeper.name.startswith("system / "):
        return None
    if edge.type == "property":
        return filled(words["path.property"], {"name": code(str(edge.name)), "holder": who})
    if edge.type == "element":
        return filled(words["path.element"], {"name": str(edge.name), "holder": who})
    return None


def holder(heap: Heap, node: int, words: dict[str, str]) -> Parts:
    """What to call a node that keeps another."""
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
    added = f"{growth['added']:,}"
    if finding.kind is Kind.COLLECTION:
        removed = growth["removed"]
        key = "growth.collection" if removed else "growth.collection.none"
        return [(key, {"added": added, "added_bytes": size(growth["added_bytes"]), "removed": f"{removed:,}"})]
    if finding.kind in (Kind.CLOSURE_CHAIN, Kind.OBJECT_CHAIN):
        return [("growth.chain", {"added": added})]
    return [("growth.new", {})]


def node_part(heap: Heap, node: int, text: str) -> Part:
    """A node under some name."""
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
