"""Files and folders that are there when they are whole, not before."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(target: Path) -> Iterator[BinaryIO]:
    """A file beside `target` that takes its place once all is written, and goes away otherwise. Raises OSError.

    A link stays one: what it leads to is replaced. What is no file (a pipe, /dev/stdout) is written as it comes.
    """
    target = target.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def folder_written_whole(target: Path) -> Iterator[Path]:
    """A folder beside `target` that takes its place once all is in it, and goes away otherwise.

    Raises OSError, also when there is something at `target` that is no empty folder.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is no folder", str(target))
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(errno.EEXIST, "is not empty: choose another folder", str(target))
    making = Path(tempfile.mkdtemp(prefix=f".{target.name[:50]}.", suffix=".part", dir=target.parent))
    try:
        yield making
        mask = os.umask(0)
        os.umask(mask)
        making.chmod(0o777 & ~mask)
        if target.exists():
            target.rmdir()  # some systems rename to no folder that is there
        making.rename(target)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
