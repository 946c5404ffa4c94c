"""Requests about sampling profiles, which need no snapshot: one session holds several, so that two can be compared.

Every request names a `profile`, by the number it was given when it was opened, and the one to compare it with as
`base` (or null); figures are lists then: its own, and the base's.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from heapglass.profile import CallTree, Profile, merge, read_profile
from heapglass.profile.flame import MOST, flame
from heapglass.profile.rows import SORTS, callees, callers, functions, holding, node_row, ordered, scripts
from heapglass.service.failures import BadRequestError
from heapglass.service.requests import MOST_ROWS, Params, key_of, sort_of
from heapglass.service.rows import Row

KEPT_TREES = 4
KEPT_LISTS = 32
LONGEST_PATH = 2000


class Profiles:
    """The open profiles, and the trees and lists that were last looked at."""

    def __init__(self) -> None:
        self._open: dict[int, Profile] = {}
        self._last = 0
        self._trees: OrderedDict[tuple[int, int | None], CallTree] = OrderedDict()
        self._lists: OrderedDict[str, list[Row]] = OrderedDict()

    def open(self, path: str, emit: Callable[[str, int, int], object]) -> Row:
        """Read the profile at `path`; tells its number, and what is in it. Raises HeapglassError, and OSError."""
        profile = read_profile(path, emit)
        self._last += 1
        self._open[self._last] = profile
        return {
            "profile": self._last,
            "file_size": profile.file_size,
            "node_count": int(profile.parents.size),
            "function_count": len(profile.frames),
            "sample_count": int(profile.samples.sum()),
            "total_size": float(profile.self_sizes.sum()),
        }

    def answer(self, method: str, params: Params) -> Any:
        """Raises BadRequestError."""
        asked = {"profile_rows": self._rows, "flame": self._flame, "close_profile": self._close}.get(method)
        if asked is None:
            raise BadRequestError("unknown-method", f"There is no request {method!r}.", method=method)
        try:
            return asked(params)
        except IndexError as error:
            raise BadRequestError("out-of-range", f"The profile has no place {error}.") from None

    def _rows(self, params: Params) -> Row:
        """A page of rows: {shape: functions | scripts | callees | callers, path, sort, filter: {text}, start, count}.

        `path` are the keys of the rows that lead there, from the top down.
        """
        by, descending = sort_of(params, SORTS, "total")
        path = [int(key) for key in params.get("path") or []][:LONGEST_PATH]
        text = str((params.get("filter") or {}).get("text") or "") if not path else ""
        asked = {key: params.get(key) for key in ("profile", "base", "shape")}
        key = key_of({**asked, "path": path, "sort": [by, descending], "text": text})
        rows = self._lists.get(key)
        if rows is None:
            rows = self._made(self._tree(params), str(params.get("shape")), path)
            rows = self._lists[key] = ordered(holding(rows, text) if text else rows, by, descending)
            while len(self._lists) > KEPT_LISTS:
                self._lists.popitem(last=False)
        start = max(0, int(params.get("start", 0)))
        return {"total": len(rows), "rows": rows[start : start + min(MOST_ROWS, max(0, int(params.get("count", 100))))]}

    def _made(self, tree: CallTree, shape: str, path: list[int]) -> list[Row]:
        if shape == "callees":
            return callees(tree, path[-1]) if path else callees(tree)
        if shape == "callers":
            return callers(tree, path)
        if path:
            return []
        return scripts(tree) if shape == "scripts" else functions(tree)

    def _flame(self, params: Params) -> Row:
        """As much as can be drawn below `root`: {root, most, least}; and the nodes above it, the root first."""
        tree, root = self._tree(params), int(params.get("root", 0))
        rows = flame(tree, root, int(params.get("most", MOST)), float(params.get("least", 0.001)))
        return {
            "rows": rows,
            "above": [node_row(tree, node) for node in tree.path(root)[:-1]],
            "whole": [float(side[0]) for side in tree.total],
        }

    def _close(self, params: Params) -> None:
        closed = int(params["profile"])
        self._open.pop(closed, None)
        self._lists.clear()
        for key in [key for key in self._trees if closed in key]:
            del self._trees[key]

    def _tree(self, params: Params) -> CallTree:
        base = params.get("base")
        key = (int(params["profile"]), None if base is None else int(base))
        tree = self._trees.get(key)
        if tree is None:
            wanted = [self._open.get(number) for number in key if number is not None]
            sides = [profile for profile in wanted if profile is not None]
            if len(sides) < len(wanted):
                raise BadRequestError("no-such-profile", "That profile is not open any more.")
            tree = self._trees[key] = merge(sides)
            while len(self._trees) > KEPT_TREES:
                self._trees.popitem(last=False)
        return tree
