"""Is what was made still what its sources say? A digest beside the result tells. And one process makes it, not two."""

import fcntl
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def digest(*parts: str | bytes | Path) -> str:
    """SHA-256 over texts, bytes and the contents of files, as 32 hexadecimal digits."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part
        total.update(data.encode() if isinstance(data, str) else data)
        total.update(b"\0")
    return total.hexdigest()[:32]


def make_once(stamp: Path, sources: Iterable[str | bytes | Path], make: Callable[[], object]) -> None:
    """Call `make` unless it succeeded before with the same sources."""
    wanted = digest(*sources)
    with one_at_a_time(stamp.with_name(f"{stamp.name}.lock")):
        if stamp.exists() and stamp.read_text() == wanted:
            return
        make()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Waits while another process, or another thread, is inside with the same lock."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
