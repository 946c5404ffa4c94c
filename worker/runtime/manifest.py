"""Writes `runtime.json`, which says what the runtime is made of: `manifest.py FOLDER PYODIDE_PACKAGE_JSON`."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

# All else is downloaded before the first snapshot can be opened.
ON_DEMAND = ("python_stdlib_full", "heapglass-later", "micropip", "packaging")
ITSELF = "runtime.json"


def describe(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {
        "name": path.name,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "first": not path.name.startswith(ON_DEMAND),
    }


def main(folder: str, pyodide_package: str) -> None:
    lock = json.loads(Path(folder, "pyodide-lock.json").read_text())
    manifest = {
        "pyodide": json.loads(Path(pyodide_package).read_text())["version"],
        "python": lock["info"]["python"],
        **{name: package["version"] for name, package in sorted(lock["packages"].items())},
        "files": [describe(path) for path in sorted(Path(folder).iterdir()) if path.name != ITSELF],
    }
    Path(folder, ITSELF).write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
