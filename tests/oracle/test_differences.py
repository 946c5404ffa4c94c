"""Where heapglass differs from DevTools on purpose: all of it, each with its reason and the proof of both sides.

1. Classes whose keys read the same are one row of the Summary. DevTools keeps them apart inside (by the string that
   names them: a closure's `Function` and an object called `Function` are two), then shows the last one only: the
   other's nodes and bytes are missing from its list.
2. Ids and sizes are whole numbers as the file has them. DevTools keeps them modulo 2^32.
3. The root may be any node. DevTools opens a file only if the root is its first or last node, and if it is the last,
   gives no plain object a shape.
4. A timeline with more `trace_function_infos` than its header says (Node 20 writes such) opens. DevTools believes
   the header and fails.
5. A concatenated string that contains itself has a name. On such a file, which V8 does not write, DevTools never ends.
6. A variable that a context holds is known by its name. DevTools goes by its place among the others: where a context
   lacks one that the first context of its scope has, DevTools takes the ones behind it for one another.
7. Search for a pattern minds case if asked to. DevTools minds it whatever one chooses. And a character outside the
   basic plane is one character to a pattern, not two.
8. Comparison tells classes of one key together as well (see 1), and counts what DevTools loses.
9. Edges named `__proto__`, which a retainers view may have thousands of, are last among edges sorted by name, the one
   from or to the larger node first. DevTools says of each two that either is before the other: their order is chance.
"""

from pathlib import Path

import pytest

import heapglass
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.fixtures.draft import Draft
from tests.fixtures.scopes import Program
from tests.oracle.devtools import compare, dump
from tests.oracle.snapshots import IN_CORPUS, case


def small_heap() -> Draft:
    """A root, a user root of 8 bytes below it, and what tests add below that."""
    draft = Draft()
    draft.node("synthetic")
    draft.node("object", "Window", 8)
    draft.edge(0, "shortcut", "global", 1)
    return draft


def test_classes_of_one_key_are_one_row(tmp_path: Path) -> None:
    draft = small_heap()
    for kind, name, size in (("closure", "f", 16), ("object", "Function", 100), ("closure", "g", 32)):
        draft.edge(1, "property", name, draft.node(kind, name, size))
    path = draft.write(tmp_path / "a.heapsnapshot")

    (theirs,) = [row for row in dump(path).figures["summary"] if row["key"] == ",Function"]
    (ours,) = [row for row in heapglass.open(path).summary() if row.key == ",Function"]

    assert (theirs["count"], theirs["shallow"]) == (1, 100)
    assert (ours.count, ours.shallow, ours.retained) == (3, 148, 148)


def test_no_bytes_are_missing_from_the_summary(snapshot_with_collisions: str) -> None:
    snapshot = case(snapshot_with_collisions)
    total = snapshot.heap.shallow_sizes.sum()
    assert sum(row.shallow for row in snapshot.heap.summary()) == total
    assert sum(row["shallow"] for row in snapshot.devtools.figures["summary"]) < total


@pytest.fixture(params=["big-closure", "small-closure"])
def snapshot_with_collisions(request: pytest.FixtureRequest) -> str:
    if request.param not in IN_CORPUS:
        pytest.skip("no corpus of real snapshots")
    return request.param


def test_large_numbers_do_not_wrap(tmp_path: Path) -> None:
    draft = small_heap()
    large = draft.node("object", "Large", 2**33 + 24, id=2**32 + 7)
    draft.edge(1, "property", "large", large)
    path = draft.write(tmp_path / "a.heapsnapshot")

    theirs = dump(path)
    ours = heapglass.open(path)

    assert (theirs.id[large], theirs.shallow[large], theirs.retained[0]) == (7, 24, 32)
    assert (ours.ids[large], ours.shallow_sizes[large]) == (2**32 + 7, 2**33 + 24)
    assert ours.total_size == 2**33 + 32
    assert ours.by_id(2**32 + 7).retained_size == 2**33 + 24


def test_root_in_the_middle(tmp_path: Path) -> None:
    draft = Draft(root=1)
    draft.node("object", "Window", 8)
    draft.node("synthetic")
    draft.node("object", "Kept", 16)
    draft.edge(1, "shortcut", "global", 0)
    draft.edge(0, "property", "kept", 2)
    path = draft.write(tmp_path / "a.heapsnapshot")

    assert "Root node is expected to be either first or last" in dump(path).error
    ours = heapglass.open(path)
    assert ours.dominators.tolist() == [1, 1, 0]
    assert ours.retained_sizes.tolist() == [24, 24, 16]
    assert ours.distances.tolist() == [1, 100_000_000, 2]


