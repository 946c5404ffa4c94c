"""How much a visitor downloads before the first snapshot can be opened: `first_download.py SITE`.

Counted as a plain static host sends it, with gzip; fails when it is more than the budget.
"""

import gzip
import json
import sys
from pathlib import Path

BUDGET = 7_000_000  # bytes
LATER = {".map", ".png", ".heapsnapshot", ".heaptimeline", ".gz", ".txt", ".md"}


def sent_size(path: Path) -> int:
    """Bytes on the wire: archives gain nothing from gzip, and hosts send them as they are."""
    data = path.read_bytes()
    return min(len(data), len(gzip.compress(data, 9, mtime=0)))


def later_files(site: Path) -> set[Path]:
    """The page's scripts and styles that come when something is first looked at, by the bundler's manifest."""
    chunks = json.loads((site / ".vite" / "manifest.json").read_text())
    first: set[str] = set()
    waiting = ["index.html"]
    while waiting:
        name = waiting.pop()
        if name not in first:
            first.add(name)
            waiting += chunks[name].get("imports", [])

    def files(names: set[str]) -> set[Path]:
        return {site / file for name in names for file in (chunks[name]["file"], *chunks[name].get("css", []))}

    return files(set(chunks) - first) - files(first) | {site / "capture.html"}


def first_files(site: Path) -> list[Path]:
    """The site's files that are downloaded at once."""
    runtime = site / "runtime"
    manifest = json.loads((runtime / "runtime.json").read_text())
    of_runtime = [runtime / file["name"] for file in manifest["files"] if file["first"]]
    later = later_files(site)
    of_page = [
        path
        for path in sorted(site.rglob("*"))
        if path.is_file()
        and not {runtime, site / ".vite"} & set(path.parents)
        and path.suffix not in LATER
        and path not in later
    ]
    return of_runtime + of_page


def main(site: str) -> None:
    sizes = {path.relative_to(site): sent_size(path) for path in first_files(Path(site))}
    runtime = sum(size for path, size in sizes.items() if path.parts[0] == "runtime")
    total = sum(sizes.values())
    for path, size in sorted(sizes.items(), key=lambda item: -item[1])[:6]:
        print(f"{size / 1e6:8.2f} MB  {path}")
    print(
        f"{total / 1e6:8.2f} MB  first download, compressed"
        f" (runtime {runtime / 1e6:.2f}, page {(total - runtime) / 1e6:.2f}; budget {BUDGET / 1e6:.2f})"
    )
    if total > BUDGET:
        raise SystemExit(f"the first download is {total - BUDGET} bytes over its budget")


if __name__ == "__main__":
    main(*sys.argv[1:])
