"""The snapshots that heapglass and DevTools are compared on."""

import gzip
import json
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import heapglass
from tests.fixtures.fuzz import FUZZ_COUNT, fuzz
from tests.fixtures.in_chromium import browser, written_in_chromium
from tests.fixtures.written import WRITTEN, written
from tests.oracle.devtools import Dump, dump, dump_all
from tests.places import CACHE, CORPUS
from tests.reference import Heap as Reference
from tests.reference.summary import Row, summary

SMALL_CORPUS = {
    "chromium", "closure-string-flat-1", "dom-1-before", "dom-2-after", "small-closure", "timeline-node20",
    "v-bun", "v-node12", "v-node16", "v-node22-exposeNumericValues", "v-node25",
}  # fmt: skip
"""What `make test` takes of the corpus; `make oracle` takes all."""
REFERENCE_CORPUS = {"dom-2-after", "kinds", "v-bun", "v-node12"}
REFERENCE_PAIRS = {("sessions-before", "sessions-after"), ("dom-1-before", "dom-2-after")}

PAGE = "page"
SNAPSHOTS = {name: run for name, run in WRITTEN.items() if run.suffix != ".heapprofile"}
VARIED = {"closure-leak-50", "event-listeners-3", "kinds", "sessions-after", "timeline"}
"""One of each program."""
FUZZED = [f"fuzz-{seed:02}" for seed in range(FUZZ_COUNT)]
IN_CORPUS = {path.name.split(".")[0]: path for path in sorted(CORPUS.glob("*.heap*.gz"))}


@dataclass(slots=True)
class Expected:
    """What heapglass must say: a value a node, file order; and the Summary by class key."""

    ids: Any
    shallow: Any
    retained: Any
    dominators: Any
    distances: Any
    detachedness: Any
    class_keys: list[str]
    summary: dict[str, Row]
    total_size: int


@dataclass
class Case:
    """One snapshot, opened by both when first asked."""

    name: str
    path: Path

    @cached_property
    def document(self) -> dict[str, Any]:
        data = self.path.read_bytes()
        return json.loads(gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data)

    @cached_property
    def heap(self) -> heapglass.Heap:
        return heapglass.open(self.path)

    @cached_property
    def devtools(self) -> Dump:
        return dump(self.path)

    @cached_property
    def reference(self) -> Reference:
        return Reference(self.document)

    @cached_property
    def reference_as_devtools(self) -> Reference:
        return Reference(self.document, as_devtools=True)

    @property
    def beyond_devtools(self) -> bool:
        """Is this a file that DevTools is known to read wrongly (see test_differences)?"""
        heap = self.heap
        return bool(heap.shallow_sizes.max() >= 2**32 or heap.ids.max() >= 2**32 or heap.snapshot.header.root != 0)

    @cached_property
    def expected(self) -> Expected:
        """DevTools' figures; for files beyond it those of the reference, which is proven equal to it elsewhere."""
        return self._expected_of_reference() if self.beyond_devtools else self._expected_of_devtools()

    def _expected_of_devtools(self) -> Expected:
        theirs = self.devtools
        keys = np.array(theirs.figures["class_keys"], object)[theirs.class_index].tolist()
        return Expected(
            theirs.id,
            theirs.shallow,
            theirs.retained,
            theirs.dominator,
            theirs.distance,
            theirs.detachedness,
            keys,
            summary(
                keys,
                theirs.shallow.tolist(),
                theirs.retained.tolist(),
                theirs.distance.tolist(),
                theirs.dominator.tolist(),
                self.heap.snapshot.header.root,
            ),
            theirs.figures["total_size"],
        )

    def _expected_of_reference(self) -> Expected:
        theirs = self.reference
        return Expected(
            theirs.graph.id,
            theirs.shallow,
            theirs.retained,
            theirs.dominators,
            theirs.distances,
            theirs.detachedness,
            theirs.class_keys,
            theirs.summary,
            theirs.retained[theirs.graph.root] + theirs.graph.extra_native_bytes,
        )


def corpus_parameters() -> list[Any]:
    """The corpus as pytest parameters: one that says why it is skipped where there is none."""
    if not IN_CORPUS:
        reason = f"no corpus of real snapshots in {CORPUS} (HEAPGLASS_CORPUS names another place)"
        return [pytest.param("corpus", marks=pytest.mark.skip(reason=reason))]
    return [name if name in SMALL_CORPUS else for_the_whole(name) for name in IN_CORPUS]


def chromium_parameters() -> list[Any]:
    if browser() is None:
        return [pytest.param(PAGE, marks=pytest.mark.skip(reason="no Chromium to write a snapshot"))]
    return [PAGE]


def written_parameters() -> list[Any]:
    """What leaks in a hundred ways is a hundred times the same to DevTools: one is enough for `make test`."""
    return [name if name in VARIED else for_the_whole(name) for name in SNAPSHOTS]


def for_the_whole(name: str) -> Any:
    return pytest.param(name, marks=pytest.mark.whole_corpus)


def all_parameters() -> list[Any]:
    return [*FUZZED, *written_parameters(), *chromium_parameters(), *corpus_parameters()]


def reference_parameters() -> list[Any]:
    """All again; but the reference takes seconds for a real file, so `make test` has it read a few."""
    slow = [*SNAPSHOTS, *IN_CORPUS]
    few = [name for name in slow if name in REFERENCE_CORPUS]
    return [
        *FUZZED,
        *chromium_parameters(),
        *few,
        *(for_the_whole(name) for name in slow if name not in few),
    ]


def fuzz_paths() -> dict[str, Path]:
    """The fixed random snapshots as files. DevTools is asked about all of them at once."""
    folder = CACHE / "fuzz"
    paths = {name: draft.write(folder / f"{name}.heapsnapshot") for name, draft in fuzz().items()}
    dump_all(list(paths.values()))
    return paths


def case(name: str) -> Case:
    if name in FUZZED:
        return Case(name, CACHE / "fuzz" / f"{name}.heapsnapshot")
    if name in WRITTEN:
        return Case(name, written(name))
    if name == PAGE:
        return Case(name, written_in_chromium())
    return Case(name, IN_CORPUS[name])


PAIRS = [
    ("sessions-before", "sessions-after"),
    ("sessions-after", "sessions-before"),
    ("closure-leak-1", "closure-leak-40"),
    ("dom-1-before", "dom-2-after"),
    ("dom-2-after", "dom-3-after-cleanup"),
    ("closure-string-flat-1", "closure-string-flat-2"),
    ("pair-map-1-before", "pair-map-2-after"),
    ("triple-1-baseline", "triple-2-action"),
    ("triple-2-action", "triple-3-after"),
    ("v-node20", "v-node22"),
]
"""Base and current snapshot: one program at two times, and one in two releases, where hardly anything matches."""


def pair_parameters(quick: set[tuple[str, str]]) -> list[Any]:
    """Pairs for comparison: random snapshots one after another, and of the above those that are here.

    `make test` takes the `quick` ones of these.
    """
    real = [
        pytest.param(pair, id="-to-".join(pair), marks=() if pair in quick else pytest.mark.whole_corpus)
        for pair in PAIRS
        if all(name in WRITTEN or name in IN_CORPUS for name in pair)
    ]
    return [*(pytest.param(pair, id="-to-".join(pair)) for pair in pairwise(FUZZED[:24])), *real]
