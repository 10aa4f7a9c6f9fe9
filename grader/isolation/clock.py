"""The processor time of a child, read from outside: it cannot lie about it."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

_CPU_OF_PROCESS = 2  # CPUCLOCK_SCHED, of all threads of a process


class Clock:
    """Reads the processor time of a process that someone else has forked.

    Args:
        ancestor: A process that we started.
        depth: How many generations below it the process stands.
    """

    def __init__(self, ancestor: int, depth: int) -> None:
        self._ancestor = ancestor
        self._depth = depth
        self.reset()

    def reset(self) -> None:
        """Forget the process: another one takes its place."""
        self._id = 0
        self._last_s = 0.0

    def __call__(self) -> float:
        """Return seconds; what was read last once the process is gone, or 0."""
        if sys.platform == "linux":
            with suppress(OSError, ValueError, IndexError):
                if not self._id:
                    self._id = (~self._find() << 3) | _CPU_OF_PROCESS
                self._last_s = time.clock_gettime(self._id)
        return self._last_s

    def _find(self) -> int:
        pid = self._ancestor
        for _ in range(self._depth):
            # the oldest child: what a submission leaves behind comes after it
            children = Path(f"/proc/{pid}/task/{pid}/children")
            pid = int(children.read_text().split()[0])
        return pid
