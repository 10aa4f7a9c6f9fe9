"""Ctrl-C, `kill` and a closed terminal end a run alike: tidied up, with its code."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # there is no SIGHUP on Windows
HEEDED = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))


@dataclass
class Stop:
    """The signal that ended a run; 0 as long as none has come."""

    number: int = 0

    @property
    def exit_code(self) -> int:
        """Exit code, as shells report a process that a signal ended."""
        return 128 + (self.number or signal.SIGINT)


@contextmanager
def heeded() -> Iterator[Stop]:
    """Turn the first of these signals into a KeyboardInterrupt.

    Those that follow are ignored: tidying up takes a moment, and would be cut short
    by an impatient second Ctrl-C. Who starts us with a signal ignored (`nohup`)
    keeps that.
    """
    stop = Stop()
    before = {number: signal.getsignal(number) for number in HEEDED}
    ours = [number for number in HEEDED if before[number] is not signal.SIG_IGN]
    if threading.current_thread() is not threading.main_thread():
        ours = []

    def interrupt(number: int, _: FrameType | None) -> None:
        for each in ours:
            signal.signal(each, signal.SIG_IGN)
        stop.number = number
        raise KeyboardInterrupt

    for number in ours:
        signal.signal(number, interrupt)
    try:
        yield stop
    finally:
        if not stop.number:  # else this process is about to end
            for number in ours:
                signal.signal(number, before[number])
