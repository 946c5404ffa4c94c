"""What the scanning kernels share: how they say what they came to, and what may come next.

The text comes in chunks. A scan never consumes a token that the end of its chunk may have cut: it returns where that
token starts, and its caller moves the rest to the front of the buffer and reads on. `text[end]` must exist and be
zero: it stops the loops over digits and letters, so that they need no other check.
"""

# Places in `state`; what follows them is each kernel's own.
STATUS = 0
WANTED = 1
ROW = 2  # rows (or strings) complete in what the scan writes to
OWN = 3

# state[STATUS]
MORE = 0  # the chunk ended
DONE = 1  # the closing bracket was read
FULL = 2  # as many rows as were asked for are complete
UNEXPECTED = 3  # a character that cannot stand here
LEADING_ZERO = 4
FRACTION = 5  # not a whole number
TOO_LARGE = 6  # beyond 2^53
NEGATIVE = 7  # below zero where only counts, sizes and indices may be
BAD_ESCAPE = 8  # a backslash, and then what JSON does not know
TOO_DEEP = 9  # more brackets open than there is room for

# state[WANTED], within an array
FIRST = 0  # a value, or the closing bracket of an empty array
VALUE = 1
SEPARATOR = 2  # a comma or the closing bracket
INSIDE = 3  # the rest of a string
