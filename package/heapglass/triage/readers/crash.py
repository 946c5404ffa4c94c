"""How a process ended, and the limits it was started with, as runtimes and kernels print them."""

import re

from heapglass.triage.amounts import MIB, number
from heapglass.triage.model import Limit, Reach, Reading, Remark
from heapglass.triage.text import Text

HEAP_FULL = ("heap out of memory", "JavaScript out of memory", "FatalProcessOutOfMemory", "ineffective mark-compacts")
KILLED = ("Out of memory: Killed process", "Memory cgroup out of memory", "oom-kill:", "OOMKilled")
OLD_SPACE = re.compile(r"--max[-_]old[-_]space[-_]size[= ](\d{1,9})")


def read(text: Text) -> Reading:
    """Ends for lack of memory, and `--max-old-space-size` where a command line is printed."""
    found = Reading()
    marks = [(mark, "heap-full") for mark in HEAP_FULL] + [(mark, "killed") for mark in KILLED]
    marks = [(mark, key) for mark, key in marks if text.has(mark)]
    sizes: set[float] = set()
    limited = text.has("old-space-size") or text.has("old_space_size")
    last = -1000
    if not marks and not limited:
        return found
    for place, line in enumerate(text.lines):
        for mark, key in marks:
            # A crash says it several times over, in its message and in its stack.
            if mark in line and place - last > 100:
                found.deaths.append(Remark(key, place + 1))
                last = place
        if limited and (option := OLD_SPACE.search(line)):
            size = number(option[1])
            if size and size not in sizes:
                sizes.add(size)
                found.limits.append(Limit(Reach.JS_HEAP, size * MIB, place + 1))
    return found
