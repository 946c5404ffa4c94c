"""Two sorted lists of ids at a time: what is in one only, and what is in both."""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, kernel

NONE = 0xFFFFFFFF


@kernel
def mark_unmatched(
    base_ids: I64,
    base_first: U32,
    current_ids: I64,
    current_first: U32,
    base_class: U32,
    only_base: U8,
    only_current: U8,
) -> int:
    """Mark the entries of each class that the other side's class does not have; returns how many are in both.

    The ids of class c are `ids[first[c]:first[c + 1]]`, sorted. `base_class` is the base's class for each current one,
    or NONE. Both masks come filled with ones. Equal ids pair off one by one (DevTools `calculateDiffForClass`).
    """
    matched = 0
    for c in range(base_class.size):
        b = base_class[c]
        if b == NONE:
            continue
        i = np.int64(base_first[b])
        base_end = np.int64(base_first[np.int64(b) + 1])
        j = np.int64(current_first[c])
        current_end = np.int64(current_first[c + 1])
        while i < base_end and j < current_end:
            if base_ids[i] < current_ids[j]:
                i += 1
            elif base_ids[i] > current_ids[j]:
                j += 1
            else:
                only_base[i] = 0
                only_current[j] = 0
                matched += 1
                i += 1
                j += 1
    return matched


@kernel
def pair_ids(
    base_ids: I64, base_order: U32, current_ids: I64, current_order: U32, base_at: U32, current_at: U32
) -> int:
    """Pair the entries of both sides that have the same id, one by one; returns how many pairs there are.

    The orders sort the ids. Pair p is of entries `base_at[p]` and `current_at[p]`, which have room for all of the
    smaller side.
    """
    i = 0
    j = 0
    pairs = 0
    while i < base_order.size and j < current_order.size:
        base_id = base_ids[base_order[i]]
        current_id = current_ids[current_order[j]]
        if base_id < current_id:
            i += 1
        elif base_id > current_id:
            j += 1
        else:
            base_at[pairs] = base_order[i]
            current_at[pairs] = current_order[j]
            pairs += 1
            i += 1
            j += 1
    return pairs
