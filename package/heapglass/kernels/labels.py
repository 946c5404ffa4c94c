"""Labels of nodes, made of several names: plain objects by their properties, concatenated strings by their parts."""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, U64, kernel
from heapglass.kernels.grouping import FNV_OFFSET, FNV_PRIME

# Segments of a label: a string (its index times two, one more if quoted), or one of these texts.
OPEN = -1  # {
CLOSE = -2  # }
COMMA = -3  # a comma and a space
MORE = -4  # a comma, a space, and three dots
DETACHED = -5  # "Detached "
SEGMENTS = ("{", "}", ", ", ", …", "Detached ")


@kernel
def write_labels(
    first_edge: U32,
    edge_type: U8,
    edge_name: U32,
    edge_to: U32,
    node_type: U8,
    node_name: U32,
    string_bytes: U8,
    string_offsets: U32,
    fixed_bytes: U8,
    fixed_offsets: U32,
    property_edge: int,
    internal_edge: int,
    object_node: int,
    concatenated_node: int,
    object_string: int,
    proto_string: int,
    first_string: int,
    second_string: int,
    renamed: U8,
    nodes: U32,
    longest_object: int,
    longest_concatenated: int,
    most_parts: int,
    longest: int,
    segments: I64,
    stack: U32,
    ends: I64,
    hashes: U64,
    out: U8,
) -> int:
    """Write the label of each of `nodes`, one after another, cut after `longest` bytes; returns the bytes they take.

    `ends[i]` is where label i ends, `hashes[i]` FNV-1a of it. What `out` has no room for is not written, but counted:
    call first with an empty one. `renamed` (an entry a node) marks those that `Detached ` is put before;
    `fixed_bytes` and `fixed_offsets` hold SEGMENTS. A plain object takes properties from its start and its end in turn,
    up to `longest_object` UTF-16 units (DevTools `plainObjectName`), a concatenated string the texts of its parts,
    up to `longest_concatenated` (`consStringName`). `stack` has two entries more than there are concatenated strings,
    `segments` several for each unit of these two; a string that contains itself, which only a broken file has, ends
    after `most_parts`.
    """
    written = 0
    for i in range(nodes.size):
        node = np.int64(nodes[i])
        count = 0  # segments
        if node_type[node] == object_node and node_name[node] == object_string:
            head = np.int64(first_edge[node])
            tail = np.int64(first_edge[node + 1]) - 1
            start_width = 1
            end_width = 1
            from_end = False
            kept = segments.size  # those of the end are kept at the end, last first
            segments[0] = OPEN
            count = 1
            while head <= tail:
                edge = tail if from_end else head
                if edge_type[edge] != property_edge or edge_name[edge] == proto_string:
                    if from_end:
                        tail -= 1
                    else:
                        head += 1
                    continue
                name = np.int64(edge_name[edge])
                plain = 0
                escaped = 2
                quoted = 0
                at = np.int64(string_offsets[name])
                stop = np.int64(string_offsets[name + 1])
                while at < stop:
                    byte = np.int64(string_bytes[at])
                    if byte == 44 or byte == 39 or byte == 34 or byte == 123 or byte == 125:
                        quoted = 1
                    if byte >= 0xF0:
                        plain += 2
                        escaped += 2
                    elif byte == 0xED and at + 1 < stop and string_bytes[at + 1] >= 0xA0:
                        plain += 1
                        escaped += 6
                    elif byte >= 0xC0:
                        plain += 1
                        escaped += 1
                    elif byte < 0x80:
                        plain += 1
                        if byte == 34 or byte == 92 or (byte >= 8 and byte <= 13 and byte != 11):
                            escaped += 2
                        elif byte < 32:
                            escaped += 6
                        else:
                            escaped += 1
                    at += 1
                width = escaped if quoted == 1 else plain
                if start_width > 1 and start_width + end_width + width > longest_object:
                    break
                if kept - count < 8:
                    break  # only empty names at the start have let it come so far
                if from_end:
                    tail -= 1
                    if end_width > 1:
                        end_width += 2
                        kept -= 1
                        segments[kept] = COMMA
                    if width > 0:
                        kept -= 1
                        segments[kept] = name * 2 + quoted
                    end_width += width
                else:
                    head += 1
                    if start_width > 1:
                        start_width += 2
                        segments[count] = COMMA
                        count += 1
                    if width > 0:
                        segments[count] = name * 2 + quoted
                        count += 1
                    start_width += width
                from_end = not from_end
            if head <= tail:
                segments[count] = MORE
                count += 1
            if end_width > 1:
                segments[count] = COMMA
                count += 1
            while kept < segments.size:
                segments[count] = segments[kept]
                count += 1
                kept += 1
            segments[count] = CLOSE
            count += 1
        elif node_type[node] == concatenated_node:
            stack[0] = node
            waiting = 1
            width = 0
            parts = 0
            while (
                waiting > 0
                and width < longest_concatenated
                and parts < most_parts
                and waiting < stack.size
                and count + 2 < segments.size
            ):
                parts += 1
                waiting -= 1
                part = np.int64(stack[waiting])
                if node_type[part] != concatenated_node:
                    name = np.int64(node_name[part])
                    if renamed[part] != 0:
                        segments[count] = DETACHED
                        count += 1
                        width += 9
                    at = np.int64(string_offsets[name])
                    stop = np.int64(string_offsets[name + 1])
                    if at < stop:
                        segments[count] = name * 2
                        count += 1
                    while at < stop and width < longest_concatenated:
                        byte = np.int64(string_bytes[at])
                        if byte >= 0xF0:
                            width += 2
                        elif byte < 0x80 or byte >= 0xC0:
                            width += 1
                        at += 1
                    continue
                first_part = -1
                second_part = -1
                for edge in range(first_edge[part], first_edge[part + 1]):
                    if edge_type[edge] == internal_edge:
                        if edge_name[edge] == first_string:
                            first_part = np.int64(edge_to[edge])
                        elif edge_name[edge] == second_string:
                            second_part = np.int64(edge_to[edge])
                        if first_part >= 0 and second_part >= 0:
                            break
                if second_part >= 0:
                    stack[waiting] = second_part
                    waiting += 1
                if first_part >= 0:
                    stack[waiting] = first_part
                    waiting += 1
        else:
            if renamed[node] != 0:
                segments[0] = DETACHED
                count = 1
            segments[count] = np.int64(node_name[node]) * 2
            count += 1

        value = np.uint64(FNV_OFFSET)
        limit = written + longest
        for s in range(count):
            segment = segments[s]
            fixed = segment < 0
            name = -1 - segment if fixed else segment >> 1
            quoted = not fixed and (segment & 1) == 1
            at = np.int64(fixed_offsets[name] if fixed else string_offsets[name])
            stop = np.int64(fixed_offsets[name + 1] if fixed else string_offsets[name + 1])
            pending = 34 if quoted else 0  # bytes to be written before the next of the text, the first one lowest
            closing = quoted
            while written < limit:
                if pending != 0:
                    byte = pending & 255
                    pending >>= 8
                elif at < stop:
                    byte = np.int64(fixed_bytes[at] if fixed else string_bytes[at])
                    at += 1
                    if not quoted:
                        pass
                    elif byte == 34 or byte == 92:
                        pending = byte
                        byte = 92
                    elif byte < 32:
                        letter = 0
                        if byte == 8:
                            letter = 98
                        elif byte == 9:
                            letter = 116
                        elif byte == 10:
                            letter = 110
                        elif byte == 12:
                            letter = 102
                        elif byte == 13:
                            letter = 114
                        if letter != 0:
                            pending = letter
                        else:
                            low = byte & 15
                            low += 48 if low < 10 else 87
                            pending = 117 | 48 << 8 | 48 << 16 | (48 + (byte >> 4)) << 24 | low << 32
                        byte = 92
                    elif byte == 0xED and at + 1 < stop and string_bytes[at] >= 0xA0:
                        # a lone surrogate, as JSON writes it
                        high = (np.int64(string_bytes[at]) >> 2) & 15
                        middle = (np.int64(string_bytes[at]) & 3) << 2 | (np.int64(string_bytes[at + 1]) >> 4) & 3
                        low = np.int64(string_bytes[at + 1]) & 15
                        at += 2
                        high += 48 if high < 10 else 87
                        middle += 48 if middle < 10 else 87
                        low += 48 if low < 10 else 87
                        pending = 117 | 100 << 8 | high << 16 | middle << 24 | low << 32
                        byte = 92
                elif closing:
                    closing = False
                    byte = 34
                else:
                    break
                if written < out.size:
                    out[written] = byte
                value = (value ^ np.uint64(byte)) * np.uint64(FNV_PRIME)
                written += 1
        ends[i] = written
        hashes[i] = value
    return written
