"""The top-level JSON object, key by key, and passing over values."""

import json
from collections.abc import Iterator

import numpy as np

from heapglass.kernels import scanning, skip_value
from heapglass.snapshot.errors import MalformedError, TruncatedError
from heapglass.snapshot.window import Window

BOM = b"\xef\xbb\xbf"
DEEPEST = 1 << 20
"""More open brackets than any writer makes: allocation stacks are a few thousand deep."""
LONGEST_KEY = 1 << 16
PADDING = 64
"""So many zeros are no part of a text."""
MOST_KEYS = 1000
"""V8 writes about ten. A file of nothing but keys would otherwise take for ever."""
EXPECTED = {
    skip_value.ANY_VALUE: "expected-value",
    skip_value.ELEMENT: "expected-value",
    skip_value.MEMBER: "expected-key",
    skip_value.KEY: "expected-key",
}
CHARACTERS = {skip_value.COLON: ":", skip_value.AFTER_VALUE: ", ] }"}


class Document:
    """Reads through a window. `section` is the key whose value is being read, for messages."""

    def __init__(self, window: Window, forgiving: bool = False) -> None:
        self.window = window
        self.section = ""
        self.rows_read: dict[str, int] = {}
        """Rows of each section that were read, for the message about a file that was cut short."""
        self.begins: dict[str, int] = {}
        """Offset in the text of the first byte within each array of numbers."""
        self.forgiving = forgiving
        """The end of the text within nodes, edges or strings is no error: what is there is taken, and `cut` tells."""
        self.cut: TruncatedError | None = None

    def __iter__(self) -> Iterator[str]:
        """Each key, with the window at its value, which must be read before the next key is asked for.

        After the last one, checks that nothing but white space (or zeros, as a preallocated file has) follows.
        """
        window = self.window
        if not window.end:
            window.refill()
        if window.peek(len(BOM)) == BOM:
            window.at += len(BOM)
        self.expect("{")
        more = self.next() != b"}"
        count = 0
        while more:
            count += 1
            if count > MOST_KEYS:
                raise MalformedError("too-many-keys", limit=MOST_KEYS, offset=window.offset)
            self.section = self._key()
            self.expect(":")
            self.next()
            yield self.section
            more = self.next() == b","
            if more:
                window.at += 1
        self.expect("}", ", }")
        while True:
            window.at = skip_value.skip_zeros(window.text, window.at, window.end)
            if window.at < window.end:
                raise MalformedError("text-after-end", offset=window.offset, found=self.found())
            if not window.refill():
                return

    def skip(self) -> None:
        """Pass over a value of any kind, checking that it is JSON."""
        for _ in self._parts(DEEPEST):
            pass

    def take(self, limit: int, deepest: int) -> bytes:
        """The text of a value. Raises MalformedError (`token-too-long`, `too-deep`) if it has more bytes than
        `limit`, or more brackets open than `deepest`."""
        offset = self.window.offset
        parts: list[bytes] = []
        size = 0
        for start, end in self._parts(deepest):
            size += end - start
            if size > limit:
                raise MalformedError("token-too-long", section=self.section, offset=offset, limit=limit)
            parts.append(self.window.text[start:end].tobytes())
        return b"".join(parts)

    def next(self) -> bytes:
        """The next character that is not white space; the window is put in front of it."""
        window = self.window
        while True:
            window.at = skip_value.skip_space(window.text, window.at, window.end)
            if window.at < window.end:
                return window.peek(1)
            self.refill()

    def expect(self, character: str, possible: str = "") -> None:
        """Consume the next character that is not white space. Raises MalformedError if it is another one, and says
        which are `possible`."""
        if self.next() != character.encode():
            raise self.unexpected("expected-character", possible or character)
        self.window.at += 1

    def refill(self) -> None:
        """Read more text behind what is left. Raises TruncatedError if there is none, MalformedError
        (`token-too-long`) if what is left fills the window."""
        window = self.window
        if window.full:
            raise MalformedError("token-too-long", section=self.section, offset=window.offset, limit=window.end - 1)
        if not window.refill():
            raise self.truncated()

    def unexpected(self, code: str, characters: str = "") -> MalformedError | TruncatedError:
        """The error for what cannot stand where the window is: `expected-character` with those that can, or
        `expected-value` and the like."""
        if not self.window.peek(PADDING).strip(b"\0"):
            return self.truncated()  # room was made for the whole file, and only a part of it written
        return MalformedError(
            code, section=self.section, offset=self.window.offset, found=self.found(), expected=characters
        )

    def bad_escape(self) -> MalformedError | TruncatedError:
        """The error for a backslash, at which the window is, that begins no escape."""
        rest = self.window.peek(PADDING).rstrip(b"\0")
        if len(rest) < min(6, self.window.end - self.window.at):
            return self.truncated()  # zeros follow, in the middle of the escape
        found = self.window.peek(6)[1:].decode("utf-8", "replace")
        return MalformedError("bad-escape", section=self.section, offset=self.window.offset, found=repr(found))

    def truncated(self) -> TruncatedError:
        """The error for a text that ends where what is in the window does."""
        return TruncatedError(
            "truncated" if self.section else "truncated-start",
            section=self.section,
            offset=self.window.offset + len(self.window.peek(self.window.end).rstrip(b"\0")),
            nodes=self.rows_read.get("nodes", 0),
            edges=self.rows_read.get("edges", 0),
        )

    def take_cut(self, error: TruncatedError) -> None:
        """The text ended: raises the error again, unless the document is `forgiving`."""
        if not self.forgiving:
            raise error
        self.cut = error

    def _key(self) -> str:
        if self.next() != b'"':
            raise self.unexpected("expected-key")
        return str(json.loads(self.take(LONGEST_KEY, 1).decode("utf-8", "replace"), strict=False))

    def _parts(self, deepest: int) -> Iterator[tuple[int, int]]:
        """Pass over a value; where in the window each part of its text is that was passed over in one go."""
        window = self.window
        stack = np.empty(deepest, np.uint8)
        state = np.zeros(skip_value.STATE_SIZE, np.int64)
        while True:
            start = window.at
            window.at = skip_value.skip_value(window.text, start, window.end, stack, state)
            yield start, window.at
            status = state[scanning.STATUS]
            if status == scanning.DONE:
                return
            if status == scanning.MORE:
                self.refill()
            elif status == scanning.TOO_DEEP:
                raise MalformedError("too-deep", section=self.section, offset=window.offset, limit=deepest)
            elif status == scanning.BAD_ESCAPE:
                raise self.bad_escape()
            else:
                wanted = int(state[scanning.WANTED])
                raise self.unexpected(EXPECTED.get(wanted, "expected-character"), CHARACTERS.get(wanted, ""))

    def found(self) -> str:
        return repr(self.window.peek(20).decode("utf-8", "replace"))
