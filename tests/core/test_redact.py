"""Redacted snapshots: nothing that was a value can be read, and every figure stays."""

import gzip
import io
import json
import re
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import heapglass
from heapglass.analysis.filters import FILTERS, NodeFilter
from heapglass.cli import app
from heapglass.kernels.pseudonyms import FEW
from heapglass.redact import Keep, Options, Paths, Redaction, Values, redact_file, redact_files
from heapglass.redact.pseudonyms import LETTERS
from heapglass.redact.vocabulary import RULE_NAMES, WORDS
from tests.core.spelling import Speller
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.fixtures.written import written
from tests.places import CORPUS

FILES = sorted(CORPUS.glob("*.heap*.gz"))
EVERY = [Options(keep, values, paths) for keep in Keep for values in Values for paths in Paths]
FEWER = [Options(), Options(Keep.SHAPES), Options(values=Values.UNIFORM, paths=Paths.HIDE)]
PROPERTY = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
SECRET = "Secret7e3f"


def redacted(text: bytes, options: Options | None = None, **more: Any) -> bytes:
    redaction = Redaction(io.BytesIO(text), options, **more)
    return b"".join(bytes(piece) for piece in redaction.pieces())


def as_bytes(draft: Draft) -> bytes:
    return json.dumps(draft.document()).encode()


def figures(heap: heapglass.Heap) -> dict[str, Any]:
    """Every number of a heap but the numbers of its strings."""
    snapshot, rows = heap.snapshot, heap.summary_columns
    header = snapshot.header
    numbered = np.isin(snapshot.edge_type, [header.edge_type_code("element"), header.edge_type_code("hidden")])
    columns = {
        "types": [snapshot.node_type, snapshot.edge_type],
        "ids": heap.ids,
        "self sizes": heap.self_sizes,
        "graph": [snapshot.first_edge, snapshot.edge_to, snapshot.edge_name[numbered]],
        "detachedness": heap.detachedness,
        "shallow sizes": heap.shallow_sizes,
        "dominators": heap.dominators,
        "retained sizes": heap.retained_sizes,
        "distances": heap.distances,
        "classes": heap.classes.of_node,
        "shapes": [shape.count for shape in heap.classes.shapes],
        "places": [key.rpartition(",")[0].split(",", 3)[:3] for key in heap.classes.keys if key[0] != ","],
        "summary": [rows.class_index, rows.count, rows.distance, rows.shallow, rows.retained],
        "locations": [snapshot.location_node, snapshot.location_script, snapshot.location_line],
        "header": [header.root, header.extra_native_bytes, header.node_count, header.edge_count],
        "fields": [header.node_fields, header.node_types, header.edge_fields, header.edge_types],
    }
    for name, table in snapshot.extras.items():
        columns[name] = list(table.values())
    columns["statistics"] = list(astuple(heap.statistics))
    columns["contexts"] = [heap.is_context, list(heap.script_names)]
    for kind in FILTERS:
        if kind not in ("id_range", "native_context", "duplicated_strings"):
            columns[kind] = heap.mask(NodeFilter(kind))
    return columns


def duplicate_figures(heap: heapglass.Heap) -> list[Any]:
    """What is said of equal strings, joined ones among them."""
    found = heap.duplicate_strings
    return [found.nodes, found.first, found.count, found.shallow, found.wasted, found.length, found.hash]


def same(before: Any, after: Any) -> None:
    if isinstance(before, (dict, list)):
        assert len(before) == len(after)
        for key in before if isinstance(before, dict) else range(len(before)):
            same(before[key], after[key])
    else:
        np.testing.assert_array_equal(before, after)


def assert_equal_figures(before: bytes, after: bytes, duplicates: bool = False) -> None:
    old, new = heapglass.open(io.BytesIO(before)), heapglass.open(io.BytesIO(after))
    same(figures(old), figures(new))
    if duplicates:
        same(duplicate_figures(old), duplicate_figures(new))


