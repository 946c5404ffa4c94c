"""Allocation stacks: the nested `trace_tree` as rows that know their parent."""

from heapglass.kernels.engine import I64, kernel
from heapglass.kernels.scan_numbers import CLOSE, OPEN

# Places in `state`, which starts as zeros.
LINKED = 0  # rows written
FIELD = 1  # numbers of the row under way that were read
OPENED = 2  # rows whose children are being read
WRONG = 3  # 1: the row is not whole, or a bracket stands where a number should; 2: no room
STATE_SIZE = 4

NO_ROOM = 2


@kernel
def link_trace_nodes(tokens: I64, count: int, width: int, table: I64, stack: I64, state: I64) -> int:
    """Turn numbers and brackets (as `scan_numbers` writes them) into rows, parents before children.

    A trace node is `width` numbers and an array of its children. Its row in `table` (columns one after another) is
    the numbers and the row of its parent, -1 for a root. Stops at the first token that cannot be; returns how many
    tokens it took, and leaves why in state[WRONG].
    """
    stride = table.size // (width + 1)
    row = state[LINKED]
    column = state[FIELD]
    depth = state[OPENED]
    wrong = 0
    taken = count
    for index in range(count):
        token = tokens[index]
        if token == OPEN:
            if column != width:
                wrong = 1
            elif depth == stack.size:
                wrong = 2
            else:
                stack[depth] = row
                depth += 1
                row += 1
                column = 0
        elif token == CLOSE:
            if column != 0:
                wrong = 1
            else:
                depth -= 1
        elif column == width:
            wrong = 1
        else:
            if column == 0:
                if row == stride:
                    wrong = 2
                else:
                    parent = -1
                    if depth > 0:
                        parent = stack[depth - 1]
                    table[width * stride + row] = parent
            if wrong == 0:
                table[column * stride + row] = token
                column += 1
        if wrong != 0:
            taken = index
            break
    state[LINKED] = row
    state[FIELD] = column
    state[OPENED] = depth
    state[WRONG] = wrong
    return taken
