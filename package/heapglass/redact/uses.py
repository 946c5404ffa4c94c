"""What every string of a snapshot is used for, and where in the text its sections are: a first look at the file."""

from dataclasses import dataclass, field

import numpy as np

from heapglass.kernels.engine import I64, U8
from heapglass.kernels.string_uses import mark_uses
from heapglass.redact.watched import Watched
from heapglass.snapshot.checks import check_counts
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import MalformedError
from heapglass.snapshot.read import KNOWN_KEYS
from heapglass.snapshot.rows import Rows, out_of_range
from heapglass.snapshot.schema import EDGE_FIELDS, NUMBERED_EDGES, Header
from heapglass.snapshot.strings import Strings, read_strings
from heapglass.snapshot.tables import TABLES, fields_of

# A string may have several uses: bits.
VALUE = 1
"""What a string of the program holds, or a number, or the pattern of a regular expression."""
PROPERTY = 2
VARIABLE = 4
CLASS = 8
NATIVE = 16
"""Nodes of the embedder: DOM elements above all."""
FUNCTION = 32
CODE = 64
"""Compiled code and scripts: functions' names and paths."""
ENGINE = 128
"""The engine's own: internal edges, synthetic nodes …"""

USES_OF_NODES = {
    "object": CLASS,
    "native": NATIVE,
    "closure": FUNCTION,
    "code": CODE,
    "symbol": PROPERTY,
    "hidden": ENGINE,
    "array": ENGINE,
    "synthetic": ENGINE,
    "object shape": ENGINE,
}
"""What the name of a node is, by its type. Of all other types (strings, numbers, and what is not known) it is a
value."""
USES_OF_EDGES = {"property": PROPERTY, "context": VARIABLE}
"""Edges of all other types, but the numbered ones, are the engine's."""
USES_IN_TABLES = {
    "trace_function_infos": {"name": FUNCTION, "script_name": CODE},
    "scope_context_vars": {"name": VARIABLE},
}
MOST_STRINGS = 1 << 28


@dataclass(slots=True)
class Uses:
    """`of_string` (uint8) has the uses of each string, as bits. `begins` and `ends` are offsets in the text of what
    stands under each key; `rows` counts the rows of `nodes` and `edges`; `unknown` are keys that no reader knows;
    `watched` is the part of the graph that matters."""

    header: Header
    strings: Strings
    of_string: U8
    watched: Watched
    begins: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def uses_of_node_types(header: Header) -> U8:
    """The use of a node's name, by the number of its type."""
    return np.array([USES_OF_NODES.get(name, VALUE) for name in header.node_types], np.uint8)


def find_uses(document: Document, header: Header) -> Uses:
    """Read the whole text once. Raises MalformedError for what is no snapshot, or no whole one, as the reader does;
    and TruncatedError."""
    return _Look(document, header).look()


