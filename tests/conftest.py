"""Options of the tests, and which of them run when."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from grader.isolation.limits import Limits
from grader.isolation.sandbox import NurserySandbox, Sandbox
from tests.kept import Kept
from tests.tiers import QUICK, TIERS, belongs, tier_of, try_fewer_examples

_TIER = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that choose a tier, and that write golden reports anew."""
    parser.addoption(
        "--tier",
        choices=TIERS,
        help="run quick tests, the rest, or all; without it, all of what is named by "
        "path, -k, -m or --lf, and the quick ones where nothing is named",
    )
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected reports in tests/golden anew; review the diff",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Note which tier is asked for."""
    config.stash[_TIER] = tier_of(config)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what is not in the tier."""
    tier = config.stash[_TIER]
    left_out = [item for item in items if not belongs(item, tier)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if belongs(item, tier)]
    if tier == QUICK:
        for item in items:
            try_fewer_examples(item)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say that there is more, to whoever has not asked for the quick tests alone."""
    config = terminalreporter.config
    if config.stash[_TIER] == QUICK and not config.option.tier:
        terminalreporter.write_line(
            "These were the quick tests: `--tier rest` runs the others, `--tier all` "
            "every test. What is named by path, -k, -m or --lf runs whole."
        )


@pytest.fixture(scope="session")
def kept_sandbox() -> Iterator[Sandbox]:
    """Start one nursery."""
    with NurserySandbox(Limits()) as sandbox:
        yield Kept(sandbox)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave the user's cache alone, here and in every process that the tests start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


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
