"""The two pages that are measured, served on this machine: our site, and one around DevTools' engine."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

from tests.bench.places import BENCH, PROGRAMS
from tests.fixtures.served import served as served_by
from tests.oracle import devtools
from tests.places import ROOT
from tests.stamp import make_once
from web.serve import SiteHandler

SITE = ROOT / "dist" / "site"
DEVTOOLS = BENCH / "devtools"


def bundle_devtools() -> None:
    """Make the page around DevTools' engine, unless it is there."""
    devtools.prepare()
    sources = PROGRAMS / "devtools"

    def bundle() -> None:
        subprocess.run(["node", sources / "bundle.mjs", DEVTOOLS], check=True, timeout=120)
        copyfile(sources / "index.html", DEVTOOLS / "index.html")

    make_once(DEVTOOLS / ".bundled", [*devtools.SOURCES, *sorted(sources.iterdir())], bundle)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, as long as it is served."""
    if not (folder / "index.html").exists():
        raise FileNotFoundError(f"{folder} holds no page: `make site` makes the site")
    with served_by(folder, SiteHandler) as address:
        yield address
