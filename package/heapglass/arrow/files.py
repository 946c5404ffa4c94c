"""A heap's tables as files in a folder: Parquet, or Arrow's own format."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from heapglass.arrow.formats import Format
from heapglass.arrow.tables import TABLES
from heapglass.heap import Heap
from heapglass.whole_file import folder_written_whole

Progress = Callable[[str, int, int], object]


def write_tables(
    heap: Heap, folder: Path, kind: Format = Format.PARQUET, progress: Progress = lambda *_: None
) -> dict[str, int]:
    """Write `nodes`, `edges` and `strings` into a new `folder`, there when it is whole; returns how many rows each has.

    Batch after batch, each a row group: the memory it takes does not grow with the heap. Raises OSError, also when
    `folder` is there and not empty.
    """
    rows: dict[str, int] = {}
    total = heap.node_count + heap.edge_count + len(heap.snapshot.strings)
    with folder_written_whole(folder) as making:
        for name, (schema, batches) in TABLES.items():
            before = sum(rows.values())
            rows[name] = 0
            with _writer(making / f"{name}.{kind}", schema, kind) as writer:
                for batch in batches(heap):
                    writer.write_batch(batch)
                    rows[name] += batch.num_rows
                    progress("write", before + rows[name], total)
    return rows


def _writer(path: Path, schema: pa.Schema, kind: Format) -> Any:
    if kind is Format.ARROW:
        options = pa.ipc.IpcWriteOptions(compression="lz4", unify_dictionaries=False)
        return pa.ipc.new_file(str(path), schema, options=options)
    return pq.ParquetWriter(path, schema, compression="zstd")
