"""Which variables that closures hold can still be used, and which are only held."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import Mask, follow, integers
from heapglass.analysis.scopes import ABSENT, SCOPE_INFO, Functions, Scopes, scopes
from heapglass.kernels.engine import I64, U8, U32
from heapglass.kernels.follow import NOWHERE
from heapglass.kernels.scopes import UNRESOLVED, judge_variables, resolve_scripts, walk_contexts
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class VariableUsage:
    """`edges` (uint32, ascending) are the edges by which contexts hold variables that the scopes know; `used` tells
    for each whether any closure left on the heap, or one that such a closure could make, reads or writes it.
    """

    edges: U32
    used: Mask

    def of(self, edge: int) -> bool | None:
        """Whether the variable that an edge holds is used; None where the file does not say."""
        at = int(np.searchsorted(self.edges, edge))
        if at == self.edges.size or int(self.edges[at]) != edge:
            return None
        return bool(self.used[at])


def variable_usage(snapshot: Snapshot, is_context: Mask, functions: Functions) -> VariableUsage:
    """Judge the variables of all contexts (DevTools `ContextAnalyzer.analyzeContexts`). Nothing without `scopes`.

    DevTools takes the names of all contexts of a scope from the first one, by position; here each context's own count,
    as a slot may be missing in one of them.
    """
    known_scopes = scopes(snapshot)
    if known_scopes is None:
        return VariableUsage(np.empty(0, np.uint32), np.empty(0, np.bool_))
    contexts, rows = _scopes_of_contexts(snapshot, known_scopes, is_context, functions)
    live_first, live = _live_functions(snapshot, known_scopes, is_context, contexts)
    room = int((snapshot.first_edge[contexts.astype(np.int64) + 1] - snapshot.first_edge[contexts]).sum(dtype=np.int64))
    edges, used = np.empty(room, np.uint32), np.empty(room, np.uint8)
    count = judge_variables(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.header.edge_type_code("context"),
        contexts,
        rows,
        known_scopes.variable_first,
        known_scopes.variable_name,
        known_scopes.use_first,
        known_scopes.use_scope,
        known_scopes.parents,
        known_scopes.row_of_scope,
        live_first,
        live,
        np.zeros(known_scopes.ids.size, np.int64),
        edges,
        used,
    )
    return VariableUsage(edges[:count], used[:count].view(np.bool_))


def _scopes_of_contexts(snapshot: Snapshot, known: Scopes, is_context: Mask, functions: Functions) -> tuple[U32, U32]:
    """The contexts whose scopes are known, and the rows of these."""
    contexts = np.flatnonzero(is_context).astype(np.uint32)
    infos = follow(snapshot, contexts, "scope_info")
    ids = integers(snapshot, follow(snapshot, infos, "scope_id"))
    there = ~np.isnan(ids)
    scripts = _scripts_of_infos(snapshot, infos[there], functions)
    rows = np.full(contexts.size, ABSENT, np.uint32)
    rows[there] = known.rows_of(scripts, ids[there].astype(np.int64))
    found = rows != ABSENT
    return contexts[found], rows[found]


def _scripts_of_infos(snapshot: Snapshot, infos: U32, known: Functions) -> U32:
    """The script of each scope info: by the function it is of, or the nearest one around that."""
    direct = np.full(snapshot.node_count, NOWHERE, np.uint32)
    direct[known.infos] = known.scripts
    every_info = np.flatnonzero(snapshot.node_name == snapshot.strings.find(SCOPE_INFO)).astype(np.uint32)
    outer = np.full(snapshot.node_count, NOWHERE, np.uint32)
    outer[every_info] = follow(snapshot, every_info, "outer_scope_info")
    scripts = np.empty(infos.size, np.uint32)
    resolve_scripts(direct, outer, infos, np.full(snapshot.node_count, UNRESOLVED, np.uint32), scripts)
    return scripts


def _live_functions(snapshot: Snapshot, known: Scopes, is_context: Mask, contexts: U32) -> tuple[I64, U32]:
    """The functions (rows of their scopes) of which a closure reaches each context: where they begin, and they."""
    is_closure = snapshot.node_type == snapshot.header.node_type_code("closure")
    closures = np.flatnonzero(is_closure & ~is_context).astype(np.uint32)
    shared = follow(snapshot, closures, "shared")
    starts = follow(snapshot, closures, "context")
    scripts = follow(snapshot, shared, "script")
    ids = integers(snapshot, follow(snapshot, shared, "scope_id"))
    there = (starts != NOWHERE) & (scripts != NOWHERE) & ~np.isnan(ids)
    functions = known.rows_of(scripts[there], ids[there].astype(np.int64))
    starts = starts[there]
    order = np.argsort(functions, kind="stable")
    order = order[: int(np.count_nonzero(functions != ABSENT))]

    every_context = np.flatnonzero(is_context).astype(np.uint32)
    previous = np.full(snapshot.node_count, NOWHERE, np.uint32)
    previous[every_context] = follow(snapshot, every_context, "previous")
    room = 4 * order.size
    while True:
        of_function, of_context = np.empty(room, np.uint32), np.empty(room, np.uint32)
        stamps: U32 = np.zeros(snapshot.node_count, np.uint32)
        marked: U8 = is_context.view(np.uint8)
        count = walk_contexts(functions[order], starts[order], marked, previous, stamps, of_function, of_context)
        if count <= room:
            break
        room = count
    of_function, of_context = of_function[:count], of_context[:count]
    place = np.searchsorted(contexts, of_context)
    place[place == contexts.size] = 0
    ours = contexts[place] == of_context if contexts.size else np.zeros(count, np.bool_)
    place, of_function = place[ours], of_function[ours]
    first = np.zeros(contexts.size + 1, np.int64)
    np.cumsum(np.bincount(place, minlength=contexts.size), out=first[1:])
    return first, of_function[np.argsort(place, kind="stable")]
