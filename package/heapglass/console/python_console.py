"""Runs what is typed, as Python's own shell does: the last expression is the value, errors are Python's words.

Made of the standard library alone and synchronous, so that it is the same in the page, in a test and in a terminal;
`pyodide.console` is built round an event loop, which the page's requests have no need of.
"""

import ast
import codeop
import contextlib
import io
import linecache
import traceback
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

import heapglass
from heapglass import columns
from heapglass.heap import Heap

MOST_OUTPUT = 100_000
"""Characters of what one run prints, or of a value, that are kept."""

Status = Literal["done", "incomplete", "error"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. `incomplete`: there is more to type, and nothing was run. `error` is a traceback."""

    status: Status
    output: str = ""
    value: Any = None
    text: str = ""  # the value's repr
    error: str = ""


class PythonConsole:
    """One person's names and results; `heap` is the open snapshot, and the columns are there by their names."""

    def __init__(self, heap: Heap) -> None:
        self.names: dict[str, Any] = {
            "__name__": "__console__",
            "__builtins__": __builtins__,
            "heap": heap,
            "heapglass": heapglass,
            "np": np,
            **{name: getattr(columns, name) for name in columns.__all__},
        }
        self._runs = 0

    def run(self, source: str, whole: bool = False) -> Outcome:
        """Run `source`, if it is `whole` or cannot go on: a block goes on until an empty line ends it."""
        filename = f"<console {self._runs + 1}>"
        try:
            if not whole and goes_on(source, filename):
                return Outcome("incomplete")
            tree = ast.parse(source, filename)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            body = compile(tree, filename, "exec")
            value_of = compile(ast.Expression(last.value), filename, "eval") if isinstance(last, ast.Expr) else None
        except (SyntaxError, ValueError, OverflowError) as error:
            return Outcome("error", error="".join(traceback.format_exception_only(error)))
        self._runs += 1
        # So that a traceback shows the line.
        linecache.cache[filename] = (len(source), None, [f"{line}\n" for line in source.splitlines()], filename)
        printed = _Printed()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                exec(body, self.names)
                value = None if value_of is None else eval(value_of, self.names)
                text = "" if value is None else _cut(repr(value))  # which may fail, too
            except BaseException as error:  # also SystemExit: there is nothing to leave
                return Outcome("error", printed.text(), error=_told(error))
        if value is not None:
            self.names["_"] = value
        return Outcome("done", printed.text(), value, text)


def goes_on(source: str, filename: str) -> bool:
    """Whether Python's shell would ask for another line. Raises SyntaxError for what no line can mend."""
    if codeop.compile_command(source, filename, "exec") is None:
        return True
    *before, last = source.split("\n")
    return bool(before) and last.startswith((" ", "\t")) and last.strip() != ""


class _Printed(io.StringIO):
    """What was printed, as far as anybody would read."""

    def __init__(self) -> None:
        super().__init__()
        self._left_out = 0

    def write(self, text: str) -> int:
        room = max(MOST_OUTPUT - self.tell(), 0)
        super().write(text[:room])
        self._left_out += max(len(text) - room, 0)
        return len(text)

    def text(self) -> str:
        more = f"\n… and {self._left_out:,} more characters\n" if self._left_out else ""
        return self.getvalue() + more


def _cut(text: str) -> str:
    return text if len(text) <= MOST_OUTPUT else f"{text[:MOST_OUTPUT]}…"


def _told(error: BaseException) -> str:
    """The traceback, from the line that was typed on."""
    place = error.__traceback__
    while place is not None and not place.tb_frame.f_code.co_filename.startswith("<console"):
        place = place.tb_next
    told = _cut("".join(traceback.format_exception(type(error), error, place)))
    # Frames hold what was being made when it failed, which may be large.
    if error.__traceback__ is not None:
        traceback.clear_frames(error.__traceback__)
    return told
