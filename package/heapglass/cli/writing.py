"""How the terminal's commands write files: whole or not at all, and never over an input."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import typer


def write_text(path: Path, text: str, inputs: Iterable[Path]) -> None:
    """Write `text` as UTF-8 in one step. Raises typer.BadParameter rather than write over one of `inputs`."""
    if path.exists() and any(same.exists() and path.samefile(same) for same in inputs):
        raise typer.BadParameter(f"{path} is an input: choose another name to write to")
    handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name[:50]}.")
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        made.chmod(0o644)
        made.replace(path)
    except BaseException:
        made.unlink()
        raise
