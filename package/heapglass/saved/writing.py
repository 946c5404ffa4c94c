"""A saved analysis, piece by piece."""

from collections.abc import Iterator
from typing import Any

from heapglass.saved.container import WORTH_IT, Block, container
from heapglass.saved.graph import find_layouts, graph_blocks
from heapglass.saved.numbers import packed_steps
from heapglass.saved.results import Results, result_blocks
from heapglass.saved.snapshot import LOCATIONS
from heapglass.saved.strings import string_blocks
from heapglass.snapshot import Snapshot


def saved_pieces(snapshot: Snapshot, results: Results, strings: bool = True) -> Iterator[bytes]:
    """The bytes of the file. Without `strings`, those that hold values are left out: names of classes, properties and
    functions stay, what strings say does not. (To give a snapshot away, redact it: names can tell much.)
    """
    layouts, places, targets = find_layouts(snapshot)
    facts: dict[str, Any] = {
        "nodes": snapshot.node_count,
        "edges": snapshot.edge_count,
        "strings": len(snapshot.strings),
        "layouts": layouts.type.size,
        "places": places.type.size,
        "summary": results.summary_columns.count.size,
        "locations": snapshot.location_node.size,
        "rows": {name: len(next(iter(table.values()))) for name, table in snapshot.extras.items()},
        "file_size": snapshot.file_size,
        "has_values": strings,
        "header": _header(snapshot),
    }

    def blocks() -> Iterator[Block]:
        yield from graph_blocks(snapshot, layouts, places, targets)
        for name in LOCATIONS:
            yield packed_steps(f"locations.{name}", getattr(snapshot, f"location_{name}"), WORTH_IT)
        for name, table in snapshot.extras.items():
            for field, column in table.items():
                yield packed_steps(f"extras.{name}.{field}", column)
        yield from string_blocks(snapshot, strings)
        yield from result_blocks(snapshot, results, layouts)

    yield from container(facts, blocks())


def _header(snapshot: Snapshot) -> dict[str, Any]:
    """The header as a snapshot file has it."""
    header = snapshot.header
    return {
        "meta": header.meta,
        "node_count": snapshot.node_count,
        "edge_count": snapshot.edge_count,
        "root_index": header.root * len(header.node_fields),
        "extra_native_bytes": header.extra_native_bytes,
        "trace_function_count": header.trace_function_count,
    }
