"""Options for all tests, and the table of bad files below their output."""

from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

# For mutants: the same examples every time, and the first that fails is enough.
settings.register_profile("mutants", derandomize=True, database=None, phases=[Phase.explicit, Phase.generate])

BAD_FILE = "bad file"
"""What a test records of each that it tries: where, its name, what became of it, whether that is as expected."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--whole-corpus",
        action="store_true",
        help="also the large snapshots of the corpus (`make oracle`), and what takes minutes",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "whole_corpus: a large snapshot, or a long test; runs with --whole-corpus only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--whole-corpus"):
        return
    large = [item for item in items if item.get_closest_marker("whole_corpus")]
    config.hook.pytest_deselected(items=large)
    items[:] = [item for item in items if item not in set(large)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many bad files were tried where, and what became of those that did not do as expected."""
    places: dict[str, dict[str, tuple[str, bool]]] = {}
    for place, name, became, good in _bad_files(terminalreporter):
        tried = places.setdefault(place, {})
        tried[name] = (became, good and tried.get(name, ("", True))[1])
    if not places:
        return
    terminalreporter.section("bad files: where, tried, as expected, not")
    for place, tried in places.items():
        wrong = {name: became for name, (became, good) in tried.items() if not good}
        terminalreporter.line(f"{place:12} {len(tried):4} {len(tried) - len(wrong):4} {len(wrong):4}")
        for name, became in tried.items() if terminalreporter.verbosity > 0 else wrong.items():
            terminalreporter.line(f"    {name:48} {became}")


def _bad_files(terminalreporter: pytest.TerminalReporter) -> Iterator[tuple[str, str, str, bool]]:
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == BAD_FILE and report.when == "call":
                    yield tuple(value)
