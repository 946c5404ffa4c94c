"""A snapshot that wants to steer the terminal: whatever is printed of it, or of its name, stays text."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from heapglass.cli import app
from tests.fixtures.hostile import hostile_pair


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return hostile_pair(tmp_path_factory.mktemp("hostile"))


def ran(*words: str | Path) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, (words, done.output[-500:], done.exception)
    return done.output


def assert_legible(said: str) -> None:
    """Nothing in it steers a terminal, or changes the order of letters."""
    assert not [letter for letter in said if (ord(letter) < 32 and letter != "\n") or 0x7F <= ord(letter) < 0xA0]
    assert not set("\u202e\u202c\u2066\u2069\u2028\u2029\u0000") & set(said)


COMMANDS = [
    *["summary FILE --limit 0", "nodes FILE --limit 0", "node FILE 3", "report FILE", "report BASE FILE"],
    *["compare BASE FILE --limit 0", "dominators FILE --limit 0", "dominators FILE 3", "retainers FILE 45"],
    *["path FILE 45", "strings FILE --limit 0"],
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_terminal(files: tuple[Path, Path], command: str) -> None:
    words = [{"FILE": files[1], "BASE": files[0]}.get(word, word) for word in command.split()]
    assert_legible(ran(*words))
    told: Any = json.loads(ran(*words, "--json"))
    assert told


def test_what_the_terminal_says_of_what_it_did(files: tuple[Path, Path], tmp_path: Path) -> None:
    base, later = files
    named = tmp_path / "\x1b[31mred\u202egnp.heapsnapshot"
    named.write_bytes(base.read_bytes())
    for words in (
        ["check", base, later, "--max-growth", "1kB"],
        ["redact", named, tmp_path / "\x1b[2J.heapsnapshot", "--keep", "names"],
        ["save", named, tmp_path / "\x1b[2J.heapglass"],
        ["report", named, "-o", tmp_path / "\x1b[2J.html"],
        ["summary", named],
    ):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code in (0, 1), (words, done.output, done.exception)
        assert_legible(done.output)


@pytest.mark.parametrize("content", [b"{", b"<html>", b'{"snapshot":{"meta":{"\x1b[31m":1}}}', None], ids=str)
def test_what_the_terminal_says_of_bad_files(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "\x1b[31mred\u202egnp.heapsnapshot"
    if content is not None:
        path.write_bytes(content)
    command = [sys.executable, "-m", "heapglass", "summary", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 2, done.stderr
    assert_legible(done.stdout + done.stderr)
