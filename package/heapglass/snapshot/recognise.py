"""What a file is that is no heap snapshot, told by its first and last bytes or its first keys."""

import re
import struct

from heapglass.snapshot.document import BOM
from heapglass.snapshot.errors import NotASnapshotError

LOOK = 4096
"""How many bytes from the start are looked at."""
SHOWN = 60
ARCHIVES = {b"PK\x03\x04": "ZIP", b"PK\x05\x06": "ZIP", b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR"}
COMPRESSIONS = {
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"\xfd7zXZ\x00": "xz",
    b"BZh": "bzip2",
    b"\x04\x22\x4d\x18": "LZ4",
    b"\x1f\x9d": "compress",
    b"\xff\x06\x00\x00sNaPpY": "Snappy",
}
ZEROS = bytes(4)
"""No text begins so, in whatever encoding."""
UTF_16 = re.compile(rb"\xff\xfe|\xfe\xff|[\t\n\r {\[\"]\0|\0{1,3}[\t\n\r {\[\"]")
RAWHEAP_VERSION = re.compile(rb"\d+\.\d+\.\d+\0")
HTML = re.compile(rb"\s*<(!doctype|html|head|body|!--|\?xml)", re.IGNORECASE)
CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f]")
SNAPSHOT_KEYS = {"nodes", "edges", "strings"}


def recognise_start(start: bytes, tail: bytes, raw_size: int, name: str) -> NotASnapshotError | None:
    """The error that tells what the file is, if by its first bytes it cannot be a snapshot; None if it may be one.

    `start` is the beginning of the text (unpacked, if it was gzip), `tail` the last bytes of the file.
    """
    if not start:
        return NotASnapshotError("empty-file")
    text = start.removeprefix(BOM).lstrip(b" \t\r\n")
    if text.startswith(b"{"):
        return NotASnapshotError("utf-16") if text[1:2] == b"\0" and text[1:].strip(b"\0") else None
    if not text:
        return NotASnapshotError("only-white-space")
    if start.startswith(ZEROS) and not _is_rawheap(start, tail, raw_size, name):
        return NotASnapshotError("zeros", found=len(start) - len(start.lstrip(b"\0")))
    if start.startswith(b"\x1f\x8b"):
        return NotASnapshotError("gzip-twice")
    for magic, format_name in ARCHIVES.items():
        if start.startswith(magic):
            return NotASnapshotError("archive", format=format_name)
    if start[257:262] == b"ustar":
        return NotASnapshotError("archive", format="tar")
    for magic, format_name in COMPRESSIONS.items():
        if start.startswith(magic):
            return NotASnapshotError("compressed", format=format_name)
    if _is_rawheap(start, tail, raw_size, name):
        return NotASnapshotError("rawheap")
    if UTF_16.match(start):
        return NotASnapshotError("utf-16")
    if HTML.match(text):
        return NotASnapshotError("html")
    if CONTROL.search(text) or _is_not_utf8(text):
        return NotASnapshotError("binary")
    if text.startswith(b"[") and re.search(rb'"(ph|cat|pid)"\s*:', text):
        return NotASnapshotError("chrome-trace")
    json_like = re.match(rb'\[\s*[\[{\]"\-\d]|"|-?\d|true\b|false\b|null\b', text)
    return NotASnapshotError("other-json" if json_like else "not-json", start=shown(text))


def recognise_keys(keys: set[str], start: bytes) -> NotASnapshotError:
    """The error that tells what a JSON object without `snapshot` is, by its top-level keys."""
    if "head" in keys:
        return NotASnapshotError("sampling-profile")
    if "traceEvents" in keys:
        return NotASnapshotError("chrome-trace")
    if "nodes" in keys and keys & {"timeDeltas", "startTime", "endTime"}:
        return NotASnapshotError("cpu-profile")
    return NotASnapshotError("other-json", start=shown(start.removeprefix(BOM)))


def shown(text: bytes) -> str:
    """The beginning of a text, fit to stand in a message."""
    line = " ".join(text[: SHOWN * 4].decode("utf-8", "replace").split())
    line = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"


def _is_rawheap(start: bytes, tail: bytes, raw_size: int, name: str) -> bool:
    """HarmonyOS ends the file with where its JSON metadata begin and how long they are, and begins it with a version
    (zeros in the first one)."""
    if name.lower().endswith(".rawheap") or RAWHEAP_VERSION.match(start):
        return True
    if start[:8] != bytes(8) or len(tail) < 8:
        return False
    begins, length = struct.unpack("<II", tail[-8:])
    return bool(0 < begins < raw_size and begins + length + 8 == raw_size)


def _is_not_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        # What was looked at may end within a character.
        return error.start < len(text) - 3
    return False