def duplicates(document: dict[str, Any], kinds: set[str]) -> list[list[int]]:
    """The nodes of these types that have the same name, in groups."""
    meta = document["snapshot"]["meta"]
    types = meta["node_types"][0]
    groups: dict[str, list[int]] = {}
    for node, (kind, name) in enumerate(
        zip(
            document["nodes"][0 :: len(meta["node_fields"])],
            document["nodes"][1 :: len(meta["node_fields"])],
            strict=True,
        )
    ):
        if types[kind] in kinds:
            groups.setdefault(document["strings"][name], []).append(node)
    return sorted(groups.values())


def names(document: dict[str, Any]) -> list[tuple[str, str]]:
    meta = document["snapshot"]["meta"]
    width = len(meta["node_fields"])
    types = meta["node_types"][0]
    return [
        (types[kind], document["strings"][name])
        for kind, name in zip(document["nodes"][0::width], document["nodes"][1::width], strict=True)
    ]


@pytest.fixture
def leaky() -> Draft:
    """A heap with something to hide in every place where a text can be."""
    draft = Draft()
    root = draft.node("synthetic", "")
    window = draft.node("object", "Session", 16)
    draft.edge(root, "element", 1, window)
    table = draft.node("object", "WeakMap", 16)
    for kind, name in (
        ("string", f"{SECRET} in a string"),
        ("concatenated string", f"{SECRET} in two strings"),
        ("sliced string", f"{SECRET} in a slice"),
        ("number", f"{SECRET} in a number"),
        ("bigint", f"{SECRET} in a big one"),
        ("regexp", f"{SECRET}.*in a pattern"),
        ("string", f'{SECRET} “quoted” "twice" \\ \n and é 😀'),
        ("string", "userName"),
    ):
        draft.edge(window, "property", "userName", draft.node(kind, name, 8))
    value = draft.node("string", f"{SECRET} in WeakMap", 8)
    draft.edges[table].append(
        (
            "internal",
            f"7 / part of key (Session @{draft.nodes[window]['id']}) -> value ({SECRET} in WeakMap "
            f"@{draft.nodes[value]['id']}) pair in WeakMap (table @{draft.nodes[table]['id']})",
            value,
        )
    )
    draft.edge(window, "internal", "elements", table)
    draft.edge(window, "property", f"{SECRET.lower()}@example.com", table)
    draft.edge(window, "property", f"/api?token={SECRET}&x=1", table)
    draft.edge(window, "property", "session:4155550123", table)
    draft.edge(window, "context", "AKIAIOSFODNN7EXAMPLE", table)
    draft.edge(window, "internal", "123456", table)
    button = draft.node("native", f'<button id="{SECRET}" class="big">', 8)
    draft.edge(window, "internal", "4", button)
    draft.edge(window, "internal", "5", draft.node("closure", f"/home/{SECRET}/app/index.js", 8))
    return draft


@pytest.mark.parametrize("options", EVERY, ids=str)
def test_no_secret_is_left(leaky: Draft, options: Options) -> None:
    text = as_bytes(leaky)
    out = redacted(text, options)
    assert SECRET.encode() in text
    for form in (SECRET, SECRET.lower(), "example.com", "4155550123", "IOSFODNN7"):
        assert form.encode() not in out
        assert form.encode() not in json.dumps(json.loads(out)).encode()
    assert b"\\ud83d" not in out
    assert_equal_figures(text, out)


def test_names_stay(leaky: Draft) -> None:
    document = json.loads(redacted(as_bytes(leaky)))
    assert {"Session", "userName", "elements", "123456", "WeakMap"} <= set(document["strings"])
    assert ("object", "Session") in names(document)
    assert ("string", "userName") not in names(document)
    (entry,) = (text for text in document["strings"] if "part of key" in text)
    assert re.fullmatch(r"7 / part of key \(Session @3\) -> value \(\w{21} @\d+\) pair in WeakMap \(table @5\)", entry)
    (button,) = (text for text in document["strings"] if text.startswith("<button"))
    assert re.fullmatch(r'<button id="\w{10}" class="\w{3}">', button)
    assert re.search(r"/home/\w{10}/app/index.js", str(document["strings"]))


