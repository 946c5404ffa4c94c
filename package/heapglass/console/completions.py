"""What can come next in a line of Python: names, attributes, and the heap's own classes and types inside quotes."""

import re
import rlcompleter
from typing import Any

from heapglass.analysis.code_owners import OWNERS
from heapglass.heap import Heap
from heapglass.node_sets.groups import Groups
from heapglass.node_sets.node_set import NodeSet
from heapglass.nodes import Node

MOST = 100
NAME = re.compile(r"[\w.]*$")
OF_A_CALL = re.compile(r"[)\]]\.(\w*)$")
QUOTED = re.compile(r"\b(class_(?:name)?|type|node_type|owner)\s*==?\s*[\"']([^\"'\n]*)$")
CALL_RESULTS = sorted({name for kind in (NodeSet, Groups, Node) for name in dir(kind) if not name.startswith("_")})


def completions(heap: Heap, names: dict[str, Any], source: str) -> tuple[int, list[str]]:
    """Where in `source` (what stands before the cursor) the completed text begins, and what it may become."""
    quoted = QUOTED.search(source)
    if quoted:
        start = len(source) - len(quoted[2])
        return start, _beginning(_values(heap, quoted[1]), quoted[2])
    of_a_call = OF_A_CALL.search(source)
    if of_a_call:
        # A call may take long, or do something: what it gives is not tried out. Most give sets of nodes.
        return len(source) - len(of_a_call[1]), _beginning(CALL_RESULTS, of_a_call[1])
    name = NAME.search(source)
    word = name[0] if name else ""
    if not word:
        return len(source), []
    completer = rlcompleter.Completer(names)
    found = completer.attr_matches(word) if "." in word else completer.global_matches(word)
    return len(source) - len(word), sorted({each.rstrip("()") for each in found})[:MOST]


def _values(heap: Heap, column: str) -> list[str]:
    if column.startswith("class_"):
        columns = heap.summary_columns  # the largest first
        order = (-columns.retained).argsort(kind="stable")
        return list(dict.fromkeys(heap.classes.names[at] for at in columns.class_index[order].tolist()))
    return list(OWNERS) if column == "owner" else list(heap.snapshot.header.node_types)


def _beginning(texts: list[str], begin: str) -> list[str]:
    return [text for text in texts if text.startswith(begin) and len(text) <= MOST][:MOST]
