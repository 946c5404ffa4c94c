"""A report as Markdown, for issues and chats."""

from heapglass.analysis.suspects.prose import Parts, share, size
from heapglass.report.data import Data, head_lines
from heapglass.report.words import WORDS


def as_markdown(report: Data) -> str:
    """The report as GitHub-flavoured Markdown. Names are code spans, so nothing in them is markup."""
    words, snapshot = WORDS[report["language"]], report["snapshot"]
    lines = [f"# {words['title']}", "", _code(snapshot["name"]), ""]
    lines += [f"{_escaped(line)}\n" for line in head_lines(report)]
    lines += [f"## {words['found']}", ""]
    if not report["findings"]:
        lines += [words["none"], ""]
    for number, finding in enumerate(report["findings"], 1):
        about = f"**{words[finding['severity']]}** · {size(finding['bytes'])} · {share(finding['share'])}"
        lines += [f"### {number}. {_parts(finding['title_parts'])}", "", about, ""]
        lines += [f"{_parts(sentence)}\n" for sentence in finding["text_parts"]]
        lines += [f"{words['path']}:", ""]
        lines += [f"{step}. {_parts(phrase)}" for step, phrase in enumerate(finding["path_parts"], 1)]
        lines += ["", f"**{words['advice']}:** {finding['advice']}", ""]
    heads = [words[key] for key in ("class", "count", "shallow", "retained")]
    lines += [f"## {words['classes']}", "", f"| {' | '.join(heads)} |", "|---|---:|---:|---:|"]
    lines += [
        f"| {_code(row['name'])} | {row['count']:,} | {size(row['shallow'])} | {size(row['retained'])} |"
        for row in report["classes"]
    ]
    return "\n".join([*lines, "", f"_{words['made']}_", ""])


def _parts(parts: Parts) -> str:
    return "".join(
        part
        if isinstance(part, str)
        else f"{_code(part['text'])} @{part['id']}"
        if "node" in part
        else _code(part["code"])
        for part in parts
    )


def _escaped(text: str) -> str:
    """Text in which nothing is markup: file names can hold anything."""
    shown = text.encode("utf-8", "replace").decode()
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|~!" else " " if c in "\r\n" else c for c in shown)


def _code(text: str) -> str:
    """A code span of one line: longer fences than any in it, table bars escaped."""
    line = " ".join(text.encode("utf-8", "replace").decode().split()).replace("|", "\\|") or " "
    fence = "`"
    while fence in line:
        fence += "`"
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"
