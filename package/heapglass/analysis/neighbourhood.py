"""Some nodes and what they lead to, level by level."""

from dataclasses import dataclass

import numpy as np

from heapglass.kernels.engine import F64, I64, U32
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class Neighbourhood:
    """`nodes` (uint32 ordinals), each once: those asked for, then what they lead to, level by level; `levels` (int64)
    count from 0. The references of node i that were followed, or would be, are `edges[first[i]:first[i + 1]]` (uint32
    edge ordinals, most retained first).
    """

    nodes: U32
    levels: I64
    first: I64
    edges: U32


def neighbourhood(snapshot: Snapshot, retained: F64, nodes: U32, depth: int, references: int | None) -> Neighbourhood:
    """Follow the `references` (all if None) of each node that lead to the largest retained sizes, `depth` levels far.

    A node that several lead to is on the nearest level. Edges that are never shown (`invisible`) are left out.
    """
    seen = np.zeros(snapshot.node_count, np.bool_)
    levels: list[U32] = []
    firsts: list[I64] = [np.zeros(1, np.int64)]
    edges: list[U32] = []
    count = 0
    level = nodes
    while level.size and len(levels) <= depth:
        seen[level] = True
        found, counts = _largest(snapshot, retained, level, references)
        levels.append(level)
        edges.append(found)
        firsts.append(count + np.cumsum(counts, dtype=np.int64))
        count += found.size
        reached = np.zeros(snapshot.node_count, np.bool_)
        reached[snapshot.edge_to[found]] = True
        level = np.flatnonzero(reached & ~seen).astype(np.uint32)
    numbers = [np.full(level.size, number, np.int64) for number, level in enumerate(levels)]
    if not levels:
        return Neighbourhood(nodes, np.zeros(0, np.int64), firsts[0], np.empty(0, np.uint32))
    return Neighbourhood(np.concatenate(levels), np.concatenate(numbers), np.concatenate(firsts), np.concatenate(edges))


def _largest(snapshot: Snapshot, retained: F64, nodes: U32, most: int | None) -> tuple[U32, I64]:
    """The edges of `nodes` to the largest retained sizes, `most` of each at most, and how many each has."""
    begins = snapshot.first_edge[nodes].astype(np.int64)
    counts = (snapshot.first_edge[nodes.astype(np.int64) + 1].astype(np.int64) - begins).astype(np.intp)
    owners = np.repeat(np.arange(nodes.size, dtype=np.int64), counts)
    within = np.arange(owners.size, dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    edges = begins[owners] + within
    shown = snapshot.edge_type[edges] != snapshot.header.edge_type_code("invisible")
    edges, owners = edges[shown], owners[shown]
    order = np.lexsort((edges, -retained[snapshot.edge_to[edges]], owners))
    edges, owners = edges[order], owners[order]
    counts = np.bincount(owners.astype(np.intp), minlength=nodes.size)
    if most is not None:
        places = np.arange(owners.size, dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
        edges = edges[places < most]
        counts = np.minimum(counts, most)
    return edges.astype(np.uint32), counts.astype(np.int64)
