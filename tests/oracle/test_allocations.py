"""Who allocated what, in the files that say so."""

import numpy as np
import pytest

from tests.oracle.snapshots import Case


def test_functions(snapshot: Case) -> None:
    theirs, ours = snapshot.devtools.figures["allocation_tops"], snapshot.heap.allocations
    if not theirs:
        pytest.skip("no allocation stacks")
    assert ours is not None
    found = ours.functions(snapshot.heap.shallow_sizes)
    columns = (found.count, found.size, found.live_count, found.live_size)
    assert [
        (frame.function, frame.script, frame.script_id, frame.line, frame.column, *numbers)
        for frame, *numbers in zip(map(ours.frame, found.row.tolist()), *(c.tolist() for c in columns), strict=True)
    ] == [
        tuple(row[name] for name in ("name", "scriptName", "scriptId", "line", "column"))
        + tuple(row[name] for name in ("count", "size", "liveCount", "liveSize"))
        for row in theirs
    ]
    made = [ours.made_by(row) for row in found.row.tolist()]
    assert np.array_equal([nodes.size for nodes in made], found.live_count)
