"""Which native context (page, frame, realm) each object belongs to, and how much each of them holds."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.following import Mask
from heapglass.kernels.engine import F64, I32
from heapglass.kernels.native_contexts import NO_CONTEXT, SHARED, infer_native_contexts, spread_native_contexts
from heapglass.snapshot import Snapshot

__all__ = ["NO_CONTEXT", "SHARED", "NativeContexts", "native_contexts"]

NAME = "system / NativeContext"


@dataclass(slots=True)
class NativeContexts:
    """`owner` (int32, an entry a node) is the ordinal of the native context a node belongs to, NO_CONTEXT (-1) or
    SHARED (-2). `contexts` (int64) are the ordinals of the contexts, `sizes` (float64) what belongs to each in bytes,
    `shared` and `unowned` what belongs to several, and to none.
    """

    owner: I32
    contexts: np.ndarray[tuple[int], np.dtype[np.int64]]
    sizes: F64
    shared: int
    unowned: int


def native_contexts(snapshot: Snapshot, shallow: F64, renamed: Mask) -> NativeContexts:
    """Attribute all nodes, and sum up their shallow sizes (rule 15, DevTools `calculateNativeContextAttribution` and
    `calculateNativeContextSizes`).
    """
    count = snapshot.node_count
    is_context = _is_native_context(snapshot, renamed)
    contexts = np.flatnonzero(is_context)
    owner = np.full(count, NO_CONTEXT, np.int32)
    if contexts.size:
        _attribute(snapshot, is_context, owner)
    # SHARED and NO_CONTEXT come first.
    sizes: F64 = np.bincount(owner + np.int64(2), weights=shallow, minlength=count + 2).astype(np.float64)
    return NativeContexts(owner, contexts, sizes[contexts + 2], int(sizes[SHARED + 2]), int(sizes[NO_CONTEXT + 2]))


def _attribute(snapshot: Snapshot, is_context: Mask, owner: I32) -> None:
    header, strings = snapshot.header, snapshot.strings
    known = infer_native_contexts(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_name,
        snapshot.edge_to,
        header.edge_type_code("internal"),
        strings.find("map"),
        strings.find("native_context"),
        is_context.view(np.uint8),
        np.empty(owner.size, np.uint32),
        np.empty(owner.size, np.uint32),
        owner,
    )
    spread_native_contexts(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_to,
        header.edge_type_code("shortcut"),
        header.edge_type_code("weak"),
        (owner != NO_CONTEXT).view(np.uint8),
        owner,
        np.empty(2 * (owner.size - known) + 1, np.uint32),
    )


def _is_native_context(snapshot: Snapshot, renamed: Mask) -> Mask:
    """By their names, which may have `Detached ` before them: in the file, or since."""
    strings = snapshot.strings
    named = np.zeros(len(strings), np.uint8)
    for prefix, mark in (("Detached ", 1), ("", 3)):
        named[strings.starting_with(f"{prefix}{NAME} / ")] = mark
        exact = strings.find(prefix + NAME)
        if exact >= 0:
            named[exact] = mark
    marks = named[snapshot.node_name]
    is_context: Mask = np.where(renamed, marks == 3, marks != 0)
    return is_context
