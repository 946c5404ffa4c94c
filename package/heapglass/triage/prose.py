"""Verdicts in words: sentences made of text and of the names and commands they speak of."""

import json
from dataclasses import dataclass
from functools import cache
from itertools import count
from math import isfinite
from pathlib import Path
from string import Formatter
from typing import Any

from heapglass.size_text import size
from heapglass.triage.limits import Deadline
from heapglass.triage.measures import JS_ROWS, Side
from heapglass.triage.model import ROW, Measure, Remark
from heapglass.triage.one_clock import Clock
from heapglass.triage.platforms import Platform
from heapglass.triage.verdict import Evidence, Kind, Verdict

WORDS = Path(__file__).with_name("words")
LANGUAGES = ("en", "zh")
SPANS = (("day", 86_400.0), ("hour", 3600.0), ("minute", 60.0), ("second", 1.0))
AGES = 365 * 86_400.0
READABLE_RATE = 100e6
GRAPHICS = (f"{ROW}GL", f"{ROW}Graph", f"{ROW}dmabuf")
PROBABLE, POSSIBLE = 0.85, 0.6
LONGEST_NAME = 60

Part = str | dict[str, str]
"""A piece of a sentence: text, or `{"code": …}` for a name or a command."""
Parts = list[Part]


@dataclass(slots=True)
class Told:
    """A verdict in words: a title, what it means and what speaks for it, and what to do next."""

    title: Parts
    text: list[Parts]
    next: list[Parts]


def tell(verdict: Verdict, language: str = "en") -> Told:
    """The verdict in a language ("en" or "zh")."""
    words = words_in(language)
    scope = _scope(verdict)
    title = next(words[key] for key in _titles(verdict, scope) if key in words)
    text = [_fill(words[f"{verdict.kind}{scope}.text"], {})]
    text += [evidence_in_words(one, language) for one in verdict.evidence]
    if verdict.kind is Kind.NATIVE and verdict.subject and verdict.subject.side in (Side.OUTSIDE, Side.PROCESS):
        text.insert(2, _fill(words["by-size-only"], {}))
    if verdict.deadline:
        text.append(deadline_in_words(verdict.deadline, language))
    return Told(_fill(title, {}), text, _next(verdict, scope, words))


def evidence_in_words(evidence: Evidence, language: str = "en") -> Parts:
    """One fact as a sentence."""
    words, facts = words_in(language), evidence.facts
    key = evidence.key
    measure, clock = str(facts.get("measure", "")), Clock(str(facts.get("clock", Clock.SAMPLES)))
    if key == "rises" and measure == Measure.PAGE_CACHE:
        key = "page-cache"
    elif key == "rises" and float(facts["points"]) < 4:
        key = "rises.few"
    values: dict[str, Part | Parts] = {}
    for name, value in facts.items():
        if name in ("first", "last", "change"):
            values[name] = size(float(value))
        elif name in ("slope", "low", "high"):
            values["rate" if name == "slope" else name] = rate(float(value), clock, language)
        elif name in ("share", "utilisation", "freed"):
            values[name] = percent(float(value))
        elif name == "span":
            values[name] = span(float(value), clock, language)
        elif isinstance(value, str):
            values[name] = value
        else:
            values[name] = f"{value:,.0f}"
    if key == "rises" and values["low"] == values["high"]:
        key = "rises.exactly"
    if measure:
        values["measure"] = measure_in_words(measure, str(facts.get("track", "")), language)
    return _fill(words[key], values)


def measure_in_words(measure: str, track: str = "", language: str = "en") -> Parts:
    """A measure's name; `track` tells several of one measure apart."""
    words = words_in(language)
    if measure.startswith(ROW):
        named = _fill(words["measure.row"], {"label": shortened(measure.removeprefix(ROW))})
    else:
        named = _fill(words[f"measure.{measure}"], {})
    return _fill(words["measure.of"], {"measure": named, "track": shortened(track)}) if track else named


def deadline_in_words(deadline: Deadline, language: str = "en") -> Parts:
    """When the limit is reached."""
    words = words_in(language)
    facts: dict[str, Part | Parts] = {
        "reach": words[f"reach.{deadline.reach}"],
        "limit": size(deadline.limit),
        "left": span(deadline.left, deadline.clock, language),
        "soonest": span(deadline.soonest, deadline.clock, language),
        "latest": span(deadline.latest, deadline.clock, language),
    }
    open_ended = not isfinite(deadline.latest)
    vague = deadline.latest == deadline.soonest
    key = ".reached" if deadline.reached else ".open" if open_ended else ".about" if vague else ""
    return _fill(words[f"deadline{key}"], facts)


def remark_in_words(remark: Remark, language: str = "en") -> Parts:
    """A remark on the log itself."""
    values: dict[str, Part | Parts] = {"line": f"{remark.line:,}"}
    for name, value in remark.facts.items():
        values[name] = value if isinstance(value, str) else f"{value:,.0f}" if name == "count" else size(value)
    return _fill(words_in(language)[f"remark.{remark.key}"], values)


