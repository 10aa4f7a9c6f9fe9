"""Looks for what a submission could leave behind: processes and files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from grader.isolation.confinement import Layer
from grader.isolation.confinement.mounts import SCRATCH

PATIENCE_S = 10.0


def descendants(pid: int | None = None) -> set[int]:
    """List the processes below one; below this one by default. Zombies are none."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            fields = entry.read_bytes().rpartition(b")")[2].split()
            if fields[0] != b"Z":
                children.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found: set[int] = set()
    waiting = [os.getpid() if pid is None else pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting += below
    return found


def scratch_files(nursery: set[int], layers: tuple[str, ...]) -> list[str]:
    """Name what lies in the scratch tmpfs that only a nursery's processes see."""
    if Layer.SCRATCH_TMPFS not in layers:
        return []
    roots = [Path(f"/proc/{pid}/root") for pid in nursery]
    seen = [root / SCRATCH.relative_to("/") for root in roots]
    return [name for folder in seen if folder.is_dir() for name in os.listdir(folder)]


def comes_true(condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
    """Wait until something is so, looking less and less often: looking costs, too."""
    deadline, pause = time.monotonic() + patience_s, 0.005
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause = min(pause * 1.5, 0.1)
        time.sleep(pause)
    return True


def lasts(pids: set[int]) -> bool:
    """Whether processes are still there after a while."""
    time.sleep(0.3)
    return all(map(exists, pids))


def exists(pid: int) -> bool:
    """Whether there is such a process, zombies apart."""
    try:
        state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except OSError:
        return False
    return state != b"Z"
