"""The Summary, row by row."""

from tests.oracle.snapshots import Case
from tests.reference.summary import Row


def summary_of(snapshot: Case) -> dict[str, Row]:
    rows = snapshot.heap.summary()
    keyed = {row.key: Row(row.count, row.distance, row.shallow, row.retained) for row in rows}
    assert len(keyed) == len(rows), "two rows have one key"
    return keyed


def test_rows(snapshot: Case) -> None:
    """All rows. Where several of DevTools' classes share a key, the row that they make together."""
    assert summary_of(snapshot) == snapshot.expected.summary


def test_rows_as_devtools_gives_them(snapshot: Case) -> None:
    """The rows that DevTools' own Summary has, all but those whose key it gives to several classes."""
    if snapshot.beyond_devtools:
        return
    figures = snapshot.devtools.figures
    theirs = {
        row["key"]: Row(row["count"], row["distance"], row["shallow"], row["retained"])
        for row in figures["summary"]
        if row["key"] not in figures["colliding_keys"]
    }
    ours = {key: row for key, row in summary_of(snapshot).items() if key not in figures["colliding_keys"]}
    assert ours == theirs


def test_order(snapshot: Case) -> None:
    """Retained size down, then name."""
    shown = [(-row.retained, row.name) for row in snapshot.heap.summary()]
    assert shown == sorted(shown)
