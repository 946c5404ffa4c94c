"""The service as a worker talks to it: JSON in, a reply out, whatever happens."""

import ctypes
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from heapglass import service
from heapglass.service.questions import QUESTIONS
from tests.core.test_comparison import leaking
from tests.core.test_profile import drafted, node
from tests.pyodide.everything import reply

MB = 1_000_000


@pytest.fixture
def leak(tmp_path: Path) -> Iterator[str]:
    """A snapshot; none is open: a file that is not there closes the one before."""
    nothing = str(tmp_path / "nothing")
    service.open(nothing, "nothing", lambda *_: None)
    yield str(leaking(7).write(tmp_path / "leak.heapsnapshot"))
    service.open(nothing, "nothing", lambda *_: None)


def opened(path: str) -> Any:
    said = reply(service.open(path, "leak", lambda *_: None))
    assert said["ok"], said
    return said["result"]


def asked(method: str, **params: Any) -> Any:
    return reply(service.ask(json.dumps({"method": method, "params": params})))


def failure(said: Any) -> str:
    assert not said["ok"]
    return str(said["error"]["code"])


def test_before_a_snapshot_is_open(leak: str) -> None:
    for ask in (
        lambda: service.ask('{"method": "info"}'),
        lambda: service.run_typed('{"source": "1"}', print),
        service.shapes,
        lambda: service.save("{}"),
        service.set_base,
    ):
        assert failure(reply(ask())) == "nothing-open"
    assert failure(reply(-service.next_piece())) == "no-download"
    assert service.ripen() == 0
    assert 0 < reply(service.estimate(leak))["result"]["bytes"] < 100 * MB


def test_what_cannot_be_asked(leak: str) -> None:
    opened(leak)
    assert failure(asked("no such method")) == "unknown-method"
    assert asked("node")["error"]["params"] == {"method": "node", "parameter": "ordinal"}
    assert failure(asked("findings", language="fr")) == "unknown-language"
    assert failure(asked("report", format="pdf")) == "unknown-format"


def test_a_file_that_is_gone_leaves_nothing_open(leak: str) -> None:
    opened(leak)
    Path(leak).unlink()
    said = reply(service.open(leak, "leak", lambda *_: None))
    assert failure(said) == "unreadable"
    assert said["error"]["params"] == {"reason": "No such file or directory"}
    assert failure(asked("info")) == "nothing-open"


