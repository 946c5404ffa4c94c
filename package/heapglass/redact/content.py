"""What nobody else should read even where names stay: addresses, credentials, numbers that stand for somebody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from heapglass.kernels.engine import U8, U32
from heapglass.kernels.name_parts import AT, LONG, MARKED, TAG, URL
from heapglass.redact.spans import Spans
from heapglass.redact.texts import joined
from heapglass.snapshot.strings import Strings

BATCH = 4 << 20
"""Bytes that the patterns see at once."""
BETWEEN = b"\xff"
"""Stands between texts: no byte of UTF-8, and in no pattern."""

# The named group of each rule is what is replaced. All take time in proportion to the text: what repeats without bound
# cannot be entered in its middle. None takes quotes, braces, commas and backslashes, on which the width of shapes
# depends.
LONG_WORDS = re.compile(
    rb"""
    (?P<credential> eyJ[\w-]{8,4096}+(?:\.[\w-]{1,8192}+){1,4} )  # JSON web tokens
  | (?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA)(?P<aws>[A-Z0-9]{12,32}+)
  | (?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[srp]k_(?:live|test)_|sk-|npm_|pypi-|AIza|ya29\.|SG\.|hf_|dop_v1_)
      (?P<key>(?=[\w.-]{0,40}?\d)[\w.-]{10,512}+)
  | (?<![0-9A-Fa-f])(?P<uuid>[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12})
  | (?<![\d.])(?P<ip>(?:\d{1,3}\.){3}\d{1,3})(?![\d.])
  | (?<![A-Za-z0-9])(?P<hex>(?=[A-Fa-f]{0,64}[0-9])[0-9A-Fa-f]{16,}+)(?![A-Za-z0-9])
  | (?P<longhex>(?=[A-Fa-f]{0,64}[0-9])[0-9A-Fa-f]{24,}+)
  | (?<![\w-])(?![\w-]{0,512}?[a-z]{7})(?P<random>  # no words in it, as in names, but digits
      (?=[A-Za-z_-]{0,99}[0-9][A-Za-z_-]{1,99}[0-9])(?=[A-Z0-9_-]{0,99}[a-z])(?=[a-z0-9_-]{0,99}[A-Z])[\w-]{32,}+
    | (?=(?:[A-Za-z_-]{0,9}[0-9]){5})(?=[A-Z0-9_-]{0,99}[a-z])[\w-]{24,}+ )
  | (?<!\d)(?<!\ scope\ @)(?P<digits>\d{6,}+|\d(?:[ ().-]{1,2}\d|\d){8,64}(?!\d))
    """,
    re.VERBOSE | re.ASCII,
)
PUNCTUATED = re.compile(
    rb"""
    (?i: (?:bearer|basic)[ \t]{1,4}
      | (?:token|api[_-]?key|access[_-]?key|password|passwd|pwd|secret|credential|authorization)[ \t]{0,4}[=:][ \t]{0,4}
        (?:(?:bearer|basic)[ \t]{1,4})? )
      (?P<secret>[^\s"'{},\\\xff]{4,4096}+)
  | data:[\w.+-]{1,64}/[\w.+-]{1,64}[;,](?P<data>[^\s"'{},\\\xff]{1,65536}+)
  | [?&\#][\w.%~\[\]-]{1,128}=(?P<query>[^\s"'{},\\\xff]{1,65536}+)
  | (?:/home/|/Users/|\\Users\\|/users/)(?P<user>[^/\\\s:"'{},\xff]{1,256}+)
  | (?<![0-9A-Za-z:])(?P<ipv6>(?=[A-Fa-f:]{0,40}[0-9])
      (?: (?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4} | (?:[0-9A-Fa-f]{1,4}:){1,7}(?::[0-9A-Fa-f]{1,4}){1,7} ))
      (?![0-9A-Za-z:])
  | (?<![A-Za-z0-9+/])(?P<base64>[A-Za-z0-9+/]{22,}+={1,2})
    """,
    re.VERBOSE | re.ASCII,
)
WITH_AT = re.compile(
    rb"""
    (?<=://)(?P<login>[^\s/@"'{},\\\xff]{1,256}+)(?=@)
  | (?<![\w.%+\x80-\xec\xee-\xfe-])
    (?P<email>[\w.%+\x80-\xec\xee-\xfe-]{1,256}+@[A-Za-z0-9][\w.-]{0,252}\.[A-Za-z]{2,24})
    """,
    re.VERBOSE | re.ASCII,
)
IN_URLS = re.compile(rb"""[?\#](?P<query>[^\s"'{},\\\xff]+)""")
IN_TAGS = re.compile(rb"""=(?:"(?P<attribute>[^"\\\x00-\x1f\xff]+)"|(?P<bare>[^\s"'>{},\\\xff]+))""")
PATTERNS = ((IN_TAGS, TAG), (IN_URLS, URL), (WITH_AT, AT), (PUNCTUATED, MARKED), (LONG_WORDS, LONG))
"""Each with the mark (`kernels.name_parts`) without which nothing in a name can match. What an earlier one takes, a
later one leaves."""
AS = {
    "aws": "credential", "key": "credential", "secret": "credential", "login": "credential", "random": "token",
    "base64": "token", "hex": "token", "longhex": "token", "uuid": "token", "ipv6": "ip", "bare": "attribute",
}  # fmt: skip
"""Groups that are reported under another name."""


@dataclass(slots=True)
class Content:
    """What was found, and how often by rule."""

    spans: Spans = field(default_factory=Spans.none)
    counts: dict[str, int] = field(default_factory=dict)


def find_content(strings: Strings, chosen: U32, marks: U8) -> Content:
    """Look through the `chosen` strings (indices); `marks` has what `look_at_names` says of each of them."""
    found = Content()
    for pattern, mark in PATTERNS:
        for batch in _batches(strings, chosen[(marks & mark) != 0]):
            found.spans = found.spans.beside(_matches(strings, batch, pattern, found.counts))
    return found


def _batches(strings: Strings, chosen: U32) -> Iterator[U32]:
    """The chosen strings, some megabytes at a time."""
    places = chosen.astype(np.int64)
    ends = np.cumsum(strings.offsets[places + 1].astype(np.int64) - strings.offsets[places] + 1)
    begin = 0
    while begin < chosen.size:
        before = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + BATCH, side="right")))
        yield chosen[begin:end].copy()
        begin = end


def _matches(strings: Strings, batch: U32, pattern: re.Pattern[bytes], counts: dict[str, int]) -> Spans:
    text, offsets = joined(strings, batch, BETWEEN)
    firsts: list[int] = []
    lasts: list[int] = []
    for match in pattern.finditer(text.data):
        rule = match.lastgroup or ""
        first, last = match.span(rule)
        firsts.append(first)
        lasts.append(last)
        counts[AS.get(rule, rule)] = counts.get(AS.get(rule, rule), 0) + 1
    starts, ends = np.array(firsts, np.int64), np.array(lasts, np.int64)
    for _ in range(3):  # a limit may have cut a character
        ends += (ends < text.size) & ((text[np.minimum(ends, text.size - 1)] & 0xC0) == 0x80)
    rows = np.searchsorted(offsets, starts, side="right") - 1
    owners = batch[rows]
    shift = strings.offsets[owners].astype(np.int64) - offsets[rows].astype(np.int64) - len(BETWEEN)
    return Spans(owners, starts + shift, ends + shift)
