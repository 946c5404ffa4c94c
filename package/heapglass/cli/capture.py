"""`heapglass capture`: snapshots from a running program."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from string import ascii_lowercase
from time import sleep
from typing import Annotated, BinaryIO

import typer
from rich.table import Table
from rich.text import Text

from heapglass.capture import (
    CaptureError,
    Inspector,
    Progress,
    Target,
    collect_garbage,
    find_targets,
    heap_usage,
    record_sampling,
    record_timeline,
    take_snapshot,
)
from heapglass.cli.console import errors, output, plain, print_json, progress_bar, size
from heapglass.whole_file import written_whole

FAILED = 2
ENDINGS = {"snapshot": ".heapsnapshot", "timeline": ".heaptimeline", "sampling": ".heapprofile"}


@dataclass(frozen=True, slots=True)
class Captured:
    """A file that was written, and the JS heap before and after garbage was collected; sizes in bytes."""

    file: str
    bytes: int
    used_before_gc: float
    used: float
    heap_total: float


class Kind(StrEnum):
    """What can be recorded."""

    SNAPSHOT = "snapshot"
    TIMELINE = "timeline"
    SAMPLING = "sampling"


def run(
    address: Annotated[
        str, typer.Argument(metavar="[HOST:]PORT", help="The inspector's: 9229 is Node's own.")
    ] = "9229",
    target: Annotated[
        str | None,
        typer.Option(help="Part of the title, address or id of the page or worker, where there are several."),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Only list what there is to capture from.")] = False,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write to.")] = Path(),
    kind: Annotated[Kind, typer.Option(help="What to record.")] = Kind.SNAPSHOT,
    seconds: Annotated[float, typer.Option(min=0.1, help="How long to record a timeline or samples.")] = 10.0,
    count: Annotated[int, typer.Option(min=1, max=100, help="How many snapshots.")] = 1,
    interval: Annotated[
        float | None, typer.Option(min=0, help="Seconds between snapshots; without it, Enter takes the next.")
    ] = None,
    gc: Annotated[
        bool, typer.Option("--gc/--no-gc", help="Collect garbage first, so that only what is kept is left.")
    ] = True,
    numeric: Annotated[bool, typer.Option("--numeric", help="Record the values of numbers, too.")] = False,
    show: Annotated[
        bool,
        typer.Option("--open", help="Then open what was captured on the page: of several snapshots, the comparison."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: sizes in bytes.")] = False,
) -> None:
    """Take heap snapshots from a running Node.js, Deno, Electron, Chrome or HarmonyOS JSVM, by its inspector.

    The program stands still while a snapshot is taken, and needs several times
    its heap in memory.

    Example: heapglass capture 9229 --count 3 --interval 60 -o snapshots
    Example: heapglass capture 9229 --count 2 --open
    Example: heapglass capture 9222 --list
    Example: heapglass capture 9229 --kind sampling --seconds 60
    Example: heapglass capture 9229 --kind timeline --seconds 30
    """
    try:
        host, port = _host_and_port(address)
        targets = find_targets(host, port)
        if listing:
            _list(targets, as_json)
            return
        chosen = _chosen(targets, target)
        out.mkdir(parents=True, exist_ok=True)
        told: list[Captured] = []
        with Inspector(chosen.address) as inspector:
            for number in range(count):
                if number:
                    _wait(number, count, interval)
                told.append(_capture(inspector, out, kind, seconds, gc, numeric))
                if not as_json:
                    _say(told[-1])
    except CaptureError as error:
        errors.print(f"heapglass: {plain(str(error), 1000)}", markup=False, soft_wrap=True)
        raise typer.Exit(FAILED) from None
    if as_json:
        print_json([asdict(one) for one in told])
    if show:
        # Here, so that capturing does not wait for what serves a page.
        from heapglass.cli import open_page

        # The page gives its snapshots letters; the last one is what is compared with those before.
        last = ascii_lowercase[count - 1 : count]
        view = f"comparison?s={last}" if count > 1 and kind is not Kind.SAMPLING else ""
        open_page.show([out / one.file for one in told], view, as_json=as_json)
    elif as_json:
        return
    elif kind is Kind.SAMPLING:
        output.print(f"Who allocates: heapglass profile {out / told[-1].file}", markup=False, soft_wrap=True)
    elif count > 1 and kind is Kind.SNAPSHOT:
        names = " ".join(str(out / one.file) for one in told)
        output.print(f"What grew: heapglass report {names}", markup=False, soft_wrap=True)


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.removeprefix("ws://").removeprefix("http://").rstrip("/").rpartition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise typer.BadParameter(f"{address!r} is no port, and no HOST:PORT: 9229, or 127.0.0.1:9229")
    return host or "127.0.0.1", int(port)


def _list(targets: list[Target], as_json: bool) -> None:
    if as_json:
        print_json([{"id": one.id, "type": one.type, "title": one.title, "url": one.url} for one in targets])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("type", "title", "url", "id"):
        table.add_column(head, overflow="fold")
    for one in targets:
        table.add_row(*(Text(plain(text, 200)) for text in (one.type, one.title, one.url, one.id)))
    output.print(table)


def _chosen(targets: list[Target], wanted: str | None) -> Target:
    """Raises CaptureError unless there is exactly one, or the first of a browser's pages."""
    if wanted is not None:
        targets = [one for one in targets if wanted.lower() in f"{one.id}\n{one.title}\n{one.url}".lower()]
    if not targets:
        raise CaptureError("There is nothing to capture from at that address" + (f" with {wanted!r}" if wanted else ""))
    if len(targets) > 1:
        names = "; ".join(f"{one.type} {one.title or one.url}" for one in targets[:8])
        raise CaptureError(f"There are {len(targets)} targets: {names}. Choose one with --target.")
    return targets[0]


