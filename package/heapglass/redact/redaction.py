"""A redacted snapshot, piece by piece."""

from collections.abc import Iterator

import numpy as np

from heapglass.kernels.engine import U8
from heapglass.kernels.pseudonyms import write_strings
from heapglass.kernels.string_uses import repoint_values
from heapglass.kernels.write_numbers import write_numbers
from heapglass.redact.header import header_text
from heapglass.redact.options import Options
from heapglass.redact.plan import Plan, make_plan, replaced_words
from heapglass.redact.pseudonyms import LETTERS
from heapglass.redact.report import Report, make_report
from heapglass.redact.shared import Shared
from heapglass.redact.uses import VALUE, Uses, find_uses, uses_of_node_types
from heapglass.snapshot.document import Document
from heapglass.snapshot.read import find_header
from heapglass.snapshot.rows import Rows
from heapglass.snapshot.source import Origin, Source
from heapglass.snapshot.tables import TABLES
from heapglass.snapshot.window import CHUNK_SIZE, Progress, Window

COPIED = {"edges", "locations", "trace_tree", *TABLES}
"""Sections that are nothing but numbers: they stay as they are, to the byte."""
STRINGS_CHUNK = 1 << 20
LONGEST_NUMBER = 21  # bytes, with a comma


def learn_words(source: Origin, options: Options, shared: Shared, progress: Progress | None = None) -> None:
    """Have the words of a snapshot replaced alike in all files that `shared` is given for.

    Raises what `Redaction` does.
    """
    opened = Source(source)
    try:
        shared.learn(*replaced_words(_look(Window(opened, CHUNK_SIZE, progress)), options, shared.key))
    finally:
        opened.close()


def _look(window: Window) -> Uses:
    header = find_header(window)
    window.rewind()
    return find_uses(Document(window), header)


class Redaction:
    """Reads a snapshot twice: to learn what its strings are used for, and to write it anew.

    `report` says what was replaced and what is still in the clear; it is there before the first piece is. What is
    not known is not written. With `shared`, names are replaced as in other files. Memory: the strings of the file,
    some bytes each, and a chunk.

    Raises what `snapshot.read_snapshot` raises for the same file (except that it does not tell the types of edges
    and nodes that do not exist from those that do), OSError, MemoryError. `progress("read", done, total)` and
    `progress("write", done, total)` are in bytes of the file.
    """

    def __init__(
        self,
        source: Origin,
        options: Options | None = None,
        progress: Progress | None = None,
        *,
        shared: Shared | None = None,
        chunk_size: int = CHUNK_SIZE,
    ) -> None:
        self.options = options or Options()
        self._progress = progress
        self._source = Source(source)
        try:
            self._window = Window(self._source, chunk_size, progress)
            self._uses: Uses = _look(self._window)
            self._plan: Plan = make_plan(self._uses, self.options, shared or Shared())
            self.report: Report = make_report(self._uses, self._plan, self.options)
            self._source.rewind()
            self._window = Window(self._source, chunk_size, self._writing)
        except BaseException:
            self._source.close()
            raise

    def close(self) -> None:
        """Close the file, if it was opened here."""
        self._source.close()

    def pieces(self) -> Iterator[memoryview]:
        """The text, piece by piece, each good until the next is asked for. Can be had once."""
        document = Document(self._window)
        yield memoryview(b'{"snapshot":' + header_text(self._uses))
        for key in document:
            if key == "nodes":
                yield memoryview(b',\n"nodes":[')
                yield from self._nodes(document)
                yield memoryview(b"]")
            elif key == "strings":
                yield memoryview(b',\n"strings":[')
                yield from self._strings()
                yield memoryview(b"]")
                self._pass_over(key)
            elif key in COPIED:
                yield memoryview(f',\n"{key}":'.encode())
                yield from self._copy(key)
            else:
                self._pass_over(key)
        yield memoryview(b"}\n")

    def _nodes(self, document: Document) -> Iterator[memoryview]:
        """All rows, those of values with the number of the string that holds the value now."""
        fields = self._uses.header.node_fields
        uses = uses_of_node_types(self._uses.header)
        kind, name = fields.index("type"), fields.index("name")
        rows = Rows(document, fields)
        text: U8 = np.empty(rows.most * (len(fields) * LONGEST_NUMBER + 2), np.uint8)
        for block in rows:
            count = block.shape[1]
            repoint_values(
                block[kind], block[name], uses, VALUE, self._plan.twin_of, self._plan.kept, rows.done - count
            )
            table = np.ascontiguousarray(block).reshape(-1)
            size = write_numbers(table, count, len(fields), count, int(rows.done == count), text)
            yield memoryview(text)[:size]

    def _strings(self) -> Iterator[memoryview]:
        plan, strings = self._plan, self._uses.strings
        longest = int((plan.ends - plan.starts).max(initial=0))
        text: U8 = np.empty(max(STRINGS_CHUNK, 6 * longest + 16), np.uint8)
        used = np.zeros(1, np.int64)
        done = 0
        while done < plan.starts.size:
            done = write_strings(
                strings.bytes,
                plan.starts,
                plan.ends,
                plan.first_span,
                plan.spans.starts,
                plan.spans.ends,
                plan.names,
                plan.pseudonyms.lengths,
                plan.pseudonyms.ranks,
                plan.pseudonyms.digits,
                plan.pseudonyms.bases,
                LETTERS,
                plan.seed,
                done,
                text,
                used,
            )
            yield memoryview(text)[: int(used[0])]

    def _copy(self, key: str) -> Iterator[memoryview]:
        """The text of the value that the window is at, as the first look found it."""
        window, end = self._window, self._uses.ends[key]
        while (left := end - window.offset) > 0:
            begin = window.at
            window.at += min(left, window.end - begin)
            yield memoryview(window.text)[begin : window.at]
            if window.offset < end and not window.refill():
                return

    def _pass_over(self, key: str) -> None:
        for _ in self._copy(key):
            pass

    def _writing(self, _: str, done: int, total: int) -> None:
        if self._progress:
            self._progress("write", done, total)
