"""What the judge's own process must look like before and after an attack."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec


class JudgeState(msgspec.Struct, frozen=True):
    """State of this process that a submission could only change by breaking out."""

    handlers: dict[str, str]
    folder: str
    umask: str
    environment: dict[str, str]
    descriptors: dict[int, str]
    hooks: tuple[int, ...]
    threads: int


def judge_state() -> JudgeState:
    """Look at this process."""
    return JudgeState(
        handlers={str(number): str(signal.getsignal(number)) for number in _signals()},
        folder=os.getcwd(),
        umask=_umask(),
        # pytest notes there which test is running
        environment={k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
        descriptors=_descriptors(),
        hooks=tuple(map(id, (sys.excepthook, sys.displayhook, sys.stdout, sys.stderr))),
        threads=threading.active_count(),
    )


def differences(before: JudgeState, after: JudgeState) -> Iterator[str]:
    """Say what of the judge's own has changed."""
    for name in JudgeState.__struct_fields__:
        if getattr(before, name) != getattr(after, name):
            yield f"the judge's {name} changed"


def _signals() -> list[signal.Signals]:
    return sorted(signal.valid_signals(), key=int)


def _umask() -> str:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(line for line in lines if line.startswith("Umask"))


def _descriptors() -> dict[int, str]:
    found = {}
    for entry in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # the one that lists the folder is closed again
            found[int(entry)] = os.readlink(f"/proc/self/fd/{entry}")
    return found
