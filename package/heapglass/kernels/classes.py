"""The class of each node, and sums over classes."""

import numpy as np

from heapglass.kernels.engine import F64, I32, I64, U8, U32, kernel


@kernel
def sum_classes(
    preorder: U32,
    subtree: U32,
    class_of: U32,
    chosen: U8,
    shallow: F64,
    retained: F64,
    distances: I32,
    count: I64,
    distance: I32,
    shallow_sum: F64,
    retained_sum: F64,
    covered: I64,
) -> int:
    """Count, least distance, shallow and retained sums of each class, over nodes with a shallow size above 0.

    A retained size counts only where no dominator-tree ancestor of the same class counts already (DevTools
    `calculateClassesRetainedSize`). `chosen` marks the nodes that take part; where its size is 0, all do. `covered` is
    scratch, an entry a class, zeroed like the sums; `distance` starts at its greatest.
    """
    for at in range(preorder.size):
        node = np.int64(preorder[at])
        size = shallow[node]
        if size == 0 or (chosen.size != 0 and chosen[node] == 0):
            continue
        c = np.int64(class_of[node])
        count[c] += 1
        shallow_sum[c] += size
        if distances[node] < distance[c]:
            distance[c] = distances[node]
        if at >= covered[c]:
            retained_sum[c] += retained[node]
            covered[c] = at + np.int64(subtree[node])
    return 0


@kernel
def list_named_nodes(node_type: U8, node_name: U32, kind: int, name: int, nodes: U32) -> int:
    """Ordinals of the nodes of type `kind` whose string index is `name`; returns how many there are.

    Writes only as many as `nodes` holds: call again with more room when it returns more.
    """
    count = 0
    for node in range(node_type.size):
        if node_type[node] == kind and node_name[node] == name:
            if count < nodes.size:
                nodes[count] = node
            count += 1
    return count


@kernel
def mark_naming_strings(
    node_type: U8, node_name: U32, detachedness: U8, object_node: int, native_node: int, renamed: int, named: U8
) -> int:
    """Mark in `named` (an entry a string) what names objects and native nodes: 1 as it is, 2 with `Detached ` before.

    Native nodes whose detachedness is `renamed` have that before their names.
    """
    for node in range(node_type.size):
        kind = node_type[node]
        if kind == native_node and detachedness[node] == renamed:
            named[node_name[node]] |= 2
        elif kind == native_node or kind == object_node:
            named[node_name[node]] |= 1
    return 0


@kernel
def class_by_type_or_name(
    node_type: U8,
    node_name: U32,
    detachedness: U8,
    object_node: int,
    native_node: int,
    renamed: int,
    of_type: U32,
    of_string: U32,
    of_detached_string: U32,
    class_of: U32,
) -> int:
    """Class objects and native nodes by their names, all others by their types."""
    for node in range(node_type.size):
        kind = node_type[node]
        if kind == native_node and detachedness[node] == renamed:
            class_of[node] = of_detached_string[node_name[node]]
        elif kind == native_node or kind == object_node:
            class_of[node] = of_string[node_name[node]]
        else:
            class_of[node] = of_type[kind]
    return 0


@kernel
def list_placed_nodes(node_type: U8, row_of_node: I32, kind: int, class_of: U32, placed: U32, unplaced: U8) -> int:
    """Ordinals of the nodes of type `kind` that have a location; marks in `unplaced` the classes of all others.

    Returns how many have one.
    """
    count = 0
    for node in range(node_type.size):
        if row_of_node[node] >= 0 and node_type[node] == kind:
            placed[count] = node
            count += 1
        else:
            unplaced[class_of[node]] = 1
    return count


@kernel
def renumber(class_of: U32, number: U32) -> int:
    """Replace each class by its number, in place."""
    for node in range(class_of.size):
        class_of[node] = number[class_of[node]]
    return 0
