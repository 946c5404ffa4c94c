"""Files that were cut short: what can be read of them is right, what depends on the rest is refused."""

import gzip
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import heapglass
from heapglass import service
from heapglass.cli import app
from heapglass.snapshot.cut_short import PLACEHOLDER
from tests.fixtures.draft import NUMBERED
from tests.fixtures.fuzz import fuzz, snapshots
from tests.fixtures.written import written
from tests.pyodide.everything import reply

SOUND_ONLY = ("total_size", "retained_sizes", "shallow_sizes", "distances", "classes", "statistics", "native_contexts")
ORDERS = [
    ("snapshot", "nodes", "edges", "locations", "strings"),
    ("snapshot", "strings", "edges", "nodes", "locations"),
    ("strings", "snapshot", "nodes", "locations", "edges"),
    ("edges", "strings", "locations", "snapshot", "nodes"),
]


def text_of(document: dict[str, Any], order: tuple[str, ...] = ORDERS[0]) -> bytes:
    return json.dumps({key: document[key] for key in order}, separators=(",", ":")).encode()


def check_part(part: heapglass.Heap, whole: heapglass.Heap) -> None:
    """Whatever the part says, the whole says too."""
    mine, all_ = part.snapshot, whole.snapshot
    count = part.node_count
    assert 0 < count <= whole.node_count
    assert (part.ids == whole.ids[:count]).all()
    assert (part.self_sizes == whole.self_sizes[:count]).all()
    assert (mine.node_type == all_.node_type[:count]).all()
    names = all_.strings
    for ordinal in range(0, count, max(1, count // 200)):
        assert shown_as(mine.strings[mine.node_name[ordinal]], names[all_.node_name[ordinal]], all_.node_name[ordinal])
        theirs = {edge.ordinal - all_.first_edge[ordinal]: edge for edge in whole.node(ordinal).edges}
        found = list(part.node(ordinal).edges)
        assert len(found) <= len(theirs)
        rest = iter(theirs.values())
        for edge in found:  # the same edges in the same order, some of them left out
            same = next(
                other
                for other in rest
                if other.to_node.ordinal == edge.to_node.ordinal
                and other.type == edge.type
                and shown_as(str(edge.name), str(other.name), int(all_.edge_name[other.ordinal]))
            )
            assert same
    cut = part.cut
    if cut is None:
        assert (part.edge_count, count) == (whole.edge_count, whole.node_count)
        return
    assert cut.node_count in (-1, whole.node_count)
    assert cut.edge_count in (-1, whole.edge_count)
    classes = part.readable_classes
    assert int(classes.count.sum()) == count
    assert classes.self_size.sum() == part.self_sizes.sum(dtype=np.float64)
    if cut.sound:
        assert (part.retained_sizes == whole.retained_sizes).all()
        assert (part.distances == whole.distances).all()
        return
    for name in SOUND_ONLY:
        with pytest.raises(heapglass.IncompleteError):
            getattr(part, name)


def shown_as(mine: str, theirs: str, index: int) -> bool:
    before, after = PLACEHOLDER
    return mine in (theirs, f"{before}{int(index)}{after}")


def opened_part(data: bytes) -> heapglass.Heap | None:
    """None where it is said that nothing can be read."""
    try:
        return heapglass.open(io.BytesIO(data), partial=True)
    except heapglass.TruncatedError as error:
        if error.params.get("nodes"):
            raise
        return None


@cache
def small(order: tuple[str, ...]) -> tuple[bytes, heapglass.Heap]:
    data = text_of(fuzz()["fuzz-04"].document(), order)
    return data, heapglass.open(io.BytesIO(data))


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(word[:3] for word in order))
def test_every_cut_of_a_small_file(order: tuple[str, ...]) -> None:
    """At every byte (a step coprime to everything in the file, to be quick), plain and with zeros behind it."""
    data, whole = small(order)
    seen = set()
    for size in [*range(1, len(data), 23), *range(len(data) - 12, len(data))]:
        for tail in (b"", bytes(100)):
            part = opened_part(data[:size] + tail)
            if part is not None:
                check_part(part, whole)
                seen.add((part.cut.section, part.cut.sound) if part.cut else None)
    assert {section for section, _ in filter(None, seen)} >= {order[-1]}


@settings(max_examples=60, deadline=None)
@given(snapshots(), st.sampled_from(ORDERS), st.floats(0, 1), st.booleans())
def test_any_cut_of_any_snapshot(draft: Any, order: tuple[str, ...], share: float, zipped: bool) -> None:
    data = text_of(draft.document(), order)
    whole = heapglass.open(io.BytesIO(data))
    packed = gzip.compress(data, 1) if zipped else data
    part = opened_part(packed[: max(20, int(len(packed) * share))])
    if part is not None:
        check_part(part, whole)


@pytest.mark.parametrize("share", [0.002, 0.1, 0.25, 0.4, 0.7, 0.86, 0.95, 0.9999])
def test_a_real_file(share: float) -> None:
    data = written("kinds").read_bytes()
    part = opened_part(data[: int(share * len(data))])
    assert part is not None
    check_part(part, heapglass.open(written("kinds")))


def test_only_the_end_is_lost() -> None:
    """All that matters is there: figures are those of the whole file."""
    data, whole = small(ORDERS[0])
    part = opened_part(data[:-1])
    assert part is not None
    assert part.cut is not None
    assert part.cut.sound
    assert part.summary() == whole.summary()
    with pytest.raises(heapglass.IncompleteError):
        list(part.saved())


def test_edges_to_missing_nodes_are_dropped_and_counted() -> None:
    document = fuzz()["fuzz-04"].document()
    data = text_of(document, ORDERS[3])
    begin, end = data.index(b'"nodes":'), len(data)
    width = len(document["snapshot"]["meta"]["node_fields"])
    for size in range(begin + 200, end - 2, 211):
        part = opened_part(data[:size])
        assert part is not None
        if part.cut is None:
            continue
        count = part.node_count
        counts = document["nodes"][4 : count * width : width]
        mine = document["edges"][: 3 * sum(counts)]
        kept = sum(to < count * width for to in mine[2::3])
        assert part.edge_count == kept
        assert part.cut.dropped_edges == len(document["edges"]) // 3 - kept


def test_missing_names_are_told_apart() -> None:
    document = fuzz()["fuzz-04"].document()
    data = text_of(document)
    part = opened_part(data[: data.index(b'"strings"')])
    assert part is not None
    assert part.cut is not None
    kinds = document["snapshot"]["meta"]["edge_types"][0]
    names = set(document["nodes"][1 :: len(document["snapshot"]["meta"]["node_fields"])])
    names |= {
        name
        for kind, name in zip(document["edges"][::3], document["edges"][1::3], strict=True)
        if kinds[kind] not in NUMBERED
    }
    assert part.cut.missing_names == len(names)
    assert set(part.snapshot.strings.many(range(len(names)))) == {f"⟨missing name {name}⟩" for name in names}


def test_what_is_wrong_besides_is_still_an_error() -> None:
    document = fuzz()["fuzz-04"].document()
    document["nodes"][0] = 200
    with pytest.raises(heapglass.MalformedError):
        heapglass.open(io.BytesIO(text_of(document)[:-30]), partial=True)


@pytest.fixture
def cut_file(tmp_path: Path) -> Path:
    data = written("kinds").read_bytes()
    path = tmp_path / "cut.heapsnapshot"
    path.write_bytes(data[: len(data) // 2])
    return path


def test_the_command_line(cut_file: Path) -> None:
    run = CliRunner()
    shown = run.invoke(app, ["summary", str(cut_file), "--partial"])
    assert shown.exit_code == 0
    assert "PARTIAL, cut short in “edges”" in shown.output
    assert "retained" not in shown.output.split("\n\n")[-1].splitlines()[-1]
    told = json.loads(run.invoke(app, ["summary", str(cut_file), "--partial", "--json", "--limit", "0"]).output)
    assert told["partial"]["section"] == "edges"
    assert sum(row["count"] for row in told["classes"]) == told["node_count"]
    assert "retained" not in json.dumps(told["classes"])


def test_the_service(cut_file: Path) -> None:
    failed = reply(service.open(str(cut_file), "cut", lambda *_: None))["error"]
    assert (failed["kind"], failed["code"], failed["params"]["percent"]) == ("truncated", "truncated-partly", 100)
    info = reply(service.open(str(cut_file), "cut", lambda *_: None, True))["result"]
    assert info["partial"]["sound"] is False
    assert info["node_count"] == info["partial"]["node_count"] > 0

    def ask(method: str, **params: Any) -> Any:
        return reply(service.ask(json.dumps({"method": method, "params": params})))

    for method in ("summary", "statistics", "findings", "native_contexts", "duplicate_strings"):
        assert ask(method)["error"]["kind"] == "partial", method
    assert ask("node", ordinal=3)["error"]["kind"] == "partial"
    classes = ask("readable_classes", count=1000)["result"]
    sizes = [row["self_size"] for row in classes["rows"]]
    assert sizes == sorted(sizes, reverse=True)
    nodes = ask("readable_nodes", class_index=classes["rows"][0]["class_index"])["result"]
    assert nodes["total"] == classes["rows"][0]["count"]
    out = ask("readable_edges", ordinal=0)["result"]["rows"]
    back = ask("readable_edges", ordinal=out[0]["node"]["ordinal"], towards=False, count=1000)["result"]["rows"]
    assert 0 in [row["node"]["ordinal"] for row in back]
