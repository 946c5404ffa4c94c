"""Requests about a process's logs, which need no snapshot, and how much of the process a snapshot explains."""

import json
from pathlib import Path
from typing import Any

from heapglass.service.requests import Params
from heapglass.service.rows import Row
from heapglass.service.session import Session


def triage(path: str, name: str, options: str) -> Row:
    """What the log at `path` says: `heapglass.triage.triage_text`'s answer.

    `options` is JSON: {language, limit: bytes that the process may have, or null}.
    """
    from heapglass.triage import triage_text  # many patterns, which nobody needs to start

    asked: dict[str, Any] = json.loads(options)
    return triage_text(name, Path(path).read_bytes(), asked.get("language", "en"), asked.get("limit"))


def reconciliation(session: Session, params: Params) -> Row | None:
    """How much of a process this snapshot explains: `size` is the process's in a triage; null if the log tells none."""
    from heapglass.triage import reconcile_answer

    heap = session.heap
    size = {key: params["size"].get(key) for key in ("heap_used", "heap_total", "external", "rss")}
    return reconcile_answer(
        float(heap.total_size), float(heap.statistics.native), size, str(params.get("language", "en"))
    )
