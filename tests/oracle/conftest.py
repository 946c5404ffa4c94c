"""The snapshots under comparison, as fixtures."""

import pytest

from tests.oracle.snapshots import Case, all_parameters, case, fuzz_paths


@pytest.fixture(scope="session")
def _fuzz() -> None:
    fuzz_paths()


@pytest.fixture(scope="module", params=all_parameters())
def snapshot(request: pytest.FixtureRequest, _fuzz: None) -> Case:
    """Every snapshot in turn: random ones, ones that Node writes, and the corpus."""
    made = case(request.param)
    assert made.devtools.error is None
    return made
