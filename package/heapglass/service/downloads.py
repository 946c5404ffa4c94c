"""Files that the page offers to keep: a redacted copy of a snapshot, a saved analysis, some nodes as JSON. They are
made as they are taken.

    service.redact(path, options, emit) -> int
        Reads the snapshot; the reply is the report, `redact.Report.as_data()`: show what is still in the clear before
        the file is taken. `options` is JSON, all of it optional: {"keep": "names" | "shapes", "values": "stable" |
        "uniform", "paths": "keep" | "hide", "gzip": boolean}. `emit` is as in `open`, with the phases `read` and,
        while the file is taken, `write`. No snapshot need be open.
    service.save(options) -> int
        Of the open snapshot; the reply is {}. `options`: {"strings": boolean}. The file is for `open`, and called
        NAME.heapglass.
    service.export_nodes(options) -> int
        Nodes of the open snapshot as JSON, in v8-profiler-rs's fields (`export.nodes`); the reply is {}. `options`:
        {"ordinals": [number], "depth": number, "references": number}; without the last two, no further nodes, and all
        references.
    service.next_piece() -> int
        Copies the next bytes, at most 1 MiB, to where `reply_address` says, and returns how many; 0 when all were
        taken. Below 0: the size, negated, of a reply that tells what failed.
    service.end_download() -> None
        Gives back what a download holds; also to stop one halfway.

The page slices each piece from HEAPU8 and writes it where the user chose (File System Access), to OPFS, or to a Blob.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from heapglass.export.nodes import exported
from heapglass.heap import Heap
from heapglass.redact import Keep, Options, Paths, Redaction, Values
from heapglass.redact.file import gzipped
from heapglass.service.failures import BadRequestError
from heapglass.service.replies import WINDOW
from heapglass.service.requests import Params
from heapglass.snapshot.window import Progress


class Download:
    """A file in the making. `take` moves its next bytes to the window."""

    def __init__(self, pieces: Iterable[bytes | memoryview], close: Callable[[], None] = lambda: None) -> None:
        self._pieces: Iterator[bytes | memoryview] = iter(pieces)
        self._left = memoryview(b"")
        self.close = close

    def take(self) -> int:
        """Fill the window; returns how many bytes it has then: fewer than its size only at the end."""
        done = 0
        while done < WINDOW.size:
            if not self._left:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                self._left = memoryview(piece)
                continue
            count = min(len(self._left), WINDOW.size - done)
            WINDOW[done : done + count] = np.frombuffer(self._left[:count], np.uint8)
            self._left = self._left[count:]
            done += count
        return done


def redaction(path: str | os.PathLike[str], options: str, progress: Progress) -> tuple[Download, dict[str, Any]]:
    """A redacted copy of the snapshot at `path`, and the report. Raises BadRequestError, and what `Redaction` does."""
    wanted = _params(options)
    try:
        chosen = Options(
            Keep(wanted.get("keep", "names")),
            Values(wanted.get("values", "stable")),
            Paths(wanted.get("paths", "keep")),
        )
    except ValueError as error:
        raise BadRequestError("bad-option", f"Not an option of a redaction: {error}.", reason=str(error)) from error
    made = Redaction(path, chosen, progress)
    pieces = gzipped(made.pieces()) if wanted.get("gzip") else made.pieces()
    return Download(pieces, made.close), made.report.as_data()


def saving(heap: Heap, options: str) -> Download:
    """A saved analysis of the open snapshot."""
    return Download(heap.saved(bool(_params(options).get("strings", True))))


def exporting(heap: Heap, options: str) -> Download:
    """Some nodes as JSON. Raises BadRequestError, and NoSuchNodeError for an ordinal of no node."""
    wanted = _params(options)
    try:
        ordinals = [heap.node(int(ordinal)).ordinal for ordinal in wanted["ordinals"]]
        depth, references = int(wanted.get("depth", 0)), wanted.get("references")
        most = None if references is None else max(0, int(references))
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequestError("bad-option", f"Not an option of an export: {error}.", reason=str(error)) from error
    return Download(exported(heap, np.array(ordinals, np.uint32), depth, most))


def _params(options: str) -> Params:
    found = json.loads(options or "{}")
    if not isinstance(found, dict):
        raise BadRequestError("bad-option", "Options are an object.", reason=repr(found))
    return found
