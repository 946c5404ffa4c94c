"""Makes what the first click on a node will need, while nobody waits."""

from collections.abc import Iterator

from heapglass.service.questions import answer
from heapglass.service.session import Session


def ripening(session: Session) -> Iterator[None]:
    """Each step makes one thing; every one of them can as well be made when it is asked for."""
    heap = session.heap
    _ = heap.retainer_index
    yield
    _ = heap.retainer_noise
    yield
    _ = heap.script_names
    yield
    # What is looked up once a snapshot is so on the way: any node will do.
    node = {"ordinal": heap.node_count // 2}
    answer(session, "inspection", node | {"retainers": {"count": 1}})
    yield
    heap.prepare_ways()
    yield
    _ = session.ways
    yield
    _ = heap.functions
    answer(session, "kept_by", node)
    yield
