"""Regular expressions as JavaScript reads them, in Python's dialect.

Covered is what ECMAScript says of patterns without flags, with its Annex B, which forgives much. Python's `re` knows
no lookbehind of varying width and calls it an error; a character outside the basic plane is one here, and two there.
"""

import re
from functools import cache

from heapglass.snapshot.errors import HeapglassError

Ranges = list[tuple[int, int]]

LAST = 0x10FFFF
LINE_ENDS: Ranges = [(10, 10), (13, 13), (0x2028, 0x2029)]
SPACES: Ranges = [
    (9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
    (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
]  # fmt: skip
CLASSES: dict[str, Ranges] = {
    "d": [(48, 57)],
    "w": [(48, 57), (65, 90), (95, 95), (97, 122)],
    "s": SPACES,
}
CONTROLS = {"f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
QUANTIFIER = re.compile(r"\{\d+(,\d*)?\}", re.ASCII)
GROUP_NAME = re.compile(r"<([^\W\d][\w$]*|\$[\w$]*)>")
NO_GROUPS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]", re.DOTALL)
GROUPS = re.compile(r"\((?:(?!\?)|\?<(?![=!]))")


class PatternError(HeapglassError):
    """The text is no regular expression."""

    kind = "bad-request"

    def __init__(self, reason: str) -> None:
        super().__init__("bad-pattern", f"The pattern is not a regular expression: {reason}.", reason=reason)


def compile_pattern(source: str, match_case: bool = True) -> re.Pattern[str]:
    """The pattern that finds what JavaScript's `new RegExp(source)` does. Raises PatternError."""
    python = _Translation(source, match_case).read()
    try:
        return re.compile(python)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(str(error)) from error


class _Translation:
    """One pass over a pattern, from left to right."""

    def __init__(self, source: str, match_case: bool) -> None:
        self.source = source
        self.match_case = match_case
        self.at = 0
        self.groups = len(GROUPS.findall(NO_GROUPS.sub("", source)))
        self.names: dict[str, int] = {}
        self.open: list[int] = []  # numbers of the groups around, 0 for those that capture nothing
        self.opened = 0
        self.has_names = re.search(r"\(\?<(?![=!])", NO_GROUPS.sub("", source)) is not None

    def read(self) -> str:
        python = []
        repeatable = False  # whether a quantifier may follow
        while self.at < len(self.source):
            character = self.source[self.at]
            quantifier = QUANTIFIER.match(self.source, self.at)
            if character in "*+?" or quantifier:
                if not repeatable:
                    raise PatternError("nothing to repeat")
                python.append(self._quantifier(quantifier[0] if quantifier else character))
                repeatable = False
                continue
            self.at += 1
            if character == "\\":
                python.append(self._escape())
                repeatable = python[-1] not in (r"(?a:\b)", r"(?a:\B)")
            elif character == "(":
                python.append(self._group())
                repeatable = False
            elif character in "^$|":
                python.append({"^": r"\A", "$": r"\Z", "|": "|"}[character])
                repeatable = False
            else:
                if character == "[":
                    python.append(self._class())
                elif character == ".":
                    python.append(_set(_complement(LINE_ENDS)))
                else:
                    python.append(self._close() if character == ")" else self._one(character))
                repeatable = True
        return "".join(python)

    def _quantifier(self, text: str) -> str:
        self.at += len(text)
        if self.source.startswith("?", self.at):
            self.at += 1
            return text + "?"
        return text

    def _group(self) -> str:
        for opening in ("?:", "?=", "?!", "?<=", "?<!"):
            if self.source.startswith(opening, self.at):
                self.at += len(opening)
                self.open.append(0)
                return "(" + opening
        self.opened += 1
        self.open.append(self.opened)
        if self.source.startswith("?", self.at):
            name = GROUP_NAME.match(self.source, self.at + 1)
            if not name:
                raise PatternError("invalid group")
            if name[1] in self.names:
                raise PatternError("duplicate capture group name")
            self.at = name.end()
            self.names[name[1]] = self.opened
        return "("

    def _close(self) -> str:
        if not self.open:
            raise PatternError("unmatched ')'")
        self.open.pop()
        return ")"

    def _reference(self, group: int) -> str:
        """What a group has matched; nothing at all, if it has not."""
        if group > self.opened or group in self.open:
            return "(?:)"
        again = rf"\{group}" if self.match_case else rf"(?i:\{group})"
        return f"(?:(?({group}){again}))"

    def _escape(self) -> str:
        character = self._take()
        if character in "bB":
            return rf"(?a:\{character})"
        if character.lower() in CLASSES:
            return _set(_escaped_class(character))
        if character == "k" and self.has_names:
            name = GROUP_NAME.match(self.source, self.at)
            if not name:
                raise PatternError("invalid named reference")
            self.at = name.end()
            return self._reference(self.names.get(name[1], self.opened + 1))
        number = re.compile("[1-9][0-9]*").match(self.source, self.at - 1)
        if number and int(number[0]) <= self.groups:
            self.at = number.end()
            return self._reference(int(number[0]))
        return self._one(self._character(character))

    def _one(self, character: str) -> str:
        """The pattern for one character."""
        if self.match_case or character not in _cased():
            return re.escape(character)
        return _set([one for each in sorted(_cased()[character]) for one in _ranges(each)])

    def _take(self) -> str:
        if self.at == len(self.source):
            raise PatternError("\\ at end of pattern")
        self.at += 1
        return self.source[self.at - 1]

    def _character(self, character: str) -> str:
        """The one character that `\\` and `character` (and what follows) stand for."""
        if character in CONTROLS:
            return CONTROLS[character]
        octal = re.compile("[0-3][0-7]{0,2}|[4-7][0-7]?").match(self.source, self.at - 1)
        if octal:
            self.at = octal.end()
            return chr(int(octal[0], 8))
        if character == "c":
            letter = self.source[self.at : self.at + 1]
            if not (letter.isascii() and letter.isalpha()):
                self.at -= 1
                return "\\"  # and then the c
            self.at += 1
            return chr(ord(letter) % 32)
        if character == "x":
            return self._hexadecimal(2) or "x"
        if character == "u":
            first = self._hexadecimal(4) or "u"
            if "\ud800" <= first <= "\udbff" and self.source.startswith("\\u", self.at):
                self.at += 2
                second = self._hexadecimal(4)
                if second and "\udc00" <= second <= "\udfff":
                    return (first + second).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
                self.at -= 6 if second else 2
            return first
        return character

    def _hexadecimal(self, digits: int) -> str | None:
        text = self.source[self.at : self.at + digits]
        if not re.fullmatch(f"[0-9A-Fa-f]{{{digits}}}", text):
            return None
        self.at += digits
        return chr(int(text, 16))

    def _class(self) -> str:
        negated = self.source.startswith("^", self.at)
        self.at += negated
        ranges: Ranges = []
        while not self.source.startswith("]", self.at):
            first = self._member()
            if self.source.startswith("-", self.at) and not self.source.startswith("-]", self.at):
                self.at += 1
                last = self._member()
                if isinstance(first, str) and isinstance(last, str):
                    if first > last:
                        raise PatternError("range out of order in character class")
                    ranges.append((ord(first), ord(last)))
                    continue
                ranges += [*_ranges(first), (45, 45), *_ranges(last)]
            else:
                ranges += _ranges(first)
        self.at += 1
        if not self.match_case:
            ranges += _other_cases(ranges)
        return _set(_complement(ranges) if negated else ranges)

    def _member(self) -> str | Ranges:
        """A character, or the ranges of an escaped class."""
        if self.at >= len(self.source):
            raise PatternError("unterminated character class")
        character = self._take()
        if character != "\\":
            return character
        character = self._take()
        if character == "b":
            return "\b"
        if character.lower() in CLASSES:
            return _escaped_class(character)
        return self._character(character)


def _ranges(member: str | Ranges) -> Ranges:
    return [(ord(member), ord(member))] if isinstance(member, str) else member


def _other_cases(ranges: Ranges) -> Ranges:
    """All that differs from what is in `ranges` by case only, and more of the same."""
    members = [members for one, members in _cased().items() if any(first <= ord(one) <= last for first, last in ranges)]
    return [(ord(other), ord(other)) for other in sorted(set().union(*members))]


@cache
def _cased() -> dict[str, set[str]]:
    """For each character that differs from others by case only, all of them, by ECMAScript's `Canonicalize`: without
    flags, nothing outside ASCII is the same as something in it, and nothing beyond the basic plane has another case.
    """
    alike: dict[str, set[str]] = {}
    for code in range(0x10000):
        character = chr(code)
        upper = character.upper()
        if len(upper) != 1 or (code >= 128 > ord(upper)) or ord(upper) > 0xFFFF:
            upper = character
        alike.setdefault(upper, set()).add(character)
    return {one: members for members in alike.values() if len(members) > 1 for one in members}


def _escaped_class(letter: str) -> Ranges:
    """`\\d` or, in upper case, all but that."""
    ranges = CLASSES[letter.lower()]
    return ranges if letter.islower() else _complement(ranges)


def _complement(ranges: Ranges) -> Ranges:
    result = []
    begin = 0
    for first, last in sorted(ranges):
        if first > begin:
            result.append((begin, first - 1))
        begin = max(begin, last + 1)
    if begin <= LAST:
        result.append((begin, LAST))
    return result


def _set(ranges: Ranges) -> str:
    """A character class; one without members matches nothing."""
    if not ranges:
        return "(?!)"
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"
