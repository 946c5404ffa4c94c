"""Opens a saved analysis."""

import numpy as np

from heapglass.saved.blocks import Blocks
from heapglass.saved.container import MAGIC, Contents, Facts, damaged
from heapglass.saved.graph import Nodes, StoredEdges, read_nodes
from heapglass.saved.numbers import within
from heapglass.saved.results import Results, read_results
from heapglass.saved.snapshot import LOCATIONS, SavedSnapshot
from heapglass.saved.strings import read_strings
from heapglass.snapshot import Snapshot, Strings
from heapglass.snapshot.model import Table
from heapglass.snapshot.schema import Header, read_header
from heapglass.snapshot.source import Source
from heapglass.snapshot.tables import TABLES, fields_of
from heapglass.snapshot.window import Progress


def is_saved(source: Source) -> bool:
    """Whether the file begins as a saved analysis does. Rewinds."""
    start = bytearray(len(MAGIC))
    done = 0
    while done < len(start) and (count := source.read_into(memoryview(start)[done:])):
        done += count
    source.rewind()
    return start == MAGIC


def read_saved(source: Source, progress: Progress | None = None) -> tuple[Snapshot, Results]:
    """The snapshot and its results. Everything is checked as the reader of snapshots checks it, so that nothing that is
    done with them leads outside of them; whether results are right, nobody can tell. What first views do without is
    checked when it is unpacked (`SavedSnapshot`); that it is what was written, before.

    Raises MalformedError (`saved-newer`, `saved-damaged`), TruncatedError (`saved-truncated`), OSError, MemoryError.
    """
    contents = Contents(source, progress)
    facts = contents.facts
    header = read_header(facts.values.get("header"))
    blocks = Blocks(contents)
    if facts.total > contents.room:
        raise damaged("contents")
    nodes, edges, count = facts.count("nodes"), facts.count("edges"), facts.count("strings")
    if not nodes or header.root >= nodes or (header.node_count, header.edge_count) != (nodes, edges):
        raise damaged("contents")
    layouts, columns = read_nodes(blocks, nodes, facts.count("layouts"))
    strings = read_strings(blocks, count)
    _check(header, columns, strings)
    snapshot = SavedSnapshot(
        header=header,
        strings=strings,
        nodes=columns,
        edges=StoredEdges(blocks, layouts, facts.count("places"), header, len(strings)),
        locations={name: blocks.packed(f"locations.{name}", facts.count("locations")) for name in LOCATIONS},
        extras=_read_extras(blocks, Facts(facts.values.get("rows")), header),
        file_size=facts.count("file_size"),
    )
    results = read_results(blocks, snapshot, layouts, facts.count("summary"))
    blocks.end()
    return snapshot, results


def _check(header: Header, nodes: Nodes, strings: Strings) -> None:
    """Types and names exist; a column that the header speaks of is there."""
    within("layouts.type", nodes.node_type, 0, len(header.node_types) - 1)
    within("nodes.name", nodes.node_name, 0, len(strings) - 1)
    for column, field in ((nodes.node_detachedness, "detachedness"), (nodes.node_trace, "trace_node_id")):
        if (column is None) == (field in header.node_fields):
            raise damaged("contents")


def _read_extras(blocks: Blocks, rows: Facts, header: Header) -> dict[str, Table]:
    """The sections that only some files have, with the fields that the reader would give them."""
    extras: dict[str, Table] = {}
    for name in rows.values:
        if name in TABLES:
            fields = fields_of(header, name)
        elif name == "trace_tree":
            fields = (*fields_of(header, name)[:-1], "parent")
        else:
            raise damaged("contents")
        section = f"extras.{name}"
        count = rows.count(name)
        table = {field: blocks.packed(f"{section}.{field}", count).steps() for field in dict.fromkeys(fields)}
        if not count or (name == "trace_tree" and (table["parent"] >= np.arange(count)).any()):
            raise damaged(section)
        if name == "trace_tree":
            within(section, table["parent"], -1, count)
        extras[name] = table
    return extras
