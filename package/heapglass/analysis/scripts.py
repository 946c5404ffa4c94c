"""Which script a script id stands for, where the heap still holds it."""

import numpy as np

from heapglass.analysis.following import follow, integers
from heapglass.analysis.grouping import group
from heapglass.analysis.locations import Locations
from heapglass.kernels.engine import U32
from heapglass.kernels.follow import NOWHERE
from heapglass.snapshot import Snapshot
from heapglass.snapshot.model import Wide

SCRIPT_PREFIX = "system / Script / "


def script_names(snapshot: Snapshot, locations: Locations) -> dict[int, str]:
    """Names (paths, URLs) of scripts by script id.

    A location gives only a script's id. A closure that has one leads to its script object, whose name is the path:
    closure -> `shared` -> `script` (or `script_or_debug_info`, as V8 before 12 called it). Files with numeric values
    have the ids of the other scripts, too.
    """
    nodes = snapshot.location_node
    closures = np.flatnonzero(snapshot.node_type[nodes] == snapshot.header.node_type_code("closure"))
    _, first = group(locations.script[closures].astype(np.uint64))
    shared = follow(snapshot, nodes[closures[first]], "shared")
    targets = follow(snapshot, shared, "script")
    targets = np.where(targets == NOWHERE, follow(snapshot, shared, "script_or_debug_info"), targets)

    named = snapshot.strings.starting_with(SCRIPT_PREFIX)[snapshot.node_name]
    scripts = np.flatnonzero(named & (snapshot.node_type == snapshot.header.node_type_code("code"))).astype(np.uint32)
    ids = integers(snapshot, follow(snapshot, scripts, "id"))
    known = ~np.isnan(ids)
    names = _names(snapshot, ids[known].astype(np.int64), scripts[known])
    return names | _names(snapshot, locations.script[closures[first]], targets)


def _names(snapshot: Snapshot, ids: Wide, scripts: U32) -> dict[int, str]:
    """The names of `scripts` (ordinals, or NOWHERE) by their `ids`, of those that have one."""
    there = scripts != NOWHERE
    there[there] = snapshot.node_type[scripts[there]] == snapshot.header.node_type_code("code")
    texts = snapshot.strings.many(snapshot.node_name[scripts[there]])
    names = zip(ids[there].tolist(), (text.removeprefix(SCRIPT_PREFIX) for text in texts), strict=True)
    return {script: name for script, name in names if name and not name.startswith("system / ")}
