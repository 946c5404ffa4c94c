"""What the engine itself needs for a program, where it is a good part of the heap: code, source text, realms."""

import numpy as np

from heapglass.analysis.distances import SYSTEM
from heapglass.analysis.following import follow
from heapglass.analysis.suspects.finding import Finding, Kind
from heapglass.analysis.suspects.making import made
from heapglass.analysis.suspects.severity import Nature, severity_in_one
from heapglass.analysis.suspects.strings import is_source
from heapglass.heap import Heap
from heapglass.kernels.engine import U8, U32
from heapglass.kernels.follow import NOWHERE

CODE_SHARE = 0.3
CODE_BYTES = 10_000_000
"""An idle Node.js has 1.3 MB of code, a third of its heap: not worth a word before it is many times that."""
SMALLEST_TEXT = 20_000
MOST_TEXTS = 200
FEWEST_REALMS = 5
"""A page with frames has a few, a test runner one for each file."""


def code_finding(heap: Heap) -> Finding | None:
    """Compiled code and what belongs to it, if there is very much of it."""
    size = heap.statistics.code
    if size < CODE_BYTES or size < CODE_SHARE * heap.total_size:
        return None
    snapshot = heap.snapshot
    code = np.flatnonzero(snapshot.node_type == snapshot.header.node_type_code("code"))
    node = int(code[np.argmax(heap.shallow_sizes[code])])
    return made(heap, Kind.COMPILED_CODE, node, size, confidence=0.2, count=code.size)


def source_finding(heap: Heap, least: float) -> Finding | None:
    """Source text and source maps together: at the largest of them."""
    snapshot, header = heap.snapshot, heap.snapshot.header
    large = (heap.shallow_sizes >= SMALLEST_TEXT) & (snapshot.node_type == header.node_type_code("string"))
    nodes = np.flatnonzero(large & (heap.distances < SYSTEM))
    nodes = nodes[np.argsort(-heap.shallow_sizes[nodes], kind="stable")][:MOST_TEXTS]
    texts = [node for node in nodes.tolist() if is_source(heap, node)]
    size = float(heap.shallow_sizes[texts].sum()) if texts else 0.0
    if size < least:
        return None
    return made(
        heap, Kind.SOURCE_TEXT, texts[0], size, confidence=0.2, count=len(texts), members=np.array(texts, np.uint32)
    )


def realms_finding(heap: Heap, least: float, chosen: U8 | None = None) -> Finding | None:
    """Contexts of `vm`, frames, workers' globals: each has a set of built-in objects of its own."""
    contexts = heap.native_contexts.contexts.astype(np.uint32)
    sizes = heap.native_contexts.sizes
    order = np.argsort(-sizes, kind="stable")[1:]  # the largest is the program's own
    contexts, sizes = contexts[order], sizes[order]
    if chosen is not None:
        new = chosen[contexts] != 0
        contexts, sizes = contexts[new], sizes[new]
    if contexts.size < FEWEST_REALMS or sizes.sum() < least:
        return None
    globals_: U32 = _globals(heap, contexts)
    size = float(sizes.sum())
    share = size / heap.total_size
    return made(
        heap, Kind.REALMS, int(globals_[0]), size, confidence=0.5, count=contexts.size, members=globals_,
        severity=severity_in_one(size, share, Nature.LIVE if contexts.size >= 2 * FEWEST_REALMS else Nature.PLAIN),
    )  # fmt: skip


def _globals(heap: Heap, contexts: U32) -> U32:
    """What a program knows a realm by, its global object, where the snapshot tells."""

    proxies = follow(heap.snapshot, contexts, "global_proxy_object")
    return np.where(proxies == NOWHERE, contexts, proxies).astype(np.uint32)
