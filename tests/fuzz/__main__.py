"""Fuzzes every target for a while: `python -m tests.fuzz MINUTES [TARGET …]` (`make fuzz MINUTES=…`).

Inputs that reach new code are gathered in `.cache/fuzz` and kept for the next time. Each is then run once more with
every index of every kernel checked, since WebAssembly would corrupt memory in silence, and, as far as a minute a target
lasts, with the kernels as they are written, where every overflow is an error, too. What fails lands in
`.cache/fuzz/failed`; a small one, once its cause is mended, belongs into `tests/fuzz/cases`.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from tests.fuzz.targets import TARGETS, seeds
from tests.places import CACHE

FOLDER = CACHE / "fuzz"
FAILED = FOLDER / "failed"
ENGINES = {"boundscheck": "with every index checked", "python": "as the kernels are written"}
INTERPRETED = 60.0
"""Seconds a target: the interpreter is slow."""
CASES = Path(__file__).with_name("cases")


def guided(name: str, seconds: int) -> bool:
    """Whether atheris found nothing wrong."""
    corpus = FOLDER / name
    corpus.mkdir(parents=True, exist_ok=True)
    FAILED.mkdir(exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-timeout=30", "-rss_limit_mb=4096", f"-artifact_prefix={FAILED}/{name}-"]
    command = [sys.executable, "-m", "tests.fuzz.guided", name, *options, str(corpus)]
    return subprocess.run(command, check=False).returncode == 0


def replayed(name: str) -> int:
    """How many inputs fail on the engine that the environment names."""
    wrong = 0
    last = time.monotonic() + INTERPRETED if os.environ["HEAPGLASS_ENGINE"] == "python" else float("inf")
    for path in sorted((FOLDER / name).iterdir(), key=lambda path: path.stat().st_size):
        if time.monotonic() > last:
            break
        try:
            TARGETS[name](path.read_bytes())
        except Exception as error:
            wrong += 1
            print(f"{path}: {type(error).__name__}: {error}")
    return wrong


def main() -> None:
    if sys.argv[1] == "replay":
        with np.errstate(all="raise"):
            sys.exit(sum(replayed(name) for name in sys.argv[2:]) > 0)
    minutes, names = float(sys.argv[1]), sys.argv[2:] or list(TARGETS)
    good = [guided(name, max(5, int(60 * minutes / len(names)))) for name in names]
    again = [sys.executable, "-m", "tests.fuzz", "replay", *names]
    replays = {
        engine: subprocess.run(again, check=False, env={**os.environ, "HEAPGLASS_ENGINE": engine}).returncode
        for engine in ENGINES
    }
    for name, fine in zip(names, good, strict=True):
        outcome = "nothing found" if fine else f"FAILED: see {FAILED}"
        print(f"{name:10} {outcome}; {len(list((FOLDER / name).iterdir()))} inputs")
    for engine, how in ENGINES.items():
        print(f"{how}: {'FAILED' if replays[engine] else 'nothing found'}")
    sys.exit(not all(good) or any(replays.values()))


if __name__ == "__main__":
    main()
