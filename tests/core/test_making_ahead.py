"""What is made before anybody asks: kernels that the browser has compiled well, and what the first click needs."""

from heapglass.service.ripening import ripening
from heapglass.service.session import Session
from heapglass.service.warm_up import made_up_heap, warm_up
from tests.core.test_comparison import leaking
from tests.core.test_retainers_view import as_heap


def test_ripening_makes_what_the_first_click_needs() -> None:
    heap = as_heap(leaking(5))
    assert not {"retainer_index", "retainer_noise"} & set(vars(heap))
    session = Session(heap, "x")
    assert len(list(ripening(session))) >= 5
    assert {"retainer_index", "retainer_noise", "script_names", "functions"} <= set(vars(heap))
    assert session.knows_ways


def test_warming_up_reads_the_same_heap_every_time() -> None:
    warm_up()
    plain, packed = made_up_heap()
    made_up_heap.cache_clear()
    assert made_up_heap() == (plain, packed)
