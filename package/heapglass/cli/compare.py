"""`heapglass compare`: what came and what went between two snapshots."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from heapglass.cli.console import opened, output, plain, print_json, size
from heapglass.cli.listing import Rows, gathered, node_text, print_rows, signed, signed_size
from heapglass.service.session import Session


class Sort(StrEnum):
    """Columns that classes can be sorted by."""

    ADDED_SIZE = "added_size"
    REMOVED_SIZE = "removed_size"
    SIZE_DELTA = "size_delta"
    ADDED_COUNT = "added_count"
    REMOVED_COUNT = "removed_count"
    COUNT_DELTA = "count_delta"
    NAME = "name"


def run(
    base: Annotated[Path, typer.Argument(help="The earlier snapshot.")],
    file: Annotated[Path, typer.Argument(help="The later snapshot of the same program.")],
    limit: Annotated[int, typer.Option(min=0, help="How many rows to show; 0 shows all.")] = 30,
    sort: Annotated[Sort, typer.Option(help="The column to sort classes by.")] = Sort.SIZE_DELTA,
    grown: Annotated[
        bool, typer.Option("--grown", help="Show the objects in both that retain more than before.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: all numbers in bytes.")] = False,
) -> None:
    """Show what came and what went between two snapshots, class by class, as DevTools' Comparison does.

    Example: heapglass compare before.heapsnapshot after.heapsnapshot
    Example: heapglass compare before.heapsnapshot after.heapsnapshot --grown
    """
    with opened(base) as before, opened(file) as after:
        session = Session(after, file.name)
        made = after.comparison(before)
        session.base = made.base
        if grown:
            found = gathered(session, "grown", {"sort": {"by": "own", "descending": True}}, limit)
        else:
            order = {"by": sort.value, "descending": sort is not Sort.NAME}
            found = gathered(session, "comparison", {"sort": order}, limit)
    if as_json:
        print_json({"base": base.name, "file": file.name} | found)
        return
    output.print(f"{plain(base.name)} → {plain(file.name)}", markup=False)
    if grown:
        _print_grown(found)
    else:
        _print_classes(found)


def _print_classes(found: Rows) -> None:
    output.print(
        f"{found['added_count']:,} objects came ({size(found['added_size'])}), "
        f"{found['removed_count']:,} went ({size(found['removed_size'])})",
        markup=False,
    )
    print_rows(
        found["rows"],
        ("constructor", lambda row: plain(row["name"])),
        [
            ("new", lambda row: f"{row['added_count']:,}"),
            ("deleted", lambda row: f"{row['removed_count']:,}"),
            ("delta", lambda row: signed(row["count_delta"])),
            ("allocated", lambda row: size(row["added_size"])),
            ("freed", lambda row: size(row["removed_size"])),
            ("size delta", lambda row: signed_size(row["size_delta"])),
        ],
        found["total"],
    )


def _print_grown(found: Rows) -> None:
    print_rows(
        found["rows"],
        ("object", lambda row: node_text(row["node"])),
        [
            ("own growth", lambda row: signed_size(row["own"])),
            ("growth", lambda row: signed_size(row["growth"])),
            ("retained", lambda row: size(row["node"]["retained"])),
        ],
        found["total"],
    )
