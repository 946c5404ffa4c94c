"""What the page may ask: requests in, JSON out. It knows nothing of browsers.

One session at a time: a worker holds one snapshot.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from traceback import clear_frames
from typing import TYPE_CHECKING, Any

from heapglass.analysis.handing_over import Column, Header, hand_over, make_room, take_over
from heapglass.analysis.shapes import Shape
from heapglass.heap import Heap, open_heap
from heapglass.service import console_questions, log_questions
from heapglass.service.comparison_questions import totals
from heapglass.service.estimate import memory_needed
from heapglass.service.failures import BadRequestError, failure
from heapglass.service.questions import answer
from heapglass.service.replies import WINDOW, Reply
from heapglass.service.ripening import ripening
from heapglass.service.running_out import Reserve
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
    "next_piece",
    "open",
    "open_profile",
    "redact",
    "reply_address",
    "ripen",
    "run_typed",
    "save",
    "triage",
    "warm_up",
]

if TYPE_CHECKING:
    from heapglass.service.downloads import Download
    from heapglass.service.profile_questions import Profiles
    from heapglass.service.read_ahead import Ahead

_reply = Reply()
_reserve = Reserve()
_session: Session | None = None
_ripening: Iterator[None] = iter(())
_handed: list[Column] = []  # on their way from or to another worker
_header: Header = {}
_download: "Download | None" = None
_profiles: "Profiles | None" = None

Emit = Callable[[str, int, int], object]


def open(  # noqa: A001 -- the page's word for it
    path: str, name: str, emit: Emit, partial: bool = False, ahead: "Ahead | None" = None
) -> int:
    """Read the snapshot at `path` and compute what its Summary needs; leaves its `info` as the reply.

    With `partial`, what can be read of a file that was cut short is opened. Protocol: `partial_questions`.
    Somebody may fetch the file `ahead` of its being read.

    `emit(phase, done, total)` is called as the work goes on. Returns the reply's length in bytes.
    """
    global _session

    def opened() -> Any:
        global _session, _ripening
        with _file(path, ahead) as file:
            heap = open_heap(file, emit, partial=partial)
        whole = heap.cut is None or heap.cut.sound
        if whole:
            _prepare(heap)
        _session = Session(heap, name)
        _ripening = ripening(_session) if whole else iter(())
        return answer(_session, "info", {})

    _session = None
    return _answer(opened)


def estimate(path: str) -> int:
    """Tell how much memory opening the file at `path` will need: the reply is {bytes}. Returns the reply's length."""
    return _answer(lambda: {"bytes": memory_needed(read_outline(path))})


def ask(request: str) -> int:
    """Answer a request, `{"method": …, "params": {…}}`; returns the reply's length in bytes."""

    def answered() -> Any:
        asked = json.loads(request)
        session, method, params = _open(), asked["method"], asked.get("params") or {}
        try:
            return answer(session, method, params)
        except MemoryError as error:
            clear_frames(error.__traceback__)
        session.give_back()
        return answer(session, method, params)

    return _answer(answered)


def run_typed(request: str, told: Callable[[str], object]) -> int:
    """Run what was typed into the console: params of `console_run`. `told` hears what it prints as it prints it."""

    def answered() -> Any:
        session, params = _open(), json.loads(request)
        return console_questions.run(session, params, Telling(told).tell)

    return _answer(answered)


def ripen() -> int:
    """Make a part of what the first click will need; returns 0 when there is nothing left to make."""
    global _ripening
    try:
        next(_ripening)
        return 1
    except (StopIteration, MemoryError):
        _ripening = iter(())
        return 0


def shapes() -> int:
    """Leave the snapshot's shapes as the reply: what a base of a comparison must class its objects by."""
    return _answer(
        lambda: [{"name": shape.name, "properties": shape.properties} for shape in _open().heap.classes.shapes]
    )


def export_side(shapes: str) -> int:
    """Make ready what another worker needs to compare its snapshot with this one, by that one's `shapes` (JSON).

    The reply is {header, buffers: [{address, bytes}]}. Protocol: `comparison_questions`.
    """

    def exported() -> Any:
        theirs = [Shape(shape["name"], tuple(shape["properties"]), 0) for shape in json.loads(shapes)]
        header, columns = hand_over(_open().heap.comparison_side(theirs))
        _handed[:] = columns
        return {"header": header, "buffers": _buffers()}

    return _answer(exported)


def release_side() -> None:
    """Give back the memory of `export_side`."""
    _handed.clear()


def make_room_for_base(header: str) -> int:
    """Make room for the bytes of a side with that header (JSON); the reply is {buffers: [{address, bytes}]}."""

    def made() -> Any:
        global _header
        _header = json.loads(header)
        _handed[:] = make_room(_header)
        return {"buffers": _buffers()}

    return _answer(made)


