"""Arrays of whole numbers, a block of rows at a time, and where in the file each number is."""

from collections.abc import Iterator

import numpy as np

from heapglass.kernels import scan_numbers as scan
from heapglass.kernels import scanning
from heapglass.kernels.engine import I64
from heapglass.snapshot.document import Document
from heapglass.snapshot.errors import MalformedError, TruncatedError

BLOCK_NUMBERS = 1 << 17
"""A block stays in the processor's cache between the scan and what is made of it."""
WRONG = {
    scanning.LEADING_ZERO: "number-leading-zero",
    scanning.FRACTION: "number-not-whole",
    scanning.TOO_LARGE: "number-too-large",
    scanning.NEGATIVE: "number-negative",
}


class Rows:
    """The array the document is at, as rows of `fields`; `done` of them have been read.

    With `nested`, arrays may stand within the array: their brackets are in the block as `scan_numbers.OPEN` and
    `CLOSE`. Everything here raises MalformedError for what is no whole number, for one below zero unless `negative`,
    and for an incomplete last row; TruncatedError at the end of the file.
    """

    def __init__(
        self, document: Document, fields: tuple[str, ...], negative: bool = False, nested: bool = False
    ) -> None:
        self.document = document
        self.fields = fields
        self.done = 0
        self.ended = False
        self._negative = negative
        self._nested = nested
        self.most = max(1, BLOCK_NUMBERS // len(fields))
        """Rows in a block, at most."""
        self._table = np.empty(len(fields) * self.most, np.int64)
        self._state = np.zeros(scan.STATE_SIZE, np.int64)
        document.expect("[")
        document.begins[document.section] = document.window.offset

    def __iter__(self) -> Iterator[I64]:
        """All blocks, each good until the next is asked for."""
        while (block := self.block()).size:
            yield block

    def block(self, limit: int | None = None) -> I64:
        """The next rows, at most `limit`, as an array of shape (fields, rows); no rows when there are no more."""
        window, state = self.document.window, self._state
        limit = 0 if self.ended else min(limit or self.most, self.most)
        state[scanning.ROW] = 0
        while limit:
            window.at = scan.scan_numbers(
                window.text,
                window.at,
                window.end,
                len(self.fields),
                limit,
                self._negative,
                self._nested,
                self._table,
                state,
            )
            status = int(state[scanning.STATUS])
            if status == scanning.MORE:
                self._tell(self.done + int(state[scanning.ROW]))
                self.document.refill()
                continue
            if status == scanning.DONE:
                self.ended = True
                self._check_whole()
            elif status != scanning.FULL:
                raise self._wrong(status)
            break
        rows = int(state[scanning.ROW])
        self.done += rows
        self._tell(self.done)
        return self._table.reshape(len(self.fields), self.most)[:, :rows]

    def rest(self) -> I64:
        """The complete rows that were read when the text ended, after `block` has raised TruncatedError.

        A number that zeros follow may have lost its last digits: a row that ends so is none. It is in this block,
        which is full only where another row begins.
        """
        state = self._state
        rows = int(state[scanning.ROW])
        at_zeros = state[scanning.STATUS] == scanning.UNEXPECTED and state[scanning.WANTED] == scanning.SEPARATOR
        if at_zeros and state[scan.COLUMN] == 0:
            rows -= 1
        self.done += rows
        self._tell(self.done)
        return self._table.reshape(len(self.fields), self.most)[:, :rows]

    @property
    def between(self) -> bool:
        """A row ended where the window is: others may read rows from there, and call `pass_over`."""
        state = self._state
        return not self.ended and state[scan.COLUMN] == 0 and state[scanning.WANTED] != scanning.SEPARATOR

    def pass_over(self, rows: int, at: int) -> None:
        """`rows` rows and the comma after them, up to window.text[at], were read by somebody else."""
        if rows:
            self.document.window.at = at
            self._state[scanning.WANTED] = scanning.VALUE
            self.done += rows
            self._tell(self.done)

    def bad_value(self, row: int, at: int, found: int, limit: int) -> MalformedError:
        """The error for a value that cannot be, in a row counted from the start; ends the reading."""
        return out_of_range(self.document, self.document.section, self.fields, row, at, found, limit)

    def _tell(self, rows: int) -> None:
        self.document.rows_read[self.document.section] = rows

    def _check_whole(self) -> None:
        column = int(self._state[scan.COLUMN])
        if column:
            raise MalformedError(
                "incomplete-row",
                section=self.document.section,
                offset=self.document.window.offset - 1,
                row=self.done + int(self._state[scanning.ROW]),
                expected=len(self.fields),
                found=column,
            )

    def _wrong(self, status: int) -> MalformedError | TruncatedError:
        document = self.document
        if status == scanning.UNEXPECTED:
            if self._state[scanning.WANTED] == scanning.SEPARATOR:
                return document.unexpected("expected-character", ", ]")
            return document.unexpected("expected-number")
        shown = document.window.peek(40).decode("utf-8", "replace")
        return MalformedError(
            WRONG[status],
            section=document.section,
            row=self.done + int(self._state[scanning.ROW]),
            field=self.fields[int(self._state[scan.COLUMN])],
            offset=document.window.offset,
            found=shown.split(",")[0].split("]")[0].strip(),
        )


def out_of_range(
    document: Document,
    section: str,
    fields: tuple[str, ...],
    row: int,
    at: int,
    found: int,
    limit: int,
    index: int | None = None,
) -> MalformedError:
    """The error for a value below zero or above `limit`, with where in the text it stands: as number `index` of the
    section, where its rows do not simply follow one another. Ends the reading."""
    offset = locate(document, section, row * len(fields) + at if index is None else index)
    place: dict[str, str | int] = {"section": section, "row": row, "field": fields[at], "offset": offset}
    if found < 0:
        return MalformedError("number-negative", **place, found=found)
    return MalformedError("out-of-range", **place, found=found, limit=limit)


def locate(document: Document, section: str, index: int) -> int:
    """The offset in the text of number `index` of an array that was read, brackets within it counting as numbers, too.
    Moves the window away: reading ends."""
    window = document.window
    begin = document.begins[section]
    window.rewind()
    while window.offset + (window.end - window.at) < begin:
        window.at = window.end
        if not window.refill():
            break
    window.at += begin - window.offset
    table = np.empty(BLOCK_NUMBERS, np.int64)
    state = np.zeros(scan.STATE_SIZE, np.int64)
    while index > 0:
        limit = min(index, BLOCK_NUMBERS)
        state[scanning.ROW] = 0
        state[scanning.STATUS] = scanning.MORE
        while True:
            window.at = scan.scan_numbers(window.text, window.at, window.end, 1, limit, True, True, table, state)
            if state[scanning.STATUS] != scanning.MORE or not window.refill():
                break
        index -= limit
    document.next()
    return window.offset
