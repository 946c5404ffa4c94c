"""`timed.py SECONDS COMMAND…`: runs a command, at most that long, and says as JSON what it took."""

import json
import os
import subprocess
import sys
import tempfile
import time
from threading import Timer

limit, command = float(sys.argv[1]), sys.argv[2:]
with tempfile.TemporaryFile() as complaints:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=complaints)
    alarm = Timer(limit, process.kill)
    alarm.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        process.kill()
        alarm.cancel()
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").split("\n")
last_words = next((line.strip() for line in reversed(lines) if line.strip()), "nothing said")
peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
cpu = usage.ru_utime + usage.ru_stime
json.dump({"time": took, "cpu": cpu, "peak": peak, "code": process.returncode, "last_words": last_words}, sys.stdout)
