"""Functions and their scopes: what V8 knows of them, and what Chromium's `scopes` sections tell of their variables."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import Mask, follow
from heapglass.analysis.grouping import group
from heapglass.kernels.engine import I32, I64, U32
from heapglass.kernels.follow import NOWHERE
from heapglass.kernels.scopes import link_scopes
from heapglass.snapshot import Snapshot

ABSENT = 0xFFFFFFFF


SCOPE_INFO = "system / ScopeInfo"
SCRIPT = "system / Script"
SHARED_FUNCTION_INFO = "system / SharedFunctionInfo"


@dataclass(slots=True)
class Functions:
    """What V8 knows of functions: the scope info of `functions[i]` is `infos[i]`, and its script `scripts[i]` (uint32
    ordinals). `infos` go up; of two functions with one scope info, the later comes last.
    """

    infos: U32
    functions: U32
    scripts: U32

    def of_info(self, info: int) -> tuple[int, int] | None:
        """The function with a scope info, and its script."""
        at = int(np.searchsorted(self.infos, info, side="right")) - 1
        if at < 0 or int(self.infos[at]) != info:
            return None
        return int(self.functions[at]), int(self.scripts[at])


def functions(snapshot: Snapshot, is_context: Mask) -> Functions:
    """The functions that know their scope info and script (DevTools `processSharedFunctionInfo`)."""
    strings = snapshot.strings
    named = strings.starting_with(SHARED_FUNCTION_INFO)[snapshot.node_name]
    closure = snapshot.header.node_type_code("closure")
    found = np.flatnonzero(named & ~is_context & (snapshot.node_type != closure)).astype(np.uint32)
    infos = follow(snapshot, found, "name_or_scope_info")
    scripts = follow(snapshot, found, "script")
    told = (infos != NOWHERE) & (scripts != NOWHERE)
    found, infos, scripts = found[told], infos[told], scripts[told]
    is_script = strings.starting_with(SCRIPT)
    told = (snapshot.node_name[infos] == strings.find(SCOPE_INFO)) & is_script[snapshot.node_name[scripts]]
    found, infos, scripts = found[told], infos[told], scripts[told]
    order = np.argsort(infos, kind="stable")
    return Functions(infos[order], found[order], scripts[order])


@dataclass(slots=True)
class Scopes:
    """Rows as in the file, depth first. `scripts` (uint32) is the ordinal of the script, `ids` (int64) the number in
    it, `parents` (int32) the row of the scope around it, or -1. Should a file give one number twice, the last row
    counts, `row_of_scope`.

    The variables of row s are `variable_name[variable_first[s]:variable_first[s + 1]]` (string indices); variable v is
    used in the scopes `use_scope[use_first[v]:use_first[v + 1]]` (rows).
    """

    scripts: U32
    ids: I64
    parents: I32
    row_of_scope: U32
    variable_first: I64
    variable_name: U32
    use_first: I64
    use_scope: U32

    def rows_of(self, scripts: U32, ids: I64) -> U32:
        """The rows of the scopes with these scripts and numbers; ABSENT where there is none."""
        return _last_rows(self.scripts, self.ids, scripts, ids)


def scopes(snapshot: Snapshot) -> Scopes | None:
    """The scopes of a snapshot, or None where it has none, or none that hold together (`parseEmbeddedScopes`)."""
    tables = [snapshot.extras.get(name) for name in ("scopes", "scope_context_vars", "scope_uses")]
    rows, variables, uses = ({} if table is None else table for table in tables)
    needed = ("script_node_index", "scope_id", "depth", "scope_context_vars_count", "scope_uses_count")
    if not all(name in rows for name in needed):
        return None
    width = len(snapshot.header.node_fields)
    script, remainder = np.divmod(rows["script_node_index"], width)
    nothing = np.empty(0, np.int64)
    names = variables.get("name", nothing)
    declaring, slot = uses.get("declaring_scope_id", nothing), uses.get("slot_index", nothing)
    variable_first = _offsets(rows["scope_context_vars_count"])
    use_offsets = _offsets(rows["scope_uses_count"])
    if (
        bool(remainder.any())
        or not _within(script, snapshot.node_count)
        or not _within(names, len(snapshot.strings))
        or variable_first is None
        or use_offsets is None
        or int(variable_first[-1]) > names.size
        or int(use_offsets[-1]) > declaring.size
    ):
        return None
    parents = np.empty(script.size, np.int32)
    link_scopes(script, np.ascontiguousarray(rows["depth"]), parents, np.empty(script.size, np.int32))
    scripts, ids = script.astype(np.uint32), rows["scope_id"].astype(np.int64)
    row_of_scope = _last_rows(scripts, ids, scripts, ids)

    # Which variable each use is of: known by the scope that declares it, and its place there.
    using = np.repeat(np.arange(script.size), np.diff(use_offsets).astype(np.intp))
    declaring, slot = declaring[: using.size], slot[: using.size]
    declared_in = _last_rows(scripts, ids, scripts[using], declaring)
    known = declared_in != ABSENT
    declared_in, slot = declared_in[known], slot[known]
    possible = (slot >= 0) & (slot < np.diff(variable_first)[declared_in])
    variable = variable_first[declared_in[possible]] + slot[possible]
    user = row_of_scope[using[known][possible]]
    use_first = np.zeros(int(variable_first[-1]) + 1, np.int64)
    np.cumsum(np.bincount(variable, minlength=use_first.size - 1), out=use_first[1:])
    by_variable = np.argsort(variable, kind="stable")
    return Scopes(
        scripts,
        ids,
        parents,
        row_of_scope,
        variable_first,
        names.astype(np.uint32),
        use_first,
        user[by_variable].astype(np.uint32),
    )


def _offsets(counts: I64) -> I64 | None:
    """Where each row's share begins; None for counts that cannot be."""
    if counts.size and not _within(counts, 1 << 40):
        return None
    offsets = np.zeros(counts.size + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def _within(values: I64, limit: int) -> bool:
    return values.size == 0 or (int(values.min()) >= 0 and int(values.max()) < limit)


def _last_rows(scripts: U32, ids: I64, wanted_scripts: U32, wanted_ids: I64) -> U32:
    """For each wanted pair the last row that has it, or ABSENT."""
    all_scripts = np.concatenate([scripts, wanted_scripts]).astype(np.uint64)
    id_of, _ = group(np.concatenate([ids, wanted_ids]).astype(np.int64).view(np.uint64))
    pair_of, firsts = group((all_scripts << np.uint64(32)) | id_of)
    last = np.full(firsts.size, ABSENT, np.uint32)
    last[pair_of[: ids.size]] = np.arange(ids.size, dtype=np.uint32)
    rows: U32 = last[pair_of[ids.size :]]
    return rows
