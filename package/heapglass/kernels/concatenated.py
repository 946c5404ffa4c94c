"""The texts of concatenated strings: measured and hashed without joining each anew.

V8 keeps `a + b` as a node with two parts, which may have parts themselves; a text that grew by appending is a chain
of thousands. DevTools joins the parts, left to right, until the text has 1024 UTF-16 units or more. A part's own
text, once known, serves all that contain it.

A hash of a text is the polynomial of its bytes modulo 2^64, so that the hash of a joined text follows from those of
its parts: hash(ab) = hash(a) * RADIX^len(b) + hash(b).
"""

import numpy as np

from heapglass.kernels.engine import U8, U32, U64, kernel
from heapglass.kernels.follow import NOWHERE

RADIX = 0x9E3779B97F4A7C15
LONGEST = 1024
PLAIN = 0xFFFFFFFF  # in place of a number among the concatenated strings: a node of another type


@kernel
def hash_texts(
    string_bytes: U8, string_offsets: U32, strings: U32, prefix: U8, hashes: U64, scales: U64, lengths: U32
) -> int:
    """The hash of each of `strings` (string indices) with `prefix` before it, RADIX to the power of its size in
    bytes, and its length in UTF-16 units.
    """
    radix = np.uint64(RADIX)
    for i in range(strings.size):
        value = np.uint64(0)
        scale = np.uint64(1)
        length = 0
        for at in range(prefix.size):
            value = value * radix + np.uint64(prefix[at]) + np.uint64(1)
            scale *= radix
            length += 1
        for at in range(string_offsets[strings[i]], string_offsets[np.int64(strings[i]) + 1]):
            byte = string_bytes[at]
            value = value * radix + np.uint64(byte) + np.uint64(1)
            scale *= radix
            if (byte & 0xC0) != 0x80:
                length += 1
            if byte >= 0xF0:
                length += 1
        hashes[i] = value
        scales[i] = scale
        lengths[i] = length
    return 0


@kernel
def find_parts(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    internal_edge: int,
    first_name: int,
    second_name: int,
    nodes: U32,
    firsts: U32,
    seconds: U32,
) -> int:
    """The two parts of each of `nodes`, NOWHERE for one that is missing. Of several edges of one name the last counts
    that comes before both are known, as in DevTools.
    """
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        left = NOWHERE
        right = NOWHERE
        for edge in range(first_edge[node], first_edge[node + 1]):
            if edge_type[edge] == internal_edge:
                if edge_name[edge] == first_name:
                    left = np.int64(edge_to[edge])
                elif edge_name[edge] == second_name:
                    right = np.int64(edge_to[edge])
                if left != NOWHERE and right != NOWHERE:
                    break
        firsts[i] = left
        seconds[i] = right
    return 0


@kernel
def mark_flattened(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    internal_edge: int,
    first_name: int,
    second_name: int,
    empty: U8,
    nodes: U32,
    flattened: U8,
) -> int:
    """Mark in `flattened` those of `nodes` of which a part is marked in `empty` (an entry a node); returns how many."""
    count = 0
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        for edge in range(first_edge[node], first_edge[node + 1]):
            if (
                edge_type[edge] == internal_edge
                and (edge_name[edge] == first_name or edge_name[edge] == second_name)
                and empty[edge_to[edge]] != 0
            ):
                flattened[i] = 1
                count += 1
                break
    return count


@kernel
def join_texts(
    firsts: U32,
    seconds: U32,
    number: U32,
    text_of_node: U32,
    text_hashes: U64,
    text_scales: U64,
    text_lengths: U32,
    rank: U32,
    hashes: U64,
    scales: U64,
    lengths: U32,
    stack: U32,
) -> int:
    """Hash, scale and length of the text of each concatenated string i, whose parts are the nodes `firsts[i]` and
    `seconds[i]`.

    `number` is a node's place among the concatenated strings, or PLAIN; then `text_of_node` is its place among the
    texts. `rank` comes zeroed: parts get lower ranks than what contains them; a part that contains its whole (only a
    broken file has one) counts as empty. `stack` has an entry more than there are concatenated strings.
    """
    last = 0
    for start in range(rank.size):
        if rank[start] != 0:
            continue
        # Parts first. While its parts are under way, the rank of a string is the highest.
        height = 1
        stack[0] = start
        rank[start] = PLAIN
        while height > 0:
            i = np.int64(stack[height - 1])
            unknown = -1
            for half in range(2):
                part = np.int64(firsts[i]) if half == 0 else np.int64(seconds[i])
                if part != NOWHERE and unknown < 0:
                    its_number = np.int64(number[part])
                    if its_number != PLAIN and rank[its_number] == 0:
                        unknown = its_number
            if unknown >= 0:
                rank[unknown] = PLAIN
                stack[height] = unknown
                height += 1
                continue
            value = np.uint64(0)
            scale = np.uint64(1)
            length = 0
            base = height
            for half in range(2):
                if length >= LONGEST:
                    break
                # The parts that wait lie above `base`; a string there is taken whole, or gives way to its parts.
                part = np.int64(firsts[i]) if half == 0 else np.int64(seconds[i])
                waiting = base
                if part != NOWHERE:
                    stack[waiting] = part
                    waiting += 1
                while waiting > base and length < LONGEST:
                    waiting -= 1
                    part = np.int64(stack[waiting])
                    j = np.int64(number[part])
                    if j == PLAIN:
                        j = np.int64(text_of_node[part])
                        value = value * text_scales[j] + text_hashes[j]
                        scale *= text_scales[j]
                        length += np.int64(text_lengths[j])
                    elif rank[j] != PLAIN:
                        if length == 0 or length + np.int64(lengths[j]) < LONGEST:
                            value = value * scales[j] + hashes[j]
                            scale *= scales[j]
                            length += np.int64(lengths[j])
                        else:
                            for its_half in range(2):
                                part = np.int64(seconds[j]) if its_half == 0 else np.int64(firsts[j])
                                if part != NOWHERE:
                                    its_number = np.int64(number[part])
                                    if its_number == PLAIN or rank[its_number] < rank[j]:
                                        stack[waiting] = part
                                        waiting += 1
            hashes[i] = value
            scales[i] = scale
            lengths[i] = length
            last += 1
            rank[i] = last
            height -= 1
    return last
