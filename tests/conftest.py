"""Options and fixtures for all tests."""

import pytest


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
