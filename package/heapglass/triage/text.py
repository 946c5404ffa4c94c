"""A log as lines of text, whatever its bytes are."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field

COLOURS = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
LINE_NUMBER = re.compile(r"[ \t]{0,8}\d{1,6}[.)]?(?:[ \t]|$)")
NUMBERED = re.compile(r"[ \t>]{0,8}\d{1,6}\.(?:[ \t]|$)")
LONGEST_SHOWN = 200


@dataclass(slots=True)
class Text:
    """A log. `lines` are without colours and line ends; `taken` marks those that need no other reader."""

    lines: list[str]
    whole: str
    taken: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.lines))

    def has(self, *marks: str) -> bool:
        """Whether all of `marks` are somewhere in the log: the quick answer before lines are looked at."""
        return all(mark in self.whole for mark in marks)

    def shown(self, line: int) -> str:
        """A line (counted from 0), short enough to show."""
        text = self.lines[line][: 10 * LONGEST_SHOWN].strip()
        return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def text_of(data: bytes) -> Text:
    """The log's lines. UTF-8, or UTF-16 as PowerShell writes it; bytes that are neither become replacement characters.

    Quotation marks of mails and line numbers that documentation puts before lines are taken away.
    """
    whole = _decoded(data)
    if "\x1b" in whole:
        whole = COLOURS.sub("", whole)
    if "\r" in whole:
        whole = whole.replace("\r\n", "\n").replace("\r", "\n")
    lines = whole.split("\n")
    if _is_numbered(lines):
        lines = [_without_number(line) for line in lines]
    return Text(lines, whole)


def _decoded(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if data.startswith(BOM_UTF8):
        return data[3:].decode("utf-8", "replace")
    start = data[:4000]
    if len(start) >= 8 and start[1::2].count(0) > 0.4 * len(start) / 2 > 2.5 * start[0::2].count(0):
        return data.decode("utf-16-le", "replace")
    return data.decode("utf-8", "replace")


def _is_numbered(lines: list[str]) -> bool:
    """Whether most lines that say something begin with a number and a dot, as pages of documentation copy."""
    said = [line for line in lines[:400] if line.strip()]
    return len(said) >= 3 and sum(NUMBERED.match(line) is not None for line in said) >= 0.6 * len(said)


def _without_number(line: str) -> str:
    found = NUMBERED.match(line)
    return line[found.end() :] if found else line