def set_base() -> int:
    """Compare with the side whose bytes have been put where `make_room_for_base` said; the reply is its totals."""

    def compared() -> Any:
        session = _open()
        if not _handed:
            raise BadRequestError("no-base", "There is no snapshot to compare this one with yet.")
        session.base = take_over(_header, _handed)
        _handed.clear()
        return totals(session.comparison)

    return _answer(compared)


def add_earlier(first: bool) -> int:
    """Take the side whose bytes have been put where `make_room_for_base` said as one that a trend is told over; the
    `first` one forgets those before."""

    def added() -> None:
        session = _open()
        if not _handed:
            raise BadRequestError("no-base", "There is no snapshot to compare this one with yet.")
        if first:
            session.forget_earlier()
        session.add_earlier(take_over(_header, _handed))
        _handed.clear()

    return _answer(added)


def forget_base() -> int:
    """End the comparison, and the trend."""

    def forgotten() -> None:
        session = _open()
        session.base = None
        session.forget_earlier()

    return _answer(forgotten)


def triage(path: str, name: str, options: str) -> int:
    """Tell what a process's log says; no snapshot is needed. Protocol: `log_questions`."""
    return _answer(lambda: log_questions.triage(path, name, options))


def open_profile(path: str, emit: Emit) -> int:
    """Open a sampling profile beside those that are open; no snapshot is needed. Protocol: `profile_questions`."""
    return _answer(lambda: _sampling().open(path, emit))


def ask_profile(request: str) -> int:
    """Answer a request about sampling profiles, `{"method": …, "params": {…}}`. Protocol: `profile_questions`."""

    def answered() -> Any:
        asked = json.loads(request)
        return _sampling().answer(asked["method"], asked.get("params") or {})

    return _answer(answered)


def redact(path: str, options: str, emit: Emit) -> int:
    """Begin a redacted copy of the snapshot at `path`. Protocol: `downloads`."""

    def begun() -> Any:
        from heapglass.service import downloads  # many patterns, which nobody needs to start

        global _download
        end_download()
        _download, report = downloads.redaction(path, options, emit)
        return report

    return _answer(begun)


def save(options: str) -> int:
    """Begin a saved analysis of the open snapshot. Protocol: `downloads`."""

    def begun() -> Any:
        from heapglass.service import downloads  # many patterns, which nobody needs to start

        global _download
        end_download()
        _download = downloads.saving(_open().heap, options)
        return {}

    return _answer(begun)


def export_nodes(options: str) -> int:
    """Begin a file of some nodes of the open snapshot. Protocol: `downloads`."""

    def begun() -> Any:
        from heapglass.service import downloads

        global _download
        end_download()
        _download = downloads.exporting(_open().heap, options)
        return {}

    return _answer(begun)


def next_piece() -> int:
    """Move the next bytes of a download to the window. Protocol: `downloads`."""
    try:
        if _download is None:
            raise BadRequestError("no-download", "Nothing is being downloaded.")
        return _download.take()
    except Exception as error:
        return -_failed(error)


def end_download() -> None:
    """Give back what a download holds. Protocol: `downloads`."""
    global _download
    if _download is not None:
        _download.close()
        _download = None


def reply_address() -> int:
    """Where replies are copied to: the address of a buffer of 1 MiB."""
    return int(WINDOW.ctypes.data)


def copy_reply(offset: int) -> int:
    """Copy the reply's next bytes, from `offset` on, to that buffer; returns how many."""
    return _reply.copy(offset)


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
    from heapglass.service.read_ahead import FileAhead  # only in a browser, and not in every one

    with closing(FileAhead(path, ahead)) as file:
        yield file


def _open() -> Session:
    if _session is None:
        raise BadRequestError("nothing-open", "No snapshot is open.")
    return _session


def _buffers() -> list[dict[str, int]]:
    return [{"address": int(column.ctypes.data), "bytes": column.nbytes} for column in _handed]


def _prepare(heap: Heap) -> None:
    """All that the first view needs, in an order that keeps the peak of memory low."""
    # The dominators take most, and so come first; distances next, since with them the rules for edges can go.
    _ = heap.dominator_tree
    _ = heap.distances
    _ = heap.retained_sizes
    _ = heap.summary_columns


def _answer(make: Callable[[], Any]) -> int:
    try:
        return _reply.put({"ok": True, "result": make()})
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    clear_frames(error.__traceback__)  # with all that was being made when it came
    with _reserve:
        return _reply.put({"ok": False, "error": failure(error)})
