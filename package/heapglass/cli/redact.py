"""`heapglass redact`: a copy of a snapshot that can be shown to others."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from heapglass.cli.console import output, plain, print_json, progress_bar
from heapglass.cli.writing import not_an_input
from heapglass.redact import Clear, Keep, Options, Paths, Report, Values, redact_files


def run(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE OUT [FILE OUT …]",
            help="A .heapsnapshot or .heaptimeline, gzipped or not, and the file to write, compressed if its name ends "
            "in .gz. Further pairs get the same pseudonyms for the same names.",
        ),
    ],
    keep: Annotated[
        Keep,
        typer.Option(
            help="names: names of classes, functions, properties and scripts stay. shapes: only the engine's own words."
        ),
    ] = Keep.NAMES,
    values: Annotated[
        Values,
        typer.Option(help="stable: equal values stay equal. uniform: all become x…, and look like duplicates."),
    ] = Values.STABLE,
    paths: Annotated[
        Paths, typer.Option(help="keep: paths of scripts stay. hide: of a path, only the file's name.")
    ] = Paths.KEEP,
    as_json: Annotated[bool, typer.Option("--json", help="Print what can still be read as JSON.")] = False,
) -> None:
    """Write a copy in which no value can be read, and every number is the same: counts, sizes, ids, the graph.

    Texts, numbers' texts and patterns are replaced, each by letters of the same length; in names too, whatever looks
    like an address, a credential or a number that stands for somebody. Look through what is listed as still readable
    before you show the file to anybody.

    Pseudonyms come out of a random order that is thrown away: two runs never agree, and none can be computed from a
    guess. Snapshots that are to be compared with each other are redacted in one run: then the same name has the same
    pseudonym in all of them. Values have others in every file.

    Example: heapglass redact before.heapsnapshot b.heapsnapshot after.heapsnapshot a.heapsnapshot --keep shapes

    Example: heapglass redact app.heapsnapshot app.redacted.heapsnapshot.gz
    """
    if len(files) % 2:
        raise typer.BadParameter(f"{plain(files[-1].name)}: each snapshot needs a file to write to")
    sources, targets = files[::2], files[1::2]
    for number, target in enumerate(targets):
        not_an_input(target, sources)
        if target.resolve() in [other.resolve() for other in targets[:number]]:
            raise typer.BadParameter(f"{plain(target.name)}: two files cannot be written to one place")
    with progress_bar("Redacting") as progress:
        reports = redact_files(list(zip(sources, targets, strict=True)), Options(keep, values, paths), progress)
    if as_json:
        print_json(reports[0].as_data() if len(reports) == 1 else [report.as_data() for report in reports])
        return
    for target, report in zip(targets, reports, strict=True):
        _print(target, report)


def _print(out: Path, report: Report) -> None:
    output.print(
        f"{plain(out.name)}: {report.values:,} of {report.strings:,} strings replaced "
        f"({report.value_units:,} characters); {report.split:,} of them are names as well, which stay",
        markup=False,
    )
    if report.content:
        found = ", ".join(f"{count:,} × {rule}" for rule, count in report.content.items())
        output.print(f"replaced in names: {found}", markup=False)
    if report.dropped:
        output.print(f"left out, as not known: {plain(', '.join(report.dropped), 300)}", markup=False)
    output.print("\nstill readable", style="bold")
    output.print(_table(report))


def _table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    kinds: dict[str, Clear] = {
        **report.clear,
        "of these, with a path": report.paths,
        "of these, with a URL": report.urls,
        **{f"like {pattern}": family for pattern, family in report.families.items()},
    }
    for kind, clear in kinds.items():
        if clear.count:
            examples = ", ".join(plain(text, 40) for text in clear.examples if text)
            shown = Text(examples, style="dim", no_wrap=True, overflow="ellipsis")
            table.add_row(plain(kind, 40), f"{clear.count:,}", shown)
    return table
