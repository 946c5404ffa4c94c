"""Who owns what: rules 1 (detachedness), 2 (page-owned), 3 (essential edges) and 4 (shallow sizes)."""

from tests.reference.graph import Edge, Graph

ATTACHED, DETACHED = 1, 2


def detachedness(graph: Graph) -> list[int]:
    """Rule 1 (`initDetachednessAndClassIndex`, `propagateDOMState`). Renames the nodes found detached."""
    native = [kind == "native" for kind in graph.type]
    if graph.state is None:
        return [DETACHED if native[node] and graph.name[node].startswith("Detached ") else 0 for node in graph.nodes]
    states = list(graph.state)
    settled: set[int] = set()
    waiting: dict[int, list[int]] = {ATTACHED: [], DETACHED: [], 3: []}

    def settle(node: int, state: int) -> None:
        if node in settled:
            return
        settled.add(node)
        if native[node]:
            states[node] = state
            waiting[state].append(node)
            if state == DETACHED:
                graph.name[node] = "Detached " + graph.name[node]

    for node in graph.nodes:
        if states[node] != 0:
            settle(node, states[node])
    for state in (ATTACHED, DETACHED):
        while waiting[state]:
            for edge in graph.edges[waiting[state].pop()]:
                if edge.type not in ("hidden", "weak"):
                    settle(edge.to, state)
    return states


def page_owned(graph: Graph) -> list[bool]:
    """Rule 2 (`markPageOwnedNodes`)."""
    owned = [False] * len(graph.type)
    waiting = [
        edge.to
        for edge in graph.edges[graph.root]
        if edge.type == "shortcut" or (edge.type == "element" and graph.is_document_trees(edge.to))
    ]
    while waiting:
        node = waiting.pop()
        if not owned[node]:
            owned[node] = True
            waiting += [edge.to for edge in graph.edges[node] if edge.type != "weak"]
    return owned


def is_essential(graph: Graph, owned: list[bool], node: int, edge: Edge) -> bool:
    """Rule 3 (`computeIsEssentialEdge`): does this edge count for dominators and retained sizes?"""
    pair = edge.weakmap_pair
    if pair and pair[1] == graph.id[node]:
        return False
    if edge.type == "weak" or edge.to == node:
        return False
    if node == graph.root:
        return True
    return edge.type != "shortcut" and not (owned[edge.to] and not owned[node])


SHARED = -1


def shallow_sizes(graph: Graph) -> list[int]:
    """Rule 4 (`calculateShallowSizes`): small parts count with the object that alone owns them."""
    sizes = list(graph.size)
    if not graph.user_roots():
        return sizes

    def owns_itself(node: int) -> bool:
        part = graph.type[node] in ("hidden", "array") or (
            graph.type[node] == "native" and graph.name[node] == "system / ExternalStringData"
        )
        return not part

    owner: dict[int, int] = {node: node for node in graph.nodes if owns_itself(node)}
    waiting = list(owner)
    while waiting:
        node = waiting.pop()
        for edge in graph.edges[node]:
            if edge.type == "weak":
                continue
            had = owner.get(edge.to)
            if had in (edge.to, owner[node], SHARED):
                continue
            owner[edge.to] = owner[node] if had is None else SHARED
            waiting.append(edge.to)

    for node, its_owner in owner.items():
        if its_owner in (node, SHARED) or its_owner == graph.root or graph.type[its_owner] == "synthetic":
            continue
        sizes[its_owner] += graph.size[node]
        sizes[node] -= graph.size[node]
    return sizes
