"""The first edge that says what cannot be."""

from heapglass.kernels.engine import U8, U32, kernel


@kernel
def find_bad_edge(
    edge_type: U8, edge_name: U32, edge_to: U32, numbered: U8, type_count: int, string_count: int, node_count: int
) -> int:
    """The first edge whose type, name or target does not exist, or -1.

    `numbered` says for each of 256 types whether its edges have a number for a name, which may be anything.
    """
    for edge in range(edge_to.size):
        kind = edge_type[edge]
        if (
            kind >= type_count
            or edge_to[edge] >= node_count
            or (edge_name[edge] >= string_count and numbered[kind] == 0)
        ):
            return edge
    return -1
