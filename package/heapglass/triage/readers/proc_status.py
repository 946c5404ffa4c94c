"""`/proc/PID/status`, once or many times one after another."""

import re

from heapglass.triage.model import Format, Measure, Reading
from heapglass.triage.readers.proc_fields import Block, read_blocks
from heapglass.triage.text import Text

BLOCK = Block(
    format=Format.PROC_STATUS,
    mark="VmRSS:",
    first=("Name:\t",),
    measures={
        "VmRSS": Measure.RSS,
        "RssAnon": Measure.ANONYMOUS,
        "VmSwap": Measure.SWAP,
    },
    sure=Measure.RSS,
    process=re.compile(r"(?:^|[ \t])Pid:\s{1,10}(\d{1,10})"),
)


def read(text: Text) -> Reading:
    """The samples in a log."""
    return read_blocks(text, BLOCK)