def test_shapes_only(leaky: Draft) -> None:
    strings = json.loads(redacted(as_bytes(leaky), Options(Keep.SHAPES)))["strings"]
    assert not {"Session", "userName"} & set(strings)
    assert {"elements", "WeakMap"} <= set(strings)
    assert not any("button" in text or "app" in text for text in strings)


def test_paths_can_go(leaky: Draft) -> None:
    strings = json.loads(redacted(as_bytes(leaky), Options(paths=Paths.HIDE)))["strings"]
    assert any(re.fullmatch(r"/\w{4}/\w{10}/\w{3}/index.js", text) and "app" not in text for text in strings)


def test_lengths_stay(leaky: Draft) -> None:
    def lengths(document: dict[str, Any]) -> list[int]:
        return [len(name.encode("utf-16-le", "surrogatepass")) // 2 for _, name in names(document)]

    before = as_bytes(leaky)
    for options in EVERY:
        assert lengths(json.loads(redacted(before, options))) == lengths(json.loads(before))


def test_no_two_runs_agree(leaky: Draft) -> None:
    """So that nobody can make a table of what becomes of what."""
    text = as_bytes(leaky)
    assert redacted(text) != redacted(text)


def test_uniform_values(leaky: Draft) -> None:
    document = json.loads(redacted(as_bytes(leaky), Options(values=Values.UNIFORM)))
    assert {name.strip("x") for kind, name in names(document) if kind.endswith("string")} == {""}


def test_duplicates_stay_duplicates() -> None:
    draft = Draft()
    root = draft.node("synthetic", "")
    texts = [chr(code) for code in range(0x400, 0x500)] + ["ab", "ba"] * 2 + ["Map", "Map", "é", "é"]
    for text in texts:
        draft.edge(root, "element", 1, draft.node("string", text, 8))
    before = draft.document()
    after = json.loads(redacted(as_bytes(draft)))
    assert duplicates(after, {"string"}) == duplicates(before, {"string"})
    assert not {name for _, name in names(after)} & set(texts)


def joined(draft: Draft, first: int, second: int) -> int:
    node = draft.node("concatenated string", "(concatenated string)", 8)
    draft.edge(0, "element", 1, node)
    draft.edge(node, "internal", "first", first)
    draft.edge(node, "internal", "second", second)
    return node


@pytest.mark.parametrize("edges_first", [False, True])
def test_joined_texts_stay_equal(edges_first: bool) -> None:
    """`a + bc`, `ab + c` and `abc` are one text, however it was made; `acb` is another."""
    draft = Draft()
    root = draft.node("synthetic", "")
    text = {}
    for name in ("a", "bc", "ab", "c", "abc", "b", "acb", "cab", "x", "xabc", "Map", "Maps", "s"):
        text[name] = draft.node("string", name, 8)
        draft.edge(root, "element", 1, text[name])
    left, right = joined(draft, text["a"], text["bc"]), joined(draft, text["ab"], text["c"])
    nested = joined(draft, text["x"], left)
    joined(draft, text["a"], joined(draft, text["c"], text["b"]))
    joined(draft, text["Map"], text["s"])
    draft.edge(root, "property", "ab", right)  # one of them is a name as well
    document = draft.document()
    if edges_first:
        document = {key: document[key] for key in ("edges", "snapshot", "strings", "nodes", "locations")}
    before = json.dumps(document).encode()

    out = redacted(before)

    heap = heapglass.open(io.BytesIO(out))
    said = {name: heap.node(node).name for name, node in text.items()}
    assert heap.node(left).name == heap.node(right).name == said["abc"]
    assert heap.node(nested).name == said["xabc"]
    assert len(set(said.values())) == len(said)
    assert not {name for name in set(said) & set(said.values()) if name != "Map"}
    assert_equal_figures(before, out, duplicates=True)


def test_endless_joined_texts() -> None:
    """Parts that hold their wholes, of which only broken files have any."""
    draft = Draft()
    draft.node("synthetic", "")
    draft.edge(0, "element", 1, draft.node("string", "ab", 8))
    one = joined(draft, 1, 1)
    draft.edges[one].clear()
    other = joined(draft, one, one)
    draft.edge(one, "internal", "first", other)
    draft.edge(one, "internal", "second", other)
    assert redacted(as_bytes(draft))


def test_engine_numbers_stay() -> None:
    """Chromium writes lengths as nodes: a number `int` with a `value`, which is a string. Those of programs go."""
    draft = Draft()
    root = draft.node("synthetic", "")
    nodes = {}
    for kind, name in (("int", "1234567"), ("smi number", "7654321"), ("bool", "true")):
        number = draft.node("number", kind, 0)
        nodes[kind] = draft.node("string", name, 8)
        draft.edge(root, "internal", "length", number)
        draft.edge(number, "internal", "value", nodes[kind])
    nodes["text"] = draft.node("string", "1234567", 8)
    draft.edge(root, "element", 1, nodes["text"])
    for options in EVERY:
        heap = heapglass.open(io.BytesIO(redacted(as_bytes(draft), options)))
        said = {kind: heap.node(node).name for kind, node in nodes.items()}
        assert (said["int"], said["bool"]) == ("1234567", "true")
        assert said["smi number"] != "7654321"
        assert said["text"] != "1234567"


def test_what_is_not_known_is_left_out(leaky: Draft) -> None:
    document = leaky.document()
    document["notes"] = {"by": SECRET}
    document["snapshot"]["by"] = SECRET
    document["snapshot"]["meta"]["comment"] = SECRET
    document["snapshot"]["meta"]["sample_fields"] = ["timestamp_us", SECRET]
    redaction = Redaction(io.BytesIO(json.dumps(document).encode()))
    assert SECRET.encode() not in b"".join(bytes(piece) for piece in redaction.pieces())
    assert redaction.report.dropped == ["notes", "meta.comment"]


def test_tables_of_names() -> None:
    """Allocation stacks and scopes name functions, scripts and variables: they stay, e-mail addresses in them go."""
    draft = Draft()
    draft.node("synthetic", "")
    draft.edge(0, "element", 1, draft.node("string", "handler", 8))
    document = draft.document()
    strings = document["strings"]
    strings += ["handler.js", "for ada@example.com", "unused"]
    handler = strings.index("handler")
    document["snapshot"]["meta"]["scope_context_var_fields"] = ["name"]
    document["trace_function_infos"] = [1, handler, len(strings) - 3, 5, 10, 3]
    document["scope_context_vars"] = [len(strings) - 2]
    after = json.loads(redacted(json.dumps(document).encode()))
    assert after["trace_function_infos"] == document["trace_function_infos"]
    assert after["strings"][handler] == "handler"
    assert after["strings"][len(strings) - 3] == "handler.js"
    assert re.fullmatch(r"for [^@]{15}", after["strings"][len(strings) - 2])
    assert after["strings"][len(strings) - 1] != "unused"
    assert names(after)[1][1] not in ("handler", "unused")


def test_report(leaky: Draft) -> None:
    redaction = Redaction(io.BytesIO(as_bytes(leaky)))
    report = redaction.report
    assert report.values == 9
    assert report.split == 1
    assert report.content == {"attribute": 2, "credential": 1, "digits": 1, "email": 1, "query": 1, "user": 1}
    assert report.clear["property names"].examples == ["userName"]
    assert report.clear["class names"].count == 2
    assert json.loads(json.dumps(report.as_data()))["clear"]["class names"]["examples"] == ["Session", "WeakMap"]


def test_odd_spelling(leaky: Draft) -> None:
    """Escapes, white space and numbers written in any way, cut anywhere."""
    from random import Random

    document = leaky.document()
    keys = list(document)
    document = {key: document[key] for key in [keys[-1], *keys[1:-1], keys[0]]}
    text = Speller(Random(3), 30).value(document).encode("utf-8", "surrogatepass")
    out = redacted(text, chunk_size=700)
    assert SECRET.encode() not in out
    assert_equal_figures(text, out)


def has_named_descriptors(draft: Draft) -> bool:
    """Whether distances depend on a name such as `7th`, of which a pseudonym loses the number. V8 writes no such."""
    return any(
        kind == "shortcut" and str(name)[:1].isdigit()
        for node, edges in zip(draft.nodes, draft.edges, strict=True)
        if node["name"] == "(map descriptors)"
        for kind, name, _ in edges
    )


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots(), options=st.sampled_from(EVERY), seed=st.integers(0, 1000))
def test_any_snapshot(draft: Draft, options: Options, seed: int) -> None:
    assume(not has_named_descriptors(draft))
    text = as_bytes(draft)
    out = redacted(text, options, chunk_size=500 + seed)
    assert_equal_figures(text, out, options.values is Values.STABLE)
    before, after = json.loads(text), json.loads(out)
    if options.values is Values.STABLE:
        for kind in ("string", "regexp"):
            assert duplicates(after, {kind}) == duplicates(before, {kind})


