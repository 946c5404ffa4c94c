"""Valid snapshots however they are written: key order, white space, number spellings, chunk sizes."""

import io
import json
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heapglass.snapshot import read_snapshot
from tests.core.columns_of import assert_equal
from tests.core.spelling import Speller
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots

CHUNKS = st.sampled_from([40, 64, 257, 1 << 20])
TEXT = st.text(st.characters(), max_size=12)  # surrogates too
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
TRACE_FIELDS = ["id", "function_info_index", "count", "size", "children"]


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A valid snapshot's JSON object, with sections and fields that few files have."""
    draft: Draft = draw(snapshots(most_nodes=12))
    document = draft.document()
    random: Random = draw(st.randoms(use_true_random=False))
    add_fields(document, random)
    meta = document["snapshot"]["meta"]
    meta["sample_fields"] = ["timestamp_us", "last_assigned_id"]
    meta["trace_node_fields"] = TRACE_FIELDS
    samples = draw(st.lists(st.tuples(st.integers(0, 2**53), st.integers(0, 2**53)), max_size=3))
    moments, ids = (sorted(column) for column in zip(*samples, strict=True)) if samples else ([], [])
    document["samples"] = [number for pair in zip(moments, ids, strict=True) for number in pair]
    document["trace_tree"] = trace_tree(random, 3)
    document["strings"] += draw(st.lists(TEXT, max_size=5))
    for key, value in draw(st.dictionaries(TEXT, ANY_JSON, max_size=3)).items():
        document[f"x{key}"] = value
    if draw(st.booleans()):
        del document["snapshot"]["node_count"], document["snapshot"]["edge_count"]
    order = draw(st.permutations(list(document)))
    return {key: document[key] for key in order}


def add_fields(document: dict[str, Any], random: Random) -> None:
    """Shuffle the node fields, and add one that nobody knows."""
    meta = document["snapshot"]["meta"]
    old: list[str] = meta["node_fields"]
    new = [*old, "unheard_of", "trace_node_id"]
    random.shuffle(new)
    rows = np.array(document["nodes"]).reshape(-1, len(old))
    wide = np.array([[random.randrange(99) for _ in new] for _ in rows], np.int64).reshape(-1, len(new))
    for at, field in enumerate(old):
        wide[:, new.index(field)] = rows[:, at]
    document["nodes"] = wide.ravel().tolist()
    types = meta["node_types"][old.index("type")]
    meta["node_fields"] = new
    meta["node_types"] = [types if field == "type" else "number" for field in new] + ["one too many"]
    width = len(meta["edge_fields"])
    for at in range(2, len(document["edges"]), width):
        document["edges"][at] = document["edges"][at] // len(old) * len(new)
    for at in range(0, len(document["locations"]), len(meta["location_fields"])):
        document["locations"][at] = document["locations"][at] // len(old) * len(new)
    if "root_index" in document["snapshot"]:
        document["snapshot"]["root_index"] = document["snapshot"]["root_index"] // len(old) * len(new)


def trace_tree(random: Random, depth: int) -> list[Any]:
    tree: list[Any] = []
    for _ in range(random.randrange(3)):
        tree += [random.randrange(1000) for _ in TRACE_FIELDS[:-1]] + [trace_tree(random, depth - 1) if depth else []]
    return tree


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(document=documents(), random=st.randoms(use_true_random=False), odd=st.sampled_from([0, 5, 60]), chunk=CHUNKS)
def test_equal_to_json(engine: str, document: dict[str, Any], random: Random, odd: int, chunk: int) -> None:
    data = Speller(random, odd).value(document).encode("utf-8")
    assert json.loads(data) == document
    assert_equal(read_snapshot(io.BytesIO(data), chunk_size=chunk), document)


def test_halves_of_characters(engine: str) -> None:
    """Escaped halves of a character are one where they fit together, as JSON has it, and none else."""
    draft = Draft()
    draft.node("synthetic")
    halves = [*map(chr, (0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFFFF))]
    document = {**draft.document(), "strings": ["", *map("".join, product(halves, repeat=3))]}
    data = json.dumps(document).encode()
    assert_equal(read_snapshot(io.BytesIO(data)), json.loads(data))


@pytest.mark.parametrize("chunk", range(40, 300))
def test_any_cut(chunk: int) -> None:
    """A snapshot as V8 writes it, cut into chunks of every size."""
    draft = Draft()
    for node in range(20):
        draft.node("object", f"Näme 😀 \ud83d {node}", size=10 ** (node % 10))
        draft.edge(node, "property", f"to\n{node}", 20 - node if node > 0 else 0)
    document = draft.document()
    data = json.dumps(document, separators=(",", ":")).encode()
    assert_equal(read_snapshot(io.BytesIO(data), chunk_size=chunk), document)
