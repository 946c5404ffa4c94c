"""Where in the source an object was made."""

from dataclasses import dataclass

import numpy as np

from heapglass.analysis.grouping import group, paired
from heapglass.kernels.engine import I32, U32
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class Locations:
    """`row_of_node` (int32, -1 for none) is a node's row in the file's locations; `place_of_row` (uint32) numbers the
    distinct places. `script`, `line`, `column` (uint32) are by row; lines and columns count from 0.
    """

    row_of_node: I32
    place_of_row: U32
    script: U32
    line: U32
    column: U32

    def key(self, row: int) -> str:
        """A place as DevTools' class keys have it: `scriptId,line,column`."""
        return f"{self.script[row]},{self.line[row]},{self.column[row]}"


def locations(snapshot: Snapshot) -> Locations:
    """The file's locations by node (rule 13: the last row for a node wins)."""
    script, line, column = snapshot.location_script, snapshot.location_line, snapshot.location_column
    row_of_node = np.full(snapshot.node_count, -1, np.int32)
    row_of_node[snapshot.location_node] = np.arange(script.size, dtype=np.int32)
    lines, _ = group(paired(script, line))
    places, _ = group(paired(lines, column))
    return Locations(row_of_node, places, script, line, column)
