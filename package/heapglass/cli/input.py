"""Files that commands read: `-` is what comes on stdin."""

import sys
from pathlib import Path
from typing import BinaryIO

STDIN = Path("-")
FILE_OR_STDIN = "; - reads stdin"


def reading(path: Path) -> Path | BinaryIO:
    """What to read a file from."""
    return sys.stdin.buffer if path == STDIN else path


def named(path: Path) -> str:
    """What to call it."""
    return "stdin" if path == STDIN else path.name
