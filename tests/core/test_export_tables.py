"""The heap as tables, read back by another program."""

import json
import sys
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

import heapglass
from heapglass.analysis.code_owners import OWNERS
from heapglass.arrow import tables
from heapglass.arrow.files import write_tables
from heapglass.arrow.formats import Format
from heapglass.arrow.tables import STATES, TABLES
from heapglass.cli import app
from tests.core.test_export_nodes import shop
from tests.core.test_saved import as_bytes, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.fixtures.written import written

PROPERTY = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def test_a_real_heap_in_duckdb(tmp_path: Path) -> None:
    heap = heapglass.open(written("kinds"))
    rows = write_tables(heap, tmp_path / "heap")
    assert rows == {"nodes": heap.node_count, "edges": heap.edge_count, "strings": len(heap.snapshot.strings)}
    nodes, edges, strings = (
        duckdb.query(f"select * from '{tmp_path}/heap/{name}.parquet'").fetchnumpy()
        for name in ("nodes", "edges", "strings")
    )
    for column, expected in {
        "ordinal": np.arange(heap.node_count),
        "id": heap.ids,
        "self_size": heap.self_sizes,
        "shallow_size": heap.shallow_sizes,
        "retained_size": heap.retained_sizes,
        "edge_count": np.diff(heap.snapshot.first_edge),
    }.items():
        np.testing.assert_array_equal(nodes[column], expected)
    assert nodes["dominator"].mask.nonzero()[0].tolist() == [heap.snapshot.header.root]
    np.testing.assert_array_equal(nodes["dominator"].data[1:], heap.dominators[1:])
    np.testing.assert_array_equal(edges["to_node"], heap.snapshot.edge_to)
    for at in range(0, heap.node_count, 97):
        node = heap.node(at)
        place = node.location
        assert (nodes["type"][at], nodes["name"][at], nodes["class_name"][at]) == (
            node.type,
            node.name.encode("utf-8", "replace").decode()[:4096],
            node.class_name,
        )
        assert nodes["detachedness"][at] == STATES[node.detachedness]
        assert nodes["owner"][at] == OWNERS[int(heap.code_owners[at])]
        assert (None if np.ma.is_masked(nodes["distance"][at]) else nodes["distance"][at]) == (
            node.distance if 0 <= node.distance < 100_000_000 else None
        )
        told = [None if np.ma.is_masked(nodes[key][at]) else nodes[key][at] for key in ("script_id", "line", "column")]
        assert told == ([None] * 3 if place is None else [place.script_id, place.line, place.column])
        script = None if np.ma.is_masked(nodes["script"][at]) else nodes["script"][at]
        assert script == (None if place is None else place.script_name)
        for edge in node.edges[:3]:
            assert (edges["from_node"][edge.ordinal], edges["type"][edge.ordinal]) == (at, edge.type)
            column = "index" if isinstance(edge.name, int) else "name"
            assert edges[column][edge.ordinal] == edge.name
    assert strings["text"].tolist()[:1000] == heap.snapshot.strings.many(range(1000))


@PROPERTY
@given(draft=snapshots())
def test_any_heap_in_small_batches(draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> None:
    heap = opened(as_bytes(draft))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "ROWS", 3)
        patch.setattr(tables, "TEXT", 5)
        small = {name: pa.Table.from_batches(batches(heap), schema) for name, (schema, batches) in TABLES.items()}
    for name, (schema, batches) in TABLES.items():
        whole = pa.Table.from_batches(batches(heap), schema)
        whole.validate(full=True)
        assert small[name].to_pylist() == whole.to_pylist()
    retained = small["nodes"]["retained_size"].to_pylist()
    assert retained == [heap.node(at).retained_size for at in range(heap.node_count)]
    texts = [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in heap.snapshot.strings]
    assert small["strings"]["text"].to_pylist() == texts


def test_what_is_no_text(tmp_path: Path) -> None:
    heap = opened(as_bytes(shop()))
    assert [row["name"] for row in table(heap, "nodes") if row["type"] == "string"] == ["a \ufffd “title”"]
    broken = heap.snapshot.strings.bytes.copy()
    broken[broken == ord("E")] = 0xFF
    heap.snapshot.strings.bytes = broken
    assert "\ufffdntry" in [row["text"] for row in table(heap, "strings")]


def table(heap: heapglass.Heap, name: str) -> list[dict[str, object]]:
    schema, batches = TABLES[name]
    rows: list[dict[str, object]] = pa.Table.from_batches(batches(heap), schema).to_pylist()
    return rows


def test_row_groups_and_arrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heap = opened(as_bytes(shop()))
    monkeypatch.setattr(tables, "ROWS", 2)
    write_tables(heap, tmp_path / "p")
    assert pq.ParquetFile(tmp_path / "p" / "nodes.parquet").num_row_groups == 3
    write_tables(heap, tmp_path / "a", Format.ARROW)
    arrow = pa.ipc.open_file(tmp_path / "a" / "nodes.arrow").read_all()
    assert arrow.to_pylist() == pq.read_table(tmp_path / "p" / "nodes.parquet").to_pylist()


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = shop().write(tmp_path / "a.heapsnapshot"), tmp_path / "out"
    run = CliRunner().invoke

    made = run(app, ["export", str(path), "-o", str(out), "--json"])
    assert json.loads(made.stdout)["rows"] == {"nodes": 6, "edges": 8, "strings": 6}
    assert sorted(each.name for each in out.iterdir()) == ["edges.parquet", "nodes.parquet", "strings.parquet"]
    assert isinstance(run(app, ["export", str(path), "-o", str(out)]).exception, FileExistsError)
    assert isinstance(run(app, ["export", str(path), "-o", str(path)]).exception, NotADirectoryError)

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_batch", fails)
    assert run(app, ["export", str(path), "-o", str(tmp_path / "full")]).exit_code != 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.heapsnapshot", "out"]

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in [name for name in sys.modules if name.startswith("heapglass.arrow.") and "formats" not in name]:
        monkeypatch.delitem(sys.modules, name)
    assert "heapglass[data]" in run(app, ["export", str(path), "-o", str(tmp_path / "x")]).stderr
