"""Nothing that is named in a snapshot is executed, imported, fetched, read or written, whatever is asked of it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.fixtures.draft import Draft

MARK = "m4rk"
NAMES = [
    f"/etc/{MARK}", f"../../{MARK}", f"file:///{MARK}", f"https://{MARK}.example/a.js", f"{MARK}_module",
    f"__import__('{MARK}')", f"{{{{ {MARK}.x }}}}", f"{{% include '{MARK}' %}}", f"$({MARK})", f"`{MARK}`", f"|{MARK}",
    f"\\\\{MARK}.example\\share", f"%{MARK}%", f"!!python/object:{MARK}", f"{MARK}.heapsnapshot",
]  # fmt: skip
WATCHED = """
import json, sys
from typer.testing import CliRunner
from heapglass.cli import MODULES, app
commands = json.loads(sys.argv[1])
for module in MODULES.values():
    __import__(f"heapglass.cli.{module}")
seen = []
def watch(event, args):
    if event.startswith(NEVER) or MARK in repr(args):
        seen.append(f"{event} {args!r}"[:300])
NEVER = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "webbrowser.")
MARK = sys.argv[2]
sys.addaudithook(watch)
for words in commands:
    done = CliRunner().invoke(app, words)
    if done.exit_code not in (0, 1):
        seen.append(f"{words}: {done.exit_code} {done.output[-300:]} {done.exception!r}")
print(json.dumps(seen))
"""


def test_nothing_in_a_snapshot_is_more_than_data(tmp_path: Path) -> None:
    draft = Draft()
    root = draft.node("synthetic", "")
    holder = draft.node("object", "Holder", 16)
    draft.edge(root, "element", 1, holder)
    for kind in ("object", "string", "closure", "code", "native", "hidden"):
        for name in NAMES:
            node = draft.node(kind, name, 40_000, state=2 if kind == "native" else 0)
            draft.edge(holder, "property", name, node)
            if kind == "closure":
                draft.location(node, 1, 2, 3)
    base = draft.write(tmp_path / "base.heapsnapshot")
    later = tmp_path / "later.heapsnapshot"
    for name in NAMES:
        draft.edge(holder, "property", name, draft.node("object", name, 900_000))
    draft.write(later)
    out = str(tmp_path / "out")
    commands = [
        *[[command, str(later)] for command in ("summary", "nodes", "strings", "dominators", "report", "triage")],
        *[[command, str(later), "5"] for command in ("node", "retainers", "path")],
        ["compare", str(base), str(later)],
        ["check", str(base), str(later), "--max-growth", "1kB"],
        *[["report", str(base), str(later), "-o", f"{out}.{ending}"] for ending in ("html", "md", "json")],
        ["redact", str(later), f"{out}.heapsnapshot", "--keep", "names"],
        ["save", str(later), f"{out}.heapglass"],
        ["summary", f"{out}.heapglass"],
    ]
    watched = [sys.executable, "-c", WATCHED, json.dumps(commands), MARK]
    done = subprocess.run(watched, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "base.heapsnapshot", "later.heapsnapshot",
        *[f"out.{ending}" for ending in ("heapglass", "heapsnapshot", "html", "json", "md")],
    ]  # fmt: skip
