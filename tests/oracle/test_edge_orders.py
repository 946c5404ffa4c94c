"""References and retainers by any column, in DevTools' order and with its names; and the dominators of a node."""

from typing import Any

import pytest

from heapglass.service.node_questions import references
from heapglass.service.retainer_questions import retainers
from heapglass.service.session import Session
from tests.oracle.snapshots import Case

ORDERS = {
    "name_up": {"by": "name", "descending": False},
    "name_down": {"by": "name", "descending": True},
    "shallow_down": {"by": "shallow", "descending": True},
    "distance_up": {"by": "distance", "descending": False},
}


@pytest.fixture
def described(snapshot: Case) -> list[dict[str, Any]]:
    if snapshot.beyond_devtools:
        pytest.skip("DevTools' own sizes are wrong, and with them its order")
    return snapshot.devtools.figures["nodes"]


def but_prototypes(snapshot: Case, edges: list[int]) -> list[int]:
    """`edges` with 0 for those named `__proto__`. DevTools puts them last, but says of any two of them that either is
    before the other: among themselves they come out in any order, another each time.
    """
    names, proto = snapshot.heap.snapshot.edge_name, snapshot.heap.snapshot.strings.find("__proto__")
    return [0 if names[edge] == proto else edge for edge in edges]


def test_names_of_edges(snapshot: Case, described: list[dict[str, Any]]) -> None:
    session = Session(snapshot.heap, "")
    for node in described:
        for question, rows in ((references, node["references"]["rows"]), (retainers, node["retainers"]["rows"])):
            ours = question(session, {"ordinal": node["ordinal"], "count": len(rows)})["rows"]
            shown = {row["edge"]: row["name"] for row in rows}
            for row in ours:
                # Rows cut what is long.
                assert str(row["name_or_index"])[:400] == shown.get(row["edge"], "__proto__")[:400]


@pytest.mark.parametrize("order", ORDERS)
def test_other_orders(snapshot: Case, described: list[dict[str, Any]], order: str) -> None:
    session = Session(snapshot.heap, "")
    for node in described:
        for question, key in ((references, "references_by"), (retainers, "retainers_by")):
            theirs = node[key][order]
            asked = {"ordinal": node["ordinal"], "sort": ORDERS[order], "count": len(theirs)}
            ours = [row["edge"] for row in question(session, asked)["rows"]]
            assert but_prototypes(snapshot, ours) == but_prototypes(snapshot, theirs)


def test_dominators(snapshot: Case, described: list[dict[str, Any]]) -> None:
    for node in described:
        ours = snapshot.heap.node(node["ordinal"]).dominator_path
        assert [each.ordinal for each in ours] == node["dominators"]
