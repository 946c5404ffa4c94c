"""`node --trace-gc`: a line for each garbage collection, as Node 0.12 to 26 and their relatives write them.

    [16663:0x25f81d00]      113 ms: Mark-sweep 19.2 (49.5) -> 8.3 (43.6) MB, 9.9 / 0.0 ms  (average mu = …) …

Windows leaves out `0x`, very old builds the isolate, and put the reason in brackets. What V8 prints around these lines
(`--trace-gc-verbose`, `--trace-gc-nvp`, `Shrinking page …`) is passed over.
"""

import re
from math import nan

from heapglass.triage.amounts import MIB, number
from heapglass.triage.clock import stamp_of
from heapglass.triage.model import Collection, Format, Kind, Reading
from heapglass.triage.text import Text

HEAD = re.compile(
    r"\[(?P<pid>\d{1,10})(?::(?:0x)?(?P<isolate>[0-9A-Fa-f]{1,16}))?\][ \t]{1,20}(?P<ms>\d{1,15}) ms: (?=[A-Z])"
)
NUMBER = r"(\d{1,9}(?:[.,]\d{1,3})?)"
BODY = re.compile(
    rf"(?P<kind>[A-Za-z][A-Za-z-]{{2,30}}(?: [A-Z][A-Za-z-]{{2,30}}){{0,3}})(?P<flags>(?: \([a-z -]{{1,30}}\)){{0,4}})"
    rf" {NUMBER} \({NUMBER}\) -> {NUMBER} \({NUMBER}\) MB"
)
PAUSE = re.compile(rf", (?:pooled: {NUMBER} MB, )?{NUMBER}(?: / {NUMBER})? ms")
UTILISATION = re.compile(rf"average mu = {NUMBER}, current mu = {NUMBER}\)?")
OLD_REASON = re.compile(r"\[([^\]]{1,80})\]")
STEPS = re.compile(r"\(\+ [^()]{1,200}\)")
LOOKS = re.compile(r"(?:Scavenge|Mark-[A-Za-z]{5,7}|average mu =)[^\n]{0,120}(?:MB|mu|\()")
LONGEST_RECORD = 700
LONGEST_REASON = 120


def read(text: Text) -> Reading:
    """The collections in a log."""
    found = Reading()
    if not text.has(" ms: ") and not text.has("average mu ="):
        return found
    seen: set[tuple[str, str, float, float, float]] = set()
    for place, line in enumerate(text.lines):
        if text.taken[place]:
            continue
        if " ms: " in line:
            heads = list(HEAD.finditer(line))
            ends = [*(head.start() for head in heads[1:]), len(line)]
            stamp = stamp_of(line[: heads[0].start()]) if heads else None
            for head, end in zip(heads, ends, strict=False):
                record = line[head.end() : min(end, head.end() + LONGEST_RECORD)]
                collection = _collection(head, record, place)
                if collection is None:
                    if _says_sizes(record):
                        found.miss(Format.TRACE_GC, text, place)
                    continue
                # V8 prints the last ones again when it runs out of memory.
                key = (*_owner(head), collection.uptime, collection.before, collection.after)
                if key not in seen:
                    seen.add(key)
                    collection.stamp = stamp
                    found.collections.append(collection)
            if heads:
                text.taken[place] = 1
                continue
        if "mu = " in line and LOOKS.search(line[: 10 * LONGEST_RECORD]):
            found.miss(Format.TRACE_GC, text, place)
    return found


def _collection(head: re.Match[str], record: str, place: int) -> Collection | None:
    body = BODY.match(record)
    if body is None:
        return None
    sizes = [number(text) for text in body.groups()[2:6]]
    if any(size is None for size in sizes):
        return None
    before, _, after, committed = (MIB * size for size in sizes if size is not None)
    rest = record[body.end() :]
    utilisation = UTILISATION.search(rest)
    pid, isolate = _owner(head)
    return Collection(
        format=Format.TRACE_GC,
        line=place + 1,
        stamp=None,
        uptime=float(head["ms"]) / 1000,
        kind=_kind(body["kind"]),
        before=before,
        after=after,
        committed=committed,
        pause=_pause(rest, old=not isolate),
        utilisation=_share(utilisation[2]) if utilisation else nan,
        reason=_reason(rest, utilisation),
        process=pid,
        isolate=isolate,
    )


def _owner(head: re.Match[str]) -> tuple[str, str]:
    return head["pid"], (head["isolate"] or "").lower().lstrip("0")


def _kind(name: str) -> Kind:
    words = name.lower()
    if "scavenge" in words or "minor" in words:
        return Kind.YOUNG
    return Kind.FULL if "mark" in words else Kind.OTHER


def _pause(rest: str, old: bool) -> float:
    found = PAUSE.match(rest)
    if found is None:
        return nan
    # The oldest builds put the time outside V8 first, and only if there is any.
    text = found[3] if old and found[3] else found[2]
    value = number(text)
    return nan if value is None else value / 1000


def _share(text: str) -> float:
    value = number(text)
    return nan if value is None else min(value, 1.0)


def _reason(rest: str, utilisation: re.Match[str] | None) -> str:
    """Why it ran: behind the utilisation, or behind the times, or in brackets."""
    if utilisation:
        said = rest[utilisation.end() :]
    else:
        pause = PAUSE.match(rest)
        said = STEPS.sub("", rest[pause.end() :]) if pause else ""
        if bracketed := OLD_REASON.findall(said):
            said = "; ".join(bracketed)
    return " ".join(said.strip(" ;.\t").split())[:LONGEST_REASON]


def _says_sizes(record: str) -> bool:
    """Whether it is a damaged line rather than something else that V8 says with a time before it."""
    named = record.startswith(("Scavenge", "Mark-", "Minor ", "Incremental Mark"))
    return named or (" -> " in record and " MB" in record)
