"""Many snapshots at once: what grows, what is unlike the others, and that a bad file costs only itself."""

import json
import os
import signal
import threading
import time
import zipfile
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import distributed
import duckdb
import fsspec
import numpy as np
import pytest
from typer.testing import CliRunner

import heapglass
from heapglass.cli import app
from heapglass.fleet.find_files import find_files
from heapglass.fleet.findings import growing, outliers, robust_z
from heapglass.fleet.gather import Gathered, cluster, gather
from heapglass.fleet.member import File, Member, TooBigError, measure
from heapglass.fleet.report import fleet_data, fleet_html, write_parquet
from heapglass.fleet.words import WORDS
from tests.fixtures.draft import Draft
from tests.fixtures.served import served
from tests.fixtures.written import written


def silent(*_: object) -> None:
    """Nobody is told."""


def pod(folder: Path, pod: str, hour: int, sessions: int, text: str = "Session") -> Path:
    draft = Draft()
    root = draft.node("synthetic", "")
    cache = draft.node("object", "Cache", 16)
    draft.edge(root, "element", 1, cache)
    for number in range(sessions):
        draft.edge(cache, "element", number, draft.node("object", text, 1000))
    path = draft.write(folder / pod / f"Heap.2026{hour:04}.heapsnapshot")
    os.utime(path, (1_700_000_000 + 3600 * hour,) * 2)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, step in (("a", 3), ("b", 4), ("c", 0), ("d", 0), ("e", 0)):
        for hour in range(3):
            pod(tmp_path / "fleet", name, hour, 10 + step * hour)
    pod(tmp_path / "fleet", "e", 3, 500)
    (tmp_path / "fleet" / "a" / "broken.heapsnapshot").write_text('{"snapshot": {')
    (tmp_path / "fleet" / "a" / "notes.txt").write_text("no snapshot")
    return tmp_path / "fleet"


def measured(folder: Path) -> list[Member]:
    return [measure(file, 1 << 40) for file in find_files([str(folder)]) if "broken" not in file.url]


def test_files_and_series(folder: Path) -> None:
    files = find_files([str(folder)])
    assert len(files) == 17
    assert len({file.series for file in files}) == 6
    assert find_files([f"{folder}/b/*.heapsnapshot", f"{folder}/b"]) == [f for f in files if "/b/" in f.url]
    assert [file.time for file in files if "/b/" in file.url] == [1_700_000_000 + 3600 * hour for hour in range(3)]
    assert find_files([str(folder / "a" / "notes.txt")])[0].url.endswith("notes.txt")  # named, so it is tried
    with pytest.raises(FileNotFoundError):
        find_files([str(folder / "none")])


def test_one_snapshot_in_numbers() -> None:
    path = written("sessions-after")
    heap = heapglass.open(path)
    made = measure(File(path.as_uri(), 0, 0), 1 << 40)
    assert (made.total_size, made.node_count) == (heap.total_size, heap.node_count)
    row = next(row for row in heap.summary() if row.name == "Session")
    assert {"class": "Session", "count": row.count, "shallow": row.shallow, "retained": row.retained} in made.classes
    assert made.suspects
    with pytest.raises(TooBigError, match="a worker may have 1,000"):
        measure(File(path.as_uri(), 0, 0), 1000)


def test_what_grows_and_what_is_unlike_the_others(folder: Path) -> None:
    members = measured(folder)
    rows = {row["class"]: row for row in growing(members)}
    assert rows["Session"] == {
        "class": "Session",
        "series": 3,
        "of": 5,
        "bytes": (6 + 8 + 490) * 1000,
        "count": 504,
        "steady": 5 / 7,
    }
    farthest = outliers(members)[:2]
    assert all(row["url"].endswith("/e/Heap.20260003.heapsnapshot") for row in farthest)
    assert {row["class"] for row in farthest} == {"", "Session"}  # the heap as a whole, and what makes it so
    assert outliers(members[:4]) == []


def test_robust_z() -> None:
    values = np.array([10.0, 11, 9, 10, 12, 100])
    assert robust_z(values).round(2).tolist() == [-0.34, 0.34, -1.01, -0.34, 1.01, 60.37]
    assert robust_z(np.full(5, 7.0)).tolist() == [0] * 5
    assert robust_z(np.array([1.0, 1, 1, 1, 11]))[-1] > 3.5


def test_report_and_tables(folder: Path, tmp_path: Path) -> None:
    pod(folder, "<script>alert(1)</script>", 0, 5, "<img src=x onerror=alert(1)>")
    gathered = Gathered(measured(folder), [{"url": "file:///<b>", "kind": "failed", "reason": "<i>"}])
    html = fleet_html(fleet_data(gathered))
    assert not [tag for tag in ("<script", "<img", "<i>") if tag in html]
    assert "&lt;script&gt;" in html
    assert "http" not in html.replace("http-equiv", "")
    write_parquet(gathered, tmp_path / "tables")
    [(count,)] = duckdb.sql(
        f"select sum(count) from '{tmp_path}/tables/classes.parquet' where class = 'Session' and url like '%/c/%'"
    ).fetchall()
    assert count == 30
    [(kind,)] = duckdb.sql(f"select kind from '{tmp_path}/tables/failures.parquet'").fetchall()
    assert kind == "failed"


def dies_on(name: str) -> Any:
    def read(file: File, most_memory: int, language: str) -> Member:
        if name in file.url:
            os.kill(os.getpid(), signal.SIGKILL)
        return measure(file, most_memory, language)

    return read


