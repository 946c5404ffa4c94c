"""Which function made an object."""

import numpy as np

from heapglass.analysis.following import follow
from heapglass.kernels.follow import NOWHERE
from heapglass.snapshot import Snapshot


def constructor_of(snapshot: Snapshot, node: int) -> int | None:
    """The closure (its ordinal) that an object's prototype names as its constructor, or None.

    object -> `__proto__` -> `constructor`, as `object.constructor` gives it in the program; a property of that name
    that the object has itself is passed over.
    """
    if int(snapshot.node_type[node]) == snapshot.header.node_type_code("closure"):
        return None
    prototype = follow(snapshot, np.array([node], np.uint32), "__proto__", "property")
    made_by = int(follow(snapshot, prototype, "constructor", "property")[0])
    if made_by == NOWHERE or int(snapshot.node_type[made_by]) != snapshot.header.node_type_code("closure"):
        return None
    return made_by
