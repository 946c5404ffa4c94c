"""What views show of any small graph, on every engine: against the reference, or against what must hold anyway."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heapglass.analysis.distance_histogram import distance_histogram
from heapglass.analysis.filters import NodeFilter
from tests.core.test_rules import PROPERTY, opened
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots
from tests.reference import Heap as Reference
from tests.reference.summary import Row


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_summary_of_some_nodes(draft: Draft) -> None:
    ours, theirs = opened(draft), Reference(draft.document())
    rows = ours.summary(NodeFilter("contexts"))
    assert {row.key: Row(row.count, row.distance, row.shallow, row.retained) for row in rows} == theirs.summary_of(
        theirs.filtered("objectsRetainedByContexts")
    )


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_ids_between_two_snapshots(draft: Draft) -> None:
    heap = opened(draft)
    inside = heap.mask(NodeFilter("id_range", min_id=5, max_id=21)).view(np.bool_)
    assert inside.tolist() == [5 < node_id <= 21 for node_id in heap.ids.tolist()]


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_native_contexts(draft: Draft) -> None:
    """Every byte belongs to one context, to several or to none."""
    heap = opened(draft)
    ours = heap.native_contexts
    for context, size in zip(ours.contexts, ours.sizes, strict=True):
        mine = heap.mask(NodeFilter("native_context", context=int(context))).view(np.bool_)
        assert heap.shallow_sizes[mine].sum() == size
    assert ours.sizes.sum() + ours.shared + ours.unowned == heap.total_size


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_duplicate_strings(draft: Draft) -> None:
    """The groups are those of the filter, of equal text, and their sums are right."""
    heap, theirs = opened(draft), Reference(draft.document())
    found = heap.duplicate_strings
    for group in range(found.count.size):
        members = found.members(group)
        assert {theirs.label(node) for node in members.tolist()} == {found.texts[group]}
        sizes = heap.shallow_sizes[members]
        assert (found.count[group], found.shallow[group], found.wasted[group]) == (
            members.size,
            sizes.sum(),
            sizes.sum() - sizes.max(),
        )
        assert found.retained[group] == heap.retained_sizes[members].sum()
    assert sorted(found.nodes.tolist()) == np.flatnonzero(theirs.filtered("duplicatedStrings")).tolist()


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots())
def test_detached_nodes(draft: Draft) -> None:
    heap, theirs = opened(draft), Reference(draft.document())
    found = heap.detached_nodes
    detached = {node for node, state in enumerate(theirs.detachedness) if state == 2}
    assert found.nodes.tolist() == sorted(detached)
    for node, top in zip(found.nodes.tolist(), found.top.tolist(), strict=True):
        above = set()
        at = node
        while at != theirs.graph.root:
            at = theirs.dominators[at]
            above.add(at)
        assert top == above.isdisjoint(detached)


@pytest.mark.usefixtures("engine")
@PROPERTY
@given(draft=snapshots(), most=st.integers(1, 9))
def test_distance_histogram(draft: Draft, most: int) -> None:
    """Every node is in the span of its distance, or beside them."""
    heap = opened(draft)
    made = distance_histogram(heap.distances, heap.shallow_sizes, most)
    assert made.first.size <= most
    for first, count, shallow in zip(made.first, made.count, made.shallow, strict=True):
        there = (heap.distances >= first) & (heap.distances < first + made.width)
        assert (np.count_nonzero(there), heap.shallow_sizes[there].sum()) == (count, shallow)
    assert made.count.sum() + made.system.count + made.unreached.count == heap.node_count
    assert made.shallow.sum() + made.system.shallow + made.unreached.shallow == heap.total_size
