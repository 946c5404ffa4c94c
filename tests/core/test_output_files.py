"""Whatever a command writes is there whole or not at all, and never in the place of what it reads."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner

from heapglass.cli import app
from heapglass.whole_file import written_whole
from tests.fixtures.draft import Draft

WRITERS = {
    "nodes": ["nodes", "IN", "-o", "OUT"],
    "save": ["save", "IN", "OUT"],
    "redact": ["redact", "IN", "OUT"],
    "report": ["report", "IN", "-o", "OUT"],
    "check markdown": ["check", "IN", "--max-growth", "5MB", "--markdown", "OUT"],
    "check junit": ["check", "IN", "--max-growth", "5MB", "--junit", "OUT"],
}


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    draft = Draft()
    draft.edge(draft.node("synthetic"), "element", 1, draft.node("object", "Kept", 16))
    return draft.write(tmp_path / "in.html")


def run(command: list[str], source: Path, target: Path) -> int:
    words = [{"IN": str(source), "OUT": str(target)}.get(word, word) for word in command]
    return CliRunner().invoke(app, words).exit_code


@pytest.mark.parametrize("command", WRITERS.values(), ids=list(WRITERS))
@pytest.mark.parametrize("same", ["itself", "link", "hard link", "dotted"])
def test_never_over_the_input(snapshot: Path, tmp_path: Path, command: list[str], same: str) -> None:
    before = snapshot.read_bytes()
    target = tmp_path / "other.html"
    if same == "itself":
        target = snapshot
    elif same == "link":
        target.symlink_to(snapshot)
    elif same == "hard link":
        os.link(snapshot, target)
    else:
        (tmp_path / "folder").mkdir()
        target = tmp_path / "folder" / ".." / snapshot.name
    assert run(command, snapshot, target) != 0
    assert snapshot.read_bytes() == before


@pytest.mark.parametrize("command", WRITERS.values(), ids=list(WRITERS))
def test_whole_or_not_at_all(snapshot: Path, tmp_path: Path, command: list[str]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "out.html"
    target.write_text("what was there")
    broken = tmp_path / "broken.html"
    broken.write_bytes(snapshot.read_bytes()[:-9])
    assert run(command, broken, target) != 0
    assert [path.name for path in folder.iterdir()] == ["out.html"]
    assert target.read_text() == "what was there"
    assert run(command, snapshot, target) in (0, 2)  # a budget of two snapshots may need both
    assert [path.name for path in folder.iterdir()] == ["out.html"]


def test_a_config_is_an_input_too(snapshot: Path, tmp_path: Path) -> None:
    config = tmp_path / "budget.toml"
    config.write_text('max_growth = "5MB"\n')
    words = ["check", str(snapshot), str(snapshot), "--config", str(config), "--markdown", str(config)]
    assert CliRunner().invoke(app, words).exit_code == 2
    assert config.read_text() == 'max_growth = "5MB"\n'


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real", tmp_path / "link", tmp_path / "pipe"
    real.write_text("old")
    link.symlink_to(real)
    with written_whole(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    listener = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    listener.start()
    with written_whole(pipe) as file:
        file.write(b"said")
    listener.join(10)
    assert heard == [b"said"]
    assert pipe.is_fifo()
    shutil.rmtree(tmp_path)
