"""Which files a fleet is made of: those of a folder, a pattern or an address, wherever fsspec can read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import fsspec

from heapglass.fleet.member import File

ENDINGS = tuple(
    ending + packed for ending in (".heapsnapshot", ".heaptimeline", ".heapglass") for packed in ("", ".gz")
)


def find_files(places: Iterable[str]) -> list[File]:
    """All snapshots in the folders, matched by the patterns, or named; by address. Raises OSError."""
    found: dict[str, File] = {}
    for place in places:
        storage, path = fsspec.core.url_to_fs(place)
        if any(sign in path for sign in "*?["):
            listed = storage.glob(path, detail=True)
        elif storage.isdir(path):
            listed = storage.find(path, detail=True)
        else:
            listed = {path: storage.info(path)}
        for name, info in listed.items():
            if info["type"] == "file" and (name == path or name.lower().endswith(ENDINGS)):
                url = _address(place, storage.unstrip_protocol(name))
                found[url] = File(url, _time(info), int(info.get("size") or 0))
    return [found[url] for url in sorted(found)]


def _address(place: str, url: str) -> str:
    """A file found at `place`, with what that says of how to get there: `zip://…::archive`, `simplecache::…`."""
    first, chain, rest = place.partition("::")
    if not chain:
        return url
    return f"{url}{chain}{rest}" if "://" in first else f"{first}{chain}{url}"


def _time(info: dict[str, Any]) -> float:
    """When it was written, by whatever name the storage gives that."""
    for name in ("mtime", "LastModified", "last_modified", "updated", "created"):
        value = info.get(name)
        if isinstance(value, datetime):
            return value.timestamp()
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, str):
            return datetime.fromisoformat(value).timestamp()
    return 0.0
