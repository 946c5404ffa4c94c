"""The call trees of one or two profiles as one tree: what is called the same from the same callers is one node."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from heapglass.analysis.grouping import sum_in
from heapglass.kernels.engine import F64, I64
from heapglass.profile.reading import Frame, Profile

ROOT = 0


@dataclass(frozen=True, slots=True)
class CallTree:
    """Nodes level by level from the root (0) on; those that one node calls stand side by side.

    Figures have a row a profile: the one looked at first, and then, if there is one, the one it is compared with.
    """

    frames: list[Frame]
    frame_of: I64
    parents: I64
    first_child: I64
    """For each node where its callees begin; those of the next begin where they end."""
    own: F64
    """Bytes allocated by a node's function itself (profiles, nodes)."""
    total: F64
    """Those, and all that was allocated by what it called."""
    samples: I64
    enter: I64
    """The order in which a walk in depth comes to the nodes."""
    leave: I64

    @property
    def sides(self) -> int:
        return int(self.own.shape[0])

    def children(self, node: int) -> I64:
        return np.arange(self.first_child[node], self.first_child[node + 1], dtype=np.int64)

    def path(self, node: int) -> list[int]:
        """From the root to a node, both included."""
        way = [node]
        while way[-1] != ROOT:
            way.append(int(self.parents[way[-1]]))
        return way[::-1]

    def outermost(self, groups: I64) -> Any:
        """Which nodes have none of the same group among their callers: recursion must not count twice."""
        count = self.parents.size + 1
        order = np.lexsort((self.enter, groups))
        # Within a group, in the order of a walk: inside another one is what begins before one seen earlier has ended.
        ends = np.maximum.accumulate(self.leave[order] + groups[order] * count)
        inside = np.zeros(order.size, bool)
        inside[1:] = ends[:-1] > self.enter[order[1:]] + groups[order[1:]] * count
        first = np.empty(order.size, bool)
        first[order] = ~inside
        return first


def merge(profiles: list[Profile]) -> CallTree:
    """The tree of a profile, or of two beside each other."""
    frames: dict[Frame, int] = {}
    numbers = [np.array([frames.setdefault(frame, len(frames)) for frame in each.frames]) for each in profiles]
    begins = np.cumsum([0] + [each.parents.size for each in profiles])
    frame_of = np.concatenate([number[each.frame_of] for number, each in zip(numbers, profiles, strict=True)]).astype(
        np.int64
    )
    parents = np.concatenate(
        [np.where(each.parents < 0, -1, each.parents + begin) for begin, each in zip(begins, profiles, strict=False)]
    )
    merged_of, made_frames, made_parents, levels = _levels(frame_of, parents, begins[1:] - 1, len(frames))
    room = made_parents.size
    own, samples = np.empty((len(profiles), room)), np.empty((len(profiles), room), np.int64)
    for side, each in enumerate(profiles):
        place = merged_of[begins[side] : begins[side + 1]]
        own[side] = sum_in(place, room, each.self_sizes)
        samples[side] = sum_in(place, room, each.samples)
    first_child = 1 + np.searchsorted(made_parents[1:], np.arange(room + 1), side="left").astype(np.int64)
    total, count = own.copy(), np.ones(room, np.int64)
    for begin, end in reversed(levels[1:]):
        above = made_parents[begin:end]
        for side in range(len(profiles)):
            total[side] += sum_in(above, room, total[side, begin:end])
        count += sum_in(above, room, count[begin:end]).astype(np.int64)
    enter = np.zeros(room, np.int64)
    for begin, end in levels[1:]:
        above = made_parents[begin:end]
        before = np.cumsum(count[begin:end]) - count[begin:end]
        enter[begin:end] = enter[above] + 1 + before - before[first_child[above] - begin]
    return CallTree(list(frames), made_frames, made_parents, first_child, own, total, samples, enter, enter + count)


def _levels(frame_of: I64, parents: I64, heads: I64, frames: int) -> tuple[I64, I64, I64, list[tuple[int, int]]]:
    """For each node the merged one it is part of; frames and callers of those; and where each level begins and ends."""
    by_parent = np.argsort(parents, kind="stable")
    first = np.searchsorted(parents[by_parent], np.arange(parents.size + 1))
    merged_of = np.zeros(parents.size, np.int64)
    made_frames, made_parents = [frame_of[heads[:1]]], [np.full(1, -1, np.int64)]
    levels = [(0, 1)]
    level = heads
    while True:
        counts = first[level + 1] - first[level]
        if not counts.any():
            break
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        level = by_parent[np.repeat(first[level], counts) + within]
        keys = merged_of[parents[level]] * frames + frame_of[level]
        order = np.argsort(keys, kind="stable")
        is_new = np.ones(order.size, bool)
        is_new[1:] = np.diff(keys[order]) != 0
        begin = levels[-1][1]
        merged_of[level[order]] = begin + np.cumsum(is_new) - 1
        new = keys[order][is_new]
        made_frames.append(new % frames)
        made_parents.append(new // frames)
        levels.append((begin, begin + new.size))
    return merged_of, np.concatenate(made_frames), np.concatenate(made_parents), levels