@PROPERTY
@given(texts=st.lists(st.text(st.characters(codec=None)), min_size=1))
def test_any_text(texts: list[str]) -> None:
    """Kept as it is, whatever is in it; replaced, of the same length, and equal where it was equal."""
    draft = Draft()
    draft.node("synthetic", "")
    for text in texts:
        draft.edge(0, "property", text, draft.node("string", text, 8))
    before, after = draft.document(), json.loads(redacted(as_bytes(draft)))
    assert len(names(after)) == len(names(before))
    assert duplicates(after, {"string"}) == duplicates(before, {"string"})
    for (_, old), (_, new) in zip(names(before), names(after), strict=True):
        assert len(old.encode("utf-16-le", "surrogatepass")) == len(new.encode("utf-16-le", "surrogatepass"))
        # Of so few letters there are, one or two may stand for themselves by chance: nobody can tell which.
        assert old != new or len(old) < 3 or old in RULE_NAMES


def test_letters() -> None:
    """No pseudonym is a word of the engine's."""
    letters = set(bytes(LETTERS).decode())
    assert len(letters) == LETTERS.size == FEW
    assert not [name for name in {*RULE_NAMES, *WORDS} if set(name) <= letters]


# -- files ------------------------------------------------------------------------------------------------------------


def test_gzip(leaky: Draft, tmp_path: Path) -> None:
    source = tmp_path / "a.heapsnapshot.gz"
    source.write_bytes(gzip.compress(as_bytes(leaky)))
    target = tmp_path / "b.heapsnapshot.gz"
    redact_file(source, target)
    out = gzip.decompress(target.read_bytes())
    assert SECRET.encode() not in out
    assert_equal_figures(as_bytes(leaky), out)
    assert sorted(tmp_path.iterdir()) == [source, target]


