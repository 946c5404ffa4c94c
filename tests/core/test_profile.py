"""Sampling profiles: real ones of Node.js, drafted ones beside a slow reference, and whatever else a file may hold."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from heapglass.cli import app
from heapglass.profile import CallTree, ProfileError, merge, read_profile
from heapglass.profile.flame import flame
from heapglass.profile.rows import callees, callers, functions, ordered, scripts
from heapglass.snapshot.errors import SnapshotError
from tests.fixtures.written import written
from tests.reference.profile import by_callers, by_function, total_of

FRAMES = [
    ("(root)", "", -1, -1),
    ("a", "app.js", 0, 4),
    ("b", "app.js", 9, 0),
    ("", "lib.js", 3, 3),
    ("(GC)", "", -1, -1),
]


def frame(at: int) -> dict[str, Any]:
    name, url, line, column = FRAMES[at]
    return {"functionName": name, "scriptId": "1", "url": url, "lineNumber": line, "columnNumber": column}


def node(at: int, size: int, children: list[Any]) -> dict[str, Any]:
    return {"callFrame": frame(at), "selfSize": size, "id": 1, "children": children}


def drafted(head: dict[str, Any]) -> dict[str, Any]:
    return {"head": head, "samples": [{"size": 1, "nodeId": 1, "ordinal": 1}]}


NODES = st.recursive(
    st.builds(node, st.integers(1, 4), st.integers(0, 9), st.just([])),
    lambda below: st.builds(node, st.integers(1, 4), st.integers(0, 9), st.lists(below, max_size=4)),
    max_leaves=25,
)
PROFILES = st.lists(NODES, max_size=3).map(lambda children: drafted(node(0, 0, children)))


def tree_of(*profiles: dict[str, Any]) -> CallTree:
    return merge([read_profile(io.BytesIO(json.dumps(each).encode())) for each in profiles])


def function(row: dict[str, Any]) -> tuple[str, str, int, int]:
    return (row["name"], row["url"], row["line"], row["column"])


@settings(deadline=None, max_examples=60)
@given(PROFILES, PROFILES)
def test_figures_are_the_references(first: dict[str, Any], second: dict[str, Any]) -> None:
    tree = tree_of(first, second)
    sides = [by_function(each) for each in (first, second)]
    for row in functions(tree):
        for side, (own, total) in enumerate(sides):
            assert row["self"][side] == own.get(function(row), 0)
            assert row["total"][side] == total.get(function(row), 0)
    assert [side[0] for side in tree.total] == [total_of(each["head"]) for each in (first, second)]
    for each in callers(tree, []):
        above = {function(row): row["self"][0] for row in callers(tree, [each["key"]]) if row["self"][0]}
        assert above == by_callers(first, [function(each)])
        for row in callers(tree, [each["key"]]):
            two = {function(one): one["self"][0] for one in callers(tree, [each["key"], row["key"]]) if one["self"][0]}
            assert two == by_callers(first, [function(each), function(row)])
    picture = flame(tree, 0, 1000, 0.0)
    shown = [row for row in picture if row["total"][0] > 0]
    for row in shown[1:]:
        caller = picture[row["parent"]]
        assert caller["depth"] == row["depth"] - 1
        assert caller["start"] <= row["start"]
        assert row["start"] + row["total"][0] <= caller["start"] + caller["total"][0]


def test_a_profile_of_node() -> None:
    path = written("sampling-before")
    document = json.loads(path.read_text())
    tree = merge([read_profile(path)])
    assert tree.samples.sum() == len(document["samples"])
    assert tree.total[0, 0] == total_of(document["head"])
    rows = {row["name"]: row for row in functions(tree)}
    # It calls itself ten calls deep, and counts once.
    assert rows["grow"]["total"][0] == rows["grow"]["self"][0] < tree.total[0, 0]
    assert rows["openSessions"]["total"][0] >= rows["openSessions"]["self"][0] + rows["Session"]["self"][0]
    assert rows["grow"]["url"].endswith("sampling.cjs")
    own = next(row for row in scripts(tree) if row["url"].endswith("sampling.cjs"))
    assert own["self"][0] >= 0.9 * tree.total[0, 0]
    below = callees(tree)
    assert sum(row["total"][0] for row in below) == tree.total[0, 0] - tree.own[0, 0]


def test_what_changed_between_two_profiles_of_node() -> None:
    tree = merge([read_profile(written(f"sampling-{name}")) for name in ("after", "before")])
    first, *_ = ordered(functions(tree), "self_delta", True)
    assert first["name"] in ("Session", "openSessions")
    assert first["self"][0] > 3 * first["self"][1] > 0


def test_gzip_is_read() -> None:
    path = written("sampling-before")
    packed = read_profile(io.BytesIO(gzip.compress(path.read_bytes())))
    assert packed.self_sizes.sum() == read_profile(path).self_sizes.sum()


GOOD = json.dumps(drafted(node(0, 0, [node(1, 5, [])])))


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "empty-file", {}),
        ("[1, 2]", "not-a-profile", {}),
        ('{"a": 1}', "not-a-profile", {}),
        ("\0\1\2", "not-a-profile", {}),
        ('{"snapshot": {}, "nodes": []}', "profile-is-snapshot", {}),
        ('{"nodes": [], "startTime": 1, "endTime": 2}', "cpu-profile", {}),
        ('{"head": 5, "samples": []}', "profile-no-tree", {}),
        (GOOD[:60], "profile-truncated", {"section": "head", "offset": 60}),
        (GOOD.replace('"selfSize": 5', '"selfSize": 5 5'), "expected-character", {"section": "head"}),
        (GOOD.replace('"selfSize": 5', '"selfSize": -5'), "profile-bad-value", {"field": "selfSize", "row": 0}),
        (GOOD.replace('"selfSize": 5', '"selfSize": "5"'), "profile-bad-value", {"field": "selfSize"}),
        (GOOD.replace('"selfSize": 5, ', ""), "profile-missing", {"field": "selfSize", "row": 0}),
        (GOOD.replace('"url": "app.js"', '"url": {}'), "profile-bad-value", {"field": "url"}),
        (GOOD.replace('"children": []', '"children": [7]'), "profile-bad-value", {"field": "children"}),
        (GOOD.replace('"nodeId": 1', '"nodeId": []'), "profile-bad-sample", {"field": "nodeId", "row": 0}),
        ('{"head":' + '{"children":[' * 100_000, "too-deep", {"section": "head"}),
    ],
)
def test_what_is_no_profile_says_what_and_where(text: str, code: str, place: dict[str, Any]) -> None:
    with pytest.raises((ProfileError, SnapshotError)) as caught:
        read_profile(io.BytesIO(text.encode()))
    assert caught.value.code == code
    assert caught.value.params.items() >= place.items()


def command(*arguments: object, stdin: bytes | None = None) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["profile", *map(str, arguments), "--json"], input=stdin)
    assert done.exit_code == 0, done.output
    told: dict[str, Any] = json.loads(done.output)
    return told


def test_the_command() -> None:
    before, after = written("sampling-before"), written("sampling-after")
    alone = command(after, "--limit", 2)
    # What was met how often is chance.
    assert {"openSessions", "Session"} <= {row["name"] for row in command(after, "--limit", 0)["rows"]}
    assert command("-", "--limit", 2, stdin=after.read_bytes())["rows"] == alone["rows"]
    grown = command(before, after, "--by", "callees", "--limit", 0)
    assert grown["total_size"]["after"] == alone["total_size"] > grown["total_size"]["before"]
    depths = [row["depth"] for row in grown["rows"]]
    assert depths[0] == 0
    assert max(depths) > 8
    shown = CliRunner().invoke(app, ["profile", str(before), str(after), "--by", "callers"])
    assert "openSessions" in shown.output


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    bad = tmp_path / "bad.heapprofile"
    bad.write_text("{}")
    assert CliRunner().invoke(app, ["profile", str(bad)]).exit_code != 0
