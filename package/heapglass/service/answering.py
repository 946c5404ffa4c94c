"""Whatever is asked ends in a reply, and what goes wrong in one that tells what."""

from collections.abc import Callable
from traceback import clear_frames
from typing import Any

from heapglass.service.failures import failure
from heapglass.service.replies import WINDOW, Reply
from heapglass.service.running_out import Reserve

_reply = Reply()
_reserve = Reserve()


def replied(make: Callable[[], Any]) -> int:
    """Make an answer and leave it as the reply; returns its length in bytes."""
    try:
        return _reply.put({"ok": True, "result": make()})
    except Exception as error:
        return failed(error)


def failed(error: Exception) -> int:
    """Leave what went wrong as the reply; returns its length in bytes."""
    clear_frames(error.__traceback__)  # with all that was being made when it came
    with _reserve:
        return _reply.put({"ok": False, "error": failure(error)})


def reply_address() -> int:
    """Where replies are copied to: the address of a buffer of 1 MiB."""
    return int(WINDOW.ctypes.data)


def copy_reply(offset: int) -> int:
    """Copy the reply's next bytes, from `offset` on, to that buffer; returns how many."""
    return _reply.copy(offset)