def test_files_of_one_run_can_be_compared(tmp_path: Path) -> None:
    """The same class has the same pseudonym in both, so the comparison is that of the snapshots."""
    names = ("before", "after")
    sources = [written(f"sessions-{name}") for name in names]
    targets = [tmp_path / f"{name}.heapsnapshot" for name in names]
    pairs = list(zip(sources, targets, strict=True))

    def rows(files: list[Path]) -> list[tuple[int, int, int, int]]:
        before, after = map(heapglass.open, files)
        made = [(row.added_size, row.removed_size, row.added_count, row.removed_count) for row in after.compare(before)]
        return sorted(made)

    redact_files(pairs, Options(Keep.SHAPES))
    assert rows(targets) == rows(sources)
    assert all(b"Session" not in target.read_bytes() for target in targets)
    called = [
        {node.id: node.name for node in map(heap.node, range(heap.node_count)) if node.type == "object"}
        for heap in map(heapglass.open, targets)
    ]
    both = called[0].keys() & called[1].keys()
    assert len(both) > 100
    assert all(called[0][each] == called[1][each] for each in both)

    apart = tmp_path / "apart.heapsnapshot"
    redact_file(sources[0], apart, Options(Keep.SHAPES))
    assert rows([apart, targets[1]]) != rows(sources)


