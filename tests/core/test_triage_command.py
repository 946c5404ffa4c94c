"""`heapglass triage`: what a log says in the terminal, beside the snapshot of the same process."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import heapglass
from heapglass.cli import app
from heapglass.triage import triage_text
from heapglass.triage.reconcile import ProcessSize, reconcile
from tests.fixtures.process_logs import process_logs
from tests.fixtures.written import written


@pytest.fixture(scope="module")
def log() -> Path:
    return process_logs("buffers") / "mixed.log"


def run(*arguments: str | Path, code: int = 0) -> str:
    made = CliRunner().invoke(app, ["triage", *map(str, arguments)])
    assert made.exit_code == code, made.output
    return made.output


def test_json_is_the_answer(log: Path) -> None:
    (told,) = json.loads(run(log, "--json", "--limit", "1G"))
    assert told == json.loads(json.dumps(triage_text(log.name, log.read_bytes(), "en", 2.0**30)))


def test_words(log: Path) -> None:
    told = run(log)
    (process,) = triage_text(log.name, log.read_bytes())["processes"]
    assert process["verdict"]["title"] in told
    assert "rss" in told.lower()
    assert "\u6ca1" in run(log, "--language", "zh") or "\u5185\u5b58" in run(log, "--language", "zh")


def test_a_log_cannot_play_with_the_terminal(tmp_path: Path, log: Path) -> None:
    hostile = tmp_path / "hostile.log"
    lines = log.read_text().splitlines()
    hostile.write_text("\n".join([*lines, '{"rss": "\x1b[31m\u202e", "heapTotal": 1, "heapUsed": [bold]}', *lines]))
    told = run(hostile)
    assert "\x1b[31m" not in told
    assert "\u202e" not in told


@pytest.mark.parametrize("limit", ["many", "0", "-5", "1e99", "nan", ""])
def test_a_limit_that_is_none(log: Path, limit: str) -> None:
    assert "is not a number of bytes" in " ".join(run(log, "--limit", limit, code=2).replace("│", " ").split())


def test_beside_a_snapshot(log: Path) -> None:
    file = written("sessions-after")
    (told,) = json.loads(run(log, "--snapshot", file, "--json"))
    (process,) = told["processes"]
    assert process["snapshot"]["title"]
    assert process["snapshot"]["title"] in " ".join(run(log, "--snapshot", file).split())
    assert heapglass.open(file).total_size > 0


sizes = st.one_of(st.none(), st.integers(0, 2**40).map(float))


@given(
    total=st.integers(0, 2**40),
    native=st.integers(0, 2**40),
    process=st.builds(ProcessSize, sizes, sizes, sizes, sizes),
)
def test_the_parts_are_the_whole(total: int, native: int, process: ProcessSize) -> None:
    found = reconcile(float(total), float(min(native, total)), process)
    known = process.rss or (process.heap_used or 0) + (process.external or 0)
    if not known:
        assert found is None
        return
    assert found is not None
    assert all(size > 0 for _, size in found.parts)
    assert sum(size for _, size in found.parts) == pytest.approx(found.whole)
    assert found.whole == known
