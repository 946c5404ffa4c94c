"""The allocation timeline and allocation stacks."""

import io
import json
from typing import Any

import heapglass
from heapglass.service.questions import answer
from heapglass.service.session import Session
from tests.core.test_retainers_view import chain_of

FUNCTIONS = [("(root)", 0, 0, 0), ("outer", 1, 2, 3), ("inner", 1, 4, 5), ("idle", 1, 6, 7)]
# id, function, count, size, children
TREE = [1, 0, 0, 0, [2, 1, 3, 60, [3, 2, 4, 80, []], 4, 2, 1, 20, [5, 1, 2, 10, []]]]
TRACES = [0, 0, 2, 3, 3, 4, 99]


def timeline_document(depth: int = 0, samples: bool = True) -> dict[str, Any]:
    """A heap of seven nodes, of which four have a stack, one has an unknown one; `depth` makes the tree deeper."""
    document = chain_of(6).document()
    fields = document["snapshot"]["meta"]["node_fields"]
    width = len(fields)
    nodes = document["nodes"]
    document["nodes"] = []
    for node, trace in enumerate(TRACES):
        document["nodes"] += [*nodes[node * width : (node + 1) * width], trace]
    document["edges"] = [
        value // width * (width + 1) if at % 3 == 2 else value for at, value in enumerate(document["edges"])
    ]
    meta = document["snapshot"]["meta"]
    meta["node_fields"] = [*fields, "trace_node_id"]
    meta["node_types"] = [*meta["node_types"], "number"]
    meta["trace_function_info_fields"] = ["function_id", "name", "script_name", "script_id", "line", "column"]
    meta["trace_node_fields"] = ["id", "function_info_index", "count", "size", "children"]
    meta["sample_fields"] = ["timestamp_us", "last_assigned_id"]
    document["snapshot"]["trace_function_count"] = len(FUNCTIONS)
    strings = document["strings"]
    infos: list[int] = []
    for number, (name, script, line, column) in enumerate(FUNCTIONS):
        infos += [number, len(strings), len(strings) + 1, script, line, column]
        strings += [name, f"script-{script}.js"]
    document["trace_function_infos"] = infos
    document["trace_tree"] = TREE
    document["samples"] = [1000, 0, 3000, 5, 5000, 9, 9000, 9] if samples else []
    if depth:
        document["trace_tree"] = "DEEP"
    return document


def opened(document: dict[str, Any], deep: int = 0) -> heapglass.Heap:
    text = json.dumps(document)
    if deep:
        # Each the only child of the one before: deeper than a JSON library writes.
        calls = "".join(f"{number + 10},1,1,8,[" for number in range(deep))
        text = text.replace('"DEEP"', f"[{calls}{']' * (deep + 1)}")
    return heapglass.open(io.BytesIO(text.encode()))


def test_timeline() -> None:
    """Ids are 1, 3 … 13; those above the last sample's were given while the snapshot was taken."""
    heap = opened(timeline_document())
    line = heap.timeline
    assert line is not None
    assert line.times.tolist() == [1, 3, 5, 9]
    assert line.counts.tolist() == [0, 3, 2, 0]
    assert line.sizes.tolist() == [0, 24, 32, 0]
    rows = answer(Session(heap, ""), "timeline", {"buckets": 2})["rows"]
    assert [(row["start"], row["end"], row["min_id"], row["max_id"], row["count"], row["size"]) for row in rows] == [
        (1, 5, 0, 9, 5, 56),
        (5, 9, 9, 9, 0, 0),
    ]
    rows = answer(Session(heap, ""), "timeline", {"buckets": 200})["rows"]
    assert [(row["start"], row["end"], row["min_id"], row["max_id"], row["count"]) for row in rows] == [
        (1, 3, 0, 5, 3),
        (3, 5, 5, 9, 2),
        (5, 9, 9, 9, 0),
    ]


def test_what_was_there_before_the_recording_is_in_no_bucket() -> None:
    document = timeline_document()
    document["samples"] = document["samples"][2:]  # the first that is left tells of ids up to 5
    reply = answer(Session(opened(document), ""), "timeline", {"buckets": 2})
    assert reply["before"] == {"max_id": 5, "count": 3, "size": 24}
    assert [(row["min_id"], row["max_id"], row["count"]) for row in reply["rows"]] == [(5, 9, 2), (9, 9, 0)]


def test_stacks() -> None:
    heap = opened(timeline_document())
    stacks = [heap.node(node).allocation_stack for node in range(7)]
    assert stacks[0] is stacks[1] is None
    assert stacks[2] is not None
    assert [(frame.function, frame.line) for frame in stacks[2]] == [("outer", 2), ("(root)", 0)]
    assert stacks[3] == stacks[4]
    assert stacks[3] is not None
    assert [frame.function for frame in stacks[3]] == ["inner", "outer", "(root)"]
    assert stacks[6] == []
    told = answer(Session(heap, ""), "allocation_stack", {"ordinal": 5})["frames"]
    assert told[0] == {"function": "inner", "script": "script-1.js", "script_id": 1, "line": 4, "column": 5}
    assert answer(Session(heap, ""), "allocation_stack", {"ordinal": 0}) == {"frames": None}


def test_functions() -> None:
    session = Session(opened(timeline_document()), "")
    tops = answer(session, "allocation_tops", {})
    assert tops["total"] == 2  # what allocated nothing itself is left out
    assert [
        (row["function"], row["count"], row["size"], row["live_count"], row["live_size"]) for row in tops["rows"]
    ] == [("inner", 5, 100, 3, 48), ("outer", 5, 70, 1, 16)]
    made = answer(session, "allocated", {"row": tops["rows"][0]["row"], "sort": {"by": "id", "descending": False}})
    assert [row["ordinal"] for row in made["rows"]] == [3, 4, 5]


def test_heap_without_allocations() -> None:
    session = Session(opened(chain_of(2).document()), "")
    assert session.heap.timeline is session.heap.allocations is None
    assert answer(session, "timeline", {"buckets": 10}) == {"total": 0, "before": None, "rows": []}
    assert answer(session, "allocation_tops", {}) == {"total": 0, "rows": []}
    assert answer(session, "allocation_stack", {"ordinal": 1}) == {"frames": None}


def test_deep_tree() -> None:
    """A stack of a hundred thousand calls, where DevTools' recursion ends."""
    deep = 100_000
    document = timeline_document(depth=deep)
    fields = document["snapshot"]["meta"]["node_fields"]
    document["nodes"][2 * len(fields) - 1] = deep + 9  # node 1 was made in the innermost call
    heap = opened(document, deep)
    stack = heap.node(1).allocation_stack
    assert stack is not None
    assert len(stack) == deep
    # Node 6 names a place that this deep tree has.
    tops = answer(Session(heap, ""), "allocation_tops", {})["rows"]
    assert [(row["function"], row["count"], row["live_count"]) for row in tops] == [("outer", deep, 2)]
