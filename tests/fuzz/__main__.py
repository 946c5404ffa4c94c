"""Fuzzes every target for a while: `python -m tests.fuzz MINUTES [TARGET …]` (`make fuzz MINUTES=…`).

Inputs that reach new code are gathered in `.cache/fuzz` and kept for the next time. Each is then run once more with
every index of every kernel checked, since WebAssembly would corrupt memory in silence. What fails lands in
`.cache/fuzz/failed`; a small one, once its cause is mended, belongs into `tests/fuzz/cases`.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.fuzz.targets import TARGETS, seeds
from tests.places import CACHE

FOLDER = CACHE / "fuzz"
FAILED = FOLDER / "failed"
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
    """How many inputs fail when every index is checked."""
    wrong = 0
    for path in sorted((FOLDER / name).iterdir()):
        try:
            TARGETS[name](path.read_bytes())
        except Exception as error:
            wrong += 1
            print(f"{path}: {type(error).__name__}: {error}")
    return wrong


def main() -> None:
    if sys.argv[1] == "replay":
        sys.exit(sum(replayed(name) for name in sys.argv[2:]) > 0)
    minutes, names = float(sys.argv[1]), sys.argv[2:] or list(TARGETS)
    good = [guided(name, max(5, int(60 * minutes / len(names)))) for name in names]
    checked = {**os.environ, "HEAPGLASS_ENGINE": "boundscheck"}
    replay = subprocess.run([sys.executable, "-m", "tests.fuzz", "replay", *names], check=False, env=checked)
    for name, fine in zip(names, good, strict=True):
        outcome = "nothing found" if fine else f"FAILED: see {FAILED}"
        print(f"{name:10} {outcome}; {len(list((FOLDER / name).iterdir()))} inputs")
    print("with every index checked:", "nothing found" if replay.returncode == 0 else "FAILED")
    sys.exit(not all(good) or replay.returncode)


if __name__ == "__main__":
    main()
