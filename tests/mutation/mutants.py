"""The small changes that may be made to a file: a mutant for each comparison, operator, number … in its functions."""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

PAIRS: list[tuple[type[ast.AST], type[ast.AST]]] = [
    (ast.Lt, ast.LtE),
    (ast.Gt, ast.GtE),
    (ast.Eq, ast.NotEq),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
    (ast.And, ast.Or),
    (ast.Add, ast.Sub),
    (ast.Mult, ast.FloorDiv),
    (ast.BitAnd, ast.BitOr),
    (ast.LShift, ast.RShift),
]
OTHER = dict(PAIRS) | {two: one for one, two in PAIRS}


class Mutant(NamedTuple):
    path: Path  # below the root
    line: int
    name: str  # the file, the line as it is written, and which of its places becomes what
    text: bytes  # of the whole file

    def rank(self, seed: int) -> bytes:
        """Where it stands in the order of a seed, whatever else there is or changes."""
        return hashlib.sha256(f"{seed} {self.name}".encode()).digest()


def mutants(root: Path, path: Path) -> Iterator[Mutant]:
    source = (root / path).read_bytes()
    lines = source.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    seen: Counter[str] = Counter()
    for node in in_functions(ast.parse(source)):
        if new := changed(node):
            begin = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
            text = f"({ast.unparse(new)})" if isinstance(node, ast.expr) else ast.unparse(new)
            name = f"{path}: {lines[node.lineno - 1].decode().strip()}: {source[begin:end].decode()} -> {text}"
            name = " ".join(name.split())
            seen[name] += 1
            yield Mutant(path, node.lineno, f"{name} #{seen[name]}", source[:begin] + text.encode() + source[end:])


def in_functions(node: ast.AST, inside: bool = False) -> Iterator[ast.expr | ast.stmt]:
    """What is in the bodies of functions, outer before inner, but for types and the insides of f-strings."""
    body = isinstance(node, ast.FunctionDef)
    for name, value in ast.iter_fields(node):
        within = (inside or body) and name not in ("annotation", "returns", "decorator_list", "args" if body else "")
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                if within and isinstance(child, ast.expr | ast.stmt):
                    yield child
                yield from in_functions(child, within)


def changed(node: ast.AST) -> ast.AST | None:
    """`node` as a mutant has it, perhaps the same object; None where there is nothing to change."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in OTHER:
            node.ops = [OTHER[type(op)]()]  # type: ignore[list-item]
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op) if type(op) in OTHER:
            node.op = OTHER[type(op)]()  # type: ignore[assignment]
        case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=operand):
            return operand
        case ast.Constant(value=bool() as truth):
            node.value = not truth
        case ast.Constant(value=int() | float() as number):
            node.value = number + 1
        case ast.Break():
            return ast.Continue()
        case ast.Continue():
            return ast.Break()
        case _:
            return None
    return node
