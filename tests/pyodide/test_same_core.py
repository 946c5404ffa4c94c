"""The same core inside Pyodide: what the site serves says what CPython and Numba say."""

import json
import pickle
from pathlib import Path

import pytest

import heapglass
from heapglass.kernels import KERNELS
from heapglass.redact.file import redact_file
from heapglass.redact.options import Keep, Options, Paths, Values
from tests.fixtures.fuzz import documents, fuzz
from tests.fixtures.in_chromium import written_in_chromium
from tests.fixtures.written import written
from tests.places import ROOT
from tests.pyodide.everything import compared, everything
from tests.pyodide.page_runtime import run_in_page
from tests.pyodide.recording import Call, recorded


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """What all kernels are called with for random snapshots, one with allocation stacks and one with scopes."""
    folder = tmp_path_factory.mktemp("recorded")
    with recorded() as made:
        for name, document in documents().items():
            path = folder / f"{name}.heapsnapshot"
            path.write_text(json.dumps(document))
            everything(str(path))
            compared(str(folder / "fuzz-00.heapsnapshot"), str(path))
            for options in (Options(), Options(Keep.SHAPES, Values.UNIFORM, Paths.HIDE), Options(paths=Paths.HIDE)):
                redact_file(path, folder / "redacted.heapsnapshot", options)
            heapglass.open(path).save(folder / "saved.heapglass")
            heapglass.open(folder / "saved.heapglass").node(0).edges  # noqa: B018 -- they are unpacked when looked at
    return made


def test_every_kernel_is_compared(calls: list[Call]) -> None:
    missing = set(KERNELS) - {name for name, *_ in calls}
    assert not missing, f"`everything` asks for nothing that needs {', '.join(sorted(missing))}"


def test_kernels(calls: list[Call], tmp_path: Path) -> None:
    """Each kernel gives the same result, and the same bytes in every array."""
    recording = tmp_path / "calls"
    recording.write_bytes(pickle.dumps(calls))

    played = run_in_page(
        f"""
        import json, sys
        sys.path.append("/machine{ROOT}")
        from heapglass.kernels import engine_name
        from tests.pyodide.recording import play
        print(json.dumps([engine_name(), *play("/machine{recording}")]))
        """,
        tmp_path,
    )

    assert played == ["wasm", len(calls), []]


def test_whole_heaps(tmp_path: Path) -> None:
    """Everything that is said of real and random snapshots, and every reply of the service."""
    paths = [written("kinds"), written("closure-leak-50"), written("timeline"), written_in_chromium()]
    paths += [draft.write(tmp_path / f"{name}.heapsnapshot") for name, draft in fuzz().items()]
    listed = tmp_path / "paths"
    listed.write_text(json.dumps([f"/machine{path.resolve()}" for path in paths]))

    inside = run_in_page(
        f"""
        import json, pathlib, sys
        sys.path.append("/machine{ROOT}")
        from tests.pyodide.everything import everything
        paths = json.loads(pathlib.Path("/machine{listed}").read_text())
        print(json.dumps([everything(path) for path in paths]))
        """,
        tmp_path,
    )

    for path, theirs in zip(paths, inside, strict=True):
        ours = json.loads(json.dumps(everything(str(path))))
        for part in ours:
            assert theirs[part] == ours[part], (path.name, part)
