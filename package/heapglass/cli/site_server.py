"""Serves a folder of the built page on this machine alone."""

import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO


class SiteHandler(SimpleHTTPRequestHandler):
    """Files with the types that browsers insist on, always asked for anew, and no listing of folders."""

    protocol_version = "HTTP/1.1"
    # Pyodide never starts when its WebAssembly comes as another type; the machine's own table may say anything.
    extensions_map = {  # noqa: RUF012
        "": "application/octet-stream",
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".map": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    }

    def send_head(self) -> BytesIO | BinaryIO | None:
        try:
            return super().send_head()
        except ValueError:  # a path that no file can have, with a NUL in it
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def guess_type(self, path: object) -> str:
        return self.extensions_map.get(Path(str(path)).suffix.lower(), self.extensions_map[""])

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Only what fails is worth a line."""


class SiteServer(ThreadingHTTPServer):
    daemon_threads = True
    # Where the system lets two servers share a port, a busy one would not be noticed.
    allow_reuse_port = False

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a reader may leave at any time
            super().handle_error(request, client_address)  # type: ignore[arg-type]
