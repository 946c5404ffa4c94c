"""Whose each node is: the program's own, a library's, the runtime's (Node, Deno, the browser) or the engine's (V8)."""

import numpy as np

from heapglass.analysis.following import Mask, follow
from heapglass.analysis.grouping import group
from heapglass.analysis.locations import Locations
from heapglass.kernels.engine import U8, U32
from heapglass.kernels.follow import NOWHERE
from heapglass.snapshot import Snapshot

OWNERS = ("program", "library", "runtime", "engine")
PROGRAM, LIBRARY, RUNTIME, ENGINE = range(len(OWNERS))

RUNTIME_SCRIPTS = ("node:", "internal/", "ext:", "electron/js2c", "native ")
RUNTIME_CLASSES = ("blink::", "NativeModule", "BuiltinModule", "C++ ")
RUNTIME_NODES = ("Node / ", "InternalNode", "(Global handles)")
LIBRARY_FOLDER = "/node_modules/"
ENGINE_TYPES = ("hidden", "code", "object shape", "synthetic")


def code_owners(
    snapshot: Snapshot,
    locations: Locations,
    script_names: dict[int, str],
    class_of: U32,
    class_names: list[str],
    is_context: Mask,
) -> U8:
    """An index into OWNERS for each node (uint8).

    An object is whose its constructor is, a closure whose its script is, a scope whose the closures in it are. What
    no script tells about is the program's, but for what V8 and the runtime name themselves.
    """
    header = snapshot.header
    owners = np.full(snapshot.node_count, PROGRAM, np.uint8)

    of_class = [RUNTIME if name.startswith(RUNTIME_CLASSES + RUNTIME_NODES) else PROGRAM for name in class_names]
    owners[np.array(of_class, np.uint8)[class_of] == RUNTIME] = RUNTIME
    closures = snapshot.node_type == header.node_type_code("closure")
    owners[closures] = RUNTIME  # written in C++, unless a script is known

    located = locations.row_of_node >= 0
    which, first = group(locations.script.astype(np.uint64))
    scripts = locations.script[first].tolist()
    of_script = np.array([owner_of_script(script_names.get(script)) for script in scripts], np.uint8)
    owners[located] = of_script[which[locations.row_of_node[located]]]

    names = snapshot.strings.starting_with("system / ")
    internal = names[snapshot.node_name] & ~is_context
    for name in ENGINE_TYPES:
        internal |= snapshot.node_type == header.node_type_code(name)
    owners[internal | is_context] = ENGINE
    inside = np.flatnonzero(closures).astype(np.uint32)
    contexts = follow(snapshot, inside, "context")
    inside, contexts = inside[contexts != NOWHERE], contexts[contexts != NOWHERE]
    np.minimum.at(owners, contexts, owners[inside])
    return owners


def owner_of_script(name: str | None) -> int:
    if name is None:
        return PROGRAM
    if name.startswith(RUNTIME_SCRIPTS):
        return RUNTIME
    return LIBRARY if LIBRARY_FOLDER in name.replace("\\", "/") else PROGRAM
