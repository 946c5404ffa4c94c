"""Scopes of the source, the contexts made for them, and who can still use the variables in those."""

import numpy as np

from heapglass.kernels.engine import I32, I64, U8, U32, kernel
from heapglass.kernels.follow import NOWHERE

UNRESOLVED = 0xFFFFFFFE


@kernel
def link_scopes(scripts: I64, depths: I64, parents: I32, stack: I32) -> int:
    """The row of the scope around each scope, -1 for none: rows come depth first, script by script.

    `stack` has an entry a scope. A depth that cannot be makes a scope without parent. DevTools `parseEmbeddedScopes`.
    """
    height = 0
    for row in range(scripts.size):
        if row == 0 or scripts[row] != scripts[row - 1]:
            height = 0
        parents[row] = -1
        depth = depths[row]
        if depth >= 0 and depth <= height and depth < stack.size:
            if depth > 0:
                parents[row] = stack[depth - 1]
            stack[depth] = row
            height = depth + 1
    return 0


@kernel
def resolve_scripts(direct: U32, outer: U32, nodes: U32, memo: U32, scripts: U32) -> int:
    """The script of each of `nodes`: its own in `direct`, else that of the nearest node around it, else NOWHERE.

    `direct` and `outer` have an entry a node. `memo`, an entry a node too, comes filled with UNRESOLVED.
    DevTools `resolveScopeInfoScriptNodeIndex`.
    """
    for i in range(nodes.size):
        at = np.int64(nodes[i])
        while at != NOWHERE and direct[at] == NOWHERE and memo[at] == UNRESOLVED:
            memo[at] = NOWHERE  # what a circle finds when it comes round
            at = np.int64(outer[at])
        found = NOWHERE
        if at != NOWHERE:
            found = np.int64(direct[at]) if direct[at] != NOWHERE else np.int64(memo[at])
        scripts[i] = found
        if found != NOWHERE:
            at = np.int64(nodes[i])
            while direct[at] == NOWHERE and memo[at] == NOWHERE:
                memo[at] = found
                at = np.int64(outer[at])
    return 0


@kernel
def walk_contexts(
    functions: U32, starts: U32, is_context: U8, previous: U32, stamps: U32, pair_function: U32, pair_context: U32
) -> int:
    """All contexts that closures can reach: pairs of a function (a scope's row) and a context, each pair once.

    Closure i is of `functions[i]`, which must be sorted, and starts at the context `starts[i]`; `previous` leads on.
    `stamps` has an entry a node, zeroed. Returns how many pairs there are, and writes only as many as fit. DevTools
    `buildLiveFunctions`.
    """
    count = 0
    stamp = 0
    for i in range(functions.size):
        if i == 0 or functions[i] != functions[i - 1]:
            stamp += 1
        at = np.int64(starts[i])
        while at != NOWHERE and is_context[at] != 0 and stamps[at] != stamp:
            stamps[at] = stamp
            if count < pair_function.size:
                pair_function[count] = functions[i]
                pair_context[count] = at
            count += 1
            at = np.int64(previous[at])
    return count


@kernel
def judge_variables(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    context_edge: int,
    contexts: U32,
    scopes: U32,
    variable_first: I64,
    variable_name: U32,
    use_first: I64,
    use_scope: U32,
    parents: I32,
    row_of_scope: U32,
    live_first: I64,
    live: U32,
    known: I64,
    edges: U32,
    used: U8,
) -> int:
    """Whether any closure that is left can use what context i holds in each of its variables.

    Context i was made for the scope of row `scopes[i]`, whose variables are `variable_name[variable_first[s]: …]`.
    Variable v is used in the scopes `use_scope[use_first[v]: …]`. Context i is within reach of the functions
    `live[live_first[i]: …]`. A use counts if its scope, or one around that, is such a function's: running the function
    can make whatever is inside it. `known` is scratch, an entry a scope, zeroed; several rows of one scope share
    the row `row_of_scope`. Writes the edges that hold known variables and whether they are used; returns how many.
    DevTools `isVariableUsedInContext`.
    """
    count = 0
    for i in range(contexts.size):
        context = np.int64(contexts[i])
        scope = np.int64(scopes[i])
        no = 2 * i + 2
        for at in range(live_first[i], live_first[i + 1]):
            known[live[at]] = no + 1
        for edge in range(first_edge[context], first_edge[context + 1]):
            if edge_type[edge] != context_edge:
                continue
            variable = variable_first[scope]
            end = variable_first[scope + 1]
            while variable < end and variable_name[variable] != edge_name[edge]:
                variable += 1
            if variable == end:
                continue
            answer = no
            for use in range(use_first[variable], use_first[variable + 1]):
                # Up to a scope of which the answer is known, and up once more to note it.
                row = np.int64(use_scope[use])
                while row >= 0 and known[row_of_scope[row]] < no:
                    row = np.int64(parents[row])
                answer = no
                if row >= 0:
                    answer = known[row_of_scope[row]]
                row = np.int64(use_scope[use])
                while row >= 0 and known[row_of_scope[row]] < no:
                    known[row_of_scope[row]] = answer
                    row = np.int64(parents[row])
                if answer > no:
                    break
            edges[count] = edge
            used[count] = 1 if answer > no else 0
            count += 1
    return count
