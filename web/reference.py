"""Writes what Help shows of the Python API and of the commands, from their own docstrings: `reference.py OUTPUT`.

The same input gives the same bytes.
"""

import ast
import inspect
import json
import sys
import textwrap
from functools import cached_property
from pathlib import Path
from typing import Any

from typer.main import get_command

import heapglass
from heapglass.cli import app


def about(thing: object) -> str:
    return inspect.cleandoc(getattr(thing, "__doc__", None) or "")


def written(function: Any) -> ast.FunctionDef:
    (found,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(found, ast.FunctionDef)
    return found


def signature(function: Any) -> str:
    """As the source has it, without `self`; forward references lose their quotes."""
    source = written(function)
    source.args.args = [one for one in source.args.args if one.arg not in ("self", "cls")]
    returned = f" -> {ast.unparse(source.returns)}" if source.returns else ""
    return f"({ast.unparse(source.args)}){returned}".replace("'", "")


def members(kind: type) -> list[dict[str, str]]:
    """The public ones, in the order of the source; those of what it is made of, unless that is told of itself."""
    told = {getattr(heapglass, name) for name in heapglass.__all__} - {kind}
    parts = [part for part in reversed(kind.__mro__) if part.__module__.startswith("heapglass") and part not in told]
    listed = []
    for name, member in (each for part in parts for each in vars(part).items()):
        if name.startswith("_"):
            continue
        if isinstance(member, (property, cached_property)):
            getter = member.fget if isinstance(member, property) else member.func
            listed.append({"name": name, "signature": signature(getter).removeprefix("()"), "about": about(getter)})
        elif isinstance(member, (classmethod, staticmethod)) or inspect.isfunction(member):
            function = getattr(kind, name)
            listed.append({"name": name, "signature": signature(function), "about": about(function)})
    return [member for member in listed if member["about"]]


def python() -> list[dict[str, Any]]:
    """What `heapglass.__all__` names, the entry point first."""
    found = []
    for name in sorted(heapglass.__all__, key=lambda name: (name != "open", name != "Heap", name)):
        thing = getattr(heapglass, name)
        is_class = inspect.isclass(thing)
        found.append(
            {
                "name": f"heapglass.{name}",
                "signature": "" if is_class else signature(thing),
                "about": about(thing),
                "members": members(thing) if is_class else [],
            }
        )
    return found


def commands() -> list[dict[str, Any]]:
    """As `--help` tells them."""
    group: Any = get_command(app)
    above = group.make_context("heapglass", [], resilient_parsing=True)
    found = []
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        context = command.make_context(name, [], resilient_parsing=True, parent=above)
        rows = [row for one in command.get_params(context) if (row := one.get_help_record(context))]
        found.append(
            {
                "name": name,
                "usage": " ".join(["heapglass", name, *command.collect_usage_pieces(context)]),
                "about": inspect.cleandoc(command.help or "").replace("\b\n", "").replace("\f", ""),
                "options": [{"names": names, "about": text} for names, text in rows],
            }
        )
    return found


def main(output: str) -> None:
    told = {"version": heapglass.__version__, "python": python(), "commands": commands()}
    Path(output).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
