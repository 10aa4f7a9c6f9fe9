"""What a child does with its time, read from outside: it cannot lie about it.

Processes that it started count with it. How long it waits for a processor is the
machine's doing, and counts as nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_CPU_OF_PROCESS = 2  # CPUCLOCK_SCHED, of all threads of a process
# Fields of /proc/PID/stat after the name: the state, and four times in ticks (own and
# the system's, then those of children that have ended). Source: proc_pid_stat(5).
_STATE, _TIMES = 0, slice(11, 15)
_ENDED_TIMES = slice(13, 15)
# Running or waiting for a processor; waiting for a disk; between two states.
_AT_WORK = frozenset("RDW")


class Clock:
    """Reads the times of a process that someone else has forked.

    Args:
        ancestor: A process that we started.
        depth: How many generations below it the process stands.
        alone: Whether the process can start no others.
    """

    def __init__(self, ancestor: int, depth: int, *, alone: bool = False) -> None:
        self._ancestor = ancestor
        self._depth = depth
        self._alone = alone
        self.reset()

    def reset(self) -> None:
        """Forget the process: another one takes its place."""
        self._pid = 0
        self._last_s = 0.0

    def cpu_s(self) -> float:
        """Return processor time; what was read last once the process is gone, or 0."""
        if sys.platform == "linux":
            with suppress(OSError, ValueError, IndexError):
                own_s = time.clock_gettime((~self._found() << 3) | _CPU_OF_PROCESS)
                self._last_s = max(own_s + self._cpu_of_others(), self._last_s)
        return self._last_s

    def waits(self) -> bool:
        """Tell whether all of it sleeps, or is gone; also where nobody can know."""
        if sys.platform != "linux":
            return True
        try:
            pids = [self._found(), *self._others()]
            return not any(_AT_WORK & set(_states(pid)) for pid in pids)
        except (OSError, ValueError, IndexError):
            return bool(self._pid)  # else it is yet to be forked, which is our work

    def _found(self) -> int:
        if not self._pid:
            pid = self._ancestor
            for _ in range(self._depth):
                # the oldest child: what a submission leaves behind comes after it
                pid = _children(f"/proc/{pid}/task/{pid}")[0]
            self._pid = pid
        return self._pid

    def _others(self) -> list[int]:
        """What it started, also where whoever started that has ended."""
        if self._alone:
            return []
        parent = int(_stat(f"/proc/{self._found()}/stat")[1])
        top = parent if self._depth else self._found()
        return [pid for pid in _below(top) if pid != self._found()]

    def _cpu_of_others(self) -> float:
        if self._alone:
            return 0.0
        ticks = sum(map(int, _stat(f"/proc/{self._found()}/stat")[_ENDED_TIMES]))
        for pid in self._others():
            with suppress(OSError):  # it has ended, and counts with who waited for it
                ticks += sum(map(int, _stat(f"/proc/{pid}/stat")[_TIMES]))
        return ticks / os.sysconf("SC_CLK_TCK")


def _children(task: str) -> list[int]:
    return [int(pid) for pid in Path(task, "children").read_text().split()]


def _below(pid: int) -> Iterator[int]:
    with suppress(OSError):  # it has ended
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in _children(f"/proc/{pid}/task/{task}"):
                yield child
                yield from _below(child)


def _states(pid: int) -> Iterator[str]:
    """States of the threads of a process; of those only that are still there."""
    for task in os.listdir(f"/proc/{pid}/task"):
        with suppress(OSError):
            yield _stat(f"/proc/{pid}/task/{task}/stat")[_STATE]


def _stat(path: str) -> list[str]:
    # the name stands in brackets, and may hold anything
    return Path(path).read_text(errors="replace").rpartition(")")[2].split()
