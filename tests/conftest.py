"""Options of the tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden reports anew."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected reports in tests/golden anew; review the diff",
    )
