"""Rule 15: which native context (page, iframe, realm) an object belongs to."""

from tests.reference.graph import Graph

NO_CONTEXT, SHARED = -1, -2


def is_native_context(name: str) -> bool:
    name = name.removeprefix("Detached ")
    return name == "system / NativeContext" or name.startswith("system / NativeContext / ")


def native_contexts(graph: Graph) -> list[int]:
    """The context's node, NO_CONTEXT or SHARED, for each node (`calculateNativeContextAttribution`)."""

    def first(node: int | None, name: str) -> int | None:
        if node is None:
            return None
        named = (edge.to for edge in graph.edges[node] if (edge.type, edge.name) == ("internal", name))
        return next((to for to in named if name == "map" or is_native_context(graph.name[to])), None)

    fixed = {}
    for node in graph.nodes:
        through_map = first(first(first(node, "map"), "map"), "native_context")
        if is_native_context(graph.name[node]):
            fixed[node] = node
        elif through_map is not None:
            fixed[node] = through_map

    owner = dict(fixed)
    queue = list(fixed)
    for node in queue:
        for edge in graph.edges[node]:
            if edge.type in ("shortcut", "weak") or edge.to == node or edge.to in fixed:
                continue
            had = owner.get(edge.to)
            has = owner[node] if had in (None, owner[node]) else SHARED
            if has != had:
                owner[edge.to] = has
                queue.append(edge.to)
    return [owner.get(node, NO_CONTEXT) for node in graph.nodes]
