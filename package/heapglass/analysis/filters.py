"""Which nodes a view is about: the filters of DevTools' Summary, each as one byte a node."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.detachedness import DETACHED
from heapglass.analysis.distances import UNREACHED
from heapglass.analysis.following import Mask
from heapglass.analysis.native_contexts import NativeContexts
from heapglass.kernels.engine import I32, U8, U32
from heapglass.kernels.numerals import parse_integers
from heapglass.kernels.reach import AS_SHORTCUT, EXACTLY, mark_event_handlers, mark_named_edges, reach
from heapglass.snapshot import Snapshot
from heapglass.snapshot.model import Wide

CONTEXT = "system / Context"
EVENT_LISTENER = "V8EventListener"
CONSOLE = " / DevTools console"

FILTERS = (
    "all",
    "id_range",
    "duplicated_strings",
    "detached",
    "contexts",
    "console",
    "event_handlers",
    "native_context",
    "shared_native_context",
    "no_native_context",
)


@dataclass(frozen=True, slots=True)
class NodeFilter:
    """One of FILTERS. `id_range` is for ids above `min_id` and up to `max_id`: what was allocated between two
    snapshots; `native_context` for what belongs to the native context at ordinal `context`.
    """

    kind: str = "all"
    min_id: int = 0
    max_id: int = 0
    context: int = 0


def within_ids(ids: Wide, above: int, up_to: int) -> U8:
    """Nodes with ids above `above` and not above `up_to`."""
    return ((ids > above) & (ids <= up_to)).view(np.uint8)


def retained_by_detached(snapshot: Snapshot, detachedness: U8, distances: I32) -> U8:
    """What only detached DOM nodes keep, themselves included."""
    return _unreached(snapshot, detachedness == DETACHED, distances)


def is_context(snapshot: Snapshot, renamed: Mask) -> Mask:
    """The nodes that hold the variables of a function or block (DevTools `isContextObject`)."""
    named = snapshot.strings.starting_with(f"{CONTEXT} / ")
    exact = snapshot.strings.find(CONTEXT)
    if exact >= 0:
        named[exact] = True
    found: Mask = named[snapshot.node_name] & ~renamed
    return found


def retained_by_contexts(snapshot: Snapshot, contexts: Mask, distances: I32) -> U8:
    """What only contexts keep (variables that closures hold), themselves included."""
    return _unreached(snapshot, contexts, distances)


def owned_by(contexts: NativeContexts, context: int) -> U8:
    """What belongs to the native context at an ordinal, or SHARED or NO_CONTEXT."""
    mine: Mask = contexts.owner == context
    return mine.view(np.uint8)


def retained_by_console(snapshot: Snapshot, distances: I32) -> U8:
    """What only the DevTools console keeps: what was logged, or is in `$_`."""
    header, strings = snapshot.header, snapshot.strings
    named = strings.ending_with(CONSOLE).astype(np.uint8) * np.uint8(EXACTLY)
    # A shortcut that begins with digits is shown as that number, and so has no such name.
    likely = np.flatnonzero(named).astype(np.uint32)
    numbers = np.empty(likely.size)
    parse_integers(strings.bytes, strings.offsets, likely, numbers)
    named[likely[np.isnan(numbers)]] |= AS_SHORTCUT
    synthetic = np.flatnonzero(snapshot.node_type == header.node_type_code("synthetic")).astype(np.uint32)
    barred = np.zeros(snapshot.edge_count if likely.size else 0, np.uint8)
    if likely.size:
        mark_named_edges(
            snapshot.first_edge,
            snapshot.edge_type,
            snapshot.edge_name,
            header.edge_type_code("element"),
            header.edge_type_code("hidden"),
            header.edge_type_code("shortcut"),
            named,
            synthetic,
            barred,
        )
    return _unreached(snapshot, np.zeros(snapshot.node_count, np.bool_), distances, barred)


def retained_by_event_handlers(snapshot: Snapshot, renamed: Mask, distances: I32) -> U8:
    """What only event handlers keep, themselves included."""
    header, strings = snapshot.header, snapshot.strings
    is_listener = (snapshot.node_name == strings.find(EVENT_LISTENER)) & ~renamed
    listeners = np.flatnonzero(is_listener).astype(np.uint32)
    handlers = np.zeros(snapshot.node_count, np.uint8)
    if listeners.size:
        numbers = np.empty(len(strings))
        parse_integers(strings.bytes, strings.offsets, np.arange(len(strings), dtype=np.uint32), numbers)
        one = np.where(numbers == 1, np.uint8(AS_SHORTCUT), np.uint8(0))
        exact = strings.find("1")
        if exact >= 0:
            one[exact] |= EXACTLY
        mark_event_handlers(
            snapshot.first_edge,
            snapshot.edge_type,
            snapshot.edge_name,
            snapshot.edge_to,
            header.edge_type_code("element"),
            header.edge_type_code("hidden"),
            header.edge_type_code("shortcut"),
            one,
            strings.find("code"),
            listeners,
            np.zeros(snapshot.node_count, np.uint8),
            np.zeros(snapshot.node_count, np.uint8),
            handlers,
        )
    return _unreached(snapshot, handlers.view(np.bool_), distances)


def _unreached(snapshot: Snapshot, avoided: Mask, distances: I32, barred: U8 | None = None) -> U8:
    """What a search from the root does not reach when it enters none of the `avoided` nodes and follows none of the
    `barred` edges (rule 14, DevTools `createNamedFilter`). What has no distance, as nothing reaches it, is left out.
    """
    root = snapshot.header.root
    reached = np.where(avoided, np.uint8(2), np.uint8(0))
    reached[root] = 1
    stack: U32 = np.empty(snapshot.node_count, np.uint32)
    stack[0] = root
    reach(
        snapshot.first_edge,
        snapshot.edge_type,
        snapshot.edge_to,
        snapshot.header.edge_type_code("weak"),
        np.empty(0, np.uint8) if barred is None else barred,
        reached,
        stack,
        1,
    )
    unreached: Mask = (reached != 1) & (distances != UNREACHED)
    return unreached.view(np.uint8)
