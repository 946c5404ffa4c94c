"""Parts of names: words, directories, and the names of objects that the names of WeakMap entries hold."""

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, kernel

# What `look_at_names` finds.
MARKED = 1  # punctuation as in addresses, assignments, headers
PATH = 2  # it has directories
URL = 4
TAG = 8  # an HTML element with attributes
EMBEDDING = 16  # an entry of a WeakMap, with names of objects in it
NUMBER = 32  # nothing but digits
LONG = 64  # a long number, numbers with dots or blanks between, or a long word with digits in it
AT = 128  # an @


@kernel
def find_words(
    string_bytes: U8, starts: I64, ends: I64, fewest_digits: int, owners: U32, firsts: I64, lasts: I64
) -> int:
    """The words of the texts string_bytes[starts[i]:ends[i]]: letters, digits, `_`, `$`, and all beyond ASCII but lone
    surrogates. Of words that are numbers, those of `fewest_digits` or more that no `@` stands before.

    A word is string_bytes[firsts[w]:lasts[w]], of text owners[w]. Returns how many there are; writes only what fits.
    """
    count = 0
    for i in range(starts.size):
        at = starts[i]
        end = ends[i]
        while at < end:
            first = at
            digits = 0
            while at < end:
                byte = np.int64(string_bytes[at])
                if byte >= 48 and byte <= 57:
                    digits += 1
                elif byte == 0xED and at + 1 < end and string_bytes[at + 1] >= 0xA0:
                    break
                elif not (
                    (byte >= 97 and byte <= 122)
                    or (byte >= 65 and byte <= 90)
                    or byte == 95
                    or byte == 36
                    or byte >= 128
                ):
                    break
                at += 1
            size = at - first
            if size > 0 and (
                digits < size or (size >= fewest_digits and (first == starts[i] or string_bytes[first - 1] != 64))
            ):
                if count < owners.size:
                    owners[count] = i
                    firsts[count] = first
                    lasts[count] = at
                count += 1
            if at < end and size == 0:
                # what is no part of a word, a lone surrogate as a whole
                at += 3 if string_bytes[at] == 0xED else 1
                if at > end:
                    at = end
    return count


@kernel
def find_directories(string_bytes: U8, starts: I64, ends: I64) -> int:
    """Narrow each text string_bytes[starts[i]:ends[i]] to the directories in it: from behind the last ` / `, by which
    V8 joins names, to the last slash (or backslash). Texts without any become empty. Returns how many have some.
    """
    found = 0
    for i in range(starts.size):
        first = starts[i]
        last = starts[i]
        for at in range(starts[i], ends[i]):
            byte = string_bytes[at]
            if byte != 47 and byte != 92:
                continue
            joint = at > starts[i] and at + 1 < ends[i] and string_bytes[at - 1] == 32 and string_bytes[at + 1] == 32
            if joint:
                first = at + 2
                last = first
            else:
                last = at
        if last > first:
            found += 1
        starts[i] = first
        ends[i] = last if last > first else first
    return found


@kernel
def look_at_names(
    string_bytes: U8, starts: I64, ends: I64, embedding: U8, longest_number: int, longest_word: int, marks: U8
) -> int:
    """What there is to each text string_bytes[starts[i]:ends[i]]: MARKED, PATH, URL, TAG, EMBEDDING, NUMBER, LONG, AT.

    `embedding` is what follows the number at the start of a WeakMap entry's name. LONG are numbers of more than
    `longest_number` digits, and words of more than `longest_word` letters, digits, `_` and `-`.
    """
    for i in range(starts.size):
        start = starts[i]
        end = ends[i]
        mark = 0
        at = start
        while at < end and string_bytes[at] >= 48 and string_bytes[at] <= 57:
            at += 1
        if at == end and end > start:
            mark |= NUMBER
        if at > start and end - at >= embedding.size:
            k = 0
            while k < embedding.size and string_bytes[at + k] == embedding[k]:
                k += 1
            if k == embedding.size:
                mark |= EMBEDDING
        # "<", or "Detached <"
        tag = end > start and string_bytes[start] == 60
        if end > start + 10 and string_bytes[start + 9] == 60 and string_bytes[start + 8] == 32:
            tag = True
        digits = 0
        word = 0
        word_digits = 0
        for at in range(start, end):
            byte = np.int64(string_bytes[at])
            digit = byte >= 48 and byte <= 57
            if digit or (byte >= 97 and byte <= 122) or (byte >= 65 and byte <= 90) or byte == 95 or byte == 45:
                word += 1
                if digit:
                    digits += 1
                    word_digits += 1
                else:
                    digits = 0
                if digits > longest_number or (word > longest_word and word_digits > 0):
                    mark |= LONG
                continue
            if digits > 0 and (byte == 46 or byte == 32 or byte == 41):
                mark |= LONG
            digits = 0
            word = 0
            word_digits = 0
            if byte == 32:
                if tag:
                    mark |= TAG
                # behind "Bearer" or "Basic"
                before = np.int64(string_bytes[at - 1]) | 32 if at > start else 0
                if before == 114 or before == 99:
                    mark |= MARKED
            elif byte == 47 or byte == 92:
                joint = at > start and at + 1 < end and string_bytes[at - 1] == 32 and string_bytes[at + 1] == 32
                if not joint:
                    mark |= PATH | MARKED
            elif byte == 64:
                mark |= AT | MARKED
            elif byte == 61 or byte == 63 or byte == 35 or byte == 38:
                mark |= MARKED  # = ? # &
            elif byte == 58:
                mark |= MARKED
                if at + 2 < end and string_bytes[at + 1] == 47 and string_bytes[at + 2] == 47:
                    mark |= URL
        marks[i] = mark
    return 0


