"""Inputs that are nearly right, the same for the same seed."""

from collections.abc import Iterator
from random import Random

TOKENS = [
    b"0", b"-1", b"1", b"255", b"256", b"4294967295", b"4294967296", b"9007199254740992", b"9007199254740993", b"1e3",
    b"1.0", b"0.5", b"1e999999999", b"-0", b"00", b",", b",,", b"[", b"]", b"{", b"}", b":", b'"', b'""', b"\\", b'\\"',
    b"\\u", b"\\ud800", b"\\udc00", b"\\ud83d\\ude00", b"\\u0000", b"null", b"true", b"NaN", b"\0", b"\0" * 90, b"\xff",
    b"\xef\xbb\xbf", b" " * 70, b"\r\n", b'"nodes":[', b'"edges":[', b'"strings":[', b'"snapshot":{', b'"x":[[],{}],',
    b"\x1f\x8b", b"[" * 300,
]  # fmt: skip


def mutations(seeds: list[bytes], count: int, seed: int = 0) -> Iterator[bytes]:
    """`count` changed copies of the seeds."""
    random = Random(seed)
    for _ in range(count):
        made = bytearray(random.choice(seeds))
        for _ in range(1 + random.randrange(3)):
            at = random.randrange(len(made) + 1)
            kind = random.randrange(6)
            if kind == 0:
                del made[at:]
            elif kind == 1:
                del made[at : at + random.randrange(1, 9)]
            elif kind == 2:
                made[at:at] = random.choice(TOKENS)
            elif kind == 3:
                token = random.choice(TOKENS)
                made[at : at + len(token)] = token
            elif kind == 4 and made:
                made[at % len(made)] = random.randrange(256)
            else:
                begin = random.randrange(len(made) + 1)
                made[at:at] = made[begin : begin + random.randrange(1, 60)]
        yield bytes(made)
