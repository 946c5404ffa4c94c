"""Runs what is typed, as Python's own shell does: the last expression is the value, errors are Python's words.

Made of the standard library alone and synchronous, so that it is the same in the page, in a test and in a terminal;
`pyodide.console` is built round an event loop, which the page's requests have no need of.
"""

import ast
import codeop
import contextlib
import difflib
import inspect
import io
import linecache
import pydoc
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

import heapglass
from heapglass import columns
from heapglass.console.completions import call_text
from heapglass.heap import Heap
from heapglass.node_sets.groups import Groups
from heapglass.node_sets.node_set import NodeSet

HELP = """\
heap is the open snapshot. What can be asked of it is a set of nodes, and what comes is a set again:

  heap.nodes(class_="Map")       all nodes of a class; so do type=, name=, owner=, script=, id=
  .where(retained > 1e6)         those for which it holds; put conditions together with & | ~
  .retained_by("cache")          those that would go away with what is called so
  .references("rows")            what they refer to; .retainers() is what refers to them
  .dominated()                   what goes away with them; .dominators() what they go with
  a | b   a & b   a - b   ~a     as with Python's sets
  .group_by("class")             or by type, script, owner, dominator, distance, a number
  .sort("shallow")   .head(20)   .retained_size and .shallow_size are sums, len(…) counts
  .paths()                       what keeps each of them alive, in words
  .not_in(base)                  what is not in the snapshot this one is compared with
  .save_as("Mine")               a view of its own; here heap.named_sets["Mine"]

Columns to compare and to sort by: {columns}.
help(heap.nodes) tells about one thing; so does the pointer over a name. Tab completes."""
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
            "help": Help(),
            **{name: getattr(columns, name) for name in columns.__all__},
        }
        self.heap = heap
        self._runs = 0

    def run(self, source: str, whole: bool = False, told: Callable[[str], object] | None = None) -> Outcome:
        """Run `source`, if it is `whole` or cannot go on: a block goes on until an empty line ends it.

        `told` hears what is printed as it is printed.
        """
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
        printed = _Printed(told)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                exec(body, self.names)
                value = None if value_of is None else eval(value_of, self.names)
                text = "" if value is None else _cut(repr(value))  # which may fail, too
            except BaseException as error:  # also SystemExit: there is nothing to leave
                return Outcome("error", printed.text(), error=_told(error))
        if value is not None:
            self.names["_"] = value
        if isinstance(value, NodeSet | Groups) and len(value) == 0:
            printed.write(self._mistaken(source))
        return Outcome("done", printed.text(), value, text)

    def _mistaken(self, source: str) -> str:
        """About classes that are asked for but not there: whether others are called nearly so."""
        known = self.heap.classes.names
        said = []
        for text in sorted(_class_names_in(source) - set(known)):
            near = difflib.get_close_matches(text, known, 3)
            alike = sorted({name for name in known if name.lower() == text.lower()} | set(near))
            said.append(
                f"No class is called {text!r}." + (f" Did you mean {' or '.join(map(repr, alike))}?" if alike else "")
            )
        return "".join(f"{line}\n" for line in said)


def _class_names_in(source: str) -> set[str]:
    """The texts that `class_=` is given and `class_name` is compared with."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "class_":
            found.append(node.value)
        elif isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "class_name":
            found.extend(node.comparators)
    return {node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}


class Help:
    """In the place of Python's own `help`, which would wait for an answer."""

    def __repr__(self) -> str:
        return HELP.format(columns=", ".join(columns.__all__))

    def __call__(self, *about: Any) -> None:
        if not about:
            print(self)
        elif getattr(about[0], "meaning", ""):
            print(about[0].meaning)
        elif inspect.isroutine(about[0]):
            print(f"{call_text(about[0].__name__, about[0])}\n\n{inspect.getdoc(about[0]) or ''}".rstrip())
        else:
            print(pydoc.plain(pydoc.render_doc(about[0], "Help on %s")).rstrip())


def goes_on(source: str, filename: str) -> bool:
    """Whether Python's shell would ask for another line. Raises SyntaxError for what no line can mend."""
    if codeop.compile_command(source, filename, "exec") is None:
        return True
    *before, last = source.split("\n")
    return bool(before) and last.startswith((" ", "\t")) and last.strip() != ""


class _Printed(io.StringIO):
    """What was printed, as far as anybody would read."""

    def __init__(self, told: Callable[[str], object] | None) -> None:
        super().__init__()
        self._left_out = 0
        self._told = told

    def write(self, text: str) -> int:
        room = max(MOST_OUTPUT - self.tell(), 0)
        super().write(text[:room])
        if self._told and room and text:
            self._told(text[:room])
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
