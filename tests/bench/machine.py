"""What was measured on, and with what."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

from heapglass import __version__
from tests.bench.generate import NODE
from tests.bench.places import PROGRAMS
from tests.fixtures import node_releases
from tests.oracle import devtools
from tests.places import ROOT


def machine() -> dict[str, Any]:
    """Processor, memory, system, versions, and the commit that was measured."""
    return {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "processor": _processor(),
        "processors": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "load_at_start": os.getloadavg()[0],
        "system": platform.system() + " " + platform.release(),
        "heapglass": __version__,
        "commit": _commit(),
        "python": platform.python_version(),
        "node": node_releases.version(NODE),
        "devtools": _locked(devtools.ENGINE, "chrome-devtools-frontend"),
        "memlab": _locked(PROGRAMS, "@memlab/heap-analysis"),
    }


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.*)", known.read_text(), re.MULTILINE) if known.exists() else None
    return found[1].strip() if found else platform.processor()


def _commit() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return said.stdout.strip()


def _locked(folder: Path, package: str) -> str:
    found = re.search(rf'"{package}": "([^"]+)"', (folder / "package.json").read_text())
    return found[1] if found else ""