def plain(parts: Parts) -> str:
    """A sentence as plain text; names and commands stand in backticks."""
    return "".join(part if isinstance(part, str) else f"`{part['code']}`" for part in parts)


def percent(share: float) -> str:
    """A share in percent."""
    value = 100 * share
    return f"{value:.0f} %" if value >= 9.5 or value == 0 else f"{value:.1f} %"


def rate(slope: float, clock: Clock, language: str = "en") -> str:
    """Bytes per unit of time, over a time that makes them readable."""
    words = words_in(language)
    if clock is Clock.SAMPLES:
        return words["per.sample"].format(size=size(slope))
    unit, seconds = next((one for one in SPANS if abs(slope) * one[1] <= READABLE_RATE), SPANS[-1])
    return words[f"per.{unit}"].format(size=size(slope * seconds))


def span(value: float, clock: Clock, language: str = "en") -> str:
    """A length of time, or a number of samples."""
    words = words_in(language)
    if clock is Clock.SAMPLES:
        return words["for.sample"].format(count=f"{value:,.0f}") if isfinite(value) else words["for.ages"]
    if not value <= AGES:
        return words["for.ages"]
    unit, seconds = next((one for one in SPANS if value >= 2 * one[1]), SPANS[-1])
    amount = value / seconds
    digits = 0 if amount >= 99.5 else 1 if amount >= 9.95 else 2
    return words[f"for.{unit}"].format(count=f"{amount:,.{digits}f}".removesuffix(".00").removesuffix(".0"))


def shortened(text: str) -> str:
    """A name of the log as one line of no more than LONGEST_NAME characters."""
    line = " ".join(text.split()).replace("`", "'")
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"


@cache
def words_in(language: str) -> dict[str, str]:
    """All words of a language. Raises KeyError for one that there is not."""
    if language not in LANGUAGES:
        raise KeyError(language)
    text = (WORDS / f"{language}.json").read_text("utf-8")
    words: dict[str, str] = json.loads(text)
    return words


def _scope(verdict: Verdict) -> str:
    """Which words of a kind to take. Where a log says nothing of memory outside the JS heap, only that is judged."""
    if verdict.kind is Kind.RSS_ONLY and verdict.subject and verdict.subject.measure == Measure.NATIVE_HEAP:
        return ".native"
    only_heap = not set(verdict.known) - {Side.JS_HEAP, Side.OTHER}
    return ".js-heap" if verdict.kind is Kind.NO_LEAK and only_heap else ""


def _titles(verdict: Verdict, scope: str) -> list[str]:
    title = f"{verdict.kind}{scope}.title"
    if verdict.confidence < POSSIBLE:
        return [f"{title}.possibly", title]
    return [f"{title}.probably", title] if verdict.confidence < PROBABLE else [title]


def _next(verdict: Verdict, scope: str, words: dict[str, str]) -> list[Parts]:
    measure = verdict.subject.measure if verdict.subject else ""
    ark = measure == Measure.ARK_TS_HEAP or measure.removeprefix(ROW) in JS_ROWS
    variant = ".ark" if ark else ".graphics" if measure in GRAPHICS else scope
    platform = verdict.platform if verdict.platform in (Platform.HARMONY, Platform.NODE) else "any"
    for stem in (f"{platform}.{verdict.kind}{variant}", f"{platform}.{verdict.kind}", f"any.{verdict.kind}"):
        if f"next.{stem}.1" in words:
            return [_fill(words[f"next.{stem}.{step}"], {}) for step in _steps(stem, words)]
    return _next_of(verdict.kind, words)


def _next_of(kind: Kind, words: dict[str, str]) -> list[Parts]:
    """Advice for Node where a platform has none of its own: containers run Node, too."""
    stem = f"node.{kind}"
    return [_fill(words[f"next.{stem}.{step}"], {}) for step in _steps(stem, words)]


def _steps(stem: str, words: dict[str, str]) -> list[int]:
    steps: list[int] = []
    for step in count(1):
        if f"next.{stem}.{step}" not in words:
            return steps
        steps.append(step)
    return steps


def _fill(template: str, facts: dict[str, Any]) -> Parts:
    """The template's text with its fields replaced and what stands in backticks made code.

    A field may be text or parts. Fields inside backticks are text.
    """
    parts: Parts = []
    for place, piece in enumerate(template.split("`")):
        if place % 2:
            parts.append({"code": piece.format_map(facts) if "{" in piece else piece})
            continue
        for text, field, _, _ in Formatter().parse(piece):
            if text:
                parts.append(text)
            if field is not None:
                value = facts[field]
                parts.extend(value if isinstance(value, list) else [value])
    return parts
