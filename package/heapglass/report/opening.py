"""The sentences a report begins with: how big the heap is and of what, what is wrong with it, what to do next."""

from typing import Any

from heapglass.analysis.suspects.prose import Parts, share
from heapglass.report.words import WORDS
from heapglass.size_text import size

KINDS = ("strings", "js_arrays", "code", "typed_arrays", "system")


def opening(report: dict[str, Any]) -> list[Parts]:
    """Three sentences, or four on several snapshots, in the report's language."""
    words, snapshot = WORDS[report["language"]], report["snapshot"]
    return [
        [
            words["heap"].format(
                total=size(snapshot["total_size"]),
                nodes=f"{snapshot['node_count']:,}",
                edges=f"{snapshot['edge_count']:,}",
                most=_most(report, words),
            )
        ],
        *_growth(report, words),
        _worst(report, words),
        [words[_next(report)]],
    ]


def _most(report: dict[str, Any], words: dict[str, str]) -> str:
    """The kind of thing that most of the memory goes to."""
    statistics = report["statistics"]
    kinds = {kind: statistics[kind] for kind in KINDS}
    kinds["objects"] = statistics["v8_heap"] - sum(kinds[kind] for kind in KINDS if kind != "typed_arrays")
    kinds["native"] = statistics["native"] - statistics["typed_arrays"]
    kind = max(kinds, key=lambda each: kinds[each])
    part = kinds[kind] / statistics["total"] if statistics["total"] else 0
    return words["most"].format(kind=words[f"kind.{kind}"], size=size(kinds[kind]), share=share(part))


def _growth(report: dict[str, Any], words: dict[str, str]) -> list[Parts]:
    growth, trend = report["growth"], report["trend"]
    if not growth:
        return []
    joint = words["joint"]
    parts = joint.join(
        words["cause." + part["cause"]] + " " + size(part["bytes"]) for part in growth["parts"] if part["bytes"]
    )
    sentences: list[Parts] = [
        [
            words["growth"].format(
                earlier=report["snapshot"]["earlier"][0],
                came=size(sum(part["bytes"] for part in growth["parts"])),
                removed_bytes=size(growth["removed_bytes"]),
                parts=parts,
            )
        ]
    ]
    if trend and trend["steps_left"] is not None:
        rate = size(trend["per_step"])
        text = words["trend"].format(rate=rate, limit=size(trend["limit"]), steps=f"{trend['steps_left']:,.0f}")
        if trend["seconds_left"] is not None:
            text += words["trend.time"].format(
                rate=size(trend["per_second"]), hours=f"{trend['seconds_left'] / 3600:,.1f}"
            )
        sentences.append([text])
    return sentences


def _worst(report: dict[str, Any], words: dict[str, str]) -> Parts:
    loud = [finding for finding in report["findings"] if finding["severity"] != "notice"]
    if not loud:
        return [words["none" if not report["findings"] else "quiet"]]
    before, after = words["worst.one" if len(loud) == 1 else "worst"].split("{title}")
    return [before.format(count=len(loud)), *loud[0]["title_parts"], after.format(count=len(loud))]


def _next(report: dict[str, Any]) -> str:
    """What to do now: the more snapshots there are, the less is left to doubt."""
    if not report["snapshot"]["earlier"]:
        return "next.one"
    return "next.two" if len(report["snapshot"]["earlier"]) == 1 else "next.many"
