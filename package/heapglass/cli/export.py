"""`heapglass export`: the whole heap as tables, for DuckDB, Polars, pandas and the like."""

from pathlib import Path
from typing import Annotated

import typer

from heapglass.arrow.formats import Format
from heapglass.cli.console import opened, output, plain, print_json, progress_bar
from heapglass.cli.extras import needs


def run(
    file: Annotated[Path, typer.Argument(help="A .heapsnapshot, .heaptimeline or .heapglass, gzipped or not.")],
    out: Annotated[Path, typer.Option("--output", "-o", help="The folder to make.")],
    kind: Annotated[Format, typer.Option("--format", help="The format of the files.")] = Format.PARQUET,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:
    """Write the heap as three tables, nodes, edges and strings, that other programs read.

    Nodes have their id, type, name, class, shallow and retained size, distance, dominator, detachedness, owner and
    place in the source; edges and dominators name nodes by their `ordinal`.

    Example: heapglass export app.heapsnapshot -o heap

    duckdb -c "select class_name, count(*), sum(self_size) from 'heap/nodes.parquet' group by 1 order by 3 desc"
    """
    with needs("data"):
        from heapglass.arrow.files import write_tables
    with opened(file) as heap, progress_bar("Writing") as progress:
        rows = write_tables(heap, out, kind, progress)
    if as_json:
        print_json({"folder": str(out), "format": kind.value, "rows": rows})
    else:
        told = ", ".join(f"{count:,} {name}" for name, count in rows.items())
        output.print(f"{plain(str(out), 300)}: {told}", markup=False)
