"""Equal keys get equal numbers: what np.unique does with a sort, in one pass over a hash table."""

import numpy as np

from heapglass.kernels.engine import U32, U64, kernel

EMPTY = 0xFFFFFFFF
FNV_OFFSET = 0xCBF29CE484222325
FNV_PRIME = 0x100000001B3


@kernel
def seat_groups(keys: U64, groups: int, first_of: U32, slots: U32) -> int:
    """Give each of the first `groups` groups its slot again, after the slots have grown."""
    mask = slots.size - 1
    for group in range(groups):
        key = keys[first_of[group]]
        at = np.int64((key ^ (key >> np.uint64(32))) & np.uint64(0x7FFFFFFF))
        at = (at * 0x9E3779B1 >> 15) & mask
        while slots[at] != EMPTY:
            at = (at + 1) & mask
        slots[at] = group
    return groups


@kernel
def number_groups(keys: U64, begin: int, groups: int, slots: U32, group_of: U32, first_of: U32) -> int:
    """Number the distinct `keys` in order of first appearance, from key `begin` on; returns how many there are.

    `group_of[i]` is the number of `keys[i]`, `first_of[g]` the first i of group g. `groups` of them were met before
    `begin`, and have their `slots`; the other slots are EMPTY. There are twice as many as `first_of` has entries, and
    a power of two. It stops at the key that takes the last entry.
    """
    mask = slots.size - 1
    for i in range(begin, keys.size):
        key = keys[i]
        at = np.int64((key ^ (key >> np.uint64(32))) & np.uint64(0x7FFFFFFF))
        at = (at * 0x9E3779B1 >> 15) & mask
        while True:
            group = slots[at]
            if group == EMPTY:
                slots[at] = groups
                first_of[groups] = i
                group_of[i] = groups
                groups += 1
                break
            if keys[first_of[group]] == key:
                group_of[i] = group
                break
            at = (at + 1) & mask
        if groups == first_of.size:
            break
    return groups
