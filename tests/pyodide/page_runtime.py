"""Python code in the runtime that the site ships, or in another, under Node."""

import json
import subprocess
from pathlib import Path
from textwrap import dedent
from typing import Any

from tests.places import RUNTIME

HERE = Path(__file__).parent
SECONDS = 120


class ScriptError(Exception):
    """The code did not run to its end. The text is all that it said."""


def run_in_page(code: str, folder: Path, packages: str = "numpy,heapglass", runtime: Path = RUNTIME) -> Any:
    """What the code printed last, as JSON. `folder` is a place for the script; raises ScriptError with all it said."""
    script = folder / "script.py"
    script.write_text(dedent(code))
    done = subprocess.run(
        ["node", str(HERE / "boot.mjs"), str(runtime), packages, str(script)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    if done.returncode:
        raise ScriptError(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])
