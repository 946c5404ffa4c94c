"""`heapglass strings`: strings that are there more than once, and what that wastes."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from heapglass.cli.console import opened, output, plain, print_json, size
from heapglass.cli.listing import gathered, print_rows
from heapglass.service.session import Session


class Sort(StrEnum):
    """Columns that strings can be sorted by."""

    WASTED = "wasted"
    COUNT = "count"
    SHALLOW = "shallow"
    LENGTH = "length"
    VALUE = "value"


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot or .heaptimeline, gzipped or not.")],
    limit: Annotated[int, typer.Option(min=0, help="How many rows to show; 0 shows all.")] = 30,
    sort: Annotated[Sort, typer.Option(help="The column to sort by.")] = Sort.WASTED,
    text: Annotated[str, typer.Option("--text", help="Only strings that have this in them.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """List strings that the heap holds more than once, and how many bytes one copy each would save.

    Example: heapglass strings app.heapsnapshot --sort count
    """
    params = {"sort": {"by": sort.value, "descending": sort is not Sort.VALUE}, "filter": {"text": text}}
    with opened(file) as heap:
        found = gathered(Session(heap, file.name), "duplicate_strings", params, limit)
    if as_json:
        print_json(found)
        return
    output.print(f"{found['total']:,} strings are there more than once: {size(found['wasted'])} wasted", markup=False)
    print_rows(
        found["rows"],
        ("string", lambda row: plain(row["value"])),
        [
            ("count", lambda row: f"{row['count']:,}"),
            ("length", lambda row: "" if row["length"] is None else f"{row['length']:,}"),
            ("shallow", lambda row: size(row["shallow"])),
            ("wasted", lambda row: size(row["wasted"])),
        ],
        found["total"],
    )
