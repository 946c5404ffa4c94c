"""`heapglass report`: what leaks, most likely, and why."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from heapglass.cli.console import opened, output, plain, print_json
from heapglass.cli.language import Language
from heapglass.cli.writing import not_an_input, write_text
from heapglass.report.budget import parse_size
from heapglass.report.data import Data, report_on
from heapglass.report.html import as_html
from heapglass.report.markdown import as_markdown
from heapglass.report.tables import signed
from heapglass.report.words import WORDS


def run(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE [LATER …]", help="Snapshots of one process, the oldest first.")
    ],
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write a file: .html, .md or .json, by its ending.")
    ] = None,
    language: Annotated[Language, typer.Option(help="The language of the report.")] = Language.EN,
    heap_limit: Annotated[
        str,
        typer.Option(help="How large the heap may get (as by --max-old-space-size)."),
    ] = "4294967296",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON: findings worst first, numbers in bytes.")
    ] = False,
) -> None:
    """Say what leaks, most likely, what keeps it and where to look.

    Of two snapshots it tells what the second has more than the first; of three or more, what came after the first
    and is there still in the last two.

    Example: heapglass report before.heapsnapshot after.heapsnapshot -o report.html
    """
    if out is not None:
        not_an_input(out, files)
        _writer(out)  # a name that says nothing is refused before the work, not after
    *earlier, last = files
    with ExitStack() as stack:
        heap = stack.enter_context(opened(last))
        bases = [stack.enter_context(opened(file)) for file in earlier]
        report = report_on(heap, [file.name for file in files], bases, language.value, parse_size(heap_limit))
    if out is not None:
        write_text(out, _writer(out)(report), inputs=files)
        count = len(report["findings"])
        output.print(f"{plain(str(out), 300)}: {count} finding{'' if count == 1 else 's'}", markup=False)
    elif as_json:
        print_json(report)
    else:
        _print(report)


def _as_json(report: Data) -> str:
    return json.dumps(report, indent=2) + "\n"


WRITERS = {".html": as_html, ".htm": as_html, ".md": as_markdown, ".markdown": as_markdown, ".json": _as_json}


def _writer(out: Path) -> Callable[[Data], str]:
    """What writes a file of this name."""
    if out.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"{plain(out.name)}: the ending says what to write: .html, .md or .json")
    return WRITERS[out.suffix.lower()]


def _print(report: Data) -> None:
    words, snapshot = WORDS[report["language"]], report["snapshot"]
    output.print(plain(snapshot["name"]), markup=False)
    for line in report["opening"]:
        output.print(plain(line, 1000), markup=False)
    for number, finding in enumerate(report["findings"], 1):
        severity = words[finding["severity"]]
        output.print(f"\n{number}. [{severity}] {plain(finding['title'], 300)}", markup=False, style="bold")
        for sentence in finding["text"]:
            output.print(f"   {plain(sentence, 2000)}", markup=False)
        output.print(f"   {words['path']}: " + plain(" ← ".join(finding["path"]), 3000), markup=False, style="dim")
        output.print(f"   {finding['advice']}", markup=False)
    trend = report["trend"]
    if trend and trend["classes"]:
        output.print(f"\n{words['trend.title']}", style="bold")
        for series in trend["classes"]:
            counts = " → ".join(f"{count:,}" for count in series["counts"])
            output.print(f"   {plain(series['name'])}: {counts} ({signed(series['per_step'])})", markup=False)