@kernel
def find_embedded_names(
    string_bytes: U8,
    starts: I64,
    ends: I64,
    embedding: U8,
    middle: U8,
    ending: U8,
    owners: U32,
    firsts: I64,
    lasts: I64,
) -> int:
    """The names of objects in the names of WeakMap entries, `N / part of key (NAME @k) -> value (NAME @v) pair in
    WeakMap (table @t)`: of texts that begin with digits and `embedding` (` / part of key (`).

    `middle` is `) -> value (`, `ending` ` pair in WeakMap (table @`. Line ends are no part of what is found: DevTools
    takes an entry with one for something else, and has to do so afterwards. What does not end as it should counts as
    a name up to its end. Results as in `find_words`.
    """
    count = 0
    for i in range(starts.size):
        end = ends[i]
        at = starts[i]
        while at < end and string_bytes[at] >= 48 and string_bytes[at] <= 57:
            at += 1
        at += embedding.size
        key = at
        # From the end: ")", the digits of t, the ending, ")", the digits of v, " @".
        tail = -1
        k = end - 1
        if k > key and string_bytes[k] == 41:
            k -= 1
            digits = k
            while k > key and string_bytes[k] >= 48 and string_bytes[k] <= 57:
                k -= 1
            k -= ending.size - 1
            if k + ending.size - 1 < digits and k > key:
                j = 0
                while j < ending.size and string_bytes[k + j] == ending[j]:
                    j += 1
                if j == ending.size and string_bytes[k - 1] == 41:
                    k -= 2
                    digits = k
                    while k > key and string_bytes[k] >= 48 and string_bytes[k] <= 57:
                        k -= 1
                    if k < digits and k - 1 >= key and string_bytes[k] == 64 and string_bytes[k - 1] == 32:
                        tail = k - 1
        # Between: the first " @", digits and the middle.
        key_end = -1
        value = -1
        if tail >= 0:
            while key_end < 0 and at + middle.size + 3 <= tail:
                if string_bytes[at] == 32 and string_bytes[at + 1] == 64:
                    k = at + 2
                    while k < tail and string_bytes[k] >= 48 and string_bytes[k] <= 57:
                        k += 1
                    if k > at + 2 and k + middle.size <= tail:
                        j = 0
                        while j < middle.size and string_bytes[k + j] == middle[j]:
                            j += 1
                        if j == middle.size:
                            key_end = at
                            value = k + middle.size
                at += 1
        for part in range(2):
            if part == 0:
                at = key
                stop = end if key_end < 0 else key_end
            else:
                at = value
                stop = tail
            if part == 1 and key_end < 0:
                break
            while at < stop:
                first = at
                breaks = 0
                while at < stop and breaks == 0:
                    byte = string_bytes[at]
                    if byte == 10 or byte == 13:
                        breaks = 1
                    elif byte == 0xE2 and at + 2 < stop and string_bytes[at + 1] == 0x80:
                        if string_bytes[at + 2] == 0xA8 or string_bytes[at + 2] == 0xA9:
                            breaks = 3
                    if breaks == 0:
                        at += 1
                if at > first:
                    if count < owners.size:
                        owners[count] = i
                        firsts[count] = first
                        lasts[count] = at
                    count += 1
                at += breaks
    return count
