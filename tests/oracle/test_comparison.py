"""The Comparison of two snapshots, row by row and id by id."""

import pytest

from tests.fixtures.written import WRITTEN
from tests.oracle.devtools import compare
from tests.oracle.snapshots import PAIRS, SMALL_CORPUS, case, pair_parameters

QUICK = {pair for pair in PAIRS if SMALL_CORPUS.union(WRITTEN).issuperset(pair)}


@pytest.mark.usefixtures("_fuzz")
@pytest.mark.parametrize("names", pair_parameters(QUICK))
def test_rows(names: tuple[str, str]) -> None:
    base, current = map(case, names)
    if base.beyond_devtools or current.beyond_devtools:
        return
    theirs = compare(base.path, current.path)
    ours = {
        row.key: (
            row.name,
            row.added_size,
            row.removed_size,
            [node.id for node in current.heap.added(base.heap, row.key)],
            [node.id for node in current.heap.removed(base.heap, row.key)],
        )
        for row in current.heap.compare(base.heap)
        if row.key not in theirs["colliding_keys"]
    }
    assert ours == {
        row["key"]: (row["name"], row["added_size"], row["removed_size"], row["added_ids"], row["removed_ids"])
        for row in theirs["rows"]
        if row["key"] not in theirs["colliding_keys"]
    }


@pytest.mark.usefixtures("_fuzz")
@pytest.mark.parametrize("names", pair_parameters(QUICK))
def test_sums(names: tuple[str, str]) -> None:
    """Both sides' sizes differ by what came and went, and by what changed its size and kept its id."""
    base, current = (case(name).heap for name in names)
    rows = current.compare(base)
    for row in rows:
        assert row.count_delta == row.added_count - row.removed_count
        assert len(current.added(base, row.key)) == row.added_count
        assert len(current.removed(base, row.key)) == row.removed_count
    count = sum(row.count for row in current.summary()) - sum(row.count for row in base.summary())
    assert sum(row.count_delta for row in rows) == count
