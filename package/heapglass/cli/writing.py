"""How the terminal's commands write files: whole or not at all, and never over an input."""

from collections.abc import Iterable
from pathlib import Path

import typer

from heapglass.cli.console import plain
from heapglass.whole_file import written_whole


def not_an_input(path: Path, inputs: Iterable[Path]) -> None:
    """Raise typer.BadParameter rather than write over one of `inputs`."""
    if path.exists() and any(same.exists() and path.samefile(same) for same in inputs):
        raise typer.BadParameter(f"{plain(str(path), 300)} is an input: choose another name to write to")


def write_text(path: Path, text: str, inputs: Iterable[Path]) -> None:
    """Write `text` as UTF-8 in one step. Raises typer.BadParameter rather than write over one of `inputs`."""
    not_an_input(path, inputs)
    with written_whole(path) as file:
        file.write(text.encode("utf-8", "replace"))
