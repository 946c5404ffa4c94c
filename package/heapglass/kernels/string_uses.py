"""What strings are used for, as the rows that refer to them tell."""

from heapglass.kernels.engine import I64, U8, kernel


@kernel
def mark_uses(kinds: I64, names: I64, use_of_kind: U8, uses: U8, begin: int, largest: I64) -> int:
    """Add to `uses` (an entry a string) what each row's kind says of the string that the row names.

    A kind whose use is 0 names no string. Keeps in largest[0] the largest string index that was named, in largest[1]
    its row, counted from `begin`. Returns -1, or the first row whose kind or string does not exist; the rows before
    it are marked.
    """
    for row in range(kinds.size):
        kind = kinds[row]
        if kind < 0 or kind >= use_of_kind.size:
            return row
        use = use_of_kind[kind]
        if use != 0:
            name = names[row]
            if name > largest[0]:
                largest[0] = name
                largest[1] = begin + row
            if name < 0 or name >= uses.size:
                return row
            uses[name] |= use
    return -1


@kernel
def repoint_values(kinds: I64, names: I64, use_of_kind: U8, value: int, twin: I64, kept: U8, begin: int) -> int:
    """Point each row that names a value (`use_of_kind` is `value`) to the twin of its string, where it has one (≥ 0).

    `kept` (by row, counted from `begin`) marks rows that stay. Returns how many were pointed elsewhere.
    """
    moved = 0
    for row in range(kinds.size):
        if use_of_kind[kinds[row]] == value and kept[begin + row] == 0:
            to = twin[names[row]]
            if to >= 0:
                names[row] = to
                moved += 1
    return moved
