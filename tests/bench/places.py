"""Where the benchmark keeps its things, and the npm packages it needs."""

import subprocess
from pathlib import Path

from tests.places import CACHE
from tests.stamp import make_once

BENCH = CACHE / "bench"
PROGRAMS = Path(__file__).with_name("programs")


def install_packages() -> None:
    """memlab, TypeScript and a driver for Firefox, unless they are there. No scripts: one would fetch a browser."""
    packages = [PROGRAMS / name for name in ("package.json", "package-lock.json")]

    def install() -> None:
        subprocess.run(["npm", "ci", "--ignore-scripts", "--loglevel=error"], cwd=PROGRAMS, check=True, timeout=600)

    BENCH.mkdir(parents=True, exist_ok=True)
    make_once(PROGRAMS / "node_modules" / ".installed", packages, install)
