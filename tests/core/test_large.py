"""A heap of 24 million nodes: its figures are right, and take no more memory than was said before."""

import json
import subprocess
import sys

import numpy as np
import pytest

from heapglass.service.estimate import memory_needed
from heapglass.snapshot import read_outline
from tests.bench.synthetic import FIRST, NODE_SIZE, synthetic

COUNT = 24_000_000
OPEN = """
import json, resource, sys
import numpy as np
import heapglass
heap = heapglass.open(sys.argv[1])
retained, distances, rows = heap.retained_sizes, heap.distances, heap.summary()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
np.savez(sys.argv[2], retained=retained, distances=distances, dominators=heap.dominators)
print(json.dumps({"peak": peak, "counts": {row.name: row.count for row in rows}, "total": heap.total_size}))
"""


def sizes_of_subtrees(count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Of a binary tree, level by level from the last one."""
    sizes = np.ones(count, np.int64)
    for level in range(count.bit_length() - 1, 0, -1):
        first = (1 << level) - 1
        children = np.arange(first, min(2 * first + 1, count))
        np.add.at(sizes, (children - 1) // 2, sizes[children])
    return sizes


@pytest.mark.whole_corpus
def test_24_million_nodes(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = synthetic("tree")
    out = tmp_path_factory.mktemp("large") / "columns.npz"
    done = subprocess.run([sys.executable, "-c", OPEN, path, out], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    columns = np.load(out)

    sizes = sizes_of_subtrees(COUNT)
    assert sizes[0] == COUNT
    np.testing.assert_array_equal(columns["retained"][FIRST:], sizes * NODE_SIZE)
    levels = np.floor(np.log2(np.arange(COUNT) + 1)).astype(np.int32)
    np.testing.assert_array_equal(columns["distances"][FIRST:] - columns["distances"][FIRST], levels)
    np.testing.assert_array_equal(columns["dominators"][FIRST + 1 :], (np.arange(1, COUNT) - 1) // 2 + FIRST)
    assert said["counts"]["Link"] == COUNT
    assert said["total"] == (COUNT + 1) * NODE_SIZE
    assert said["peak"] < 1.2 * memory_needed(read_outline(path)) + 100_000_000
