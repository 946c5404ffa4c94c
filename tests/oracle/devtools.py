"""Chrome DevTools' own heap engine as an oracle: what it computes from a file, kept between runs.

`python -m tests.oracle.devtools` prepares the engine (npm packages, bundle); nothing when it is ready.
"""

import gzip
import json
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tests.places import CACHE
from tests.stamp import digest, make_once, one_at_a_time

ENGINE = Path(__file__).with_name("engine")
PACKAGE = [ENGINE / name for name in ("package.json", "package-lock.json")]
SOURCES = [*PACKAGE, *sorted(ENGINE.glob("*.mjs")), *sorted(ENGINE.glob("*.ts"))]
KEPT = CACHE / "oracle"


def prepare() -> None:
    """Install the engine's package and bundle it, unless both are as the sources say."""

    def install() -> None:
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit"], cwd=ENGINE, check=True)

    def bundle() -> None:
        subprocess.run(["node", "bundle.mjs"], cwd=ENGINE, check=True)

    make_once(ENGINE / "node_modules" / ".installed", PACKAGE, install)
    make_once(
        ENGINE / "build" / ".bundled",
        [*PACKAGE, *(ENGINE / name for name in ("bundle.mjs", "outside.mjs", "entry.ts"))],
        bundle,
    )


@dataclass(slots=True)
class Dump:
    """What DevTools says of one snapshot: a column per node, and what its views show (`engine/figures.mjs`).

    `error` is set, and all else empty, for a file that DevTools itself cannot open.
    """

    columns: dict[str, np.ndarray]
    figures: dict[str, Any]
    error: str | None

    @classmethod
    def read(cls, stem: Path) -> "Dump":
        figures = json.loads(stem.with_suffix(".json").read_text())
        if "error" in figures:
            return cls({}, {}, figures["error"])
        columns = {}
        at = 0
        for name, dtype in figures["columns"]:
            columns[name] = np.fromfile(stem.with_suffix(".bin"), dtype, figures["node_count"], offset=at)
            at += columns[name].nbytes
        return cls(columns, figures, None)

    def __getattr__(self, name: str) -> np.ndarray:
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(name) from None


@cache
def _key(*files: Path) -> str:
    return digest(*SOURCES, *files)


def _run(jobs: list[dict[str, str]]) -> None:
    """Have DevTools do what it has not done before."""

    def to_do() -> list[dict[str, str]]:
        return [job for job in jobs if not Path(f"{job['out']}.json").exists()]

    if not to_do():
        return
    with one_at_a_time(KEPT / "engine.lock"):
        if jobs := to_do():
            prepare()
            command = ["node", "--max-old-space-size=6000", "dump.mjs"]
            subprocess.run(command, cwd=ENGINE, input=json.dumps(jobs).encode(), check=True)


def dump_all(files: list[Path]) -> list[Dump]:
    """What DevTools says of each file. The engine runs once, for those that it has not seen before."""
    files = [file.resolve() for file in files]  # the engine runs elsewhere
    stems = [KEPT / _key(file) for file in files]
    _run([{"file": str(openable(file)), "out": str(stem)} for file, stem in zip(files, stems, strict=True)])
    return [Dump.read(stem) for stem in stems]


def dump(file: Path) -> Dump:
    """What DevTools says of one file."""
    return dump_all([file])[0]


def compare(base: Path, current: Path) -> dict[str, Any]:
    """DevTools' Comparison view: `rows`, the `base_class_keys` that it classified `base` by, and `colliding_keys`."""
    base, current = base.resolve(), current.resolve()
    stem = KEPT / _key(base, current)
    _run([{"base": str(openable(base)), "file": str(openable(current)), "out": str(stem)}])
    return json.loads(stem.with_suffix(".json").read_text())


def openable(file: Path) -> Path:
    """The file, or a copy that DevTools can open.

    Node 20's timelines count their `trace_function_infos` too low. DevTools believes the count, drops the rest
    and fails on the first stack that names one of them.
    """
    if ".heaptimeline" not in file.name:
        return file
    data = file.read_bytes()
    text = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    timeline = json.loads(text)
    header = timeline["snapshot"]
    said = header["trace_function_count"]
    real = len(timeline["trace_function_infos"]) // len(header["meta"]["trace_function_info_fields"])
    if said == real:
        return file
    copy = KEPT / f"{_key(file)}.heaptimeline"
    name = b'"trace_function_count":'
    with one_at_a_time(copy.with_suffix(".lock")):
        if not copy.exists():
            copy.write_bytes(text.replace(name + str(said).encode(), name + str(real).encode(), 1))
    return copy


if __name__ == "__main__":
    prepare()
