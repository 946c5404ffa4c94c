"""`heapglass triage`: is it the JS heap at all? What logs of a process say."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from heapglass.cli.console import opened, output, plain, print_json, size
from heapglass.cli.input import named, reading
from heapglass.triage import reconcile_answer, triage_text

LONGEST = 2000
MOST_ROWS = 20


class Language(StrEnum):
    """Languages of a verdict."""

    EN = "en"
    ZH = "zh"


def run(
    files: Annotated[
        list[Path], typer.Argument(help="Logs: GC traces, memory usage, hidumper, /proc, cgroup, docker …")
    ],
    limit: Annotated[
        str | None, typer.Option(metavar="BYTES", help="What the process may have at most: 2147483648, 512M, 2G.")
    ] = None,
    snapshot: Annotated[
        Path | None, typer.Option(help="A heap snapshot of the process: how much of the process does it explain?")
    ] = None,
    language: Annotated[Language, typer.Option(help="The language of the verdict.")] = Language.EN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: sizes in bytes, times in seconds.")] = False,
) -> None:
    """Say whether the JS heap leaks or native memory does, and what to do next.

    Reads what `node --trace-gc`, `process.memoryUsage()`, `v8.GCProfiler`, `hidumper --mem`, `/proc/PID/smaps_rollup`,
    `/proc/PID/status`, control groups and `docker stats` print, one or many samples, also mixed in one file.

    Example: heapglass triage gc.log --limit 2G
    """
    most = None if limit is None else _bytes(limit)
    answers = [triage_text(named(file), _content(file), language.value, most) for file in files]
    if snapshot is not None:
        _compare(answers, snapshot, language.value)
    if as_json:
        print_json(answers)
        return
    for number, answer in enumerate(answers):
        if number:
            output.print()
        _print(answer)


def _content(file: Path) -> bytes:
    source = reading(file)
    return source.read_bytes() if isinstance(source, Path) else source.read()


def _bytes(text: str) -> float:
    """Raises typer.BadParameter for what is no size."""
    factors = {"K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
    number = text.upper().removesuffix("B").removesuffix("I")
    factor = factors.get(number[-1:], 1)
    try:
        value = float(number[:-1] if number[-1:] in factors else number) * factor
    except ValueError:
        value = 0.0
    if not 0 < value < 2**63:
        raise typer.BadParameter(f"{text!r} is not a number of bytes: 2147483648, 512M or 2G")
    return value


def _compare(answers: list[dict[str, Any]], snapshot: Path, language: str) -> None:
    """Add to each process how much of it the snapshot explains."""
    with opened(snapshot) as heap:
        total, native = float(heap.total_size), float(heap.statistics.native)
    for answer in answers:
        for process in answer["processes"]:
            process["snapshot"] = reconcile_answer(total, native, process["size"], language)


def _print(answer: dict[str, Any]) -> None:
    formats = ", ".join(f"{each['format']} {each['records']:,}" for each in answer["formats"])
    output.print(f"{plain(answer['name'], 200)}: {formats or answer['title']}", markup=False)
    if not answer["processes"]:
        output.print(answer["text"], markup=False)
    for process in answer["processes"]:
        _print_process(process)
    for remark in answer["remarks"]:
        output.print(plain(remark["text"], LONGEST), markup=False, style="dim")
    unread = answer["unread"]
    if unread["count"]:
        output.print(f"\nnot read ({unread['count']:,} lines)", style="bold", markup=False)
        for line in unread["shown"]:
            output.print(f"  {line['line']:,}: {plain(line['text'], 160)}", markup=False, style="dim")


def _print_process(process: dict[str, Any]) -> None:
    verdict = process["verdict"]
    named = f" (process {plain(process['name'])})" if process["name"] else ""
    sure = f" · {100 * verdict['confidence']:.0f} %" if verdict["confidence"] else ""
    output.print(f"\n{verdict['title']}{named}{sure}", style="bold", markup=False)
    for sentence in verdict["text"]:
        output.print(f"  {plain(sentence, LONGEST)}", markup=False)
    if process.get("snapshot"):
        output.print(f"  {process['snapshot']['title']}. {process['snapshot']['text']}", markup=False)
    for step in verdict["next"]:
        output.print(f"  → {plain(step, LONGEST)}", markup=False)
    output.print(_table(process))


def _table(process: dict[str, Any]) -> Table:
    """The series, those that the verdict speaks of first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", overflow="ellipsis", no_wrap=True)
    for head in ("points", "first", "least", "most", "last", "trend"):
        table.add_column(head, justify="left" if head == "trend" else "right", no_wrap=True)
    rows = sorted(process["series"], key=lambda series: not series["main"])
    for series in rows[:MOST_ROWS]:
        trend = series["trend"]
        table.add_row(
            Text(plain(series["label"])),
            f"{series['count']:,}",
            *(size(series[key]) for key in ("first", "least", "most", "last")),
            Text(trend["shape"] if trend else "", style="bold" if series["grows"] else "dim"),
        )
    return table