def _wait(done: int, count: int, interval: float | None) -> None:
    if interval is not None:
        sleep(interval)
        return
    errors.print(f"{done} of {count} taken. Enter takes the next …", markup=False)
    try:
        input()
    except EOFError:
        raise CaptureError(
            "There is nobody to press Enter: give the seconds between snapshots with --interval."
        ) from None


def _capture(inspector: Inspector, folder: Path, kind: Kind, seconds: float, gc: bool, numeric: bool) -> Captured:
    with progress_bar("Capturing") as progress:
        before = heap_usage(inspector)
        if gc and kind is not Kind.SAMPLING:
            progress("garbage", 0, 0)
            collect_garbage(inspector)
        after = heap_usage(inspector)
        path = _free(folder, ENDINGS[kind])
        with written_whole(path) as file:
            written = _record(inspector, file, kind, seconds, numeric, progress)
    return Captured(path.name, written, before.used, after.used, after.total)


def _record(inspector: Inspector, file: BinaryIO, kind: Kind, seconds: float, numeric: bool, progress: Progress) -> int:
    if kind is Kind.SNAPSHOT:
        return take_snapshot(inspector, file, progress, numeric)
    record = record_timeline if kind is Kind.TIMELINE else record_sampling
    return record(inspector, file, seconds, progress)


def _free(folder: Path, ending: str) -> Path:
    """A name by the time, that no file has yet."""
    stamp = datetime.now().astimezone().strftime("heap-%Y%m%d-%H%M%S")
    names = (folder / f"{stamp}{'' if number == 0 else f'-{number}'}{ending}" for number in range(1000))
    return next(path for path in names if not path.exists())


def _say(told: Captured) -> None:
    garbage = told.used_before_gc - told.used
    freed = f", {size(garbage)} of garbage before" if garbage > 0 else ""
    output.print(f"{told.file}: {size(told.bytes)}; the heap has {size(told.used)} in use{freed}", markup=False)
