"""Files that are made as they are taken. Protocol: `downloads`, which is many patterns that nobody needs to start."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from heapglass.service.answering import failed, replied
from heapglass.service.failures import BadRequestError
from heapglass.service.opened import the_session
from heapglass.snapshot.window import Progress

if TYPE_CHECKING:
    from heapglass.service.downloads import Download

Begun = tuple["Download", Any]
"""A download, and what there is to tell of it."""

_download: "Download | None" = None


def redact(path: str, options: str, emit: Progress) -> int:
    """Begin a redacted copy of the snapshot at `path`. Protocol: `downloads`."""

    def made() -> Begun:
        from heapglass.service import downloads

        return downloads.redaction(path, options, emit)

    return _begin(made)


def save(options: str) -> int:
    """Begin a saved analysis of the open snapshot. Protocol: `downloads`."""

    def made() -> Begun:
        from heapglass.service import downloads

        return downloads.saving(the_session().heap, options), {}

    return _begin(made)


def export_nodes(options: str) -> int:
    """Begin a file of some nodes of the open snapshot. Protocol: `downloads`."""

    def made() -> Begun:
        from heapglass.service import downloads

        return downloads.exporting(the_session().heap, options), {}

    return _begin(made)


def next_piece() -> int:
    """Move the next bytes of a download to the window. Protocol: `downloads`."""
    try:
        if _download is None:
            raise BadRequestError("no-download", "Nothing is being downloaded.")
        return _download.take()
    except Exception as error:
        return -failed(error)


def end_download() -> None:
    """Give back what a download holds. Protocol: `downloads`."""
    global _download
    if _download is not None:
        _download.close()
        _download = None


def _begin(make: Callable[[], Begun]) -> int:
    """End the download before, and begin another; what it tells is the reply."""

    def begun() -> Any:
        global _download
        end_download()
        _download, told = make()
        return told

    return replied(begun)
