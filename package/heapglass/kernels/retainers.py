"""The edges that enter each node."""

import numpy as np

from heapglass.kernels.engine import I32, U8, U32, kernel


@kernel
def index_retainers(edge_to: U32, first: U32, retaining: U32) -> int:
    """Fill `retaining` with edge ordinals by target: those that enter node v are
    `retaining[first[v]:first[v + 1]]`, in file order. `first` comes zeroed, with an entry more than nodes.
    """
    for edge in range(edge_to.size):
        first[edge_to[edge]] += 1
    total = 0
    for node in range(first.size):
        total += first[node]
        first[node] = total
    for edge in range(edge_to.size - 1, -1, -1):
        to = edge_to[edge]
        first[to] -= 1
        retaining[first[to]] = edge
    return total


@kernel
def find_sources(first_edge: U32, edges: U32, sources: U32) -> int:
    """The node that each of `edges` starts from. Fastest where they are sorted, or nearly."""
    last = first_edge.size - 1
    low = 0
    for i in range(edges.size):
        edge = edges[i]
        if edge < first_edge[low]:
            low = 0
        # first_edge[low] <= edge: look for the end of a span that has it, twice as far each time.
        step = 1
        while low + step < last and first_edge[low + step] <= edge:
            low += step
            step *= 2
        high = min(low + step, last)
        while low + 1 < high:
            middle = (low + high) >> 1
            if first_edge[middle] <= edge:
                low = middle
            else:
                high = middle
        sources[i] = low
    return 0


# What a string's mark says of the edges and nodes that it names: their share in keeping something is only noise.
NOISY_EDGE = 1  # an edge of this name
NOISY_INTERNAL_EDGE = 2  # an internal edge of this name
NOISY_SOURCE = 4  # an edge from a node of this name
NOISY_TARGET = 8  # a hidden edge to a node of this name


@kernel
def mark_noise(
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    node_type: U8,
    node_name: U32,
    element_edge: int,
    hidden_edge: int,
    internal_edge: int,
    synthetic_node: int,
    root: int,
    string_marks: U8,
    edges: U32,
    sources: U32,
    noisy: U8,
) -> int:
    """Set `noisy` (an entry of `edges`, zeroed) where the edge, or the node of `sources` it comes from, is noise.

    Synthetic nodes are, but for the root.
    """
    count = 0
    for i in range(edges.size):
        edge = np.int64(edges[i])
        kind = edge_type[edge]
        source = np.int64(sources[i])
        found = (node_type[source] == synthetic_node and source != root) or (
            string_marks[node_name[source]] & NOISY_SOURCE
        ) != 0
        if kind == hidden_edge:
            found = found or (string_marks[node_name[edge_to[edge]]] & NOISY_TARGET) != 0
        elif kind != element_edge:
            mark = string_marks[edge_name[edge]]
            found = found or (mark & NOISY_EDGE) != 0 or (kind == internal_edge and (mark & NOISY_INTERNAL_EDGE) != 0)
        if found:
            noisy[i] = 1
            count += 1
    return count


@kernel
def mute_noise(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    node_type: U8,
    node_name: U32,
    element_edge: int,
    hidden_edge: int,
    internal_edge: int,
    synthetic_node: int,
    root: int,
    string_marks: U8,
    keep: int,
    flags: U8,
) -> int:
    """Reduce the `flags` of every noisy edge (see `mark_noise`) to those in `keep`."""
    count = 0
    for node in range(node_type.size):
        from_noise = (node_type[node] == synthetic_node and node != root) or (
            string_marks[node_name[node]] & NOISY_SOURCE
        ) != 0
        for edge in range(first_edge[node], first_edge[node + 1]):
            kind = edge_type[edge]
            found = from_noise
            if found:
                pass
            elif kind == hidden_edge:
                found = (string_marks[node_name[edge_to[edge]]] & NOISY_TARGET) != 0
            elif kind != element_edge:
                mark = string_marks[edge_name[edge]]
                found = (mark & NOISY_EDGE) != 0 or (kind == internal_edge and (mark & NOISY_INTERNAL_EDGE) != 0)
            if found:
                flags[edge] &= keep
                count += 1
    return count


@kernel
def climb_retainers(
    first_edge: U32,
    flags: U8,
    wanted: int,
    edges: U32,
    first: U32,
    barred: U32,
    distances: I32,
    root: int,
    start: int,
    path: U32,
) -> int:
    """The way from `start` to the root, each step to the retainer of least distance: its edges in `path`.

    Only edges with a flag in `wanted` count, and none of `barred` (edge ordinals, sorted). `edges` and `first` are the
    retainer index. Returns how many steps there are; fewer than lead to the root where it cannot be reached, or
    where `path` is full.
    """
    node = start
    steps = 0
    while node != root and steps < path.size:
        nearest = np.int64(distances[node])
        found = -1
        found_from = -1
        for at in range(first[node], first[node + 1]):
            edge = np.int64(edges[at])
            if (flags[edge] & wanted) == 0:
                continue
            low = 0
            high = first_edge.size - 1
            while low + 1 < high:  # the node that the edge comes from
                middle = (low + high) >> 1
                if first_edge[middle] <= edge:
                    low = middle
                else:
                    high = middle
            distance = np.int64(distances[low])
            if low == root and nearest == 1:
                distance = 0  # the root itself is further away than what it gives to the program
            if distance < 0 or distance >= nearest:
                continue
            left = 0
            right = barred.size
            while left < right:
                middle = (left + right) >> 1
                if barred[middle] < edge:
                    left = middle + 1
                else:
                    right = middle
            if left < barred.size and barred[left] == edge:
                continue
            nearest = distance
            found = edge
            found_from = low
        if found < 0:
            break
        path[steps] = found
        steps += 1
        node = found_from
    return steps
