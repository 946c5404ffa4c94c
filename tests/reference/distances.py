"""Rule 6: how far from the program's roots a node is (`calculateDistances`)."""

from collections.abc import Callable

from tests.reference.graph import Edge, Graph, parse_int

NONE = -5
SYSTEM = 100_000_000

Filter = Callable[[int, Edge], bool]


def distance_filter(graph: Graph) -> Filter:
    """Which edges distances are measured along. It remembers the halves of WeakMap pairs that it has met."""
    pending: set[str] = set()

    def follows(node: int, edge: Edge) -> bool:
        if (
            graph.type[node] == "hidden"
            and graph.name[node] == "system / NativeContext"
            and edge.shown_name == "sloppy_function_map"
        ):
            return False
        if graph.type[node] == "array" and graph.name[node] == "(map descriptors)":
            number = parse_int(edge.shown_name)  # a name without one gives NaN, which passes
            return number is None or number < 2 or number % 3 != 1
        pair = edge.weakmap_pair
        if pair and pair[0] not in pending:
            pending.add(pair[0])
            return False
        if pair:
            pending.remove(pair[0])
        return True

    return follows


def breadth_first(graph: Graph, start: list[int], distance: list[int], follows: Filter) -> None:
    queue = list(start)
    for node in queue:
        for edge in graph.edges[node]:
            if edge.type != "weak" and distance[edge.to] == NONE and follows(node, edge):
                distance[edge.to] = distance[node] + 1
                queue.append(edge.to)


def distances(graph: Graph, ignored: frozenset[int] = frozenset()) -> list[int]:
    """With `ignored`: what the Retainers view counts without these nodes; NONE for what they alone keep."""
    distance = [NONE] * len(graph.type)
    own_filter = distance_filter(graph)

    def follows(node: int, edge: Edge) -> bool:
        return edge.to not in ignored and own_filter(node, edge)

    seeds = graph.user_roots()
    for node in seeds:
        distance[node] = 1
    breadth_first(graph, seeds, distance, follows)
    distance[graph.root] = SYSTEM if seeds else 0
    breadth_first(graph, [graph.root], distance, follows)
    return distance


UNREACHABLE = 200_000_000


def retainers_view(graph: Graph, ignored: frozenset[int]) -> tuple[list[int], set[int]]:
    """Rule 12: the distances shown when nodes are ignored, and the edges shown as unreachable.

    A WeakMap's value needs both its key and its table: when one is out of reach, so is the other's edge.
    """
    plain = distances(graph)
    distance = distances(graph, ignored)
    halves = {
        (edge.to, edge.weakmap_pair[0])
        for node in graph.nodes
        if distance[node] == NONE
        for edge in graph.edges[node]
        if edge.weakmap_pair
    }
    edges = {
        edge.ordinal
        for out in graph.edges
        for edge in out
        if edge.weakmap_pair and (edge.to, edge.weakmap_pair[0]) in halves
    }
    shown = [max(0, plain[node]) + UNREACHABLE if distance[node] == NONE else distance[node] for node in graph.nodes]
    return shown, edges
