"""What the page may ask: requests in, JSON out. It knows nothing of browsers.

One session at a time: a worker holds one snapshot.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from traceback import clear_frames
from typing import TYPE_CHECKING, Any

from heapglass.heap import Heap, open_heap
from heapglass.service import console_questions, log_questions, opened
from heapglass.service.answering import copy_reply, replied, reply_address
from heapglass.service.estimate import memory_needed
from heapglass.service.files import end_download, export_nodes, next_piece, redact, save
from heapglass.service.opened import the_session
from heapglass.service.other_snapshots import (
    add_earlier,
    export_side,
    forget_base,
    make_room_for_base,
    release_side,
    set_base,
    shapes,
)
from heapglass.service.questions import answer
from heapglass.service.ripening import ripening
from heapglass.service.session import Session
from heapglass.service.telling import Telling
from heapglass.service.warm_up import warm_up
from heapglass.snapshot import read_outline

__all__ = [
    "add_earlier",
    "ask",
    "ask_profile",
    "copy_reply",
    "end_download",
    "estimate",
    "export_nodes",
    "export_side",
    "forget_base",
    "make_room_for_base",
    "next_piece",
    "open",
    "open_profile",
    "redact",
    "release_side",
    "reply_address",
    "ripen",
    "run_typed",
    "save",
    "set_base",
    "shapes",
    "triage",
    "warm_up",
]

if TYPE_CHECKING:
    from heapglass.service.profile_questions import Profiles
    from heapglass.service.read_ahead import Ahead

_ripening: Iterator[None] = iter(())
_profiles: "Profiles | None" = None

Emit = Callable[[str, int, int], object]


def open(  # noqa: A001 -- the page's word for it
    path: str, name: str, emit: Emit, partial: bool = False, ahead: "Ahead | None" = None
) -> int:
    """Read the snapshot at `path` and compute what its Summary needs; leaves its `info` as the reply.

    With `partial`, what can be read of a file that was cut short is opened. Protocol: `partial_questions`.
    Somebody may fetch the file `ahead` of its being read; who does can also end the work between two phases.

    `emit(phase, done, total)` is called as the work goes on. Returns the reply's length in bytes.
    """
    global _ripening

    def whole_or_part() -> Any:
        global _ripening
        with _file(path, ahead) as file:
            heap = open_heap(file, told, partial=partial)
        whole = heap.cut is None or heap.cut.sound
        if whole:
            _prepare(heap)
        opened.session = session = Session(heap, name)
        _ripening = ripening(session) if whole else iter(())
        return answer(session, "info", {})

    def told(phase: str, done: int, total: int) -> None:
        emit(phase, done, total)
        # While it is read, whoever fetches the file is asked for every piece; and once it is open, nobody waits.
        if ahead is not None and opened.session is None and phase != "read" and done == 0:
            from heapglass.service.read_ahead import check_wanted

            check_wanted(ahead)

    opened.session = None
    _ripening = iter(())  # with the snapshot before
    return replied(whole_or_part)


def estimate(path: str) -> int:
    """Tell how much memory opening the file at `path` will need: the reply is {bytes}. Returns the reply's length."""
    return replied(lambda: {"bytes": memory_needed(read_outline(path))})


def ask(request: str) -> int:
    """Answer a request, `{"method": …, "params": {…}}`; returns the reply's length in bytes."""

    def answered() -> Any:
        asked = json.loads(request)
        session, method, params = the_session(), asked["method"], asked.get("params") or {}
        try:
            return answer(session, method, params)
        except MemoryError as error:
            clear_frames(error.__traceback__)
        session.give_back()
        return answer(session, method, params)

    return replied(answered)


def run_typed(request: str, told: Callable[[str], object]) -> int:
    """Run what was typed into the console: params of `console_run`. `told` hears what it prints as it prints it."""

    def answered() -> Any:
        session, params = the_session(), json.loads(request)
        return console_questions.run(session, params, Telling(told).tell)

    return replied(answered)


def ripen() -> int:
    """Make a part of what the first click will need; returns 0 when there is nothing left to make."""
    global _ripening
    try:
        next(_ripening)
        return 1
    except (StopIteration, MemoryError):
        _ripening = iter(())
        return 0


def triage(path: str, name: str, options: str) -> int:
    """Tell what a process's log says; no snapshot is needed. Protocol: `log_questions`."""
    return replied(lambda: log_questions.triage(path, name, options))


def open_profile(path: str, emit: Emit) -> int:
    """Open a sampling profile beside those that are open; no snapshot is needed. Protocol: `profile_questions`."""
    return replied(lambda: _sampling().open(path, emit))


def ask_profile(request: str) -> int:
    """Answer a request about sampling profiles, `{"method": …, "params": {…}}`. Protocol: `profile_questions`."""

    def answered() -> Any:
        asked = json.loads(request)
        return _sampling().answer(asked["method"], asked.get("params") or {})

    return replied(answered)


def _sampling() -> "Profiles":
    global _profiles
    if _profiles is None:
        from heapglass.service.profile_questions import Profiles  # which nobody needs to start

        _profiles = Profiles()
    return _profiles


@contextmanager
def _file(path: str, ahead: "Ahead | None") -> Iterator[Any]:
    if ahead is None:
        yield path
        return
    from heapglass.service.read_ahead import file_ahead  # only in a browser, and not in every one

    with closing(file_ahead(path, ahead)) as file:
        yield file


def _prepare(heap: Heap) -> None:
    """All that the first view needs, in an order that keeps the peak of memory low."""
    # The dominators take most, and so come first; distances next, since with them the rules for edges can go.
    _ = heap.dominator_tree
    _ = heap.distances
    _ = heap.retained_sizes
    _ = heap.summary_columns
