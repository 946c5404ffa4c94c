"""How much of a process a snapshot explains, as plain data, for the page."""

from typing import Any

from heapglass.size_text import size
from heapglass.triage.prose import words_in
from heapglass.triage.reconcile import ProcessSize, reconcile


def reconcile_answer(
    total: float, native: float, process: dict[str, float | None], language: str = "en"
) -> dict[str, Any] | None:
    """A snapshot against a process, told by its `size` in a triage: how much of the process is in the snapshot.

    `total` and `native` are the snapshot's bytes, of all its nodes and of its native ones. Returns None if the log has
    no size, else {whole, explained, share, title, text, parts: [{part, label, bytes}]}.
    """
    words = words_in(language)
    found = reconcile(total, native, ProcessSize(**process))
    if found is None:
        return None
    facts = {
        "whole": size(found.whole),
        "explained": size(found.explained),
        "bytes": size(found.bytes),
    }
    return {
        "whole": found.whole,
        "explained": found.explained,
        "share": found.share,
        "title": words["reconcile.title"].format_map(facts),
        "text": words[f"reconcile.{found.say}"].format_map(facts),
        "parts": [
            {"part": part.value, "label": words[f"part.{part}"], "bytes": bytes_} for part, bytes_ in found.parts
        ],
    }
