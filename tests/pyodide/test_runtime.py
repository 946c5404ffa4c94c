"""The runtime that the site ships: slim, and complete for what a page does."""

import hashlib
import json
from pathlib import Path

from heapglass.profile import read_profile
from tests.fixtures.written import written
from tests.places import RUNTIME
from tests.pyodide.page_runtime import run_in_page

MANIFEST = json.loads((RUNTIME / "runtime.json").read_text())
LOCK = json.loads((RUNTIME / "pyodide-lock.json").read_text())


def test_it_boots_and_has_every_module_a_page_can_reach(tmp_path: Path) -> None:
    answer = run_in_page(
        """
        import importlib, json, os, pathlib, sys
        import heapglass
        package = pathlib.Path(heapglass.__file__).parent
        files = [path.relative_to(package.parent) for path in package.rglob("*.pyc")]
        names = {".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in files}
        not_here = (".cli", ".__main__", ".capture", ".native", ".compiling")
        found = sorted(name for name in names if not any(part in name for part in not_here))
        for name in found:
            importlib.import_module(name)
        print(json.dumps([found, sys.version_info[:2], sys.flags.optimize, float(os.environ["BOOT_MS"])]))
        """,
        tmp_path,
    )
    found, version, optimize, booted = answer
    assert "heapglass.analysis.dominators" in found
    assert version == [3, 14]
    assert optimize == 0, "asserts of heapglass itself are kept"
    print(f"booted in {booted:.0f} ms")
    assert booted < 15_000, "this is after how long the page gives up"


def test_errors_and_warnings_can_be_told(tmp_path: Path) -> None:
    told = run_in_page(
        """
        import io, json, logging, traceback, warnings
        from heapglass.snapshot import read_snapshot
        told = []
        try:
            try:
                read_snapshot(io.BytesIO(b"not a snapshot"))
            except Exception as error:
                raise RuntimeError("outer") from error
        except RuntimeError:
            told.append(traceback.format_exc())
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            warnings.warn("look", DeprecationWarning)
        told += [warnings.formatwarning(w.message, w.category, w.filename, w.lineno) for w in caught]
        stream = io.StringIO()
        logging.basicConfig(stream=stream)
        logging.getLogger("x").exception("%s", "logged")
        told.append(stream.getvalue())
        print(json.dumps(told))
        """,
        tmp_path,
    )
    assert "heapglass/snapshot" in told[0]
    assert "RuntimeError: outer" in told[0]
    assert "DeprecationWarning: look" in told[1]
    assert "logged" in told[2]


def test_numpy_does_what_analysis_may_ask(tmp_path: Path) -> None:
    answer = run_in_page(
        """
        import io, json
        import numpy as np
        a = np.array([5, 3, 3, 1], np.uint32)
        kept = io.BytesIO()
        np.save(kept, a)
        kept.seek(0)
        answer = [
            repr(a), str(np.float64(2.5)), np.unique(a).tolist(), float(np.median(a)), float(np.percentile(a, 90)),
            np.lexsort((a, a)).tolist(), np.searchsorted(np.sort(a), 3).item(), np.bincount(a).tolist(),
            np.histogram(a, 2)[0].tolist(), np.load(kept).tolist(), np.add.reduceat(a, [0, 2]).tolist(),
            np.linalg.lstsq(np.array([[1.0, 0], [1, 1]]), np.array([1.0, 2]))[0].round(6).tolist(),
        ]
        print(json.dumps(answer))
        """,
        tmp_path,
    )
    assert answer == [
        "array([5, 3, 3, 1], dtype=uint32)", "2.5", [1, 3, 5], 3.0, 4.4,
        [3, 1, 2, 0], 1, [0, 1, 0, 2, 0, 1],
        [1, 3], [5, 3, 3, 1], [8, 4],
        [1.0, 1.0],
    ]  # fmt: skip


def test_the_whole_library_can_be_had_later(tmp_path: Path) -> None:
    answer = run_in_page(
        f"""
        import importlib, json, pathlib
        try:
            import unittest
        except ImportError as error:
            missing = error.name
        whole = pathlib.Path("/machine{RUNTIME}/python_stdlib_full.zip").read_bytes()
        pathlib.Path("/lib/python314.zip").write_bytes(whole)
        importlib.invalidate_caches()
        import unittest, html.parser, encodings.gb18030, doctest, json.tool
        from pyodide.console import PyodideConsole
        print(json.dumps([missing, "中".encode("gb18030").hex()]))
        """,
        tmp_path,
    )
    assert answer == ["unittest", "d6d0"]


def test_the_lock_file_names_what_lies_there() -> None:
    assert sorted(LOCK["packages"]) == ["heapglass", "micropip", "numpy", "packaging"]
    assert LOCK["packages"]["heapglass"]["depends"] == ["numpy"]
    for package in LOCK["packages"].values():
        assert hashlib.sha256((RUNTIME / package["file_name"]).read_bytes()).hexdigest() == package["sha256"]


ON_DEMAND = ("heapglass-later", "micropip-", "packaging-", "python_stdlib_full")


def test_what_most_never_need_can_be_had_later(tmp_path: Path) -> None:
    answer = run_in_page(
        f"""
        import importlib, json, pathlib, zipfile
        import heapglass
        try:
            import heapglass.triage
        except ImportError as error:
            missing = error.name
        place = pathlib.Path(heapglass.__file__).parent.parent
        zipfile.ZipFile("/machine{RUNTIME}/heapglass-later.zip").extractall(place)
        importlib.invalidate_caches()
        from heapglass.service.profile_questions import Profiles
        opened = Profiles().open("/machine{written("sampling-before")}", lambda *_: None)
        from heapglass.triage import triage_text
        deep = pathlib.Path("deep")
        deep.write_text('{{"head":' + '{{"callFrame":{{"functionName":"f"}},"children":[' * 100_000)
        try:
            Profiles().open("deep", lambda *_: None)
        except heapglass.HeapglassError as error:
            print(json.dumps([missing, opened["function_count"], triage_text("x", b"")["formats"], error.code]))
        """,
        tmp_path,
    )
    functions = len(read_profile(written("sampling-before")).frames)
    assert answer == ["heapglass.triage", functions, [], "too-deep"]


def test_the_manifest_names_what_lies_there() -> None:
    files = {file["name"]: file for file in MANIFEST["files"]}
    assert {path.name for path in RUNTIME.iterdir()} == {*files, "runtime.json"}
    for name, file in files.items():
        data = (RUNTIME / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["size"], file["sha256"]), name
    later = {name for name, file in files.items() if not file["first"]}
    assert later == {name for name in files if name.startswith(ON_DEMAND)}
