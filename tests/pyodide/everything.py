"""What heapglass says of a snapshot, as JSON data that two Pythons can compare. Runs on CPython and in Pyodide.

It should ask for whatever can be asked: kernels that it brings into play are compared between the two.
"""

import json
import zlib
from dataclasses import asdict, replace
from typing import Any

import numpy as np

import heapglass
from heapglass import service
from heapglass.analysis.suspects.find import find_suspects
from heapglass.analysis.suspects.finding import Finding
from heapglass.analysis.suspects.growth import find_growth
from heapglass.analysis.suspects.merged_paths import merged_paths
from heapglass.service.replies import WINDOW
from tests.answers import Answers
from tests.reference.filters import FILTERS

NODES = 300


def everything(path: str) -> dict[str, Any]:
    """Every column (as a checksum), the Summary, some nodes, and the service's replies."""
    heap = heapglass.open(path)
    columns: dict[str, np.ndarray[Any, Any]] = {
        "ids": heap.ids.astype(np.int64),
        "self_sizes": heap.self_sizes.astype(np.int64),
        "detachedness": heap.detachedness,
        "shallow_sizes": heap.shallow_sizes,
        "dominators": heap.dominators,
        "retained_sizes": heap.retained_sizes,
        "distances": heap.distances,
        "classes": heap.classes.of_node.astype(np.int64),
    }
    some = range(0, heap.node_count, max(1, heap.node_count // NODES))
    return {
        "counts": [heap.node_count, heap.edge_count, heap.total_size],
        "columns": {name: checksum(column) for name, column in columns.items()},
        "keys": heap.classes.keys,
        "summary": [asdict(row) for row in heap.summary()],
        "nodes": [described(heap.node(ordinal)) for ordinal in some],
        "answers": answered(Answers(heap)),
        "suspects": [told(finding) for finding in find_suspects(heap)],
        "merged paths": [asdict(place) for place in merged_paths(heap, np.arange(heap.node_count, dtype=np.uint32))],
        "extras": {
            name: {field: column.tolist() for field, column in table.items()}
            for name, table in heap.snapshot.extras.items()
        },
        "timeline": flat(heap.timeline),
        "allocations": heap.allocations and [asdict(frame) for frame in heap.node(0).allocation_stack or []],
        "variables": [checksum(heap.variable_usage.edges), checksum(heap.variable_usage.used)],
        "retainers": looked_into(heap),
        "service": conversation(path),
    }


def told(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    members = [] if finding.members is None else finding.members.tolist()
    return asdict(replace(finding, members=None)) | {"members": members}


def compared(base_path: str, path: str) -> dict[str, Any]:
    """The comparison of two snapshots, and what grew."""
    base, heap = heapglass.open(base_path), heapglass.open(path)
    return {
        "rows": [asdict(row) for row in heap.compare(base)],
        "added": [[node.id for node in heap.added(base, row.key)] for row in heap.compare(base)],
        "removed": [[node.id for node in heap.removed(base, row.key)] for row in heap.compare(base)],
        "grown": [[node.id, by] for node, by in heap.grown(base)],
        "suspects": [told(finding) for finding in find_growth(heap, [heap.comparison(base)])],
    }


def flat(columns: Any) -> Any:
    """A dataclass of columns as lists."""
    return None if columns is None else {name: value.tolist() for name, value in asdict(columns).items()}


def looked_into(heap: heapglass.Heap) -> list[Any]:
    """The view of retainers with the largest nodes ignored, and ways from them to the roots."""
    largest = np.argsort(-heap.retained_sizes, kind="stable")[:5].tolist()
    view = heap.retainers_view(largest[1:4])
    nodes = [heap.node(ordinal) for ordinal in largest]
    return [
        checksum(view.ignored.distances),
        view.ignored.edges.tolist(),
        [[[edge.ordinal for edge in path] for path in node.paths(3)] for node in nodes],
        [[inner.ordinal for inner in node.dominated[:50]] for node in nodes],
        [[outer.ordinal for outer in node.dominator_path] for node in nodes],
    ]


def answered(answers: Answers) -> dict[str, Any]:
    duplicates, contexts = answers.duplicate_strings, answers.native_contexts
    return {
        "statistics": asdict(answers.statistics),
        "filters": {name: checksum(answers.filtered(name)) for name in FILTERS},
        "native contexts": [checksum(contexts.owner), contexts.sizes.tolist(), contexts.shared, contexts.unowned],
        "duplicates": [checksum(duplicates.nodes), checksum(duplicates.count), checksum(duplicates.wasted)],
        "detached": [checksum(answers.detached.nodes), checksum(answers.detached.top)],
        "found": [checksum(answers.found("Session", match_case=case)) for case in (False, True)],
        "matched": checksum(answers.found("^system / .*Map", regex=True)),
    }


def checksum(column: np.ndarray[Any, Any]) -> list[Any]:
    return [str(column.dtype), zlib.crc32(column.tobytes())]


def described(node: heapglass.Node) -> list[Any]:
    place = node.location
    return [
        node.name,
        node.type,
        node.class_key,
        place and asdict(place),
        [[edge.ordinal, edge.type, edge.name, edge.to_node.ordinal] for edge in node.edges[:50]],
        [edge.ordinal for edge in node.retainers[:50]],
        [edge.ordinal for edge in node.references[:50]],
        [edge.ordinal for edge in node.kept_by[:50]],
        node.constructor and node.constructor.ordinal,
        [[context.ordinal, *(edge.ordinal for edge in context.variables)] for context in node.contexts],
    ]


def conversation(path: str) -> list[Any]:
    """Open the snapshot as the page does, and ask for each thing once."""
    phases: list[str] = []
    replies = [reply(service.open(path, "a.heapsnapshot", lambda phase, done, total: phases.append(phase)))]
    page = {"start": 0, "count": 40}

    def ask(method: str, **params: Any) -> Any:
        replies.append(reply(service.ask(json.dumps({"method": method, "params": page | params}))))
        return replies[-1].get("result")

    for by in ("retained", "shallow", "count", "distance", "name"):
        rows = ask("summary", sort={"by": by, "descending": by != "name"}, filter={"text": "s"})["rows"]
        if rows:
            instances = ask(
                "instances", class_index=rows[0]["class_index"], sort={"by": "retained", "descending": True}
            )
            ordinal = instances["rows"][0]["ordinal"]
            ask("node", ordinal=ordinal)
            ask("references", ordinal=ordinal, sort={"by": "name", "descending": False})
            ask("retainers", ordinal=ordinal)
    ask("node", id=-1)
    ask("no such method")
    return [list(dict.fromkeys(phases)), *replies]


def reply(length: int) -> Any:
    """The reply as the page reads it: through the window, piece by piece."""
    pieces = bytearray()
    while len(pieces) < length:
        copied = service.copy_reply(len(pieces))
        pieces += WINDOW[:copied].tobytes()
    return json.loads(pieces)