def test_what_runs_out_of_memory_is_tried_once_more(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By then, what can be made again is given back."""
    opened(leak)
    shown = asked("summary", filter={"kind": "contexts"}, count=5)
    heap = service.opened.the_session().heap
    assert heap._masks
    info = QUESTIONS["info"]
    fails = iter([True, False, True, True])

    def scarce(session: Any, params: Any) -> Any:
        if next(fails):
            raise MemoryError
        return info(session, params)

    monkeypatch.setitem(QUESTIONS, "info", scarce)
    assert asked("info")["result"]["node_count"] == heap.node_count
    assert not heap._masks
    assert failure(asked("info")) == "out-of-memory"
    assert asked("summary", filter={"kind": "contexts"}, count=5) == shown


def test_what_nobody_foresaw_says_where(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(leak)
    monkeypatch.setitem(QUESTIONS, "info", lambda *_: [][0])
    error = asked("info")["error"]
    assert error["code"] == "internal"
    assert "IndexError" in error["details"]


def test_it_ripens_until_nothing_is_left(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(leak)
    steps = 0
    while service.ripen():
        steps += 1
    assert steps > 4
    assert "retainer_index" in service.opened.the_session().heap.__dict__
    assert asked("retainers", ordinal=4, count=5)["ok"]

    opened(leak)
    monkeypatch.setitem(QUESTIONS, "inspection", short_of_memory)
    assert [service.ripen() for _ in range(5)] == [1, 1, 1, 0, 0]
    assert asked("retainers", ordinal=4, count=5)["ok"]


def short_of_memory(*_: object) -> None:
    raise MemoryError


def test_what_is_typed_is_run_and_heard(leak: str) -> None:
    opened(leak)
    heard: list[str] = []
    said = reply(service.run_typed(json.dumps({"source": "print('hello')\nheap.node_count"}), heard.append))
    assert heard == ["hello"]
    assert str(said["result"]).count("hello") == 1


def handed(path: str, shapes: Any) -> None:
    """Another worker's snapshot, put where this one has made room for it."""
    opened_here = service.opened.session
    opened(path)
    side = reply(service.export_side(json.dumps(shapes)))["result"]
    sent = [ctypes.string_at(buffer["address"], buffer["bytes"]) for buffer in side["buffers"]]
    service.release_side()
    service.opened.session = opened_here
    room = reply(service.make_room_for_base(json.dumps(side["header"])))["result"]["buffers"]
    for buffer, each in zip(room, sent, strict=True):
        ctypes.memmove(buffer["address"], each, len(each))


def test_a_trend_over_earlier_snapshots(leak: str, tmp_path: Path) -> None:
    earlier = [str(leaking(count).write(tmp_path / f"{count}.heapsnapshot")) for count in (2, 4)]
    opened(leak)
    assert failure(reply(service.add_earlier(True))) == "no-base"
    shapes = reply(service.shapes())["result"]
    for at, path in enumerate(earlier):
        handed(path, shapes)
        assert reply(service.add_earlier(at == 0))["ok"]
    assert asked("look", earlier=["2", "4"])["ok"]
    told = asked("findings", earlier=["2", "4"])["result"]
    assert told["snapshot"]["earlier"] == ["2", "4"]
    assert told["trend"]["per_step"] == 250
    assert failure(asked("findings", earlier=["2"])) == "no-base"
    handed(earlier[0], shapes)
    assert reply(service.add_earlier(True))["ok"]
    assert asked("findings", earlier=["2"])["ok"]
    assert reply(service.forget_base())["ok"]
    assert failure(asked("findings", earlier=["2"])) == "no-base"


def test_logs_need_no_snapshot_and_are_set_against_one(leak: str, tmp_path: Path) -> None:
    log = tmp_path / "usage.log"
    log.write_text(
        "".join(
            f'{{"rss": {(100 + 2 * at) * MB}, "heapTotal": 60000000, "heapUsed": {(50 + at) * MB}}}\n'
            for at in range(30)
        )
    )
    told = reply(service.triage(str(log), log.name, '{"language": "zh", "limit": 200000000}'))["result"]
    assert len(told["processes"]) == 1
    opened(leak)
    assert asked("reconciliation", size={})["result"] is None
    for size, part in (
        ({"rss": 500 * MB, "heap_used": 400 * MB}, "garbage"),
        ({"rss": 500 * MB, "heap_used": 1 * MB, "heap_total": 450 * MB}, "reserve"),
        ({"rss": 500 * MB, "external": 400 * MB}, "external"),
        ({"rss": 500 * MB}, "outside"),
        ({"rss": 1}, "snapshot"),
    ):
        parts = asked("reconciliation", size=size)["result"]["parts"]
        assert max(parts, key=lambda one: one["bytes"])["part"] == part


def test_profiles_are_held_by_number(tmp_path: Path) -> None:
    paths = [tmp_path / f"{at}.heapprofile" for at in range(2)]
    for at, path in enumerate(paths):
        path.write_text(json.dumps(drafted(node(0, 0, [node(1, 10 + at, [node(2, 5, [])]), node(3, 7, [])]))))
    first, second = (reply(service.open_profile(str(path), lambda *_: None))["result"] for path in paths)
    assert first["total_size"] == 22
    both = {"profile": second["profile"], "base": first["profile"]}

    def told(method: str, **params: Any) -> Any:
        return reply(service.ask_profile(json.dumps({"method": method, "params": both | params})))

    def names(**params: Any) -> list[str]:
        return [row["name"] for row in told("profile_rows", **params)["result"]["rows"]]

    assert names(shape="functions", sort={"by": "self", "descending": True}) == ["a", "", "b"]
    assert names(shape="functions", filter={"text": "b"}) == ["", "b"]  # one is in lib.js
    assert len(names(shape="scripts")) == 2
    assert names(shape="functions", path=[1]) == []
    top = told("profile_rows", shape="callees")["result"]["rows"][0]
    below = told("profile_rows", shape="callees", path=[top["key"]])["result"]
    assert below["total"] >= 1
    assert names(shape="callers", path=[]) != []
    flame = told("flame", root=0)["result"]
    assert flame["above"] == []
    assert flame["whole"] == [23, 22]
    assert failure(told("flame", root=999)) == "out-of-range"
    assert failure(told("no such method")) == "unknown-method"
    assert told("close_profile")["ok"]
    assert failure(told("flame", root=0)) == "no-such-profile"
