"""Where texts that were joined of others are joined, so that what is put in their place can be joined likewise."""

import numpy as np

from heapglass.kernels.concatenated import PLAIN
from heapglass.kernels.engine import I64, U8, U32, kernel
from heapglass.kernels.follow import NOWHERE


@kernel
def list_leaves(
    firsts: U32,
    seconds: U32,
    number: U32,
    wanted: U32,
    size_of_node: U32,
    longest: int,
    most_steps: int,
    stack: U32,
    leaves: U32,
    first_leaf: I64,
) -> int:
    """The nodes of whose texts each of the `wanted` concatenated strings (their numbers) is joined, left to right,
    until the text has `longest` bytes. Leaves of string w: `leaves[first_leaf[w]:first_leaf[w + 1]]`.

    `number` is a node's place among the concatenated strings, or PLAIN. Returns how many leaves there are, and writes
    only what fits. A string whose parts cannot be walked through in `most_steps` has no leaves, nor one that is joined
    of no more than one text.
    """
    count = 0
    for w in range(wanted.size):
        first_leaf[w] = count
        begin = count
        size = 0
        steps = 0
        waiting = 0
        i = np.int64(wanted[w])
        while steps < most_steps:
            steps += 1
            if i >= 0:
                for half in range(2):
                    part = seconds[i] if half == 0 else firsts[i]
                    if part != NOWHERE and waiting < stack.size:
                        stack[waiting] = part
                        waiting += 1
            if waiting == 0 or size >= longest:
                break
            waiting -= 1
            part = stack[waiting]
            i = np.int64(number[part])
            if i == PLAIN:
                i = np.int64(-1)
                if size_of_node[part] > 0:
                    size += np.int64(size_of_node[part])
                    if count < leaves.size:
                        leaves[count] = part
                    count += 1
        if steps == most_steps or count == begin + 1:
            count = begin
    first_leaf[wanted.size] = count
    return count


@kernel
def spread_cuts(group_first: I64, member_first: I64, items: U32, bases: I64, cuts: U8, joint: U8, rounds: int) -> int:
    """Cut texts that are parts of equal texts in the same places, wherever one of them is cut.

    The members `group_first[g] … group_first[g + 1] - 1` of group g are ways to join one text: member m of the texts
    `items[member_first[m]:member_first[m + 1]]`. Text t has the places `bases[t] … bases[t + 1] - 1` in `cuts`, which
    are 1 where a piece begins, as the first one is. `joint` has room for the longest text. Returns how many rounds it
    took, `rounds` at most.
    """
    for done in range(rounds):
        changed = False
        for g in range(group_first.size - 1):
            size = 0
            for m in range(group_first[g], group_first[g + 1]):
                at = 0
                for k in range(member_first[m], member_first[m + 1]):
                    base = bases[items[k]]
                    for j in range(bases[np.int64(items[k]) + 1] - base):
                        if at + j >= size:
                            joint[at + j] = 0
                        joint[at + j] |= cuts[base + j]
                    at += bases[np.int64(items[k]) + 1] - base
                    if at > size:
                        size = at
            for m in range(group_first[g], group_first[g + 1]):
                at = 0
                for k in range(member_first[m], member_first[m + 1]):
                    base = bases[items[k]]
                    for j in range(bases[np.int64(items[k]) + 1] - base):
                        if joint[at + j] != 0 and cuts[base + j] == 0:
                            cuts[base + j] = 1
                            changed = True
                    at += bases[np.int64(items[k]) + 1] - base
        if not changed:
            return done + 1
    return rounds
