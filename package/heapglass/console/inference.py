"""What an expression would give, as far as that can be told without running it: for completions and descriptions.

Running it might take long, or do something. What it stands on is known: names have values, and what heapglass' methods
return is in their annotations.
"""

import ast
import builtins
import inspect
import re
import types
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from heapglass.heap import Heap
from heapglass.heap.chosen import ClassRow
from heapglass.node_sets.conditions import Condition, Number, Text
from heapglass.node_sets.groups import Groups
from heapglass.node_sets.node_set import NodeSet
from heapglass.node_sets.table import Table
from heapglass.nodes import Context, Edge, Location, Node

CLASSES: dict[str, type] = {
    **{kind.__name__: kind for kind in (ClassRow, Condition, Context, Edge, Groups, Heap, Location, Node, NodeSet)},
    **{kind.__name__: kind for kind in (Number, Table, Text, int, float, str, bool, list, dict)},
}
NOTHING = object()
SET_OPERATORS = (ast.BitOr, ast.BitAnd, ast.Sub, ast.BitXor)


@dataclass(frozen=True, slots=True)
class Known:
    """A value, or at least its class; of a list or dict, also the class of what is in it. `owner`: whose member."""

    kind: type | None
    value: Any = NOTHING
    item: type | None = None
    member: Any = None  # a function, property or the like, as the class has it
    owner: type | None = None


def expression_before(source: str) -> str:
    """What `source` ends with that could stand before a dot: `heap.nodes(type="array")`. Empty if there is none."""
    source = source.rstrip()
    at = len(source)
    while at > 0:
        character = source[at - 1]
        if character in ")]":
            opened = _opening(source, at - 1)
            if opened < 0:
                return ""
            at = opened
        elif character.isalnum() or character in "_.":
            at -= 1
        elif character.isspace() and source[at:].startswith("."):
            at -= 1  # a chain over several lines
        else:
            break
    return source[at:].strip()


def open_call(source: str) -> str:
    """What is being called at the end of `source`, whose bracket is still open. Empty if nothing is."""
    at = len(source) - 1
    while at >= 0:
        character = source[at]
        if character in ")]}":
            at = _opening(source, at)
            if at < 0:
                return ""
        elif character in "\"'":
            at = source.rfind(character, 0, at)
            if at < 0:
                return ""
        elif character == "(":
            return expression_before(source[:at])
        elif character in "[{":
            return ""
        at -= 1
    return ""


def known(source: str, names: dict[str, Any]) -> Known | None:
    """What the expression `source` gives; None if that cannot be told."""
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return None
    return _known(tree.body, names)


def member_of(base: Known, name: str) -> Known | None:
    """What `base` has under that name."""
    if base.value is not NOTHING and isinstance(base.value, types.ModuleType | type):
        return _value(getattr(base.value, name, NOTHING))
    if base.kind is None:
        return None
    found = inspect.getattr_static(base.kind, name, NOTHING)
    if found is NOTHING:
        own = getattr(base.value, "__dict__", {}) if base.value is not NOTHING else {}
        return _value(own.get(name, NOTHING))
    if isinstance(found, property | cached_property):
        getter = found.fget if isinstance(found, property) else found.func
        return _returned(getter, found, base.kind)
    if isinstance(found, types.MemberDescriptorType):
        return _annotated(inspect.get_annotations(base.kind).get(name), found, base.kind)
    return Known(None, member=found, owner=base.kind)


def members(base: Known) -> list[str]:
    """The names of what `base` has."""
    source = base.value if base.kind is None or isinstance(base.value, types.ModuleType | type) else base.kind
    own = getattr(base.value, "__dict__", {}) if base.value is not NOTHING else {}
    return sorted({*dir(source), *(name for name in own if isinstance(name, str))})


def parameters(function: Known) -> list[str]:
    """The names by which arguments can be given."""
    called = function.member if function.member is not None else function.value
    if isinstance(called, type):
        called = inspect.getattr_static(called, "__init__", None)
    code = getattr(called, "__code__", None)
    if code is None:
        return []
    named = code.co_varnames[code.co_posonlyargcount : code.co_argcount + code.co_kwonlyargcount]
    return [name for name in named if name not in ("self", "cls")]


def _known(node: ast.expr, names: dict[str, Any]) -> Known | None:
    match node:
        case ast.Name(id=name):
            return _value(names.get(name, getattr(builtins, name, NOTHING)))
        case ast.Constant(value=value):
            return Known(type(value), value)
        case ast.Attribute(value=of, attr=name):
            base = _known(of, names)
            return base and member_of(base, name)
        case ast.Call(func=function):
            return _called(_known(function, names))
        case ast.Subscript(value=of, slice=at):
            return _item(_known(of, names), isinstance(at, ast.Slice))
        case ast.UnaryOp(operand=operand):
            return _class_of(_known(operand, names))
        case ast.BinOp(left=left, op=op):
            found = _class_of(_known(left, names))
            return found if found and (found.kind is not NodeSet or isinstance(op, SET_OPERATORS)) else None
    return None


def _value(value: Any) -> Known | None:
    if value is NOTHING:
        return None
    item = type(next(iter(value.values()))) if type(value) is dict and value else None
    return Known(type(value), value, item)


def _class_of(of: Known | None) -> Known | None:
    return of and Known(of.kind, item=of.item)


def _called(function: Known | None) -> Known | None:
    if function is None:
        return None
    called = function.member if function.member is not None else function.value
    if isinstance(called, type):
        return Known(called)
    called = getattr(called, "__func__", called)
    return _returned(called, None, None) if callable(called) else None


def _item(of: Known | None, is_slice: bool) -> Known | None:
    if of is None:
        return None
    if of.kind is NodeSet:
        return Known(NodeSet if is_slice else Node)
    if of.kind is Groups:
        return Known(NodeSet)
    if is_slice:
        return _class_of(of)
    return Known(of.item) if of.item else None


def _returned(function: Any, member: Any, owner: type | None) -> Known | None:
    try:
        annotation = inspect.get_annotations(function).get("return")
    except (NameError, TypeError, ValueError):  # of a class that is there for the type checker only, say
        annotation = None
    return _annotated(annotation, member, owner)


def _annotated(annotation: Any, member: Any, owner: type | None) -> Known | None:
    kind = item = None
    if isinstance(annotation, types.GenericAlias):
        kind = annotation.__origin__ if isinstance(annotation.__origin__, type) else None
        item = _named(annotation.__args__[-1])
    elif annotation is not None:
        text = annotation if isinstance(annotation, str) else ""
        inside = re.match(r"(list|dict)\[(?:.*, *)?\"?(\w+)\"?\]$", text)
        kind, item = (CLASSES[inside[1]], CLASSES.get(inside[2])) if inside else (_named(annotation), None)
    return Known(kind, item=item, member=member, owner=owner)


def _named(annotation: Any) -> type | None:
    if isinstance(annotation, str):
        return CLASSES.get(annotation.split("|")[0].strip(" \"'"))
    return annotation if isinstance(annotation, type) else None


def _opening(source: str, closing: int) -> int:
    """Where the bracket opens that closes at `closing`; -1 if it does not."""
    depth, at = 0, closing
    while at >= 0:
        character = source[at]
        if character in ")]}":
            depth += 1
        elif character in "([{":
            depth -= 1
            if depth == 0:
                return at
        elif character in "\"'":
            at = source.rfind(character, 0, at)
            if at < 0:
                return -1
        at -= 1
    return -1
