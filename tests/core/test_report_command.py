"""`heapglass report`: findings in the terminal, and as a file to pass on."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import heapglass
from heapglass.cli import app
from heapglass.report.data import report_on
from tests.fixtures.written import written

STEPS = [f"map-cache-{step}" for step in (1, 2, 3)]


def run(*arguments: str | Path, code: int = 0) -> str:
    made = CliRunner().invoke(app, ["report", *map(str, arguments)])
    assert made.exit_code == code, made.output
    return made.output


def test_words_tell_the_findings_and_the_trend() -> None:
    files = [written(step) for step in STEPS]
    *earlier, last = [heapglass.open(file) for file in files]
    report = report_on(last, [file.name for file in files], earlier)
    told = " ".join(run(*files).split())
    for finding in report["findings"]:
        assert f"[{finding['severity']}] {finding['title']}" in told
    assert "→" in told
    assert " → ".join(f"{count:,}" for count in report["trend"]["classes"][0]["counts"]) in told


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_the_ending_says_what_is_written(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"report.{ending}"
    run(*map(written, STEPS), "-o", out, "--language", "zh")
    text = out.read_text("utf-8")
    assert "responseCache" in text
    assert " → " in text or ending == "json"
    if ending == "json":
        assert json.loads(text)["language"] == "zh"
    if ending == "html":
        assert text.lower().startswith("<!doctype html>")


def test_an_ending_that_says_nothing(tmp_path: Path) -> None:
    assert "the ending says what to write" in " ".join(
        run(written(STEPS[0]), "-o", tmp_path / "report.pdf", code=2).replace("│", " ").split()
    )
    assert list(tmp_path.iterdir()) == []
