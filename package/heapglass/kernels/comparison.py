"""What two snapshots have in common, node by node."""

import numpy as np

from heapglass.kernels.engine import F64, I64, U32, kernel

NONE = 0xFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15  # 2^64 by the golden ratio: Knuth's multiplicative hash


@kernel
def find_last_of_classes(class_of: U32, ids: I64, shallow: F64, last: U32) -> int:
    """The node with the highest id of each class, of those that have a shallow size.

    `last` comes filled with NONE, and stays so for a class without such nodes.
    """
    for node in range(class_of.size):
        if shallow[node] > 0:
            found = last[class_of[node]]
            if found == NONE or ids[found] <= ids[node]:
                last[class_of[node]] = node
    return 0


@kernel
def number_sized(class_of: U32, shallow: F64, number: U32, numbered: U32) -> int:
    """The `number` of each node's class, or NONE for a node without a shallow size."""
    for node in range(class_of.size):
        numbered[node] = number[class_of[node]] if shallow[node] > 0 else NONE
    return 0


@kernel
def pair_nodes(
    base_ids: I64,
    base_class: U32,
    base_number: U32,
    current_ids: I64,
    current_class: U32,
    current_number: U32,
    slots: U32,
    later: U32,
    base_of: U32,
) -> int:
    """For each current node the one of the base with the same id whose class has the same number, or NONE.

    A class of NONE, and a number of NONE, is never paired. Of several nodes with one id and number each is paired with
    one other, the first ones first (DevTools `calculateDiffForClass`). `slots` come filled with NONE: a power of two,
    twice as many as the base has nodes. `later` has room for each of those. Returns how many pairs there are.
    """
    mask = np.uint64(slots.size - 1)
    for back in range(base_ids.size):
        node = base_ids.size - 1 - back
        if base_class[node] == NONE or base_number[base_class[node]] == NONE:
            continue
        number = base_number[base_class[node]]
        mixed = (np.uint64(base_ids[node]) + (np.uint64(number) << np.uint64(40))) * np.uint64(GOLDEN)
        at = np.int64((mixed >> np.uint64(32)) & mask)
        while slots[at] != NONE:
            other = slots[at]
            if base_ids[other] == base_ids[node] and base_number[base_class[other]] == number:
                break
            at = np.int64((np.uint64(at) + np.uint64(1)) & mask)
        later[node] = slots[at]
        slots[at] = node
    pairs = 0
    for node in range(current_ids.size):
        base_of[node] = NONE
        if current_class[node] == NONE or current_number[current_class[node]] == NONE:
            continue
        number = current_number[current_class[node]]
        mixed = (np.uint64(current_ids[node]) + (np.uint64(number) << np.uint64(40))) * np.uint64(GOLDEN)
        at = np.int64((mixed >> np.uint64(32)) & mask)
        while slots[at] != NONE:
            found = slots[at]
            if base_ids[found] == current_ids[node] and base_number[base_class[found]] == number:
                # The last one of them keeps the slot, marked by being later than itself.
                if later[found] != found:
                    base_of[node] = found
                    pairs += 1
                    if later[found] == NONE:
                        later[found] = found
                    else:
                        slots[at] = later[found]
                break
            at = np.int64((np.uint64(at) + np.uint64(1)) & mask)
    return pairs