def test_several_from_the_terminal(leaky: Draft, tmp_path: Path) -> None:
    first, second = leaky.write(tmp_path / "a.heapsnapshot"), leaky.write(tmp_path / "b.heapsnapshot")
    outs = [tmp_path / "a.out", tmp_path / "b.out"]

    def run(*more: Path) -> int:
        return CliRunner().invoke(app, ["redact", *map(str, [first, outs[0], *more])]).exit_code

    assert run(second, outs[1]) == 0
    texts = [json.loads(out.read_text()) for out in outs]
    assert [name for _, name in names(texts[0])] != []
    assert texts[0]["nodes"] == texts[1]["nodes"]
    before = first.read_bytes(), second.read_bytes()
    for target in (first, second, outs[0]):
        assert run(second, target) == 2
    assert run(second) == 2
    assert (first.read_bytes(), second.read_bytes()) == before
    assert "same pseudonym" in CliRunner().invoke(app, ["redact", "--help"]).output


def test_never_over_the_input(leaky: Draft, tmp_path: Path) -> None:
    source = leaky.write(tmp_path / "a.heapsnapshot")
    link = tmp_path / "b.heapsnapshot"
    link.symlink_to(source)
    before = source.read_bytes()
    for target in (source, link):
        with pytest.raises(FileExistsError):
            redact_file(source, target)
    assert source.read_bytes() == before


def test_nothing_is_left_of_a_failure(leaky: Draft, tmp_path: Path) -> None:
    text = as_bytes(leaky)
    source = tmp_path / "a.heapsnapshot"
    source.write_bytes(text[: len(text) - 30])
    with pytest.raises(heapglass.TruncatedError):
        redact_file(source, tmp_path / "b.heapsnapshot")
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize(
    ("section", "at", "value", "code"),
    [
        ("nodes", 1, 9999, "out-of-range"),
        ("nodes", 0, 99, "out-of-range"),
        ("nodes", 4, 9999, "edge-counts"),
        ("edges", 2, 99999, "out-of-range"),
        ("edges", 4, 9999, "out-of-range"),
        ("edges", 0, 77, "out-of-range"),
    ],
)
def test_wrong_files(leaky: Draft, section: str, at: int, value: int, code: str) -> None:
    document = leaky.document()
    document[section][at] = value
    with pytest.raises(heapglass.MalformedError) as raised:
        redacted(json.dumps(document).encode())
    assert raised.value.code == code


@pytest.mark.parametrize("missing", ["nodes", "edges", "strings", "snapshot"])
def test_missing_sections(leaky: Draft, missing: str) -> None:
    document = leaky.document()
    del document[missing]
    with pytest.raises(heapglass.SnapshotError):
        redacted(json.dumps(document).encode())


@pytest.mark.skipif(not FILES, reason=f"there is no corpus of snapshots at {CORPUS}")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".gz"))
def test_corpus(path: Path) -> None:
    text = gzip.decompress(path.read_bytes())
    heap = heapglass.open(io.BytesIO(text))
    before = figures(heap)
    document = json.loads(text)
    for options in FEWER:
        out = redacted(text, options)
        again = heapglass.open(io.BytesIO(out))
        same(before, figures(again))
        after = json.loads(out)
        if options.values is Values.STABLE:
            same(duplicate_figures(heap), duplicate_figures(again))
        kept = {name for kind, name in names(after) if kind in ("string", "regexp")}
        told = {name for kind, name in names(document) if kind in ("string", "regexp") and len(name) > 6}
        assert {name for name in kept & told if name.strip("x-0123456789")} <= set(RULE_NAMES)


def test_names_that_are_no_utf_8() -> None:
    """Found by fuzzing: such a byte stood between names where they were told apart by their patterns."""
    draft = Draft()
    draft.node("synthetic")
    for number in range(3):
        draft.edge(0, "property", f"name{number}", draft.node("object", f"Odd-?-?{number}", 16))
    text = as_bytes(draft).replace(b"?", b"\xff")
    redaction = Redaction(io.BytesIO(text), Options(keep=Keep.NAMES))
    found = redaction.report.families
    copy = b"".join(bytes(piece) for piece in redaction.pieces())
    redaction.close()
    assert heapglass.open(io.BytesIO(copy)).node_count == 4
    assert sum(clear.count for clear in found.values()) >= 3