class _Look:
    def __init__(self, document: Document, header: Header) -> None:
        self.document = document
        self.header = header
        self.marks: U8 = np.zeros(1 << 16, np.uint8)
        self.watched = Watched(header)
        self.edges_claimed = 0
        # the largest number of its kind in each section, with its row, to be checked when all is read
        self.largest: dict[tuple[str, str], tuple[int, int]] = {}
        self.named: dict[tuple[str, str], I64] = {}

    def look(self) -> Uses:
        document, window = self.document, self.document.window
        found = Uses(self.header, Strings.of([]), self.marks, self.watched)
        for key in document:
            if key in found.begins and key in KNOWN_KEYS:
                raise MalformedError("duplicate-section", section=key, offset=window.offset)
            found.begins[key] = window.offset
            if key == "nodes":
                found.rows[key] = self._nodes()
            elif key == "edges":
                found.rows[key] = self._edges("nodes" in found.rows)
            elif key == "strings":
                found.strings = read_strings(document, 1 << 20)
            elif key == "locations":
                found.rows[key] = self._locations()
            elif key in TABLES:
                self._table(key)
            elif key == "trace_tree":
                self._trace_tree()
            else:
                if key != "snapshot":
                    found.unknown.append(key)
                document.skip()
            found.ends[key] = window.offset
        for section in ("nodes", "edges", "strings"):
            if section not in found.begins:
                raise MalformedError("missing-section", section=section, offset=window.offset)
        self._check(found)
        if found.begins["edges"] < found.begins["nodes"]:
            self._edges_again()
        found.of_string = self.marks[: len(found.strings)]
        return found

    def _nodes(self) -> int:
        fields = self.header.node_fields
        rows = Rows(self.document, fields)
        kind, name, count = (fields.index(field) for field in ("type", "name", "edge_count"))
        uses = uses_of_node_types(self.header)
        for block in rows:
            self._mark(rows, block, kind, name, uses)
            self.edges_claimed += int(block[count].sum())
            self.watched.add_nodes(block[kind], block[name], block[count])
        self.watched.nodes_done()
        return rows.done

    def _edges(self, nodes_known: bool) -> int:
        fields = self.header.edge_fields
        kind, name, to = (fields.index(field) for field in EDGE_FIELDS)
        uses = np.array(
            [0 if type_ in NUMBERED_EDGES else USES_OF_EDGES.get(type_, ENGINE) for type_ in self.header.edge_types],
            np.uint8,
        )
        rows = Rows(self.document, fields)
        for block in rows:
            self._mark(rows, block, kind, name, uses)
            self._remember("edges", "to_node", block[to], rows.done)
            if nodes_known:
                self.watched.add_edges(rows.done - block.shape[1], block[kind], block[name], block[to])
        return rows.done

    def _edges_again(self) -> None:
        """Where the edges came before the nodes, whose they are is known only now."""
        self.document.window.rewind()
        document = Document(self.document.window)
        for key in document:
            if key != "edges":
                document.skip()
                continue
            fields = self.header.edge_fields
            kind, name, to = (fields.index(field) for field in EDGE_FIELDS)
            rows = Rows(document, fields)
            for block in rows:
                self.watched.add_edges(rows.done - block.shape[1], block[kind], block[name], block[to])
            return

    def _locations(self) -> int:
        fields = self.header.location_fields
        rows = Rows(self.document, fields, negative=True)
        for block in rows:
            self._remember("locations", "object_index", block[fields.index("object_index")], rows.done)
        return rows.done

    def _table(self, key: str) -> None:
        fields = fields_of(self.header, key)
        rows = Rows(self.document, fields, negative=True)
        named = {fields.index(name): use for name, use in USES_IN_TABLES.get(key, {}).items() if name in fields}
        for block in rows:
            for at, use in named.items():
                self._mark(rows, block, None, at, np.array([use], np.uint8))

    def _trace_tree(self) -> None:
        """Numbers in brackets; anything else is passed over, as the reader does, and not kept."""
        fields = fields_of(self.header, "trace_tree")
        if fields[-1] == "children" and len(fields) > 1:
            for _ in Rows(self.document, ("trace_tree",), negative=True, nested=True):
                pass
        else:
            self.document.skip()

    def _mark(self, rows: Rows, block: I64, kind: int | None, name: int, uses: U8) -> None:
        names = block[name]
        kinds: I64 = np.zeros(names.size, np.int64) if kind is None else block[kind]
        section = self.document.section
        largest = self.named.setdefault((section, rows.fields[name]), np.array([-1, 0], np.int64))
        begin = rows.done - names.size
        while (bad := mark_uses(kinds, names, uses, self.marks, begin, largest)) >= 0:
            if kinds[bad] >= uses.size:
                raise rows.bad_value(begin + bad, kind or 0, int(kinds[bad]), uses.size - 1)
            most = self._most_strings()
            if not 0 <= names[bad] < most:
                raise rows.bad_value(begin + bad, name, int(names[bad]), most - 1)
            self.marks.resize(min(max(int(names[bad]) + 1, self.marks.size * 2), most), refcheck=False)

    def _most_strings(self) -> int:
        """More strings than there can be: none takes less than three bytes of the text."""
        source = self.document.window.source
        return min(MOST_STRINGS, source.raw_size * (1100 if source.gzip else 1) // 3 + 1)

    def _remember(self, section: str, field_name: str, values: I64, done: int) -> None:
        row = int(values.argmax())
        largest = int(values[row])
        if largest > self.largest.get((section, field_name), (-1, 0))[0]:
            self.largest[section, field_name] = (largest, done - values.size + row)

    def _check(self, found: Uses) -> None:
        header = self.header
        strings = len(found.strings)
        check_counts(
            self.document.begins, header, found.rows["nodes"], found.rows["edges"], self.edges_claimed, strings
        )
        width = len(header.node_fields)
        nodes = found.rows["nodes"] * width
        limits = [(*place, *largest, nodes, width) for place, largest in self.largest.items()]
        limits += [(*place, *largest.tolist(), strings, 1) for place, largest in self.named.items()]
        for section, name, largest, row, limit, step in limits:
            if largest >= limit:
                fields = self._fields(section)
                raise out_of_range(self.document, section, fields, row, fields.index(name), largest, limit - step)

    def _fields(self, section: str) -> tuple[str, ...]:
        header = self.header
        if section in TABLES:
            return fields_of(header, section)
        return {"nodes": header.node_fields, "edges": header.edge_fields}.get(section, header.location_fields)
