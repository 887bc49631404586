"""What all tests share: hypothesis runs as often everywhere, golden files can be renewed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.golden_files import GoldenFiles

# The same examples on every machine; `--hypothesis-profile soak` looks further.
settings.register_profile(
    "suite",
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("soak", max_examples=2000, deadline=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files and shows the difference."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> GoldenFiles:
    """Give the golden files, to be compared or rewritten."""
    return GoldenFiles(request.config.getoption("--update-golden"))
