"""From file to file."""

import errno
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from heapglass.redact.options import Options
from heapglass.redact.redaction import Redaction, learn_words
from heapglass.redact.report import Report
from heapglass.redact.shared import Shared
from heapglass.snapshot.window import Progress
from heapglass.whole_file import written_whole

GZIP_LEVEL = 4
GZIP_WINDOW = 31  # with gzip's header, in which there is neither a name nor a time


def redact_file(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    options: Options | None = None,
    progress: Progress | None = None,
    shared: Shared | None = None,
) -> Report:
    """Write a redacted copy of the snapshot `source` to `target`, compressed if its name ends in `.gz`.

    The target is there when it is whole, not before. Raises what `Redaction` does, and OSError (FileExistsError where
    both are the same file).
    """
    target = Path(target)
    if target.exists() and target.samefile(source):
        raise FileExistsError(errno.EEXIST, "a redacted copy cannot take the place of the snapshot", str(target))
    redaction = Redaction(source, options, progress, shared=shared)
    try:
        with written_whole(target) as file:
            pieces: Iterator[bytes | memoryview] = redaction.pieces()
            for piece in gzipped(pieces) if target.suffix.lower() == ".gz" else pieces:
                file.write(piece)
    finally:
        redaction.close()
    return redaction.report


def redact_files(
    files: Sequence[tuple[Path, Path]], options: Options | None = None, progress: Progress | None = None
) -> list[Report]:
    """As `redact_file`, for several (source, target): the same name gets the same pseudonym in all of them, so that
    they can still be compared with each other."""
    options, shared = options or Options(), Shared()
    if len(files) > 1:
        for source, _ in files:
            learn_words(source, options, shared, progress)
    return [redact_file(source, target, options, progress, shared) for source, target in files]


def gzipped(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """The same, compressed."""
    packer = zlib.compressobj(GZIP_LEVEL, wbits=GZIP_WINDOW)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()
