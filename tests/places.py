"""Where things lie, for all tests."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
"""Everything that tests make and keep. Ignored by git; deleting it costs time only."""

CORPUS = Path(os.environ.get("HEAPGLASS_CORPUS", ROOT.parent / "shared" / "corpus"))
"""Real snapshots from many writers. Not part of the repository; tests that need it are skipped without it."""

RUNTIME = ROOT / "dist" / "site" / "runtime"
"""Pyodide, numpy and the wheel, as the site serves them."""
