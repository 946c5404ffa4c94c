"""How the terminal shows progress, sizes and names."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from heapglass.cli.input import reading
from heapglass.heap import Heap, open_heap
from heapglass.size_text import size as size

output = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

SYSTEM_DISTANCE = 100_000_000
PHASES = {
    "read": "Reading",
    "write": "Writing",
    "fleet": "Measuring",
    "sizes": "Shallow sizes",
    "edges": "Edges",
    "dominators": "Dominators",
    "distances": "Distances",
    "classes": "Classes",
    "retainers": "Retainers",
    "garbage": "Collecting garbage",
    "capture": "Taking the snapshot",
    "recording": "Recording",
}


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on stderr, which goes away when the work is done; gives what the work reports to."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bars:
        task = bars.add_task(title, total=None)

        def progress(phase: str, done: int, total: int) -> None:
            bars.update(task, description=PHASES.get(phase, phase), completed=done, total=total or None)

        yield progress


@contextmanager
def opened(path: Path, partial: bool = False) -> Iterator[Heap]:
    """Open a snapshot with a progress bar; `partial` also what can be read of one that was cut short."""
    with progress_bar("Opening") as progress:
        yield open_heap(reading(path), progress, partial=partial)


def distance(value: int) -> str:
    return str(value) if 0 <= value < SYSTEM_DISTANCE else "−"


def plain(text: str, longest: int = 60) -> str:
    """A snapshot's string as one harmless line: nothing in it may steer the terminal."""
    shown = text if len(text) <= longest else f"{text[: longest // 2]}…{text[-(longest // 2) + 1 :]}"
    return "".join(
        character
        if unicodedata.category(character)[0] != "C" and character not in "\u2028\u2029"
        else "\N{REPLACEMENT CHARACTER}"
        for character in shown
    )


def print_json(answer: Any) -> None:
    """JSON on stdout, ASCII only: a snapshot may hold lone surrogates, which no other encoding can carry."""
    json.dump(answer, sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")
