"""Where memory ends: above 2 GB, where addresses no longer fit 31 bits, and when there is none left."""

import json
from pathlib import Path
from typing import Any

from tests.fixtures.fuzz import fuzz
from tests.fixtures.written import written
from tests.places import ROOT
from tests.pyodide.everything import everything
from tests.pyodide.page_runtime import run_in_page

FILL = """
    import json, pathlib, sys
    import numpy as np
    sys.path.append("/machine{root}")
    HALF = 1 << 31
    kept = []

    def fill(upto, smallest=1 << 16):
        "Take all memory below an address. Nothing is written to it, so that it costs the machine nothing."
        for size in (1 << 26, 1 << 20, smallest):
            try:
                while True:
                    kept.append(np.empty(size, np.uint8))
                    if kept[-1].ctypes.data > upto:
                        break
            except MemoryError:
                pass
"""


def test_above_2_gb_everything_is_the_same(tmp_path: Path) -> None:
    """Kernels, arrays and replies: the data lie where an address, taken for a signed number, is negative."""
    paths = [written("kinds"), written("timeline"), next(iter(fuzz().values())).write(tmp_path / "fuzz.heapsnapshot")]
    listed = tmp_path / "paths"
    listed.write_text(json.dumps([f"/machine{path}" for path in paths]))

    lowest, inside = run_in_page(
        FILL.format(root=ROOT)
        + f"""
    import heapglass.service
    fill(HALF, smallest=1 << 10)
    from tests.pyodide.everything import everything
    import heapglass
    paths = json.loads(pathlib.Path("/machine{listed}").read_text())
    heap = heapglass.open(paths[0])
    columns = [heap.snapshot.edge_to, heap.snapshot.strings.bytes, heap.dominators, heap.retained_sizes]
    lowest = min(column.ctypes.data for column in columns)
    print(json.dumps([lowest, [everything(path) for path in paths]]))
        """,
        tmp_path,
    )

    assert lowest > 2**31
    for path, theirs in zip(paths, inside, strict=True):
        ours = json.loads(json.dumps(everything(str(path))))
        for part in ours:
            assert theirs[part] == ours[part], (path.name, part)


def test_running_out_of_memory_is_told_and_survived(tmp_path: Path) -> None:
    """Memory is really full. What could not be made is said to have failed, and can be made once there is room."""
    told: dict[str, Any] = run_in_page(
        FILL.format(root=ROOT)
        + f"""
    from heapglass import service
    from tests.pyodide.everything import reply
    path = "/machine{written("kinds")}"
    told = {{}}

    def read(length):
        del kept[-20:]  # to read it here, in Python, takes memory
        return reply(length)

    def open():
        return read(service.open(path, "a", lambda *progress: None))

    def ask(method, **params):
        fill(top)
        return read(service.ask(json.dumps({{"method": method, "params": params}})))

    def ask_all():
        return [ask("summary", count=5), ask("retainers", ordinal=9, count=5), ask("search", text="a", count=5)]

    top = 1 << 33
    fill(top)
    told["no room to open"] = open()
    kept.clear()
    told["room"] = open()
    told["no room to answer"] = ask_all()
    kept.clear()
    top = 0
    told["room again"] = ask_all()
    print(json.dumps(told))
        """,
        tmp_path,
    )

    failed = told["no room to open"]["error"]
    assert (failed["kind"], failed["code"]) == ("out-of-memory", "out-of-memory")
    assert "heapglass summary FILE" in failed["message"]
    assert "MemoryError" in failed["details"]
    assert told["room"]["ok"]
    assert "out-of-memory" in {reply.get("error", {}).get("code") for reply in told["no room to answer"]}
    assert [reply["ok"] for reply in told["room again"]] == [True, True, True]
