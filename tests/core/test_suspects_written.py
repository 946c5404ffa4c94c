"""Programs that leak in all the ways people know, and healthy ones: what leaks is named first, nothing else is loud.

The table of hits and false alarms is written to `.cache/suspects.md`.
"""

from collections.abc import Iterator

import pytest

import heapglass
from heapglass.analysis.suspects.system_parts import realms_finding
from heapglass.report.data import report_on
from tests.fixtures.written import HEALTHY, LEAKS, written
from tests.places import CACHE

LOUD = {"critical", "warning"}

# What the first finding must name, in one snapshot and in several; and whether it must be loud in one: plain data that
# is called by no telling name may as well be a table, so one snapshot alone raises no alarm for it.
NAMED: dict[str, tuple[str, bool]] = {
    "abort-signals": ("shutdown", True),
    "array-of-arrays": ("samples", True),
    "async-local-storage": ("callbacks", True),
    "bound-functions": ("cleanups", True),
    "buffers": ("uploads", True),
    "compressors": ("unfinished", True),
    "duplicates": ("rows", False),
    "errors": ("failures", True),
    "event-listeners": ("messageBus", True),
    "finalizers": ("registry", True),
    "gate": ("Promise", True),
    "generators": ("streams", True),
    "intervals": ("Timeout", True),
    "linked-list": ("queue.head", True),
    "lru": ("thumbnails", False),
    "map-cache": ("responseCache", True),
    "module-cache": ("Module._cache", False),
    "nested-maps": ("rooms", False),
    "numbers": ("latencies", True),
    "object-cache": ("cache", True),
    "object-of-arrays": ("history", False),
    "pending-awaits": ("ready", True),
    "private-sessions": ("app.store.#byToken", True),
    "promise-chain": ("Promise", True),
    "sliced-strings": ("ids", True),
    "sockets": ("clients", True),
    "static-field": ("Widget.all", True),
    "string-building": ("log.text", True),
    "subscribers": ("subscribers", True),
    "timeouts": ("Timeout", True),
    "two-indexes": ("inOrder", True),
    "vm-contexts": ("sandboxes", True),
    "weakmap": ("registry", False),
}
SNAPSHOTS = {1: (2,), 2: (1, 2), 3: (1, 2, 3)}
QUIET_IN_TWO = {"module-cache"}  # modules are loaded, as programs do at first; three snapshots tell


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    rows: list[str] = []
    yield rows
    heads = ["program", "snapshots", "first finding", "severity", "kind", "verdict"]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *sorted(rows)]
    CACHE.mkdir(exist_ok=True)
    (CACHE / "suspects.md").write_text("\n".join([*lines, ""]), "utf-8")


def first_findings(kind: str, table: list[str]) -> dict[int, dict]:
    """The first finding for one, two and three snapshots (an empty one where there is none)."""
    heaps = {number: heapglass.open(written(f"{kind}-{number}")) for number in (1, 2, 3)}
    found = {}
    for count, numbers in SNAPSHOTS.items():
        *earlier, last = (heaps[number] for number in numbers)
        findings = report_on(last, [f"{kind}-{number}" for number in numbers], earlier)["findings"]
        found[count] = findings[0] if findings else {"severity": "", "kind": "", "title": "", "text": [], "path": []}
        first = found[count]
        told = told_by(first)
        if kind in HEALTHY:
            verdict = "FALSE ALARM" if first["severity"] in LOUD else "quiet"
        else:
            verdict = "hit" if NAMED[kind][0] in told else "MISS"
        row = [kind, str(count), first["title"].replace("|", "\\|"), first["severity"], first["kind"], verdict]
        table.append(f"| {' | '.join(row)} |")
    return found


def told_by(finding: dict) -> str:
    return " ".join([finding["title"], *finding["text"], *finding["path"][:2]])


@pytest.mark.parametrize("kind", LEAKS)
def test_the_first_finding_names_what_leaks(kind: str, table: list[str]) -> None:
    name, loud_in_one = NAMED[kind]

    found = first_findings(kind, table)

    assert [count for count, first in found.items() if name not in told_by(first)] == []
    quiet = [count for count, first in found.items() if first["severity"] not in LOUD]
    assert quiet == [1] * (not loud_in_one) + [2] * (kind in QUIET_IN_TWO)


@pytest.mark.parametrize("kind", HEALTHY)
def test_a_healthy_program_raises_no_alarm(kind: str, table: list[str]) -> None:
    found = first_findings(kind, table)

    assert {count: first["title"] for count, first in found.items() if first["severity"] in LOUD} == {}


def test_of_all_realms_only_the_largest_is_the_programs_own() -> None:
    heap = heapglass.open(written("vm-contexts-2"))

    found = realms_finding(heap, 0)

    sizes = heap.native_contexts.sizes
    assert found is not None
    assert (found.count, found.bytes) == (sizes.size - 1, sizes.sum() - sizes.max())
