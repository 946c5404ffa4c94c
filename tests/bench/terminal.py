"""The command line against DevTools' engine in Node.js, and against memlab: a process each, from start to end."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.bench.generate import NODE
from tests.bench.loading import warm
from tests.bench.places import PROGRAMS, install_packages
from tests.bench.quiet import undisturbed
from tests.fixtures.node_releases import node
from tests.oracle import devtools

HEAPGLASS, ENGINE, MEMLAB = "heapglass", "DevTools' engine in Node", "memlab"


@dataclass(slots=True)
class Process:
    """How long a process took, and its processor time, in s, its peak of resident memory in MB, and why it failed.

    `others`: the share of the processors that other programs used, 0 to 1.
    """

    time: float
    cpu: float
    peak: float
    failed: str | None
    others: float = 0.0


def commands(file: Path) -> dict[str, list[str | Path]]:
    """What each is asked for: the classes of the heap with their retained sizes. memlab stops before the classes."""
    memory = f"--max-old-space-size={2000 + file.stat().st_size // 100_000}"
    program = node(NODE)
    return {
        HEAPGLASS: [Path(sys.executable).with_name("heapglass"), "summary", file, "--json"],
        ENGINE: [program, memory, PROGRAMS / "devtools-in-node.mjs", file],
        MEMLAB: [program, memory, PROGRAMS / "memlab.mjs", file],
    }


def prepare(smallest: Path) -> None:
    """Whatever a first run would pay for: packages, and the kernels, which are compiled once for a machine."""
    install_packages()
    devtools.prepare()
    run(commands(smallest)[HEAPGLASS], limit=300)


def run_by_turns(file: Path, runs: int) -> dict[str, list[Process]]:
    """Each command in turn, `runs` times; one that failed is not run again."""
    warm(file)
    limit = 120 + file.stat().st_size / 2e6
    done: dict[str, list[Process]] = {who: [] for who in commands(file)}
    for _ in range(runs):
        for who, command in commands(file).items():
            if not any(process.failed for process in done[who]):
                process, others = undisturbed(partial(run, command, limit))
                done[who].append(replace(process, others=others))
    return done


def run(command: Sequence[str | Path], limit: float) -> Process:
    """Run a program, at most for `limit` seconds.

    A process of little memory starts it: Linux counts what the starter has at that moment as the program's own peak.
    """
    starter = [sys.executable, "-S", "-E", Path(__file__).with_name("timed.py"), str(limit), *command]
    done = subprocess.run(starter, stdout=subprocess.PIPE, text=True, check=True, timeout=limit + 60)
    said = json.loads(done.stdout)
    failed = f"code {said['code']} after {said['time']:.0f} s: {said['last_words']}" if said["code"] else None
    return Process(said["time"], said["cpu"], said["peak"], failed)
