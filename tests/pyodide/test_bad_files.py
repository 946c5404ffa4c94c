"""Every bad file in the page's own Python: the same outcome as on CPython, soon, and in little memory."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import BAD_FILE
from tests.core.test_snapshot_bad_files import CODES, EXPECTED, folder
from tests.places import ROOT
from tests.pyodide.page_runtime import run_in_page

BASE = "00-base-valid.heapsnapshot"
SLOWEST = 2.0
"""Times the good file's time."""
SLACK = 120
"""Milliseconds: what a busy machine may add."""
MOST_MEMORY = 64 << 20
"""Bytes that the heap may grow by, once the good file has been opened."""


@pytest.mark.skipif(not EXPECTED, reason="there is no corpus of snapshots")
def test_bad_files_in_the_browsers_python(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    names = [BASE, *sorted(set(EXPECTED) - {BASE})]
    listed = tmp_path / "paths"
    listed.write_text(json.dumps([[name, f"/machine{folder() / name}"] for name in names]))

    told = run_in_page(
        f"""
        import gc, json, pathlib, sys, time
        import pyodide_js
        sys.path.append("/machine{ROOT}")
        from heapglass import service
        from tests.pyodide.everything import reply

        def opened(path):
            began = time.perf_counter()
            answer = reply(service.open(path, "bad", lambda *_: None))
            return answer, 1000 * (time.perf_counter() - began)

        rows = []
        for name, path in json.loads(pathlib.Path("/machine{listed}").read_text()):
            if not rows:
                for _ in range(4):
                    opened(path)  # until it is compiled well
            tries = [opened(path) for _ in range(2 if rows else 5)]
            answer = tries[0][0]
            said = answer.get("result") or answer["error"]
            memory = pyodide_js._module.HEAPU8.length
            rows.append([name, answer["ok"], said.get("code"), min(ms for _, ms in tries), memory, said])
        print(json.dumps(rows))
        """,
        tmp_path,
    )

    good = next(ms for name, *_, ms, _, _ in told if name == BASE)
    before = told[0][4]
    wrong, table = [], []
    for name, ok, code, ms, memory, said in told:
        expected = EXPECTED[name] in ("either", "accept" if ok else "reject") and code == CODES.get(name)
        soon, small = ms <= SLOWEST * good + SLACK, memory - before <= MOST_MEMORY
        if ok:
            small &= said["partial"] is None
        else:
            small &= bool(said["message"]) and not said["details"]
        verdict = "as expected" if expected and soon and small else "NOT"
        grown = (memory - before) >> 20
        became = f"{code or 'opened':20} {ms:5.0f} ms +{grown} MB"
        record_property(BAD_FILE, ("Pyodide", name, became, verdict != "NOT"))
        table.append(f"{verdict:11} {EXPECTED[name]:6} {became}  {name}")
        if verdict == "NOT":
            wrong.append(table[-1])
    print("\n".join(table))
    assert len(told) == len(EXPECTED)
    assert wrong == []
