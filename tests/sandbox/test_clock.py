"""What the judge sees of a child's time: its own work, and that of what it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from grader.isolation.clock import Clock
from tests.sandbox.leftovers import comes_true

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc"),
]

WORKS = "while True: pass"
SLEEPS = "import time; time.sleep(600)"
STARTS = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}])"


@contextmanager
def clock_of(code: str) -> Iterator[Clock]:
    """Run Python, and read its times."""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            yield Clock(process.pid, 0)
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("code", [WORKS, STARTS.format(WORKS)], ids=["own", "started"])
def test_work_counts_whoever_does_it(code: str) -> None:
    """Processor time grows, and nobody waits, though the first process may sleep."""
    with clock_of(code) as clock:
        assert comes_true(lambda: clock.cpu_s() > 0.3)
        assert not clock.waits()


@pytest.mark.parametrize("code", [SLEEPS, STARTS.format(SLEEPS)], ids=["own", "other"])
def test_what_sleeps_waits(code: str) -> None:
    """It uses no processor time meanwhile."""
    with clock_of(code) as clock:
        assert comes_true(clock.waits)


def test_what_is_not_there_yet_does_not_wait() -> None:
    """To fork it is the grader's work; what has ended waits until that is noticed."""
    with clock_of(SLEEPS) as clock:
        unborn = Clock(clock._found(), 1)

        assert not unborn.waits()
        assert unborn.cpu_s() == 0

    assert clock.waits()
