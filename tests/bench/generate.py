"""Realistic snapshots of many sizes, written by Node itself, once: `python -m tests.bench.generate 100 450`.

The heap is that of a server and a compiler (`programs/busy-server.cjs`): it has the node types, edges a node, strings
and cycles of real heaps. The seed is fixed, so every machine measures the same heap.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.places import BENCH, PROGRAMS, install_packages
from tests.fixtures.node_releases import node
from tests.stamp import make_once

NODE = "24"  # writes the format of today, and quickly
SEED = 20
PROGRAM = PROGRAMS / "busy-server.cjs"


@dataclass(frozen=True, slots=True)
class Load:
    """What the program keeps alive: users' sessions, and bytes of source as syntax trees."""

    sessions: int
    source_bytes: int


# By the size of the file in MB, within some percent. The compiler alone would be more than the smallest one.
LOADS = {
    7: Load(260, 0),
    25: Load(740, 330_000),
    100: Load(5_980, 2_970_000),
    450: Load(23_800, 10_900_000),
    1000: Load(51_500, 23_400_000),
    2000: Load(101_000, 46_000_000),
}


def realistic(megabytes: int) -> Path:
    """The snapshot of this size, written if it is not there. Raises KeyError for a size that is not in `LOADS`."""
    return _written(megabytes, f"server-{megabytes}MB")


def realistic_pair(megabytes: int) -> tuple[Path, Path]:
    """Two of about this size, of one process: the second was written a while after the first."""
    later = BENCH / f"server-{megabytes}MB-later.heapsnapshot"
    return _written(megabytes, f"server-{megabytes}MB-earlier", later), later


def _written(megabytes: int, name: str, *later: Path) -> Path:
    load = LOADS[megabytes]
    out = BENCH / f"{name}.heapsnapshot"
    arguments = [str(out), str(load.sessions), str(load.source_bytes), str(SEED), *map(str, later)]

    def write() -> None:
        install_packages()
        for old in (out, *later):
            old.unlink(missing_ok=True)
        print(f"writing {out.name} with Node {NODE} …", file=sys.stderr, flush=True)
        memory = 1000 + 8 * megabytes
        subprocess.run([node(NODE), f"--max-old-space-size={memory}", PROGRAM, *arguments], check=True, timeout=900)

    make_once(out.with_suffix(".made"), [PROGRAM, *arguments[1:]], write)
    return out


if __name__ == "__main__":
    for size in sys.argv[1:] or ["7", "25", "100"]:
        print(realistic(int(size)))
