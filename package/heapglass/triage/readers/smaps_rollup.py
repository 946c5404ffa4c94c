"""`/proc/PID/smaps_rollup`, once or many times one after another."""

from heapglass.triage.model import Format, Measure, Reading, Remark
from heapglass.triage.readers.proc_fields import Block, read_blocks
from heapglass.triage.text import Text

BLOCK = Block(
    format=Format.SMAPS_ROLLUP,
    mark="Pss:",
    first=("[rollup]", "Rss:"),
    measures={
        "Rss": Measure.RSS,
        "Pss": Measure.PSS,
        "Anonymous": Measure.ANONYMOUS,
        "Swap": Measure.SWAP,
    },
    sure=Measure.RSS,
)


def read(text: Text) -> Reading:
    """The samples in a log; a remark instead for `smaps`, which has such a block for each mapping."""
    if text.has("KernelPageSize:"):
        line = next(place for place, line in enumerate(text.lines) if "KernelPageSize:" in line)
        return Reading(remarks=[Remark("smaps", line + 1)])
    return read_blocks(text, BLOCK)
