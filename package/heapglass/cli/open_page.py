"""`heapglass open`: the page, with files in it, from this machine to a browser on this machine."""

import json
import shutil
import webbrowser
from functools import partial
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from secrets import token_urlsafe
from typing import Annotated, BinaryIO

import typer

import heapglass
from heapglass.cli.console import errors, output
from heapglass.cli.site_server import SiteHandler, SiteServer


def run(
    files: Annotated[list[Path] | None, typer.Argument(help="Snapshots, saved analyses and logs to open.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to serve on; 0 takes a free one.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the address as a line of JSON, for scripts.")] = False,
) -> None:
    """Open files on the page, in the browser. Nothing leaves this machine; Ctrl-C ends it.

    Example: heapglass open before.heapsnapshot after.heapsnapshot
    """
    show(files or [], "", port, browser, as_json)


def show(files: list[Path], view: str = "", port: int = 0, browser: bool = True, as_json: bool = False) -> None:
    """Serve the page with `files` in it until Ctrl-C, and open it, at a `view` of its own. Raises typer.Exit."""
    site = site_folder()
    if site is None:
        errors.print(
            "heapglass: this installation has no page in it. Install the wheel that `make wheel` builds, or run "
            "`make site` in the project's folder.",
            markup=False,
        )
        raise typer.Exit(2)
    with served(site, files, port) as server:
        address = server.address + (f"#/{view}" if view else "")
        if as_json:
            typer.echo(json.dumps({"address": address, "files": [str(file) for file in files]}))
        else:
            output.print(f"heapglass is at {address} (Ctrl-C stops it)", markup=False, soft_wrap=True)
        output.file.flush()
        if browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            output.print()


def site_folder() -> Path | None:
    """Where the built page is: in the installed package, or in the project that it was installed from."""
    package = Path(heapglass.__file__).parent
    places = (package / "site", package.parents[1] / "dist" / "site")
    return next((place for place in places if (place / "index.html").is_file()), None)


class FilesServer(SiteServer):
    """The page, and beside it, at an address that nobody can guess, the files to open."""

    def __init__(self, site: Path, files: list[Path], port: int) -> None:
        self.files = files
        self.token = token_urlsafe(24)
        super().__init__(("127.0.0.1", port), partial(FilesHandler, directory=str(site)))

    @property
    def address(self) -> str:
        wanted = f"?open={self.token}" if self.files else ""
        return f"http://127.0.0.1:{self.server_port}/{wanted}"


class FilesHandler(SiteHandler):
    """`/open/TOKEN/` lists the files, `/open/TOKEN/0` is the first."""

    server: FilesServer

    def send_head(self) -> BytesIO | BinaryIO | None:
        # Another site's name that was made to point here must not get to read anything.
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in ("127.0.0.1", "localhost"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        _, folder, token, *rest = [*self.path.split("?")[0].split("/"), "", ""]
        if folder != "open":
            return super().send_head()
        if token != self.server.token:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return self._file(rest[0])

    def _file(self, which: str) -> BytesIO | BinaryIO | None:
        files = self.server.files
        if not which:
            listing = json.dumps([{"name": file.name} for file in files]).encode()
            return self._send(BytesIO(listing), len(listing), "application/json")
        if not (which.isascii() and which.isdigit() and int(which) < len(files)):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        path = files[int(which)]
        try:
            return self._send(path.open("rb"), path.stat().st_size, "application/octet-stream")
        except OSError as error:
            self.send_error(HTTPStatus.NOT_FOUND, error.strerror)
            return None

    def _send(self, content: BinaryIO | BytesIO, size: int, kind: str) -> BinaryIO | BytesIO:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        return content

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]
        shutil.copyfileobj(source, outputfile, 1 << 20)


def served(site: Path, files: list[Path], port: int) -> FilesServer:
    """A server for the page and `files`, which must be there. Raises OSError."""
    for file in files:
        with file.open("rb"):
            pass
    return FilesServer(site, files, port)
