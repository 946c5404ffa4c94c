"""Errors as data: exceptions do not survive the way to the page, their facts do."""

import traceback
from typing import Any

from heapglass.snapshot.errors import HeapglassError


class BadRequestError(HeapglassError):
    """The page asked for something that does not exist or makes no sense."""

    kind = "bad-request"


def failure(error: BaseException) -> dict[str, Any]:
    """What the page shows of an error: `kind`, `code` and `params` for its own words, `message` in English.

    `details` holds the traceback of an error nobody foresaw, and is empty otherwise.
    """
    if isinstance(error, HeapglassError):
        return {
            "kind": error.kind,
            "code": error.code,
            "params": error.params,
            "message": error.message,
            "details": "",
        }
    details = "".join(traceback.format_exception(error))
    if isinstance(error, MemoryError):
        return {
            "kind": "out-of-memory",
            "code": "out-of-memory",
            "params": {},
            "message": "There is not enough memory for this snapshot in a browser tab. "
            "The command line can open it: heapglass summary FILE.",
            "details": details,
        }
    if isinstance(error, OSError):
        return {
            "kind": "unreadable",
            "code": "unreadable",
            "params": {"reason": error.strerror or str(error)},
            "message": f"The file could not be read: {error.strerror or error}. "
            "Has it been moved or changed since it was opened?",
            "details": details,
        }
    return {
        "kind": "internal",
        "code": "internal",
        "params": {},
        "message": "Something went wrong inside heapglass. The file stays where it is; other snapshots stay open.",
        "details": details,
    }
