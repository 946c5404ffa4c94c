"""Equal keys get equal numbers, however many there are and however the table has to grow."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heapglass.analysis import grouping
from heapglass.analysis.grouping import group, paired

KEYS = st.lists(st.integers(0, 40) | st.integers(0, 2**64 - 1), max_size=300)


@pytest.mark.usefixtures("engine")
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=KEYS, few=st.sampled_from([1, 4, 1024]), many=st.sampled_from([2, 100]))
def test_groups(keys: list[int], few: int, many: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "FEW", few)
        patch.setattr(grouping, "MANY", many)
        group_of, first_of = group(np.array(keys, np.uint64))
    distinct = list(dict.fromkeys(keys))
    assert [distinct[number] for number in group_of] == keys
    assert [keys[first] for first in first_of] == distinct
    assert first_of.tolist() == [keys.index(key) for key in distinct]


def test_pairs() -> None:
    high, low = np.array([0, 1, 2**32 - 1], np.uint32), np.array([7, 2**32 - 1, 0], np.uint32)
    assert paired(high, low).tolist() == [7, 2**33 - 1, (2**32 - 1) << 32]
