"""The same JSON value written in many ways: white space, number spellings, escapes, key order."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

SPACES = ["", "", "", "", " ", "\n", "\r\n", "\t ", "\r"]
SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "/": "\\/", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Speller:
    """Writes JSON as no program would. `odd` is how often, in percent, something is written in an odd way."""

    def __init__(self, random: Random, odd: int) -> None:
        self.random = random
        self.odd = odd

    def value(self, value: Any) -> str:
        """Any JSON value as text, white space around it included."""
        spell: Callable[[Any], str]
        if isinstance(value, dict):
            spell = self.object
        elif isinstance(value, list):
            spell = self.array
        elif isinstance(value, str):
            spell = self.string
        elif isinstance(value, int) and not isinstance(value, bool):
            spell = self.number
        else:
            spell = json.dumps
        return self.space() + spell(value) + self.space()

    def object(self, members: dict[str, Any]) -> str:
        if not members:
            return "{" + self.space() + "}"
        return "{" + ",".join(f"{self.space()}{self.string(key)}{self.space()}:{self.value(member)}"
                              for key, member in members.items()) + "}"  # fmt: skip

    def array(self, elements: list[Any]) -> str:
        return "[" + (",".join(map(self.value, elements)) if elements else self.space()) + "]"

    def number(self, number: int) -> str:
        plain = str(number)
        if not self.is_odd():
            return plain
        zeros = self.random.randrange(1, 4)
        if number == 0:
            return self.random.choice(["-0", f"0.{'0' * zeros}", f"0{self.e()}{zeros}", f"-0.0{self.e()}-{zeros}"])
        digits = plain.lstrip("-")
        sign = plain.removesuffix(digits)
        return self.random.choice(
            [
                f"{plain}.{'0' * zeros}",
                f"{plain}{self.e()}{self.random.choice(['', '+', '-'])}{'0' * zeros}",
                f"{plain}{'0' * zeros}{self.e()}-{zeros}",
                f"{plain}{'0' * zeros}.0{self.e()}-0{zeros}",
                f"{sign}0.{'0' * zeros}{digits}{self.e()}{len(digits) + zeros}",
                f"{sign}{digits[0]}.{digits[1:]}0{self.e()}+{len(digits) - 1}",
            ]
        )

    def string(self, text: str) -> str:
        return '"' + "".join(map(self.letter, text)) + '"'

    def letter(self, letter: str) -> str:
        code = ord(letter)
        if letter in '"\\' or code < 0x20 or 0xD800 <= code < 0xE000 or self.is_odd():
            if letter in SHORT_ESCAPES and self.random.randrange(2):
                return SHORT_ESCAPES[letter]
            units = letter.encode("utf-16-be", "surrogatepass")
            escape = "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
            return escape.upper().replace("U", "u") if self.random.randrange(2) else escape
        return letter

    def space(self) -> str:
        return self.random.choice(SPACES) if self.is_odd() else ""

    def e(self) -> str:
        return self.random.choice("eE")

    def is_odd(self) -> bool:
        return self.random.randrange(100) < self.odd
