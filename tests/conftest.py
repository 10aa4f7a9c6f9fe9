"""Options of the tests."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

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

    A shell starts background jobs with SIGINT ignored, `nohup` with SIGHUP; Python then
    leaves it so, and every process that the tests start inherits it.
    """
    heeded: dict[int, Any] = {signal.SIGINT: signal.default_int_handler}
    if hasattr(signal, "SIGHUP"):  # not on Windows
        heeded[signal.SIGHUP] = signal.SIG_DFL
    before = {number: signal.signal(number, how) for number, how in heeded.items()}
    yield
    for number, how in before.items():
        signal.signal(number, how)
