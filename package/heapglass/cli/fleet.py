"""`heapglass fleet`: many snapshots at once, on this machine's processors or on a Dask cluster."""

from pathlib import Path
from typing import Annotated

import typer

from heapglass.cli.console import output, plain, print_json, progress_bar, size
from heapglass.cli.extras import needs
from heapglass.cli.language import Language
from heapglass.cli.writing import write_text
from heapglass.report.budget import parse_size


def run(
    places: Annotated[
        list[str], typer.Argument(metavar="DIR|GLOB|URL …", help="Folders, patterns or addresses that fsspec reads.")
    ],
    out: Annotated[Path | None, typer.Option("--output", "-o", help="Write the report as HTML.")] = None,
    parquet: Annotated[Path | None, typer.Option(help="A folder to make, with tables in Parquet.")] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="A Dask scheduler (tcp://…); without it, this machine's processors.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="How many processes on this machine.")] = None,
    memory: Annotated[str | None, typer.Option(help="What a worker may have; larger snapshots are left out.")] = None,
    language: Annotated[Language, typer.Option(help="The language of the report.")] = Language.EN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """Tell what grows across many snapshots, which are unlike the others, and what is suspect in each.

    Snapshots whose names differ only in numbers (and times) are one process over time, in the order they were written.
    A file that cannot be read, is too big, or ends its worker costs only itself. For s3://…, gs://… and the like,
    fsspec's package for it must be there, on the workers too. A server that gives no parts of files is read through
    simplecache::http://….

    Example: heapglass fleet snapshots/ -o fleet.html --parquet fleet

    Exit code 1: some files could not be read.
    """
    with needs("fleet"):
        from heapglass.fleet.find_files import find_files
        from heapglass.fleet.gather import cluster, gather
        from heapglass.fleet.report import fleet_data, fleet_html, write_parquet
    most = None if memory is None else parse_size(memory)
    try:
        files = find_files(places)
    except ImportError as error:  # fsspec's, of a storage that it can read with another package
        raise typer.BadParameter(f"this address needs another package: {error}") from None
    if not files:
        raise typer.BadParameter(f"there is no .heapsnapshot, .heaptimeline or .heapglass in {', '.join(places)}")
    with progress_bar("Measuring") as progress, cluster(scheduler, workers, most) as client:
        gathered = gather(client, files, most, progress, language.value)
    data = fleet_data(gathered)
    if parquet is not None:
        write_parquet(gathered, parquet)
    if out is not None:
        write_text(out, fleet_html(data, language.value), inputs=[])
    if as_json:
        print_json(data)
    else:
        count = len(data["snapshots"])
        read = f"{count} {'snapshot' if count == 1 else 'snapshots'} read"
        output.print(f"{read}, {len(data['failures'])} not", markup=False)
        for row in data["growing"][:10]:
            what = f"{plain(row['class'])}: +{size(row['bytes'])} in {row['series']} of {row['of']} series"
            output.print(f"  grows  {what}", markup=False)
        for row in data["outliers"][:10]:
            what = f"{plain(row['class']) or 'whole heap'} {size(row['bytes'])}, usually {size(row['usual'])}"
            output.print(f"  unlike the others  {plain(row['url'], 100)}: {what}", markup=False)
        for row in data["failures"]:
            output.print(f"  not read  {plain(row['url'], 100)}: {plain(row['reason'], 300)}", markup=False)
    if data["failures"]:
        raise typer.Exit(1)
