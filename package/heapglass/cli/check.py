"""`heapglass check`: a CI gate on heap growth."""

import sys
import tomllib
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from xml.sax.saxutils import escape, quoteattr

import typer
from rich.table import Table
from rich.text import Text

from heapglass.cli.console import opened, output, plain, print_json
from heapglass.cli.writing import not_an_input, write_text
from heapglass.report.budget import (
    BadBudgetError,
    Budget,
    Check,
    budget_from,
    check_budget,
    parse_class_limit,
    parse_size,
)
from heapglass.report.data import Data, report_on

BROKEN = 1


class Severity(StrEnum):
    """The worst finding that passes."""

    NONE = "none"
    NOTICE = "notice"
    WARNING = "warning"


def run(
    files: Annotated[
        list[Path], typer.Argument(metavar="FIRST [LATER …]", help="Snapshots of one process, the oldest first.")
    ],
    max_growth: Annotated[str | None, typer.Option(help="How many bytes the heap may grow: 5MB.")] = None,
    max_growth_rate: Annotated[
        float | None, typer.Option(help="How far it may grow, as a part of the first snapshot: 0.65.")
    ] = None,
    class_limit: Annotated[
        list[str] | None, typer.Option("--class", help="Session:+100 (at most 100 more) or Session:100 (at most 100).")
    ] = None,
    max_severity: Annotated[Severity | None, typer.Option(help="The worst leak finding that passes.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="A snapshot to compare with, taken before the first of FILES.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="A TOML file with the same settings.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the result as Markdown, for a pull request.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write the result as JUnit XML.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check that a heap stayed within its budget. Exit code 0: it did; 1: it did not; 2: bad input.

    Example: heapglass check before.heapsnapshot after.heapsnapshot --max-growth 5MB --class 'Session:+100'
    """
    snapshots = [baseline, *files] if baseline else files
    inputs = [*snapshots, *([config] if config else [])]
    for written in filter(None, (markdown, junit)):
        not_an_input(written, inputs)
    if markdown and junit and markdown.resolve() == junit.resolve():
        raise typer.BadParameter(f"{plain(str(markdown), 300)} cannot be both: give --markdown and --junit a file each")
    budget = _budget(config, max_growth, max_growth_rate, class_limit or [], max_severity)
    with ExitStack() as stack:
        heaps = [stack.enter_context(opened(file)) for file in snapshots]
        report = report_on(heaps[-1], [file.name for file in snapshots], heaps[:-1])
        checks = check_budget(heaps, budget, report["findings"])
    if not checks:
        raise typer.BadParameter("there is nothing to check: give --max-growth, --class or another limit")
    if markdown:
        write_text(markdown, as_markdown(checks, report), inputs)
    if junit:
        write_text(junit, as_junit(checks), inputs)
    if as_json:
        print_json({"ok": all(check.ok for check in checks), "checks": [_data(check) for check in checks]})
    else:
        _print(checks, report)
    if not all(check.ok for check in checks):
        sys.exit(BROKEN)


def as_markdown(checks: list[Check], report: Data) -> str:
    """The result for a pull request: a table, and the findings' titles."""
    lines = ["| check | measured | allowed | |", "|---|---:|---:|---|"]
    lines += [
        f"| `{_cell(check.name)}` | {check.measured} | {check.allowed} | {'ok' if check.ok else '**broken**'} |"
        for check in checks
    ]
    lines += [""] + [f"- **{found['severity']}**: {_cell(found['title'])}" for found in report["findings"]]
    return "\n".join([*lines, ""])


def as_junit(checks: list[Check]) -> str:
    """The result as JUnit XML, a test case a check."""
    cases = "".join(
        f'  <testcase classname="heapglass" name={quoteattr(_printable(check.name))}>'
        + ("" if check.ok else f"<failure>{escape(check.measured)}, allowed {escape(check.allowed)}</failure>")
        + "</testcase>\n"
        for check in checks
    )
    failures = sum(not check.ok for check in checks)
    head = f'<testsuite name="heapglass" tests="{len(checks)}" failures="{failures}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{cases}</testsuite>\n'


def _budget(
    config: Path | None, growth: str | None, rate: float | None, classes: list[str], severity: Severity | None
) -> Budget:
    try:
        settings = tomllib.loads(config.read_text("utf-8")) if config else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadBudgetError("bad-toml", f"{config}: {error}") from error
    budget = budget_from(settings)
    if growth is not None:
        budget.growth = parse_size(growth)
    if rate is not None:
        budget.growth_rate = rate
    if severity is not None:
        budget.findings = severity.value
    budget.classes |= dict(parse_class_limit(limit) for limit in classes)
    return budget


def _print(checks: list[Check], report: Data) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("check", "measured", "allowed", ""):
        table.add_column(head, justify="left" if head in ("check", "") else "right")
    for check in checks:
        table.add_row(Text(plain(check.name)), check.measured, check.allowed, "ok" if check.ok else "BROKEN")
    output.print(table)
    for found in report["findings"]:
        if found["severity"] != "notice":
            output.print(f"[{found['severity']}] {plain(found['title'], 300)}", markup=False)


def _data(check: Check) -> dict[str, str | bool]:
    return {"name": check.name, "measured": check.measured, "allowed": check.allowed, "ok": check.ok}


def _cell(text: str) -> str:
    return " ".join(_printable(text).split()).replace("|", "\\|").replace("<", "&lt;")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
