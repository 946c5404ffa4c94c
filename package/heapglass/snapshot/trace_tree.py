"""Allocation stacks of a timeline: the nested `trace_tree` as rows."""

import numpy as np

from heapglass.kernels import link_trace_nodes as tree
from heapglass.kernels.engine import I64
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import MalformedError
from heapglass.snapshot.rows import Rows, locate

DEEPEST_STACK = 1 << 18


def read_trace_tree(document: Document, fields: tuple[str, ...]) -> dict[str, I64]:
    """The number `fields` of the trace nodes, and `parent` (a row; -1 for a root), parents before their children.

    Nothing if the tree is empty. Raises MalformedError where it is no tree of such nodes.
    """
    width = len(fields)
    tokens = [block[0].copy() for block in Rows(document, ("trace_tree",), negative=True, nested=True)]
    total = sum(part.size for part in tokens)
    table = np.empty((width + 1) * (total // width + 1), np.int64)
    stack = np.empty(min(total, DEEPEST_STACK) + 1, np.int64)
    state = np.zeros(tree.STATE_SIZE, np.int64)
    taken = 0
    for part in tokens:
        taken += tree.link_trace_nodes(part, part.size, width, table, stack, state)
        if state[tree.WRONG]:
            break
    rows = int(state[tree.LINKED])
    if state[tree.WRONG] or state[tree.FIELD]:
        section = document.section
        document.window.at -= 1  # at the last bracket, unless it is something before it
        offset = locate(document, section, taken) if state[tree.WRONG] else document.window.offset
        if state[tree.WRONG] == tree.NO_ROOM:
            raise MalformedError("too-deep", section=section, offset=offset, limit=stack.size)
        raise MalformedError(
            "bad-trace-tree", section=section, row=rows, expected=width, offset=offset, found=document.found()
        )
    if not rows:
        return {}
    columns = table.reshape(width + 1, -1)[:, :rows]
    return {field: columns[at].copy() for at, field in enumerate((*fields, "parent"))}
