"""The CI gate: budgets are read as written, checked as meant, and told by exit codes."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from heapglass.cli import app
from heapglass.report.budget import BadBudgetError, budget_from, parse_class_limit, parse_size
from tests.fixtures.written import written


@pytest.fixture(scope="session")
def pair() -> list[str]:
    """A program before and after it filled a Map with sessions."""
    return [str(written("sessions-before")), str(written("sessions-after"))]


def check(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["check", *arguments], catch_exceptions=True)
    if isinstance(result.exception, BadBudgetError):
        return 2, result.exception.message
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("text", "size"), [("5MB", 5_000_000), ("300 kB", 300_000), ("1.5g", 1_500_000_000), ("-2kb", -2000), ("968", 968)]
)
def test_sizes_are_read_as_people_write_them(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "5 apples", "MB", "1e400", "0x10"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(BadBudgetError, match="not a size"):
        parse_size(text)


def test_class_limits_are_more_than_before_or_in_all() -> None:
    assert parse_class_limit("Session:+100") == ("Session", ("+", 100))
    assert parse_class_limit("ns:Session:7") == ("ns:Session", ("", 7))
    with pytest.raises(BadBudgetError):
        parse_class_limit("Session")


def test_settings_are_known_or_refused() -> None:
    budget = budget_from({"max-growth": "5MB", "max-severity": "notice", "classes": {"Session": "+100"}})

    assert (budget.growth, budget.findings, budget.classes) == (5_000_000, "notice", {"Session": ("+", 100)})
    with pytest.raises(BadBudgetError, match="max-grwoth"):
        budget_from({"max-grwoth": "5MB"})


def test_a_budget_that_holds_exits_with_0(pair: list[str]) -> None:
    code, text = check(*pair, "--max-growth", "500MB", "--class", "Session:+1000000")

    assert code == 0, text
    assert "BROKEN" not in text


def test_a_broken_budget_exits_with_1_and_says_which_line(pair: list[str], tmp_path: Path) -> None:
    junit, markdown = tmp_path / "junit.xml", tmp_path / "result.md"

    code, text = check(
        *pair,
        "--max-growth",
        "500MB",
        "--class",
        "Session:+10",
        "--junit",
        str(junit),
        "--markdown",
        str(markdown),
        "--json",
    )

    assert code == 1
    broken = {line["name"]: line["ok"] for line in json.loads(text)["checks"]}
    assert broken == {"growth": True, "class Session": False}
    suite = ElementTree.parse(junit).getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "**broken**" in markdown.read_text()


def test_a_config_file_says_the_same(pair: list[str], tmp_path: Path) -> None:
    config = tmp_path / "heap.toml"
    config.write_text('max-growth = "1kB"\nmax-severity = "notice"\n[classes]\nSession = "+10"\n')

    code, text = check(*pair, "--config", str(config))

    assert code == 1
    assert text.count("BROKEN") == 3


def test_bad_input_exits_with_2(pair: list[str], tmp_path: Path) -> None:
    config = tmp_path / "heap.toml"
    config.write_text("max-growth = ")

    assert check(*pair, "--config", str(config))[0] == 2
    assert check(*pair)[0] == 2
    assert check(*pair, "--max-growth", "lots")[0] == 2


def test_a_result_is_never_written_over_an_input(pair: list[str]) -> None:
    before = Path(pair[0]).read_bytes()

    code, _ = check(*pair, "--max-growth", "5MB", "--junit", pair[0])

    assert code == 2
    assert Path(pair[0]).read_bytes() == before
