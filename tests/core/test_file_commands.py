"""`heapglass redact` and `heapglass save`, and what becomes of files with one thing wrong in each."""

import gzip
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import heapglass
from heapglass.cli import app, main
from heapglass.redact import Redaction
from tests.core.test_saved import as_bytes
from tests.core.test_snapshot_bad_files import CODES, EXPECTED, folder
from tests.fixtures.fuzz import fuzz
from tests.places import CORPUS


def run(*arguments: str | Path) -> str:
    made = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert made.exit_code == 0, made.output
    return made.output


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fuzz()["fuzz-12"].write(tmp_path / "a.heapsnapshot")


def test_redact(path: Path) -> None:
    out = path.with_name("b.heapsnapshot.gz")
    said = run("redact", path, out, "--keep", "shapes", "--values", "uniform", "--paths", "hide")
    assert "strings replaced" in said
    assert heapglass.open(out).total_size == heapglass.open(path).total_size
    assert b"a_property_name" not in gzip.decompress(out.read_bytes())
    report = json.loads(run("redact", path, out, "--json"))
    assert report["keep"] == "names"
    assert report["clear"]["class names"]["count"] > 0


def test_save(path: Path) -> None:
    out = path.with_name("a.heapglass")
    assert "of the snapshot" in run("save", path, out, "--no-strings")
    told = json.loads(run("save", path, out, "--json"))
    assert (told["size"], told["snapshot_size"]) == (out.stat().st_size, path.stat().st_size)
    assert json.loads(run("summary", out, "--json"))["classes"] == json.loads(run("summary", path, "--json"))["classes"]


@pytest.mark.parametrize("command", ["redact", "save"])
def test_never_over_the_input(path: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    monkeypatch.setattr("sys.argv", ["heapglass", command, str(path), str(path)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert path.read_bytes() == before


@pytest.mark.skipif(not EXPECTED, reason=f"there is no corpus of snapshots at {CORPUS}")
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_redacted_bad_files(name: str) -> None:
    """What the reader rejects is rejected for the same reason; what it reads has the same figures afterwards."""
    path = folder() / name
    if name in CODES:
        with pytest.raises(heapglass.HeapglassError) as raised:
            Redaction(path)
        assert raised.value.code == CODES[name].removesuffix("-partly")  # a cut file is of no use, however much is left
        return
    text = b"".join(bytes(piece) for piece in Redaction(path).pieces())
    before, after = heapglass.open(path), heapglass.open(io.BytesIO(text))
    assert (before.node_count, before.edge_count, before.total_size) == (
        after.node_count,
        after.edge_count,
        after.total_size,
    )
    assert [row.retained for row in before.summary()] == [row.retained for row in after.summary()]


def test_any_cut(path: Path) -> None:
    """A file that was cut short is told as such, wherever it was."""
    text = as_bytes(fuzz()["fuzz-12"])
    for size in range(1, len(text) - 1, 997):
        with pytest.raises(heapglass.HeapglassError):
            Redaction(io.BytesIO(text[:size]))
