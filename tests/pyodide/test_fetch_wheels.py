"""Where the runtime's released wheels come from: any source will do, if the hash is the one that Pyodide names."""

import hashlib
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.places import ROOT

NAME, DATA = "thing-1.0-py3-none-any.whl", b"the wheel"
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def fetch_wheels() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fetch_wheels", ROOT / "worker" / "runtime" / "fetch_wheels.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def nothing(name: str) -> bytes:
    raise OSError("it is not here")


def giving(data: bytes) -> Callable[[str], bytes]:
    return lambda name: data


def test_the_first_source_that_has_it_is_taken(fetch_wheels: ModuleType) -> None:
    sources = {"a": nothing, "b": giving(DATA), "c": nothing}
    assert fetch_wheels.obtain(NAME, SHA256, sources) == (DATA, "b")


def test_another_file_under_that_name_is_passed_over(fetch_wheels: ModuleType) -> None:
    sources = {"a": giving(b"<html>not found</html>"), "b": giving(DATA)}
    assert fetch_wheels.obtain(NAME, SHA256, sources) == (DATA, "b")


def test_why_no_source_would_do_is_said(fetch_wheels: ModuleType) -> None:
    with pytest.raises(SystemExit, match=f"(?s)no source has {NAME}.*a: it is not here.*b: wrong SHA-256"):
        fetch_wheels.obtain(NAME, SHA256, {"a": nothing, "b": giving(b"other")})


def test_clones_on_one_machine_share_what_was_fetched(
    fetch_wheels: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stock = tmp_path / "pyodide"
    stock.mkdir()
    (stock / "package.json").write_text(json.dumps({"version": "1.0"}))
    (stock / "pyodide-lock.json").write_text(json.dumps({"packages": {"thing": {"file_name": NAME, "sha256": SHA256}}}))
    monkeypatch.setattr(fetch_wheels, "SHARED", tmp_path / "shared")
    monkeypatch.setattr(fetch_wheels, "from_release", lambda version: giving(DATA))
    monkeypatch.setattr(fetch_wheels, "from_carrier", nothing)
    for clone in ("one", "two", "two"):
        fetch_wheels.main(str(stock / "pyodide-lock.json"), str(tmp_path / clone), "thing")
        assert (tmp_path / clone / NAME).read_bytes() == DATA
    said = capsys.readouterr().out.splitlines()
    assert [line.split("from ")[1] for line in said] == [
        "the release of Pyodide 1.0",
        "this machine's cache",
        "this project's cache",
    ]
