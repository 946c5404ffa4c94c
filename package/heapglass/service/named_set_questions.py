"""Sets of nodes that have a name: views that a person made in the console.

`save_set {number, name}` names a result of the console, `rename_set {name, to}`, `remove_set {name}`; each replies
{sets}, rows of name, version, total, shallow, retained. `set_nodes {name, sort, start, count}`: {total, rows}.

A worker that is stopped loses them: `set_ordinals {name}` gives {ordinals}, base64 of uint32, which `restore_sets
{sets}` takes in another one.
"""

import base64
from typing import TYPE_CHECKING, Any

import numpy as np

from heapglass.service.failures import BadRequestError
from heapglass.service.requests import Params, page, sort_of
from heapglass.service.rows import Row, node_rows, shorten

if TYPE_CHECKING:
    from heapglass.node_sets.node_set import NodeSet
    from heapglass.service.session import Session

SORTS = ("retained", "shallow", "distance", "id", "name")


def set_rows(session: "Session") -> list[Row]:
    """The named sets, in the order they were named in."""
    return [
        {
            "name": name,
            "version": id(nodes),
            "total": len(nodes),
            "shallow": nodes.shallow_size,
            "retained": nodes.retained_size,
        }
        for name, nodes in _sets(session).items()
    ]


def save(session: "Session", params: Params) -> Row:
    from heapglass.node_sets.node_set import NodeSet

    result, name = session.console.result(int(params["number"])), _name(params["name"])
    if not isinstance(result, NodeSet):
        raise BadRequestError("no-such-result", "Only a set of nodes can be given a name.")
    result.save_as(name)
    return {"sets": set_rows(session)}


def rename(session: "Session", params: Params) -> Row:
    """The order stays; a set that had the new name goes."""
    old, new = str(params["name"]), _name(params["to"])
    _set(session, old)
    sets = session.heap.named_sets
    kept = {new if name == old else name: nodes for name, nodes in sets.items() if name == old or name != new}
    sets.clear()
    sets.update(kept)
    return {"sets": set_rows(session)}


def remove(session: "Session", params: Params) -> Row:
    session.heap.named_sets.pop(str(params["name"]), None)
    return {"sets": set_rows(session)}


def nodes(session: "Session", params: Params) -> Row:
    found = _set(session, str(params["name"]))
    sort, descending = sort_of(params, SORTS, "retained")
    key = ("named_set", id(found), sort, descending)
    order = session.order(key, lambda: session.sorted_nodes(found.ordinals, sort, descending))
    return {"total": order.size, "rows": node_rows(session.heap, page(order, params))}


def ordinals(session: "Session", params: Params) -> Row:
    found = _set(session, str(params["name"])).ordinals.astype("<u4")
    return {"ordinals": base64.b64encode(found.tobytes()).decode("ascii")}


def restore(session: "Session", params: Params) -> Row:
    """Sets of the same file, as another worker had them; those that are here already stay as they are."""
    from heapglass.node_sets.node_set import NodeSet

    for kept in params["sets"]:
        found = np.frombuffer(base64.b64decode(kept["ordinals"]), "<u4").astype(np.uint32)
        if found.size and int(found.max()) >= session.heap.node_count:
            raise BadRequestError("no-such-ordinal", "This set is of another snapshot.")
        session.heap.named_sets.setdefault(str(kept["name"]), NodeSet(session.heap, found))
    return {"sets": set_rows(session)}


def _sets(session: "Session") -> dict[str, "NodeSet"]:
    """Whatever a person may have put there, those that are sets of this heap's nodes."""
    heap = session.heap
    return {name: found for name, found in heap.named_sets.items() if getattr(found, "heap", None) is heap}


def _set(session: "Session", name: str) -> "NodeSet":
    found = _sets(session).get(name)
    if found is None:
        raise BadRequestError(
            "no-such-set", f"There is no set called {shorten(name, 80)!r} here.", name=shorten(name, 80)
        )
    return found


def _name(given: Any) -> str:
    name = shorten(" ".join(str(given).split()), 80)
    if not name:
        raise BadRequestError("no-such-set", "A set needs a name.", name="")
    return name
