"""Every file of a fleet measured on Dask: what goes wrong with one costs that one."""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import dask
import distributed
from distributed import Client, LocalCluster, as_completed

from heapglass.fleet.member import File, Member, TooBigError, measure
from heapglass.snapshot.errors import HeapglassError

Progress = Callable[[str, int, int], object]


@dataclass(slots=True)
class Gathered:
    """The snapshots that could be read, and of each of the other files why not."""

    members: list[Member] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def cluster(scheduler: str | None, workers: int | None, memory: int | None) -> Any:
    """A client of the scheduler at that address, or of a cluster of this machine's processes, which ends with it."""
    if scheduler:
        with Client(scheduler) as client:
            yield client
        return
    # A file that ends its worker is tried on one other, and then is what is wrong.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1, "distributed.worker.daemon": True}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,  # a snapshot takes what memory it takes
            memory_limit=memory or "auto",
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,  # what goes wrong with a file is told in the result
        ) as local,
        Client(local) as client,
    ):
        yield client


def gather(
    client: Client, files: list[File], most_memory: int | None, progress: Progress, language: str = "en"
) -> Gathered:
    """Measure all of `files`, in whatever order they come; what is suspect in them is told in `language`."""
    limit = most_memory or _memory_of_a_worker(client)
    found = Gathered()
    doubtful: list[File] = []

    def settle(future: Any, file: File, again: bool) -> None:
        try:
            found.members.append(future.result())
        except distributed.KilledWorker as error:
            if again:
                doubtful.append(file)
                return
            found.failures.append({"url": file.url, **_reason(error)})
        except Exception as error:  # whatever it was, the others go on
            found.failures.append({"url": file.url, **_reason(error)})
        progress("fleet", len(found.members) + len(found.failures), len(files))

    futures = {client.submit(measure, file, limit, language, pure=False): file for file in files}
    for future in as_completed(list(futures)):
        settle(future, futures.pop(future), again=True)
        future.release()
    # What waited on a worker that died is under suspicion, too: alone, each shows whose fault it was.
    for file in list(doubtful):
        settle(client.submit(measure, file, limit, language, pure=False), file, again=False)
    found.members.sort(key=lambda member: (member.series, member.time, member.url))
    found.failures.sort(key=lambda failure: failure["url"])
    return found


def _memory_of_a_worker(client: Client) -> int:
    """What the smallest of the workers may have."""
    limits = [worker["memory_limit"] for worker in client.scheduler_info(n_workers=-1)["workers"].values()]
    return int(min((limit for limit in limits if limit), default=1 << 62))


def _reason(error: Exception) -> dict[str, str]:
    if isinstance(error, distributed.KilledWorker):
        return {"kind": "worker-died", "reason": "the workers that read it died, each time"}
    if isinstance(error, TooBigError):
        return {"kind": "too-big", "reason": str(error)}
    if isinstance(error, HeapglassError):
        return {"kind": "unreadable", "reason": error.message}
    return {"kind": "failed", "reason": f"{type(error).__name__}: {error}"[:500]}
