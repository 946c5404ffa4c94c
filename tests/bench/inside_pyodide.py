"""How long the core takes inside Pyodide under Node, step by step: `python -m tests.bench.inside_pyodide FILE [RUNS]`.

The runtime, the wheel and the kernels are the site's (`make runtime`). Each run is a process of its own. What counts
is from the file to distances and sizes; the Summary is given besides.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.tables import table
from tests.pyodide.page_runtime import run_in_page

WARM_UPS = 8  # as in the page (worker/warm-up.ts)

CODE = """
import json, time
import pyodide_js
import heapglass
from heapglass.service.estimate import memory_needed
from heapglass.service.warm_up import warm_up
from heapglass.snapshot import read_outline

memory = lambda: pyodide_js._module.HEAPU8.length  # it only ever grows
for _ in range({rounds}):
    warm_up()
    time.sleep(0.03)  # for the compiler, which works in the background
at_start = memory()
steps, last = {{}}, time.perf_counter()

def took(step):
    global last
    now = time.perf_counter()
    steps[step], last = 1000 * (now - last), now

heap = heapglass.open("/machine{path}"); took("read")
heap.dominator_tree; took("dominators")
heap.distances; took("distances")
heap.shallow_sizes; took("shallow sizes")
heap.retained_sizes; took("retained sizes")
steps["file to sizes"] = sum(steps.values())
heap.summary(); took("Summary")
print(json.dumps({{
    "steps": steps, "nodes": heap.node_count, "edges": heap.edge_count, "at_start": at_start, "peak": memory(),
    "estimate": memory_needed(read_outline("/machine{path}")),
}}))
"""


def run(file: Path) -> dict[str, Any]:
    """One run: ms a step, and the size of the WebAssembly memory in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        answer: dict[str, Any] = run_in_page(CODE.format(path=file.resolve(), rounds=WARM_UPS), Path(folder))
    return answer


def main(file: Path, runs: int = 3) -> None:
    size = file.stat().st_size
    results = [run(file) for _ in range(runs)]
    first = results[0]
    print(f"{file.name}: {size / 1e6:,.0f} MB, {first['nodes']:,} nodes, {first['edges']:,} edges")
    rows = [
        [step, *(result["steps"][step] for result in results), median(result["steps"][step] for result in results)]
        for step in first["steps"]
    ]
    print(table(["ms", *(f"run {number}" for number in range(1, runs + 1)), "median"], rows))
    grown = max(result["peak"] for result in results)
    print(
        f"WebAssembly memory: {first['at_start'] / 1e6:,.0f} MB at the start, {grown / 1e6:,.0f} MB at the end", end=""
    )
    print(f": {grown / size:.2f} bytes a byte of the file. Estimated beforehand: {first['estimate'] / 1e6:,.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
