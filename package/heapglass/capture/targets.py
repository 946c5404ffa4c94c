"""What can be connected to at an inspector's address: `http://HOST:PORT/json/list`."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

from heapglass.capture.inspector import CaptureError

PATIENCE = 10.0
"""Seconds."""
MOST = 16 << 20
"""Bytes of a list of targets: no browser has more pages than that."""
WITH_HEAP = {
    "node",
    "page",
    "worker",
    "shared_worker",
    "service_worker",
    "iframe",
    "webview",
    "background_page",
    "deno",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A program, page or worker. `address` is that of its inspector, which begins with `ws://`."""

    id: str
    type: str
    title: str
    url: str
    address: str


def find_targets(host: str, port: int) -> list[Target]:
    """The targets at an address that have a heap. Raises CaptureError."""
    found = [_target(entry, host, port) for entry in _list(host, port) if isinstance(entry, dict)]
    return [target for target in found if target and target.type in WITH_HEAP]


def _list(host: str, port: int) -> list[Any]:
    connection = HTTPConnection(host, port, timeout=PATIENCE)
    try:
        # Browsers answer only to an address, or to "localhost": another name could be anybody's.
        connection.request("GET", "/json/list", headers={"Host": f"localhost:{port}"})
        reply = connection.getresponse()
        told = json.loads(reply.read(MOST))
    except OSError as error:
        raise CaptureError(
            f"Nothing answers at {host}:{port} ({error.strerror or error}). Start the program with its inspector: "
            f"node --inspect={port} app.js, chrome --remote-debugging-port={port}, deno run --inspect app.ts; "
            "or send a running Node.js the signal SIGUSR1."
        ) from None
    except (HTTPException, ValueError):
        raise CaptureError(f"What answers at {host}:{port} is no inspector.") from None
    finally:
        connection.close()
    if not isinstance(told, list):
        raise CaptureError(f"What answers at {host}:{port} is no inspector.")
    return told


def _target(entry: dict[str, Any], host: str, port: int) -> Target | None:
    address = entry.get("webSocketDebuggerUrl")
    if not isinstance(address, str) or not address.startswith("ws://"):
        return None  # somebody else is connected to it
    # The program may know itself by another name than the one it is reached by (in a container, say).
    path = address.removeprefix("ws://").partition("/")[2]
    text = {key: str(entry.get(key, "")) for key in ("id", "type", "title", "url")}
    return Target(**text, address=f"ws://{host}:{port}/{path}")
