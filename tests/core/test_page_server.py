"""`heapglass open`: the page and the files in it, for this machine's browser and nobody else."""

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from heapglass.cli import app, open_page
from heapglass.cli.open_page import FilesServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FilesServer]:
    site = tmp_path / "site"
    (site / "runtime").mkdir(parents=True)
    (site / "index.html").write_text("the page")
    (site / "runtime" / "python.wasm").write_bytes(b"wasm")
    files = [tmp_path / "first.heapsnapshot", tmp_path / "gone.heapsnapshot"]
    for file in files:
        file.write_text(file.name)
    with FilesServer(site, files, 0) as made:
        files[1].unlink()
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def got(server: FilesServer, path: str, host: str = "") -> HTTPResponse:
    where = urlsplit(server.address)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=10)
    connection.request("GET", path, headers={"Host": host or where.netloc})
    return connection.getresponse()


def test_the_page_and_its_files(server: FilesServer) -> None:
    token = urlsplit(server.address).query.removeprefix("open=")
    assert got(server, "/").read() == b"the page"
    wasm = got(server, "/runtime/python.wasm")
    assert wasm.getheader("Content-Type") == "application/wasm"
    assert (wasm.getheader("Cache-Control"), wasm.getheader("X-Content-Type-Options")) == ("no-cache", "nosniff")
    listed = json.loads(got(server, f"/open/{token}/").read())
    assert [each["name"] for each in listed] == ["first.heapsnapshot", "gone.heapsnapshot"]
    first = got(server, f"/open/{token}/0")
    assert first.read() == b"first.heapsnapshot"
    assert first.getheader("Cross-Origin-Resource-Policy") == "same-origin"


def test_nobody_else_can_read_them(server: FilesServer) -> None:
    token = urlsplit(server.address).query.removeprefix("open=")
    refused = ["/runtime/", "/a%00b", "/open/", f"/open/{token[:-1]}{'y' if token.endswith('x') else 'x'}/0"]
    refused += [f"/open/{token}/{which}" for which in ("1", "2", "-1", "0x", "../../etc/passwd")]
    for path in refused:
        assert got(server, path).status == 404, path
    assert got(server, f"/open/{token}/0", host="evil.example").status == 421


def test_without_a_page_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_page, "site_folder", lambda: None)
    done = CliRunner().invoke(app, ["open", "--no-browser"])
    assert done.exit_code == 2
    assert "make site" in done.output


def test_ctrl_c_ends_it(server: FilesServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(open_page, "site_folder", lambda: tmp_path / "site")
    monkeypatch.setattr(open_page.webbrowser, "open", opened.append)
    monkeypatch.setattr(FilesServer, "serve_forever", interrupted)
    done = CliRunner().invoke(app, ["open", str(tmp_path / "first.heapsnapshot"), "--json"])
    assert done.exit_code == 0
    told = json.loads(done.stdout.strip().splitlines()[0])
    assert opened == [told["address"]]
    assert told["files"] == [str(tmp_path / "first.heapsnapshot")]


def interrupted(_: FilesServer) -> None:
    raise KeyboardInterrupt
