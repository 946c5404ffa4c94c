"""Whose numbers they are: the records of a log, sorted by process."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from heapglass.triage.model import Collection, Format, Limit, Reading, Remark, Sample

MOST_PROCESSES = 50


@dataclass(slots=True)
class Process:
    """What a log says of one process. `name` is its pid or its container's name, empty where the log has none."""

    name: str
    samples: list[Sample] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    deaths: list[Remark] = field(default_factory=list)

    @property
    def formats(self) -> set[Format]:
        return {record.format for record in self.samples} | {record.format for record in self.collections}


def processes_of(reading: Reading) -> tuple[list[Process], int]:
    """The processes with the most records first, and how many more were left out.

    Records without a name belong to the only process that has one, and are a process of their own beside several.
    """
    sizes = Counter(record.process for record in _records(reading))
    alias = _aliases(reading, [name for name in sizes if name])
    found: dict[str, Process] = {}
    for name, _ in sizes.most_common():
        found.setdefault(alias.get(name, name), Process(alias.get(name, name)))
    for sample in reading.samples:
        found[alias.get(sample.process, sample.process)].samples.append(sample)
    for collection in reading.collections:
        found[alias.get(collection.process, collection.process)].collections.append(collection)
    kept = sorted(found.values(), key=lambda one: -len(one.samples) - len(one.collections))
    left_out = len(kept[MOST_PROCESSES:])
    kept = kept[:MOST_PROCESSES]
    for process in kept:
        process.limits = [limit for limit in reading.limits if limit.process in ("", process.name)]
    for death in reading.deaths:
        if owner := _dead(kept, death):
            owner.deaths.append(death)
    return kept, left_out


def _records(reading: Reading) -> Iterable[Sample | Collection]:
    yield from reading.samples
    yield from reading.collections


def _aliases(reading: Reading, names: list[str]) -> dict[str, str]:
    """Names to put in place of others: the only one in place of none, the pid in place of the container's."""
    containers = {sample.process for sample in reading.samples if sample.format is Format.DOCKER_STATS}
    pids = [name for name in names if name not in containers]
    if len(pids) == 1 and len(names) == 2:
        return dict.fromkeys([*names, ""], pids[0])
    return {"": names[0]} if len(names) == 1 else {}


def _dead(processes: list[Process], death: Remark) -> Process | None:
    """The process whose record stands nearest before the message."""

    def last_before(process: Process) -> int:
        lines = [sample.line for sample in process.samples]
        lines += [collection.line for collection in process.collections]
        return max((line for line in lines if line <= death.line), default=-1)

    return max(processes, key=last_before, default=None)
