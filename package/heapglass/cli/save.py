"""`heapglass save`: what was computed of a snapshot, as a small file that opens fast."""

from pathlib import Path
from typing import Annotated

import typer

from heapglass.cli.console import opened, output, plain, print_json, size
from heapglass.cli.writing import not_an_input


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot or .heaptimeline, gzipped or not.")],
    out: Annotated[Path, typer.Argument(help="The file to write: NAME.heapglass.")],
    strings: Annotated[
        bool, typer.Option("--strings/--no-strings", help="Also what strings hold; names are always there.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON: sizes in bytes.")] = False,
) -> None:
    """Save the analysis of a snapshot: about a sixth of its size, and opened in about a fifth of the time.

    Every command, and the page, opens it as it does the snapshot.

    Example: heapglass save app.heapsnapshot app.heapglass
    """
    not_an_input(out, [file])
    with opened(file) as heap:
        heap.save(out, strings)
        before = heap.snapshot.file_size
    after = out.stat().st_size
    if as_json:
        print_json({"file": str(out), "size": after, "snapshot_size": before})
        return
    share = 100 * after / max(before, 1)
    output.print(f"{plain(out.name)}: {size(after)}, {share:.0f} % of the snapshot", markup=False)
