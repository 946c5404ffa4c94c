"""Whether the sections of a snapshot agree with one another."""

import numpy as np

from heapglass.kernels.find_bad_edge import find_bad_edge
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import MalformedError
from heapglass.snapshot.rows import out_of_range
from heapglass.snapshot.schema import NUMBERED_EDGES, Header
from heapglass.snapshot.sections import Columns


def check_counts(begins: dict[str, int], header: Header, nodes: int, edges: int, claimed: int, strings: int) -> None:
    """Raise MalformedError unless there are as many rows as the header says, edges as the nodes claim, and a root among
    the nodes. `begins` are the offsets at which the sections begin."""
    for section, found in (("nodes", nodes), ("strings", strings)):
        if not found:
            raise MalformedError("empty-section", section=section, offset=begins[section])
    check_root(header, nodes)
    for section, field, found, count in (
        ("nodes", "node_count", nodes, header.node_count),
        ("edges", "edge_count", edges, header.edge_count),
    ):
        if count not in (-1, found):
            raise MalformedError(
                "wrong-count", section=section, field=field, expected=count, found=found, **header.place(field)
            )
    if claimed != edges:
        raise MalformedError(
            "edge-counts",
            section="nodes",
            field="edge_count",
            expected=claimed,
            found=edges,
            offset=begins["nodes"],
        )


def check_root(header: Header, nodes: int) -> None:
    """Raise MalformedError unless the root is one of the `nodes`."""
    if header.root >= nodes:
        index = header.root * len(header.node_fields)
        raise MalformedError(
            "bad-root", section="snapshot", field="root_index", found=index, **header.place("root_index")
        )


def check_references(
    document: Document,
    header: Header,
    nodes: Columns,
    edges: Columns,
    locations: Columns,
    node_count: int,
    string_count: int,
) -> None:
    """Raise MalformedError for the first type, string or node that is referred to and does not exist."""
    node_width = len(header.node_fields)
    numbered = np.zeros(256, np.uint8)
    numbered[: len(header.edge_types)] = [name in NUMBERED_EDGES for name in header.edge_types]
    bad_edge = find_bad_edge(
        edges["type"],
        edges["name_or_index"],
        edges["to_node"],
        numbered,
        len(header.edge_types),
        string_count,
        node_count,
    )
    sections = {
        "nodes": (header.node_fields, nodes, {"type": len(header.node_types), "name": string_count}),
        "locations": (header.location_fields, locations, {"object_index": node_count}),
        "edges": (
            header.edge_fields,
            {field: column[bad_edge : bad_edge + 1] for field, column in edges.items() if bad_edge >= 0},
            {"type": len(header.edge_types), "to_node": node_count, "name_or_index": string_count},
        ),
    }
    for section, (fields, columns, counts) in sections.items():
        for field, count in counts.items():
            column = columns.get(field)
            if column is None or not column.size or int(column.max()) < count:
                continue
            row = int(np.argmax(column >= count))
            step = node_width if field in ("object_index", "to_node") else 1
            raise out_of_range(
                document,
                section,
                fields,
                bad_edge if section == "edges" else row,
                fields.index(field),
                int(column[row]) * step,
                (count - 1) * step,
            )
