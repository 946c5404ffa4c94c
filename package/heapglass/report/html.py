"""A report as one HTML file: readable without script, good on paper, with nothing to load.

Built from escaped text by hand rather than with a template library: the page makes the same reports inside Pyodide,
where each package is a download.
"""

from html import escape

from heapglass.analysis.suspects.prose import Parts, share
from heapglass.report.data import Data
from heapglass.report.tables import Table, tables
from heapglass.report.words import WORDS
from heapglass.size_text import size

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark; --line: #d8dee4; --soft: #59636e; --warm: #b04a12; --accent: #0f7b8a; }
@media (prefers-color-scheme: dark) { :root { --line: #3a424b; --soft: #9aa5b1; --warm: #f0a56a; --accent: #4cc2d0; } }
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 56rem; padding: 0 1rem; }
h1 { font-size: 1.75rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; }
.soft { color: var(--soft); } code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere; }
article { border-top: 1px solid var(--line); padding: 1rem 0; break-inside: avoid; }
.severity { color: var(--soft); font-size: .85rem; } .critical, .warning { color: var(--warm); font-weight: 600; }
.tree { margin: .25rem 0; padding-left: 1.25rem; color: var(--soft); } .count { font-variant-numeric: tabular-nums; }
ol { margin: .25rem 0; padding-left: 1.5rem; color: var(--soft); } p { margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .2rem .5rem; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; padding-left: 0; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } }
"""


def as_html(report: Data) -> str:
    """The report as a complete document. Every string of the snapshot is escaped text."""
    words = WORDS[report["language"]]
    snapshot = report["snapshot"]
    head = "".join(f"<p>{_parts(sentence)}</p>" for sentence in report["opening_parts"])
    findings = "".join(_finding(number, finding, words) for number, finding in enumerate(report["findings"], 1))
    findings = findings or f"<p>{escape(words['none'])}</p>"
    more = "".join(table_html(table) for table in tables(report))
    return (
        f'<!doctype html>\n<html lang="{escape(report["language"])}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(words['title'])}: {_text(snapshot['name'])}</title>\n<style>{STYLE}</style>\n"
        f"<header><h1>{escape(words['title'])}</h1><p><code>{_text(snapshot['name'])}</code></p>"
        f"{head}</header>\n"
        f"<main><h2>{escape(words['found'])}</h2>\n{findings}\n"
        f"{more}</main>\n"
        f"<footer><p class=soft>{escape(words['made'])}</p></footer>\n</html>\n"
    )


def _finding(number: int, finding: Data, words: dict[str, str]) -> str:
    severity = finding["severity"]
    text = "".join(f"<p>{_parts(sentence)}</p>" for sentence in finding["text_parts"])
    path = "".join(f"<li>{_parts(phrase)}</li>" for phrase in finding["path_parts"])
    tree = ""
    if finding["tree"]:
        title = words["tree"].format(count=f"{finding['count']:,}")
        tree = f"<p class=soft>{escape(title)}:</p>{_tree(finding['tree'])}"
    return (
        f"<article><h3>{number}. {_parts(finding['title_parts'])}</h3>"
        f'<div class="severity {escape(severity)}">{escape(words[severity])} · {size(finding["bytes"])} · '
        f"{share(finding['share'])}</div>{text}"
        f"<p class=soft>{escape(words['path'])}:</p><ol>{path}</ol>{tree}"
        f"<p><strong>{escape(words['advice'])}:</strong> {escape(finding['advice'])}</p></article>\n"
    )


def _tree(branches: list[Data]) -> str:
    items = "".join(
        f"<li><span class=count>{branch['count']:,}</span> {_parts(branch['parts'])}{_tree(branch['children'])}</li>"
        for branch in branches
    )
    return f"<ul class=tree>{items}</ul>" if items else ""


def table_html(table: Table) -> str:
    """A table with its title."""
    heads = "".join(f"<th scope=col>{escape(head)}</th>" for head in table.heads)
    rows = "".join(
        f"<tr><td><code>{_text(row[0])}</code></td>{''.join(f'<td>{_text(cell)}</td>' for cell in row[1:])}</tr>\n"
        for row in table.rows
    )
    title = f"<h2>{escape(table.title)}</h2>"
    return f"{title}\n<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>\n"


def _parts(parts: Parts) -> str:
    return "".join(
        escape(part)
        if isinstance(part, str)
        else f"<code>{_text(part['text'])}</code> <span class=soft>@{part['id']}</span>"
        if "node" in part
        else f"<code>{_text(part['code'])}</code>"
        for part in parts
    )


def _text(text: str) -> str:
    """Escaped, and without what could turn the line around or break the encoding."""
    shown = text.encode("utf-8", "replace").decode()
    return escape("".join(c if c not in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068" else "\ufffd" for c in shown))
