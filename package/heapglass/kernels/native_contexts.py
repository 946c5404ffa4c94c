"""Which native context (page, frame, realm) an object belongs to: by its map, or by who refers to it."""

import numpy as np

from heapglass.kernels.engine import I32, U8, U32, kernel
from heapglass.kernels.follow import NOWHERE

NO_CONTEXT = -1
SHARED = -2


@kernel
def infer_native_contexts(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    internal_edge: int,
    map_name: int,
    native_context_name: int,
    is_context: U8,
    maps: U32,
    contexts: U32,
    owner: I32,
) -> int:
    """Set `owner` where an object's map tells it: object -> map -> the map's map -> native context.

    `owner` comes filled with NO_CONTEXT; `maps` and `contexts` are scratch, an entry a node. Returns how many nodes
    have an owner now; a context is its own. DevTools `inferFixedNativeContextForOrdinal`.
    """
    for node in range(owner.size):
        its_map = NOWHERE
        its_context = NOWHERE
        for edge in range(first_edge[node], first_edge[node + 1]):
            if edge_type[edge] != internal_edge:
                continue
            name = edge_name[edge]
            if name == map_name:
                if its_map == NOWHERE:
                    its_map = np.int64(edge_to[edge])
            elif name == native_context_name and its_context == NOWHERE and is_context[edge_to[edge]] != 0:
                its_context = np.int64(edge_to[edge])
        maps[node] = its_map
        contexts[node] = its_context
    known = 0
    for node in range(owner.size):
        if is_context[node] != 0:
            owner[node] = node
            known += 1
            continue
        at = np.int64(maps[node])
        if at != NOWHERE:
            at = np.int64(maps[at])
        if at != NOWHERE:
            at = np.int64(contexts[at])
        if at != NOWHERE:
            owner[node] = at
            known += 1
    return known


@kernel
def spread_native_contexts(
    first_edge: U32,
    edge_type: U8,
    edge_to: U32,
    shortcut_edge: int,
    weak_edge: int,
    fixed: U8,
    owner: I32,
    stack: U32,
) -> int:
    """Give every other node the context it is reached from, or SHARED (DevTools `propagateNativeContextAttribution`).

    `fixed` marks the nodes whose owner stands. Another node's owner changes at most twice, so `stack` has two
    entries for each of them.
    """
    for start in range(owner.size):
        if fixed[start] == 0:
            continue
        waiting = 0
        node = start
        while True:
            mine = owner[node]
            for edge in range(first_edge[node], first_edge[node + 1]):
                to = edge_to[edge]
                if fixed[to] != 0:
                    continue
                theirs = owner[to]
                if theirs == mine or theirs == SHARED:
                    continue
                kind = edge_type[edge]
                if kind == shortcut_edge or kind == weak_edge:
                    continue
                owner[to] = mine if theirs == NO_CONTEXT else SHARED
                stack[waiting] = to
                waiting += 1
            if waiting == 0:
                break
            waiting -= 1
            node = np.int64(stack[waiting])
    return 0
