"""What the program's own names say: `pendingRequests` fills up as it runs, `COUNTRIES` was there from the start."""

import json
import re
from enum import Enum
from functools import cache
from pathlib import Path


class Hint(Enum):
    """What a variable's name says of what it holds."""

    FILLS = "fills"
    FIXED = "fixed"
    NOTHING = "nothing"


WORDS = Path(__file__).with_name("words") / "telling_names.json"
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
SHORTEST_CONSTANT = 4


def hint(name: str | None) -> Hint:
    """What a name such as `app.responseCache` says, by its last words. Two kinds of words in one say nothing."""
    if not name:
        return Hint.NOTHING
    last = name.rsplit(".", 1)[-1]
    if "[" in last:
        last = last.split("[", 1)[0] or name
    words = {word.lower() for word in WORD.findall(last)}
    fills, fixed = bool(words & _listed("fills")), bool(words & _listed("fixed"))
    fixed |= len(last) >= SHORTEST_CONSTANT and CONSTANT.fullmatch(last) is not None
    if fills == fixed:
        return Hint.NOTHING
    return Hint.FILLS if fills else Hint.FIXED


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(json.loads(WORDS.read_text("utf-8"))[kind].split())
