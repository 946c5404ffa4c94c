"""Loading in Firefox, turn by turn like in Chromium, where a Firefox is installed."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.bench.browser import SECONDS
from tests.bench.loading import Loading, Run, patience, warm
from tests.bench.places import PROGRAMS, install_packages


def firefox() -> str | None:
    """The program, or None where there is none."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def version() -> str:
    """Such as "Mozilla Firefox 153.7.0esr"."""
    return subprocess.run([str(firefox()), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def load_in_firefox(site: str, devtools: str, file: Path, runs: int) -> Loading:
    """Measure `runs` turns of each; a browser of its own for the file."""
    install_packages()
    warm(file)
    limit = patience(file) / SECONDS
    result = Loading(file.stem, file.stat().st_size)
    arguments = [str(firefox()), site, devtools, str(file), str(runs), str(limit)]
    command = ["node", str(PROGRAMS / "firefox.mjs"), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=2 * runs * (limit + 90))
    for line in done.stdout.splitlines():
        said = json.loads(line)
        if "failed" in said:
            result.failed[said["who"]] = said["failed"]
        else:
            mine = result.ours if said["who"] == "heapglass" else result.devtools
            mine.append(Run(said["time"], said["peak"], None, said["phases"]))
    return result
