"""How bad a finding is, and why: the thresholds, in one place."""

from enum import StrEnum

from heapglass.analysis.suspects.finding import Severity

NOTICE_SHARE = 0.02
NOTICE_BYTES = 100_000
"""What is told at all in one snapshot: a fiftieth of the heap. An idle Node.js has some 4 MB, of which its own
largest collection is 250 kB; below 100 kB nobody would act."""
WARNING_SHARE = 0.05
WARNING_BYTES = 1_000_000
CRITICAL_SHARE = 0.3
CRITICAL_BYTES = 10_000_000
"""A leak is worth a warning when it is a share of the heap that matters and more than any small program holds: the
plain programs in the tests have caches of 300 kB that are a tenth of a heap of 3 MB, and no leak.
"""
HUGE_SHARE = 0.5
HUGE_BYTES = 256_000_000
"""From here on even a table that is loaded once deserves a look: it is most of the memory of the process."""

LEAST_GROWTH = 50_000
WARNING_GROWTH = 100_000
CRITICAL_GROWTH = 10_000_000
FEWEST_NEW = 50
LARGE_FEW = 2_500_000
"""Between two snapshots an idle server's largest piece of news is a parser's buffer of 65 kB; warm-up brings code,
which is not told here, and less than 50 objects of a kind in one place, of 50 kB each at most."""
CHURN = 0.5
"""A class of which this share of what came has also gone is replaced rather than piled up."""


class Nature(StrEnum):
    """What a thing is made of tells whether one snapshot is enough to suspect it.

    `live` things are made as a program runs and are meant to end: listeners, timers, promises, closures, instances of
    the program's own classes, sockets, errors, chains. `plain` data (strings, numbers, literals) may as well be a table
    loaded at the start: only its name can tell. `fixed` is what says it was made in one go.
    """

    LIVE = "live"
    PLAIN = "plain"
    FIXED = "fixed"


def severity_in_one(size: float, share: float, nature: Nature) -> Severity:
    """For one snapshot. Without evidence that it piles up, a thing is worth no more than a notice."""
    if nature is not Nature.LIVE:
        return Severity.WARNING if share >= HUGE_SHARE and size >= HUGE_BYTES else Severity.NOTICE
    if share >= CRITICAL_SHARE and size >= CRITICAL_BYTES:
        return Severity.CRITICAL
    if share >= WARNING_SHARE and size >= WARNING_BYTES:
        return Severity.WARNING
    return Severity.NOTICE


def severity_of_growth(added_bytes: float, added: int, removed: int, many: bool) -> Severity:
    """For what came between snapshots. `many`: it is a collection, of which a few new entries mean nothing."""
    if removed > CHURN * added or (many and added < FEWEST_NEW and added_bytes < LARGE_FEW):
        return Severity.NOTICE
    if added_bytes >= CRITICAL_GROWTH:
        return Severity.CRITICAL
    return Severity.WARNING if added_bytes >= WARNING_GROWTH else Severity.NOTICE
