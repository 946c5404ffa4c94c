"""How fast a compressed snapshot is read, in bytes of what it holds."""

import gzip
import shutil
from pathlib import Path

from tests.bench.browser import Chromium
from tests.bench.loading import Loading, load_by_turns, middle
from tests.bench.places import BENCH
from tests.stamp import make_once


def compressed(file: Path) -> Path:
    """The file as `.gz`, made if it is not there."""
    out = BENCH / f"{file.name}.gz"

    def write() -> None:
        with file.open("rb") as source, gzip.open(out, "wb", compresslevel=6) as target:
            shutil.copyfileobj(source, target, 1 << 24)

    make_once(out.with_suffix(".made"), [str(file.stat().st_mtime_ns)], write)
    return out


def load_compressed(browser: Chromium, site: str, file: Path, runs: int) -> Loading:
    """Our page alone: DevTools' engine is given text."""
    return load_by_turns(browser, site, None, compressed(file), runs)


def rate(load: Loading, size: int) -> float:
    """MB of the snapshot a second while it is read, `size` being its bytes when uncompressed."""
    return size / 1e3 / middle(load.ours).phases["read"]