def test_shapes_before_the_root(tmp_path: Path) -> None:
    draft = Draft(root=3)
    for _ in range(2):
        draft.node("object", "Object", 8)
    draft.node("object", "Window", 8)
    draft.node("synthetic")
    draft.edge(3, "shortcut", "global", 2)
    for node in (0, 1):
        draft.edge(2, "element", node, node)
        draft.edge(node, "property", "a", 2)
    path = draft.write(tmp_path / "a.heapsnapshot")

    assert ",Object" in {row["key"] for row in dump(path).figures["summary"]}
    assert {row.key for row in heapglass.open(path).summary()} == {",{a}", ",Window"}


def test_timeline_that_miscounts_its_functions() -> None:
    if "timeline-node20" not in IN_CORPUS:
        pytest.skip("no corpus of real snapshots")
    heap = heapglass.open(IN_CORPUS["timeline-node20"])
    assert heap.node_count > 50_000


def test_string_that_contains_itself(tmp_path: Path) -> None:
    draft = small_heap()
    rope = draft.node("concatenated string", "(concatenated string)", 16)
    draft.edge(1, "property", "rope", rope)
    draft.edge(rope, "internal", "first", rope)
    draft.edge(rope, "internal", "second", rope)
    heap = heapglass.open(draft.write(tmp_path / "a.heapsnapshot"))
    assert heap.node(rope).name == ""


def test_context_that_lacks_a_variable(tmp_path: Path) -> None:
    program = Program()
    context, values = program.contexts[1], program.values[1]
    program.draft.edges[context].remove(("context", "kept", values["kept"]))
    path = program.write(tmp_path / "a.heapsnapshot")

    theirs = dump(path).figures["unused_variables"]
    ours = [edge for edge in heapglass.open(path).node(program.closures[1]).contexts[0].variables if not edge.is_used]

    assert [context, "dropped", values["reached"]] in theirs
    assert [(edge.name, edge.to_node.ordinal) for edge in ours] == [("dropped", values["dropped"])]


def test_patterns_mind_case_if_asked_to(tmp_path: Path) -> None:
    draft = small_heap()
    map_node = draft.node("code", "system / Map", 16)
    upper_case = draft.node("code", "SYSTEM / MAP", 16)
    for node in (map_node, upper_case):
        draft.edge(1, "element", node, node)
    path = draft.write(tmp_path / "a.heapsnapshot")

    pattern = "^system / .*Map"
    (theirs,) = [search["ids"] for search in dump(path).figures["searches"] if search["query"] == pattern]
    heap = heapglass.open(path)

    assert theirs == [heap.node(map_node).id]
    assert heap.search(pattern, regex=True, match_case=True).tolist() == [map_node]
    assert heap.search(pattern, regex=True).tolist() == [map_node, upper_case]


def test_comparison_of_classes_of_one_key(tmp_path: Path) -> None:
    def written(sizes: tuple[int, int]) -> Path:
        draft = small_heap()
        for kind, name, size in zip(("closure", "object"), ("f", "Function"), sizes, strict=True):
            draft.edge(1, "property", name, draft.node(kind, name, size, id=100 * size + 1))
        return draft.write(tmp_path / f"{sizes[0]}.heapsnapshot")

    base, current = written((8, 16)), written((24, 32))

    (theirs,) = compare(base, current)["rows"]
    (ours,) = heapglass.open(current).compare(heapglass.open(base))

    assert (theirs["key"], theirs["added_count"], theirs["added_size"]) == (",Function", 1, 32)
    assert (ours.key, ours.added_count, ours.added_size) == (",Function", 2, 56)


def test_prototypes_come_last_the_larger_first(tmp_path: Path) -> None:
    draft = small_heap()
    for size in (16, 48, 32):
        draft.edge(1, "property", "__proto__", draft.node("object", "Foo", size))
    draft.edge(1, "property", "zebra", draft.node("object", "Foo", 8))
    heap = heapglass.open(draft.write(tmp_path / "a.heapsnapshot"))
    for descending in (False, True):
        asked = {"ordinal": 1, "sort": {"by": "name", "descending": descending}}
        rows = answer(Session(heap, ""), "references", asked)["rows"]
        assert [row["node"]["retained"] for row in rows] == [8, 48, 32, 16]
