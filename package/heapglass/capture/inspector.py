"""A connection to a program's inspector: commands and their answers, and the events in between."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic
from types import TracebackType
from typing import Any, Self

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

Handler = Callable[[dict[str, Any]], object]

PATIENCE = 20.0
"""Seconds until a connection must be there."""


class CaptureError(Exception):
    """The program cannot be reached, or does not do what it is asked. The text is for people."""


class Inspector:
    """`call` sends a command and waits for its answer; events that come meanwhile go to their handlers."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._open = ExitStack()
        self._last = 0
        self._handlers: dict[str, Handler] = {}

    def __enter__(self) -> Self:
        """Connect. Raises CaptureError."""
        try:
            # A chunk of a snapshot has no limit, and the program is on this machine as a rule: compression would cost.
            self._socket = self._open.enter_context(
                connect(self._address, max_size=None, compression=None, open_timeout=PATIENCE, proxy=None)
            )
        except (OSError, WebSocketException) as error:
            raise CaptureError(f"The inspector at {self._address} does not let us in: {error}") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def on(self, event: str, handler: Handler) -> None:
        """Have `handler` called with the parameters of each such event."""
        self._handlers[event] = handler

    def call(self, method: str, timeout: float | None = None, **params: Any) -> dict[str, Any]:
        """The answer of a command. Raises CaptureError if it fails, or if nothing comes for `timeout` seconds."""
        self._last += 1
        wanted = self._last
        try:
            self._socket.send(json.dumps({"id": wanted, "method": method, "params": params}))
            while True:
                answer = self._dispatch(self._socket.recv(timeout))
                if answer is not None and answer.get("id") == wanted:
                    break
        except TimeoutError:
            raise CaptureError(f"The program has not answered {method} for {timeout:.0f} seconds.") from None
        except (OSError, WebSocketException) as error:
            raise CaptureError(f"The connection broke during {method}: {error}") from None
        if "error" in answer:
            raise CaptureError(f"The program refuses {method}: {answer['error'].get('message', 'no reason given')}")
        result: dict[str, Any] = answer.get("result", {})
        return result

    def listen(self, seconds: float) -> None:
        """Take in events for a while."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            try:
                self._dispatch(self._socket.recv(left))
            except TimeoutError:
                return
            except (OSError, WebSocketException) as error:
                raise CaptureError(f"The connection broke: {error}") from None

    def _dispatch(self, text: str | bytes) -> dict[str, Any] | None:
        """The message, if it is an answer."""
        message: dict[str, Any] = json.loads(text)
        if "id" in message:
            return message
        handler = self._handlers.get(str(message.get("method")))
        if handler:
            handler(message.get("params", {}))
        return None
