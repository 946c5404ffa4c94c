"""What is judged of real processes that leak in a known way, or not at all, from each sort of log that they leave."""

import pytest

from heapglass.triage import triage_text
from tests.fixtures.process_logs import WAYS, process_logs, write_ahead

HEAP, NONE = "js-heap-growing", "no-leak"
EXPECTED = {
    "heap": HEAP,
    "buffers": "external-growing",
    "native": "native-growing",
    "references": HEAP,
    "cache": NONE,
    "buffers-freed": NONE,
    "none": NONE,
}
# What a log does not tell of, nobody can judge.
BLIND = {"gc.log": {"buffers", "native"}, "profile.json": {"native"}}
LOGS = ("mixed.log", "gc.log", "usage.log", "usage.jsonl", "profile.json")


@pytest.fixture(scope="module", autouse=True)
def logs() -> None:
    write_ahead(WAYS)


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("way", WAYS)
def test_verdicts(way: str, log: str) -> None:
    path = process_logs(way) / log
    told = triage_text(path.name, path.read_bytes())
    expected = NONE if way in BLIND.get(log, ()) else EXPECTED[way]
    process = told["processes"][0]
    assert process["verdict"]["kind"] == expected
    assert told["unread"]["count"] == 0
    assert told["line_count"] == len(path.read_text("utf-8").splitlines())
    # A verdict comes with its reasons, and what to do next, in both languages.
    assert process["verdict"]["evidence"]
    assert process["verdict"]["next"]
    chinese = triage_text(path.name, path.read_bytes(), "zh")
    assert chinese["processes"][0]["verdict"]["kind"] == expected
    assert chinese["title"] != told["title"]


@pytest.mark.parametrize("way", ["heap", "native"])
def test_what_the_system_alone_tells_is_no_more_than_that(way: str) -> None:
    path = process_logs(way) / "smaps.log"
    if not path.exists():
        pytest.skip("this system has no /proc")
    verdict = triage_text(path.name, path.read_bytes())["processes"][0]["verdict"]
    assert verdict["kind"] == "process-growing"


def test_the_time_that_is_left() -> None:
    path = process_logs("heap") / "mixed.log"
    deadline = triage_text(path.name, path.read_bytes(), limit=10**9)["processes"][0]["verdict"]["deadline"]
    assert deadline["limit"] == 10**9
    assert 0 < deadline["soonest"] <= deadline["left"] <= deadline["latest"]
    assert not deadline["reached"]
