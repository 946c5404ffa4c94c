"""Rule 5: dominators and retained sizes, twice: by definition, and in a time that real files can bear."""

from collections.abc import Callable

from tests.reference.graph import Edge, Graph

IsEssential = Callable[[int, Edge], bool]


def flow_graph(graph: Graph, is_essential: IsEssential) -> list[list[int]]:
    """Each node's successors: essential edges, and one from the root to every node that none enters."""
    successors = [[edge.to for edge in graph.edges[node] if is_essential(node, edge)] for node in graph.nodes]
    entered = {to for targets in successors for to in targets}
    successors[graph.root] += [node for node in graph.nodes if node not in entered and node != graph.root]
    return successors


def reachable(successors: list[list[int]], root: int, without: int | None = None) -> set[int]:
    """The nodes that paths from the root lead to when they avoid one node."""
    if root == without:
        return set()
    seen = {root}
    waiting = [root]
    while waiting:
        for to in successors[waiting.pop()]:
            if to not in seen and to != without:
                seen.add(to)
                waiting.append(to)
    return seen


def dominators_by_definition(successors: list[list[int]], root: int) -> list[int]:
    """A node is dominated by those without which nothing leads to it, its immediate dominator by all others.

    Quadratic: for graphs of some hundred nodes. The root, and what is not reached at all, have the root.
    """
    everything = reachable(successors, root)
    dominated = {node: everything - reachable(successors, root, without=node) for node in everything}
    result = [root] * len(successors)
    for node in everything - {root}:
        strict = [other for other in everything if other != node and node in dominated[other]]
        result[node] = max(strict, key=lambda other: sum(other in dominated[each] for each in strict))
    return result


def dominators(successors: list[list[int]], root: int) -> list[int]:
    """The same by Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm"."""
    order: list[int] = []  # postorder
    path = [(root, iter(successors[root]))]
    seen = {root}
    while path:
        node, rest = path[-1]
        following = next((to for to in rest if to not in seen), None)
        if following is None:
            order.append(node)
            path.pop()
        else:
            seen.add(following)
            path.append((following, iter(successors[following])))
    number = {node: i for i, node in enumerate(order)}
    predecessors: dict[int, list[int]] = {node: [] for node in order}
    for node in order:
        for to in successors[node]:
            predecessors[to].append(node)

    dominator = {root: root}
    changed = True
    while changed:
        changed = False
        for node in reversed(order[:-1]):
            known = [other for other in predecessors[node] if other in dominator]
            best = known[0]
            for other in known[1:]:
                while best != other:
                    if number[best] < number[other]:
                        best = dominator[best]
                    else:
                        other = dominator[other]
            if dominator.get(node) != best:
                dominator[node] = best
                changed = True
    return [dominator.get(node, root) for node in range(len(successors))]


def retained_sizes(dominator: list[int], root: int, shallow: list[int]) -> list[int]:
    """The shallow sizes of each dominator subtree, summed from its leaves."""
    sizes = list(shallow)
    for node in reversed(tree_order(dominator, root)):
        if node != root:
            sizes[dominator[node]] += sizes[node]
    return sizes


def tree_order(dominator: list[int], root: int) -> list[int]:
    """All nodes, each after its dominator and before all that come after its subtree (preorder)."""
    children: dict[int, list[int]] = {}
    for node, above in enumerate(dominator):
        if node != root:
            children.setdefault(above, []).append(node)
    order = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += reversed(children.get(node, []))
    return order
