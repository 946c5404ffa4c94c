"""What can be reached, and what stands in the way: the searches of DevTools' named filters."""

import numpy as np

from heapglass.kernels.engine import U8, U32, kernel

EXACTLY = 1  # the text itself
AS_SHORTCUT = 2  # what a shortcut of this name is shown as


@kernel
def reach(
    first_edge: U32, edge_type: U8, edge_to: U32, weak_edge: int, barred: U8, reached: U8, stack: U32, waiting: int
) -> int:
    """Set `reached` to 1 for all nodes that edges lead to from the `waiting` nodes in `stack` (set already).

    Weak edges are not followed, nor those marked in `barred` (an entry an edge; of size 0: none). A node whose
    `reached` is not 0 is never entered.
    """
    while waiting > 0:
        waiting -= 1
        node = np.int64(stack[waiting])
        for edge in range(first_edge[node], first_edge[node + 1]):
            to = edge_to[edge]
            if reached[to] == 0 and edge_type[edge] != weak_edge and (barred.size == 0 or barred[edge] == 0):
                reached[to] = 1
                stack[waiting] = to
                waiting += 1
    return 0


@kernel
def mark_named_edges(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    element_edge: int,
    hidden_edge: int,
    shortcut_edge: int,
    named: U8,
    nodes: U32,
    marked: U8,
) -> int:
    """Mark the edges of `nodes` that have a name marked EXACTLY, or, for shortcuts, AS_SHORTCUT, in `named`."""
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        for edge in range(first_edge[node], first_edge[node + 1]):
            kind = edge_type[edge]
            if kind == element_edge or kind == hidden_edge:
                continue
            wanted = AS_SHORTCUT if kind == shortcut_edge else EXACTLY
            if (named[edge_name[edge]] & wanted) != 0:
                marked[edge] = 1
    return 0


@kernel
def mark_event_handlers(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    element_edge: int,
    hidden_edge: int,
    shortcut_edge: int,
    one: U8,
    code: int,
    listeners: U32,
    has_code: U8,
    seen: U8,
    handlers: U8,
) -> int:
    """Mark the functions that `listeners` call: the target of the edge named 1, or what is in it.

    The target itself if it has an edge `code` (a string index), else the first node it refers to that has one, else
    the target all the same. `one` tells by string index which names read 1; `has_code` and `seen` are scratch, an
    entry a node, zeroed like `handlers`.
    """
    for node in range(has_code.size):
        for edge in range(first_edge[node], first_edge[node + 1]):
            kind = edge_type[edge]
            if edge_name[edge] == code and kind != element_edge and kind != hidden_edge:
                has_code[node] = 1
                break
    for i in range(listeners.size):
        listener = np.int64(listeners[i])
        callback = -1
        for edge in range(first_edge[listener], first_edge[listener + 1]):
            kind = edge_type[edge]
            if kind == element_edge or kind == hidden_edge:
                matches = edge_name[edge] == 1
            elif kind == shortcut_edge:
                matches = (one[edge_name[edge]] & AS_SHORTCUT) != 0
            else:
                matches = (one[edge_name[edge]] & EXACTLY) != 0
            if matches:
                callback = np.int64(edge_to[edge])
                break
        if callback < 0 or seen[callback] != 0:
            continue
        seen[callback] = 1
        handler = callback
        if has_code[callback] == 0:
            for edge in range(first_edge[callback], first_edge[callback + 1]):
                if has_code[edge_to[edge]] != 0:
                    handler = np.int64(edge_to[edge])
                    break
        handlers[handler] = 1
    return 0
