"""The columns of nodes, to compare with: `heap.nodes(class_="Session").where(retained > 1e6, distance < 5)`.

`from heapglass.columns import *` is made for notebooks: no name here is one of Python's.
"""

from heapglass.node_sets.columns import (
    class_name,
    detached,
    distance,
    edge_count,
    name,
    node_id,
    node_type,
    owner,
    retained,
    retainer_count,
    script,
    self_size,
    shallow,
)

__all__ = [
    "class_name",
    "detached",
    "distance",
    "edge_count",
    "name",
    "node_id",
    "node_type",
    "owner",
    "retained",
    "retainer_count",
    "script",
    "self_size",
    "shallow",
]
