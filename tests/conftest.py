"""Options of the tests."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden reports anew."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected reports in tests/golden anew; review the diff",
    )


@pytest.fixture(scope="session", autouse=True)
def _heed_ctrl_c() -> Iterator[None]:
    """Listen to Ctrl-C even where the tests run in the background of a script.

    A shell starts background jobs with SIGINT ignored; Python then leaves it so, and
    every process that the tests start inherits it.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
