"""Reads a heap snapshot: the header first, then everything in one scan of the file."""

import json
import re
from dataclasses import dataclass, replace

import numpy as np

from heapglass.kernels.engine import U32
from heapglass.snapshot.checks import check_counts, check_references, check_root
from heapglass.snapshot.cut_short import readable, share_read, with_root
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import MalformedError, NotASnapshotError, TruncatedError
from heapglass.snapshot.model import Snapshot, Table
from heapglass.snapshot.recognise import LOOK, SNAPSHOT_KEYS, recognise_keys, recognise_start, shown
from heapglass.snapshot.schema import EDGE_FIELDS, Header, read_header
from heapglass.snapshot.sections import Columns, read_edges, read_locations, read_nodes
from heapglass.snapshot.source import Origin, Source
from heapglass.snapshot.strings import Strings, read_strings
from heapglass.snapshot.tables import TABLES, check_tables, fields_of, read_table
from heapglass.snapshot.trace_tree import read_trace_tree
from heapglass.snapshot.window import CHUNK_SIZE, Progress, Window

LARGEST_HEADER = 16 << 20  # bytes
DEEPEST_HEADER = 64
SMALLEST_NUMBER = 2  # bytes: a digit and what separates it from the next
USUAL_NUMBER = 5
USUAL_RATIO = 12  # gzip rarely makes snapshots smaller than by this
STRINGS_ROOM = 1 << 20
OUTLINE_CHUNK = 1 << 18
PLACED = ("node_count", "edge_count", "root_index", *(key for key, _ in TABLES.values()), "trace_node_fields")
"""What of the header may turn out to be wrong when the rest is read."""

KNOWN_KEYS = {"snapshot", "locations", "trace_tree", *SNAPSHOT_KEYS, *TABLES}


