"""Which edges count, and for what: one byte of flags an edge."""

from heapglass.kernels.engine import U8, U32, kernel

ESSENTIAL = 1  # counts for dominators and retained sizes
DISTANT = 2  # counts for distances
PAIR = 4  # one of the two edges of a WeakMap entry: distances follow the second to be met
TABLE = 8  # the WeakMap's own edge to a value: the key keeps the value, not the table
CLEAR = 16  # counts for distances, and is not noise (set where paths are looked for)


@kernel
def flag_edges(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    node_type: U8,
    node_name: U32,
    page_owned: U8,
    root: int,
    weak_edge: int,
    shortcut_edge: int,
    element_edge: int,
    hidden_edge: int,
    hidden_node: int,
    array_node: int,
    native_context: int,
    sloppy_function_map: int,
    map_descriptors: int,
    string_bytes: U8,
    string_offsets: U32,
    flags: U8,
    entered: U8,
) -> int:
    """Set ESSENTIAL and DISTANT on every edge, and `entered` on every node that an essential edge enters.

    `flags` comes with PAIR and TABLE set where they belong, `entered` zeroed. `native_context`,
    `sloppy_function_map` and `map_descriptors` are string indices (-1 where the file has no such string).
    Rules: DevTools `isEssentialEdge` and the filter of its `calculateDistances`.
    """
    for node in range(node_type.size):
        mine = page_owned[node] != 0
        at_root = node == root
        context = node_type[node] == hidden_node and node_name[node] == native_context
        descriptors = node_type[node] == array_node and node_name[node] == map_descriptors
        for edge in range(first_edge[node], first_edge[node + 1]):
            kind = edge_type[edge]
            flag = flags[edge]
            if kind == weak_edge:
                flags[edge] = flag
                continue
            to = edge_to[edge]
            if (
                to != node
                and (flag & TABLE) == 0
                and (at_root or (kind != shortcut_edge and (mine or page_owned[to] == 0)))
            ):
                flag |= ESSENTIAL
                entered[to] = 1
            numbered = kind == element_edge or kind == hidden_edge
            distant = True
            if context and not numbered and edge_name[edge] == sloppy_function_map:
                distant = False
            if descriptors:
                # parseInt of the edge's name, as JavaScript does it; no digits: NaN, and the edge counts.
                index = 0
                if numbered:
                    index = edge_name[edge] + 0
                else:
                    at = string_offsets[edge_name[edge]] + 0
                    end = string_offsets[edge_name[edge] + 1] + 0
                    while at < end and (string_bytes[at] == 32 or (string_bytes[at] >= 9 and string_bytes[at] <= 13)):
                        at += 1
                    if at < end and string_bytes[at] == 43:
                        at += 1
                    while at < end and string_bytes[at] >= 48 and string_bytes[at] <= 57 and index < 1 << 53:
                        index = index * 10 + (string_bytes[at] - 48)
                        at += 1
                if index >= 2 and index % 3 == 1:
                    distant = False
            if descriptors and (flag & PAIR) != 0:
                # That rule decides alone: the pair rule below it in DevTools is never reached.
                flag &= 255 - PAIR
            if distant:
                flag |= DISTANT
            flags[edge] = flag
    return 0


@kernel
def find_named_edges(edge_type: U8, edge_name: U32, kind: int, named: U8, found: U32) -> int:
    """Ordinals of the edges of type `kind` whose string index is marked in `named`; returns how many there are.

    Writes only as many as `found` holds: call again with more room when it returns more.
    """
    count = 0
    for edge in range(edge_type.size):
        if edge_type[edge] == kind and named[edge_name[edge]] != 0:
            if count < found.size:
                found[count] = edge
            count += 1
    return count
