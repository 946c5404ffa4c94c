"""What edges are called."""

import re

from heapglass.kernels.engine import U32
from heapglass.snapshot import Snapshot
from heapglass.snapshot.schema import NUMBERED_EDGES

LEADING_NUMBER = re.compile(r"[\s\ufeff]*([+-]?[0-9]+)")


def edge_names(snapshot: Snapshot, edges: U32) -> list[str | int]:
    """What `edges` are shown as; those of type element and hidden have numbers (DevTools `JSHeapSnapshotEdge.name`).

    A shortcut whose name begins with a number is shown as that number.
    """
    numbered = [snapshot.header.edge_type_code(kind) for kind in NUMBERED_EDGES]
    shortcut = snapshot.header.edge_type_code("shortcut")
    return [
        name if kind in numbered else _shortcut(snapshot.strings[name]) if kind == shortcut else snapshot.strings[name]
        for kind, name in zip(snapshot.edge_type[edges].tolist(), snapshot.edge_name[edges].tolist(), strict=True)
    ]


def edge_text(kind: str, name: str | int) -> str:
    """An edge as JavaScript would write it: `.name`, `[5]`, `->variable`, `{internal}`, `[[weak]]`.

    DevTools `JSHeapSnapshotEdge.toString`.
    """
    if kind == "context":
        return f"->{name}"
    if kind == "element":
        return f"[{name}]"
    if kind == "weak":
        return f"[[{name}]]"
    if kind in ("property", "shortcut"):
        return f'["{name}"]' if " " in str(name) else f".{name}"
    if kind in ("internal", "hidden", "invisible"):
        return f"{{{name}}}"
    return f"?{name}?"


def _shortcut(name: str) -> str:
    number = LEADING_NUMBER.match(name)
    return str(int(number[1])) if number else name
