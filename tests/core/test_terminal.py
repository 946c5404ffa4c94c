"""The terminal as a whole: every command explains itself, completes, and reads stdin."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import heapglass
from heapglass.cli import MODULES, app, main
from tests.core.test_comparison import leaking
from tests.fixtures.written import written


@pytest.mark.parametrize("name", MODULES)
def test_every_command_has_examples(name: str) -> None:
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0
    _, _, examples = done.output.partition("Examples:")
    assert f"\n      heapglass {name} " in examples


@pytest.mark.parametrize("name", MODULES)
def test_every_command_answers_in_json(name: str) -> None:
    assert "--json" in CliRunner().invoke(app, [name, "--help"]).output


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


def run_on_a_terminal(command: list[str], stop_after: bytes = b"") -> tuple[int, bytes, bytes]:
    """Its exit code, what it printed, and what the terminal saw of stderr; Ctrl-C once that has `stop_after` in it."""
    leader, follower = pty.openpty()
    seen = b""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, start_new_session=True) as process:
        os.close(follower)
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # nobody has the other end open any more
                break
            if not piece:
                break
            seen += piece
            if stop_after and stop_after in seen:
                process.send_signal(signal.SIGINT)
                stop_after = b""
        os.close(leader)
        printed = process.stdout.read() if process.stdout else b""
        return process.wait(60), printed, seen


def test_progress_is_for_a_terminal_only() -> None:
    command = [sys.executable, "-m", "heapglass", "summary", str(written("kinds")), "--json"]
    alone = subprocess.run(command, capture_output=True)
    assert (alone.returncode, alone.stderr) == (0, b"")
    code, printed, seen = run_on_a_terminal(command)
    assert (code, json.loads(printed)) == (0, json.loads(alone.stdout))
    assert b"Opening" in seen or b"Reading" in seen


def test_ctrl_c_stops_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    fifo = tmp_path / "slow.heapsnapshot"
    os.mkfifo(fifo)
    holder = os.open(fifo, os.O_RDWR)  # there is something to read, but it does not come
    command = [sys.executable, "-m", "heapglass", "save", str(fifo), str(tmp_path / "out.heapglass")]
    code, printed, seen = run_on_a_terminal(command, stop_after=b"Opening")
    os.close(holder)
    assert code == 130
    assert printed == b""
    assert b"heapglass: stopped" in seen
    assert b"Traceback" not in seen
    assert [path.name for path in tmp_path.iterdir()] == ["slow.heapsnapshot"]


def said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    """The exit code and what was said: output, then errors."""
    monkeypatch.setattr(sys, "argv", ["heapglass", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0), "".join(capsys.readouterr())


def test_what_is_wrong_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = leaking(7).write(tmp_path / "whole.heapsnapshot")
    cut = tmp_path / "cut.heapsnapshot"
    cut.write_bytes(whole.read_bytes()[:-300])
    code, told = said(monkeypatch, capsys, "summary", whole, "--limit", "2")
    assert code == 0
    assert "12 nodes" in told.splitlines()[0]
    assert "more classes (--limit 0 shows all)" in told
    code, told = said(monkeypatch, capsys, "summary", cut)
    assert code == 2
    assert "--partial" in told
    code, told = said(monkeypatch, capsys, "summary", tmp_path / "none.heapsnapshot")
    assert code == 2
    assert "No such file" in told
    assert said(monkeypatch, capsys, "--version") == (0, f"heapglass {heapglass.__version__}\n")
    monkeypatch.setattr(heapglass.cli, "app", stopped)
    assert said(monkeypatch, capsys, "summary") == (130, "heapglass: stopped\n")


def stopped() -> None:
    raise KeyboardInterrupt
