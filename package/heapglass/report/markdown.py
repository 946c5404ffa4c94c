"""A report as Markdown, for issues and chats."""

from heapglass.analysis.suspects.prose import Parts, share
from heapglass.report.data import Data
from heapglass.report.tables import Table, tables
from heapglass.report.words import WORDS
from heapglass.size_text import size


def as_markdown(report: Data) -> str:
    """The report as GitHub-flavoured Markdown. Names are code spans, so nothing in them is markup."""
    words, snapshot = WORDS[report["language"]], report["snapshot"]
    lines = [f"# {words['title']}", "", _code(snapshot["name"]), ""]
    lines += [f"{_parts(sentence)}\n" for sentence in report["opening_parts"]]
    lines += [f"## {words['found']}", ""]
    if not report["findings"]:
        lines += [words["none"], ""]
    for number, finding in enumerate(report["findings"], 1):
        about = f"**{words[finding['severity']]}** · {size(finding['bytes'])} · {share(finding['share'])}"
        lines += [f"### {number}. {_parts(finding['title_parts'])}", "", about, ""]
        lines += [f"{_parts(sentence)}\n" for sentence in finding["text_parts"]]
        lines += [f"{words['path']}:", ""]
        lines += [f"{step}. {_parts(phrase)}" for step, phrase in enumerate(finding["path_parts"], 1)]
        if finding["tree"]:
            lines += ["", words["tree"].format(count=f"{finding['count']:,}") + ":", "", *_tree(finding["tree"])]
        lines += ["", f"**{words['advice']}:** {finding['advice']}", ""]
    for table in tables(report):
        lines += _table(table)
    return "\n".join([*lines, "", f"_{words['made']}_", ""])


def _parts(parts: Parts) -> str:
    return "".join(
        _escaped(part)
        if isinstance(part, str)
        else f"{_code(part['text'])} @{part['id']}"
        if "node" in part
        else _code(part["code"])
        for part in parts
    )


def _tree(branches: list[Data], depth: int = 0) -> list[str]:
    lines = []
    for branch in branches:
        lines.append(f"{'  ' * depth}- {branch['count']:,} · {_parts(branch['parts'])}")
        lines += _tree(branch["children"], depth + 1)
    return lines


def _table(table: Table) -> list[str]:
    ends = [":---" if table.prose and at == len(table.heads) - 1 else "---:" for at in range(1, len(table.heads))]
    lines = [f"## {table.title}", "", f"| {' | '.join(table.heads)} |", f"|---|{'|'.join(ends)}|"]
    lines += [f"| {' | '.join([_code(row[0]), *map(_escaped, row[1:])])} |" for row in table.rows]
    return [*lines, ""]


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
