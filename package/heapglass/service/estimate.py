"""How much memory a browser needs to open a snapshot, told from its header alone."""

from heapglass.snapshot import Outline

RUNTIME = 70_000_000
"""Python, and a window on the file."""
PER_NODE = 60
PER_EDGE = 15
NODE_TEXT = 30
EDGE_TEXT = 20
"""Bytes of text that a row of a large file takes, at most; what is left over are strings."""
USUAL_RATIO = 6
"""How much smaller gzip makes snapshots."""


def memory_needed(outline: Outline) -> int:
    """Bytes of WebAssembly memory at the peak of opening the file.

    Fitted to what was measured on real and made-up heaps from 25 MB to 1 GB, whose peaks it meets within 15 percent
    (`tests/bench/inside_pyodide.py` measures again). What the views need later fits into what opening has freed.
    """
    header = outline.header
    text = outline.size * (USUAL_RATIO if outline.gzip else 1)
    if header.node_count < 0 or header.edge_count < 0:
        return RUNTIME + 3 * text // 2
    strings = text - NODE_TEXT * header.node_count - EDGE_TEXT * header.edge_count
    return RUNTIME + PER_NODE * header.node_count + PER_EDGE * header.edge_count + max(0, strings)
