"""`heapglass capture`, from real programs: Node.js, and pages of Chromium."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
from typer.testing import CliRunner, Result

import heapglass
from heapglass.capture import CaptureError, Inspector, find_targets
from heapglass.cli import app
from heapglass.profile import read_profile
from tests.e2e.conftest import chromium
from tests.fixtures.node_releases import node as node_of

PROGRAM = """
class Session { constructor(at) { this.at = at; } }
const kept = [];
globalThis.kept = kept;
for (let at = 0; at < 1234; at += 1) kept.push(new Session(at));
let garbage = Array.from({ length: 200000 }, (_, at) => ({ at }));
garbage = null;
setInterval(() => {
  for (let at = 0; at < 100; at += 1) kept.push(new Session(at));
  garbage = Array.from({ length: 20000 }, (_, at) => ({ at }));
}, 50);
"""


@contextmanager
def started(command: list[str], said: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A program with an inspector, and the port that it says."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        try:
            assert program.stderr
            for line in program.stderr:
                if found := re.search(said + r" ws://127\.0\.0\.1:(\d+)/", line):
                    yield program, int(found[1])
                    return
            pytest.fail("no inspector was started")
        finally:
            program.kill()


@contextmanager
def port_of(command: list[str], said: str) -> Iterator[int]:
    with started(command, said) as (_, port):
        yield port


@pytest.fixture(scope="module")
def node() -> Iterator[int]:
    with port_of(["node", "--inspect=127.0.0.1:0", "-e", PROGRAM], "Debugger listening on") as port:
        yield port


def capture(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["capture", *map(str, arguments)])


def sessions(path: Path) -> int:
    return next(row.count for row in heapglass.open(path).summary() if row.name == "Session")


def test_snapshots_one_after_another(node: int, tmp_path: Path) -> None:
    done = capture(node, "--count", 2, "--interval", 0.2, "-o", tmp_path, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    first, second = (sessions(tmp_path / one["file"]) for one in told)
    assert 1234 <= first < second
    for one in told:
        assert one["bytes"] == (tmp_path / one["file"]).stat().st_size
        assert 0 < one["used"] <= one["heap_total"]
    # What was garbage is gone before: on the whole, less is in use.
    assert sum(one["used"] for one in told) < sum(one["used_before_gc"] for one in told)


def test_enter_takes_the_next_one(node: int, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["capture", str(node), "--count", "2", "-o", str(tmp_path)], input="\n")
    assert done.exit_code == 0, done.output
    assert "1 of 2 taken. Enter takes the next" in done.output
    assert "What grew: heapglass report" in done.output
    assert len(list(tmp_path.glob("*.heapsnapshot"))) == 2
    nobody = CliRunner().invoke(app, ["capture", str(node), "--count", "2", "-o", str(tmp_path)], input="")
    assert nobody.exit_code == 2
    assert "--interval" in nobody.output


RELEASES = ["16", "18", "20", "22", "24", "25"]


@pytest.mark.whole_corpus
@pytest.mark.parametrize("release", RELEASES)
def test_many_releases_of_node(release: str, tmp_path: Path) -> None:
    command = [str(node_of(release)), "--inspect=127.0.0.1:0", "-e", PROGRAM]
    with port_of(command, "Debugger listening on") as port:
        for kind in ("snapshot", "timeline", "sampling"):
            done = capture(port, "--kind", kind, "--seconds", 0.5, "-o", tmp_path, "--json")
            assert done.exit_code == 0, done.output
    assert sessions(next(tmp_path.glob("*.heapsnapshot"))) >= 1234
    timeline = heapglass.open(next(tmp_path.glob("*.heaptimeline")))
    assert timeline.timeline is not None
    assert timeline.allocations is not None
    assert read_profile(next(tmp_path.glob("*.heapprofile"))).self_sizes.sum() > 0


def test_a_timeline_and_samples(node: int, tmp_path: Path) -> None:
    for kind, ending in (("timeline", "heaptimeline"), ("sampling", "heapprofile")):
        done = capture(node, "--kind", kind, "--seconds", 0.5, "-o", tmp_path)
        assert done.exit_code == 0, done.output
        assert list(tmp_path.glob(f"*.{ending}"))
    timeline = heapglass.open(next(tmp_path.glob("*.heaptimeline")))
    assert timeline.timeline is not None
    assert timeline.snapshot.extras.get("trace_tree")
    found = read_profile(next(tmp_path.glob("*.heapprofile")))
    assert len(found.frames) > 1
    assert found.self_sizes.sum() > 0


def test_what_there_is_to_capture_from(node: int) -> None:
    told = json.loads(capture(node, "--list", "--json").output)
    assert [one["type"] for one in told] == ["node"]
    assert capture(node, "--target", "nothing like it").exit_code == 2


def test_a_page_of_chromium(tmp_path: Path) -> None:
    launch = chromium()
    command = [launch["executable_path"], *launch["args"], "--headless", "--disable-gpu", "--remote-debugging-port=0"]
    page = "data:text/html,<title>leaky</title><script>class Session {}; kept = [new Session, new Session]</script>"
    with port_of([*command, f"--user-data-dir={tmp_path / 'profile'}", page], "DevTools listening on") as port:
        done = capture(f"127.0.0.1:{port}", "--target", "leaky", "-o", tmp_path, "--json")
        assert done.exit_code == 0, done.output
        assert sessions(tmp_path / json.loads(done.output)[0]["file"]) == 2


def test_nothing_there() -> None:
    done = capture(1)
    assert done.exit_code == 2
    assert "node --inspect=1 app.js" in done.output
    assert capture("somewhere").exit_code == 2


def test_what_the_program_refuses(node: int) -> None:
    [target] = find_targets("127.0.0.1", node)
    with Inspector(target.address) as inspector, pytest.raises(CaptureError, match=r"refuses HeapProfiler\.nothing"):
        inspector.call("HeapProfiler.nothing")


def test_a_program_that_ends_leaves_no_file(tmp_path: Path) -> None:
    with started(["node", "--inspect=127.0.0.1:0", "-e", PROGRAM], "Debugger listening on") as (program, port):
        Timer(2, program.kill).start()
        done = capture(port, "--kind", "sampling", "--seconds", 30, "-o", tmp_path)
    assert done.exit_code == 2
    assert "The connection broke" in done.output
    assert list(tmp_path.iterdir()) == []
