"""The terminal as a whole: every command explains itself, completes, and reads stdin."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from heapglass.cli import MODULES, app
from tests.fixtures.written import written


@pytest.mark.parametrize("name", MODULES)
def test_every_command_has_examples(name: str) -> None:
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0
    _, _, examples = done.output.partition("Examples:")
    assert f"\n      heapglass {name} " in examples


def test_exit_codes_are_told() -> None:
    assert "Exit codes" in CliRunner().invoke(app, ["--help"]).output


def test_the_shell_completes_commands_and_options() -> None:
    for typed, at, found in (("heapglass pro", 1, "profile"), ("heapglass profile --so", 2, "--sort")):
        asked = {"_HEAPGLASS_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(at)}
        done = subprocess.run(
            [sys.executable, "-c", "import sys; sys.argv[0] = 'heapglass'; from heapglass.cli import main; main()"],
            env={**os.environ, **asked}, capture_output=True, text=True,
        )  # fmt: skip
        assert done.stdout.split() == [found], done.stderr


def test_stdin_is_a_file_like_any_other() -> None:
    data = written("kinds").read_bytes()
    told = CliRunner().invoke(app, ["summary", "-", "--json"], input=data)
    assert told.exit_code == 0, told.output
    named = json.loads(CliRunner().invoke(app, ["summary", str(written("kinds")), "--json"]).output)
    assert json.loads(told.output)["classes"] == named["classes"]
    log = b'{"rss": 1000000, "heapTotal": 500000, "heapUsed": 400000}\n' * 3
    assert json.loads(CliRunner().invoke(app, ["triage", "-", "--json"], input=log).output)[0]["name"] == "stdin"


def test_without_colours() -> None:
    command = [sys.executable, "-m", "heapglass", "summary", str(written("kinds")), "--limit", "3"]
    coloured = {**os.environ, "FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm-256color"}
    done = subprocess.run(command, env=coloured, capture_output=True, text=True)
    assert done.returncode == 0
    assert "\x1b[3" not in done.stdout