def read_snapshot(
    source: Origin | Source,
    progress: Progress | None = None,
    *,
    partial: bool = False,
    chunk_size: int = CHUNK_SIZE,
) -> Snapshot:
    """Read a `.heapsnapshot` or `.heaptimeline`, plain or gzip, from a path or a binary file object.

    `progress("read", done, total)` is called for every chunk, in bytes of the file as it is (compressed, if it is).
    With `partial`, of a file that was cut short what is there is read, as long as that is at least a node; `cut` of
    the snapshot tells what is missing. A source that was opened already must be `forgiving` for that.
    Raises NotASnapshotError, TruncatedError or MalformedError, which say what is wrong and where; OSError where the
    file cannot be read; MemoryError.
    """
    with source if isinstance(source, Source) else Source(source, forgiving=partial) as opened:
        window = Window(opened, chunk_size, progress)
        header = find_header(window)
        window.rewind()
        return Reading(Document(window, forgiving=partial), header).read()


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file says of itself, and its size in bytes as it is (compressed, if `gzip`)."""

    header: Header
    size: int
    gzip: bool


def read_outline(source: Origin) -> Outline:
    """Read the header only, which in files as V8 writes them stands first. Raises what `read_snapshot` does."""
    with Source(source) as opened:
        return Outline(find_header(Window(opened, OUTLINE_CHUNK)), opened.raw_size, opened.gzip)


def find_header(window: Window) -> Header:
    """Parse the `snapshot` object, wherever in the file it is; or raise what tells what the file is instead."""
    source = window.source
    tail = source.tail(8)
    window.refill()
    start = window.peek(LOOK)
    if source.cut and not start:
        raise TruncatedError("gzip-truncated", offset=0)
    other = recognise_start(start, tail, source.raw_size, source.name)
    if other:
        raise other
    document = Document(window)
    keys: set[str] = set()
    try:
        for key in document:
            keys.add(key)
            if key == "snapshot":
                begin = window.offset
                return _header(document.take(LARGEST_HEADER, DEEPEST_HEADER), begin)
            document.skip()
    except MalformedError as error:
        if "snapshot" in keys or keys & SNAPSHOT_KEYS:
            raise
        raise NotASnapshotError("not-json", start=shown(start)) from error
    if keys >= SNAPSHOT_KEYS:
        raise MalformedError("missing-section", section="snapshot", offset=window.offset)
    raise recognise_keys(keys, start)


def _header(text: bytes, begin: int) -> Header:
    """The header that `text`, which begins at byte `begin`, spells out. Whatever is wrong with it is told with its
    place."""
    try:
        header = read_header(_parse(text))
    except MalformedError as error:
        names = [error.params.get("field"), error.params.get("section")]
        paths = [str(name).partition("[")[0].split(".")[-1] for name in names]
        places = [place for path in paths if (place := _place_of(path, text)) >= 0]
        raise error.at(begin + (places[0] if places else 0)) from error.__cause__
    found = {name: _place_of(name, text) for name in PLACED}
    return replace(header, places={name: begin + place for name, place in found.items() if place >= 0})


def _place_of(name: str, text: bytes) -> int:
    """Where a key stands last, which is the one that counts; -1 if it does not."""
    found = list(re.finditer(rb'"%s"\s*:' % re.escape(name.encode("utf-8", "replace")), text))
    return found[-1].start() if found else -1


def _parse(text: bytes) -> object:
    """The header as Python objects. The scanner has passed the text: only a huge number can still fail."""
    try:
        return json.loads(text.decode("utf-8", "replace"), strict=False)
    except ValueError as error:
        raise MalformedError("header-unreadable", section="snapshot", found=str(error).partition(";")[0]) from error


class Reading:
    """One scan of a file whose header is known."""

    def __init__(self, document: Document, header: Header) -> None:
        self.document = document
        self.header = header
        self.source = document.window.source
        self.nodes: Columns = {}
        self.edges: Columns = {}
        self.locations: Columns = {}
        self.strings: Strings | None = None
        self.extras: dict[str, Table] = {}
        self.whole: set[str] = set()
        """Keys whose values were read to the end."""

    def read(self) -> Snapshot:
        """Read every section and check them against each other."""
        try:
            self._read_sections()
        except TruncatedError as error:
            told = self._told(error)
            if not self.document.forgiving or not self.nodes:
                raise told from None
            self.document.cut = told
        if self.document.cut is not None:
            return self._part(self.document.cut)
        if self.source.cut:
            return self._part(TruncatedError("gzip-truncated", section="gzip", offset=self.source.text_done))
        for section in ("nodes", "edges", "strings"):
            if section not in self.whole:
                raise MalformedError("missing-section", section=section, offset=self.document.window.offset)
        return self._snapshot()

    def _read_sections(self) -> None:
        for key in self.document:
            if key in self.whole and key in KNOWN_KEYS:
                offset = self.document.window.offset
                raise MalformedError("duplicate-section", section=key, offset=offset)
            self._read_section(key)
            if self.document.cut is not None:
                raise self.document.cut
            self.whole.add(key)

    def _told(self, error: TruncatedError) -> TruncatedError:
        """The same error, with what share of the nodes can be read where the file says how many there are."""
        read = self.document.rows_read
        nodes, count = read.get("nodes", 0), self.header.node_count
        edges, edge_count = read.get("edges", 0), self.header.edge_count
        counted = 0 < nodes <= count and edges <= edge_count
        code = "truncated-partly" if error.code == "truncated" and counted else error.code
        found = {"nodes": nodes, "node_count": count, "edges": edges, "edge_count": edge_count}
        return TruncatedError(code, **error.params | found, percent=share_read(nodes, count))

    def _read_section(self, key: str) -> None:
        document, header = self.document, self.header
        table: Table = {}
        if key == "nodes":
            self.nodes = read_nodes(document, header, self._room(header.node_count, len(header.node_fields)))
        elif key == "edges":
            self.edges = read_edges(document, header, self._room(header.edge_count, len(header.edge_fields)))
        elif key == "strings":
            self.strings = read_strings(document, self._strings_room())
        elif key == "locations":
            self.locations = read_locations(document, header)
        elif key in TABLES:
            table = read_table(document, fields_of(header, key))
        elif key == "trace_tree":
            fields = fields_of(header, key)
            if fields[-1] == "children" and len(fields) > 1:
                table = read_trace_tree(document, fields[:-1])
            else:
                document.skip()
        else:
            document.skip()
        if table:
            self.extras[key] = table

    def _room(self, count: int, width: int) -> int:
        """How many rows to make room for: what the header says, unless no file of this size holds as many."""
        size = self.source.raw_size * (USUAL_RATIO if self.source.gzip else 1)
        if 0 <= count <= size // (SMALLEST_NUMBER * width) + 1:
            return count
        return size // (USUAL_NUMBER * width) // 2

    def _strings_room(self) -> int:
        """How many bytes to make room for: what remains of the file, if most of it must be the strings."""
        if not (self.nodes and self.edges) or self.source.gzip:
            return STRINGS_ROOM
        window = self.document.window
        return self.source.raw_size - self.source.raw_done + window.end - window.at

    def _snapshot(self) -> Snapshot:
        nodes, edges, locations = self.nodes, self.edges, self.locations
        strings = self.strings
        assert strings is not None
        check_counts(
            self.document.begins,
            self.header,
            nodes["id"].size,
            edges["to_node"].size,
            int(nodes["edge_count"].sum(dtype=np.int64)),
            len(strings),
        )
        check_references(self.document, self.header, nodes, edges, locations, nodes["id"].size, len(strings))
        edge_counts = nodes["edge_count"]
        first_edge: U32 = np.zeros(edge_counts.size + 1, np.uint32)
        np.cumsum(edge_counts, out=first_edge[1:])
        check_tables(self.document, self.header, self.extras, len(strings))
        header = replace(self.header, node_count=edge_counts.size, edge_count=edges["to_node"].size)
        return self._made(header, nodes, edges, locations, first_edge, strings)

    def _part(self, error: TruncatedError) -> Snapshot:
        """What there is of a file that was cut short."""
        nodes, locations = self.nodes, self.locations
        if not nodes or not nodes["id"].size:
            raise error
        edges = self.edges or {field: np.empty(0, np.uint8 if field == "type" else np.uint32) for field in EDGE_FIELDS}
        strings = self.strings or Strings.of([])
        anything = 1 << 32
        count = nodes["id"].size if "nodes" in self.whole else anything
        if "nodes" in self.whole:
            check_root(self.header, nodes["id"].size)
        names = len(strings) if "strings" in self.whole else anything
        check_references(self.document, self.header, nodes, edges, locations, count, names)
        check_tables(self.document, self.header, self.extras, names)
        section, offset = str(error.params.get("section", "")), int(error.params["offset"])
        found = readable(self.header, nodes, edges, strings, self.whole, section, offset)
        kept = locations.get("object_index", np.empty(0, np.uint32)) < nodes["id"].size
        header = with_root(self.header, nodes["id"].size, found.edges["to_node"].size)
        made = self._made(
            header,
            found.nodes,
            found.edges,
            {field: column[kept] for field, column in locations.items()},
            found.first_edge,
            found.strings,
        )
        made.cut = found.cut
        return made

    def _made(
        self, header: Header, nodes: Columns, edges: Columns, locations: Columns, first_edge: U32, strings: Strings
    ) -> Snapshot:
        nowhere: U32 = np.empty(0, np.uint32)
        return Snapshot(
            header=header,
            strings=strings,
            node_type=nodes["type"],
            node_name=nodes["name"],
            node_id=nodes["id"],
            self_size=nodes["self_size"],
            first_edge=first_edge,
            node_detachedness=nodes.get("detachedness"),
            node_trace=nodes.get("trace_node_id"),
            edge_type=edges["type"],
            edge_name=edges["name_or_index"],
            edge_to=edges["to_node"],
            location_node=locations.get("object_index", nowhere),
            location_script=locations.get("script_id", nowhere),
            location_line=locations.get("line", nowhere),
            location_column=locations.get("column", nowhere),
            extras=self.extras,
            file_size=self.source.text_done,
        )
