"""The local server: what a browser needs of it, and nothing more."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.places import ROOT

Serve = Callable[[Path], AbstractContextManager[str]]
SERVER = str(ROOT / "web" / "serve.py")


def get(address: str, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """One request, its path sent as it is written."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return connection.getresponse()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/runtime/pyodide.asm.wasm", "application/wasm"),
        ("/runtime/pyodide.mjs", "text/javascript; charset=utf-8"),
        ("/runtime/pyodide-lock.json", "application/json"),
        ("/runtime/python_stdlib.zip", "application/octet-stream"),
        ("/", "text/html; charset=utf-8"),
    ],
)
def test_types_are_those_that_browsers_insist_on(site: str, path: str, expected: str) -> None:
    reply = get(site, path)
    assert (reply.status, reply.getheader("Content-Type")) == (200, expected)
    assert reply.getheader("X-Content-Type-Options") == "nosniff"


def test_a_rebuilt_file_is_never_taken_from_the_browser_cache(site: str) -> None:
    first = get(site, "/runtime/runtime.json")
    assert first.getheader("Cache-Control") == "no-cache"
    again = get(site, "/runtime/runtime.json", If_Modified_Since=first.getheader("Last-Modified") or "")
    assert again.status == 304


@pytest.mark.parametrize("path", ["/runtime/", "/missing", "/../conftest.py", "/%2e%2e/secret", "//secret", "/a%00b"])
def test_nothing_else_is_shown(serve: Serve, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "site" / "runtime").mkdir(parents=True)
    (tmp_path / "site" / "runtime" / "file").write_text("file")
    with serve(tmp_path / "site") as address:
        reply = get(address, path)
        assert reply.status == 404
        assert b"secret" not in reply.read()


def test_it_is_on_this_machine_alone(site: str) -> None:
    assert urlsplit(site).hostname == "127.0.0.1"


def test_a_busy_port_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run([sys.executable, SERVER, str(tmp_path), port], capture_output=True, text=True, timeout=20)
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert "make run PORT=" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["", "http", "65536", "-1", "８０"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    done = subprocess.run([sys.executable, SERVER, str(tmp_path), port], capture_output=True, text=True, timeout=20)
    assert done.returncode == 1
    assert "is not a port" in done.stderr