@pytest.mark.whole_corpus
def test_on_a_cluster_of_processes(folder: Path, tmp_path: Path) -> None:
    """Two processes: one is killed in the middle from outside, and one file kills whoever reads it."""
    files = find_files([str(folder)])
    with pytest.MonkeyPatch.context() as patch, cluster(None, 2, None) as client:
        patch.setattr("heapglass.fleet.gather.measure", dies_on("/c/Heap.20260001"))
        killed: list[int] = []

        def kill_one() -> None:
            time.sleep(0.1)
            killed.append(next(iter(client.cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

        thread = threading.Thread(target=kill_one)
        thread.start()
        gathered = gather(client, files, 1 << 40, silent)
        thread.join()
    assert killed
    kinds = {failure["url"].rsplit("/", 2)[-2]: failure["kind"] for failure in gathered.failures}
    assert kinds == {"a": "unreadable", "c": "worker-died"}
    assert len(gathered.members) == len(files) - 2


@pytest.mark.whole_corpus
def test_command(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out, tables = tmp_path / "fleet.html", tmp_path / "tables"
    made = CliRunner().invoke(
        app, ["fleet", str(folder), "-o", str(out), "--parquet", str(tables), "--workers", "2", "--json"]
    )
    assert made.exit_code == 1  # one file is broken
    assert "Traceback" not in capfd.readouterr().err  # of the workers
    told = json.loads(made.stdout)
    assert len(told["snapshots"]) == 16
    assert [failure["kind"] for failure in told["failures"]] == ["unreadable"]
    assert told["growing"][0]["class"] == "Session"
    assert "Classes and shapes that grow" in out.read_text()
    assert sorted(path.name for path in tables.iterdir()) == [
        "classes.parquet",
        "failures.parquet",
        "snapshots.parquet",
        "suspects.parquet",
    ]


def test_in_chinese(folder: Path) -> None:
    files = [file for file in find_files([str(folder)]) if "broken" not in file.url]
    files += find_files([str(written("sessions-after"))])
    told = fleet_data(
        Gathered(
            [measure(file, 1 << 40, "zh") for file in files],
            [
                {"url": "x", "kind": kind, "reason": "<b>"}
                for kind in ("worker-died", "too-big", "unreadable", "failed")
            ],
        )
    )
    html = fleet_html(told, "zh")
    assert '<html lang="zh">' in html
    assert "持续增长的类和形状" in html
    assert "太大：&lt;b&gt;" in html
    assert set(WORDS["en"]) == set(WORDS["zh"])
    titles = [suspect["title"] for row in told["snapshots"] for suspect in row["suspects"]]
    assert titles
    assert all(any("\u4e00" <= character <= "\u9fff" for character in title) for title in titles)


class Quiet(SimpleHTTPRequestHandler):
    """As `python -m http.server` has it: with lists of files, and without parts of them."""

    def log_message(self, *_: object) -> None:
        """Nobody is told."""


def test_other_storages(folder: Path, tmp_path: Path) -> None:
    """The same files from memory, over HTTP, and out of a zip: names and figures."""
    pods = sorted(folder.glob("[ab]/Heap.*"))
    usual = {path.parent.name + path.name: measure(find_files([str(path)])[0], 1 << 40).total_size for path in pods}
    memory = fsspec.filesystem("memory")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in pods:
            memory.pipe_file(f"/fleet/{path.parent.name}/{path.name}", path.read_bytes())
            archive.write(path, f"fleet/{path.parent.name}/{path.name}")
    places = {
        "memory": ["memory://fleet"],
        "glob": ["memory://fleet/*/Heap.*.heapsnapshot"],
        "file": [f"file://{folder}/a", f"file://{folder}/b/Heap.*"],
        "cached": [f"simplecache::file://{folder}/[ab]/Heap.*"],
        "zip": [f"zip://fleet::{tmp_path / 'all.zip'}"],
    }
    with served(folder, Quiet) as at:
        places |= {
            "http": [f"{at}a/", f"{at}b/Heap.*"],
            "http, fetched whole": [f"simplecache::{at}[ab]/Heap.*"],
        }
        assert_the_same(places, usual)
    memory.rm("/fleet", recursive=True)


def assert_the_same(places: dict[str, list[str]], usual: dict[str, int]) -> None:
    for name, each in places.items():
        files = [file for file in find_files(each) if "broken" not in file.url]
        members = [measure(file, 1 << 40) for file in files]
        inside = [member.url.partition("::")[0] if name == "zip" else member.url for member in members]
        named = {
            "".join(url.rsplit("/", 2)[-2:]): member.total_size for url, member in zip(inside, members, strict=True)
        }
        assert named == usual, name
        assert len({file.series for file in files}) == 2, name


def test_a_storage_that_is_not_installed_is_named() -> None:
    told = CliRunner().invoke(app, ["fleet", "s3://dumps/"])
    assert told.exit_code == 2
    assert "s3fs" in told.output


def test_in_one_process(folder: Path) -> None:
    """The same way through Dask, without the time that processes take."""
    files = find_files([str(folder)])
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0", memory_limit=None
        ) as local,
        distributed.Client(local) as client,
    ):
        gathered = gather(client, files, 69_000_000, silent)
        assert {failure["kind"] for failure in gathered.failures} == {"too-big", "unreadable"}
        gathered = gather(client, files, None, silent)
    assert len(gathered.members) == 16
    assert gathered.failures[0]["reason"].startswith("The file")
