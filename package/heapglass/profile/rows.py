"""Lists of a call tree: by function, by script, what a node calls, and who calls a function."""

from typing import Any

import numpy as np
import numpy.typing as npt

from heapglass.analysis.grouping import sum_in
from heapglass.kernels.engine import F64, I64
from heapglass.profile.calltree import ROOT, CallTree
from heapglass.profile.reading import Frame

Row = dict[str, Any]
SORTS = ("total", "self", "samples", "name", "total_delta", "self_delta")


def functions(tree: CallTree) -> list[Row]:
    """A row a function, wherever it was called from. A recursive one is in its total once."""
    seen = np.flatnonzero(sum_in(tree.frame_of[1:], len(tree.frames), np.ones(tree.frame_of.size - 1)))
    own, total, samples = _sums(tree, tree.frame_of, len(tree.frames))
    return [
        {"key": int(at), **_named(tree.frames[at]), "can_open": False, **_figures(own, total, samples, int(at))}
        for at in seen
    ]


def scripts(tree: CallTree) -> list[Row]:
    """A row a script; its total is what was allocated while one of its functions was being called."""
    urls: dict[str, int] = {}
    script_of = np.array([urls.setdefault(frame.url, len(urls)) for frame in tree.frames])[tree.frame_of]
    own, total, samples = _sums(tree, script_of, len(urls))
    seen = set(script_of[1:].tolist())
    return [
        {
            "key": at,
            **_named(Frame("", url, -1, -1)),
            "can_open": False,
            **_figures(own, total, samples, at),
        }
        for url, at in urls.items()
        if at in seen
    ]


def callees(tree: CallTree, node: int = ROOT) -> list[Row]:
    """What a node of the call tree calls. Raises IndexError."""
    if not 0 <= node < tree.parents.size:
        raise IndexError(node)
    return [node_row(tree, int(child)) for child in tree.children(node)]


def node_row(tree: CallTree, node: int) -> Row:
    """A node of the call tree."""
    return {
        "key": node,
        **_named(tree.frames[tree.frame_of[node]]),
        "can_open": bool(tree.first_child[node + 1] > tree.first_child[node]),
        **_figures(tree.own, tree.total, tree.samples, node),
    }


def callers(tree: CallTree, path: list[int]) -> list[Row]:
    """Who calls the last function of `path`, where that calls the one before it, and so on.

    Sizes are what the first one allocated itself when it was called that way; for an empty path all functions that
    allocated. Raises IndexError.
    """
    nodes = np.flatnonzero(tree.own.any(axis=0)).astype(np.int64)
    nodes = nodes[nodes != ROOT]
    cursor = nodes
    for step, frame in enumerate(path):
        if not 0 <= frame < len(tree.frames):
            raise IndexError(frame)
        if step:
            cursor = tree.parents[cursor]
        there = (tree.frame_of[cursor] == frame) & (cursor != ROOT)
        nodes, cursor = nodes[there], cursor[there]
    if path:
        cursor = tree.parents[cursor]
        nodes, cursor = nodes[cursor != ROOT], cursor[cursor != ROOT]
    frame_of, room = tree.frame_of[cursor], len(tree.frames)
    own = np.stack([sum_in(frame_of, room, side[nodes]) for side in tree.own])
    samples = np.stack([sum_in(frame_of, room, side[nodes]) for side in tree.samples])
    open_ends = sum_in(frame_of, room, tree.parents[cursor] != ROOT)
    return [
        {
            "key": int(at),
            **_named(tree.frames[at]),
            "can_open": bool(open_ends[at]),
            **_figures(own, own, samples, int(at)),
        }
        for at in np.flatnonzero(sum_in(frame_of, room, np.ones(frame_of.size)))
    ]


def ordered(rows: list[Row], by: str, descending: bool) -> list[Row]:
    """Sorted by one of SORTS; what is equal by its name."""
    rows = sorted(rows, key=lambda row: (row["name"], row["url"], row["line"]))
    if by == "name":
        return rows[::-1] if descending else rows
    side, _, difference = by.partition("_")
    if difference:
        return sorted(rows, key=lambda row: row[side][0] - row[side][-1], reverse=descending)
    return sorted(rows, key=lambda row: row[side][0], reverse=descending)


def holding(rows: list[Row], text: str) -> list[Row]:
    """Those with `text` in their function's or script's name, whatever its case."""
    wanted = text.lower()
    return [row for row in rows if wanted in row["name"].lower() or wanted in row["url"].lower()]


def _sums(tree: CallTree, groups: I64, room: int) -> tuple[F64, F64, F64]:
    first = tree.outermost(groups)
    return (
        np.stack([sum_in(groups, room, side) for side in tree.own]),
        np.stack([sum_in(groups[first], room, side[first]) for side in tree.total]),
        np.stack([sum_in(groups, room, side) for side in tree.samples]),
    )


def _named(frame: Frame) -> Row:
    return {"name": frame.name, "url": frame.url, "line": frame.line, "column": frame.column}


def _figures(own: F64, total: F64, samples: npt.NDArray[Any], at: int) -> Row:
    return {
        "self": [float(side[at]) for side in own],
        "total": [float(side[at]) for side in total],
        "samples": [int(side[at]) for side in samples],
    }
