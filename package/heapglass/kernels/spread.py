"""What spreads along edges from some nodes to others: detachedness, page ownership, shallow-size ownership."""

from heapglass.kernels.engine import F64, U8, U32, kernel


@kernel
def spread_detachedness(
    first_edge: U32,
    edge_type: U8,
    edge_to: U32,
    node_type: U8,
    native: int,
    hidden_edge: int,
    weak_edge: int,
    detachedness: U8,
    settled: U8,
    queue: U32,
) -> int:
    """Spread 1 (attached) and then 2 (detached) into native nodes, in place (DevTools `propagateDOMState`).

    `settled` is zeroed by the caller; `queue` has an entry per node: attached nodes wait at its left end, detached
    ones at its right end, and no node waits twice.
    """
    count = node_type.size
    attached = 0
    detached = count
    for node in range(count):
        state = detachedness[node]
        if state != 0:
            settled[node] = 1
            if node_type[node] == native:
                if state == 1:
                    queue[attached] = node
                    attached += 1
                elif state == 2:
                    detached -= 1
                    queue[detached] = node
    for state in range(1, 3):
        while (state == 1 and attached > 0) or (state == 2 and detached < count):
            if state == 1:
                attached -= 1
                node = queue[attached]
            else:
                node = queue[detached]
                detached += 1
            for edge in range(first_edge[node], first_edge[node + 1]):
                kind = edge_type[edge]
                to = edge_to[edge]
                if kind != hidden_edge and kind != weak_edge and settled[to] == 0:
                    settled[to] = 1
                    if node_type[to] == native:
                        detachedness[to] = state
                        if state == 1:
                            queue[attached] = to
                            attached += 1
                        else:
                            detached -= 1
                            queue[detached] = to
    return 0


@kernel
def spread_page_ownership(
    first_edge: U32, edge_type: U8, edge_to: U32, weak_edge: int, page_owned: U8, stack: U32, waiting: int
) -> int:
    """Mark all that is reached along edges that are not weak from the `waiting` nodes in `stack` (marked already).

    DevTools `markPageOwnedNodes`.
    """
    while waiting > 0:
        waiting -= 1
        node = stack[waiting]
        for edge in range(first_edge[node], first_edge[node + 1]):
            to = edge_to[edge]
            if page_owned[to] == 0 and edge_type[edge] != weak_edge:
                page_owned[to] = 1
                stack[waiting] = to
                waiting += 1
    return 0


@kernel
def spread_shallow_ownership(
    first_edge: U32,
    edge_type: U8,
    edge_to: U32,
    weak_edge: int,
    owner: U32,
    unowned: int,
    shared: int,
    stack: U32,
) -> int:
    """Give each node that starts `unowned` the one owner it is reached from, or `shared` (DevTools
    `calculateShallowSizes`).

    Every other node starts as its own owner. A node's owner changes at most twice, so `stack` has two entries for
    each node that starts unowned.
    """
    count = owner.size
    for start in range(count):
        if owner[start] != start:
            continue
        waiting = 0
        node = start
        while True:
            mine = owner[node]
            for edge in range(first_edge[node], first_edge[node + 1]):
                to = edge_to[edge]
                theirs = owner[to]
                if theirs == to or theirs == mine or theirs == shared or edge_type[edge] == weak_edge:
                    continue
                owner[to] = mine if theirs == unowned else shared
                stack[waiting] = to
                waiting += 1
            if waiting == 0:
                break
            waiting -= 1
            node = stack[waiting]
    return 0


@kernel
def give_size_to_owner(
    owner: U32,
    node_type: U8,
    synthetic: int,
    root: int,
    unowned: int,
    shared: int,
    self_size: F64,
    shallow: F64,
) -> int:
    """Move the self size of each node with one owner to it, unless the owner is synthetic or the root.

    `shallow` starts as a copy of `self_size`. Returns how many nodes gave theirs away.
    """
    given = 0
    for node in range(owner.size):
        to = owner[node]
        if to == node or to == unowned or to == shared or to == root or node_type[to] == synthetic:
            continue
        shallow[node] -= self_size[node]
        shallow[to] += self_size[node]
        given += 1
    return given
