"""Resource limits of one child: amounts of memory, files, time and threads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grader.isolation.confinement.layers import Layer, LayerStatus
from grader.isolation.limits import Limits

if sys.platform != "win32":
    import resource

Pair = tuple[int, tuple[int, int]]
_MIB = 1 << 20
# Room for what the user starts elsewhere meanwhile: RLIMIT_NPROC counts all of it.
_SLACK = 256


def status() -> LayerStatus:
    """Say what is limited; every Linux can do this."""
    return LayerStatus(
        name=Layer.RLIMITS,
        active=True,
        detail="memory, processor time, file size, open files, threads",
    )


def pairs(limits: Limits, *, own_user_namespace: bool) -> tuple[Pair, ...]:
    """Compute, in the nursery, what every child sets: which limit, soft and hard.

    Address space counts from what the nursery maps now: for each child anew it
    would cost more than the few MiB between are worth.

    Args:
        limits: What a child may use.
        own_user_namespace: Whether tasks outside are not counted with ours.
    """
    if sys.platform != "linux":
        return ()
    others = 0 if own_user_namespace else _own_tasks() + _SLACK
    amounts = {
        resource.RLIMIT_FSIZE: limits.file_mib * _MIB,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_NPROC: limits.processes + others,
        resource.RLIMIT_AS: _mapped_bytes() + limits.memory_mib * _MIB,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    # The first signal tells the judge why; a child that catches it gets the second.
    cpu = (resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 1))
    return (cpu, *((kind, _both(kind, amount)) for kind, amount in amounts.items()))


def _both(kind: int, amount: int) -> tuple[int, int]:
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        amount = min(amount, hard)
    return amount, amount


def _mapped_bytes() -> int:
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()


def _own_tasks() -> int:
    """Count the threads of this user on the whole machine."""
    uid, tasks = os.getuid(), 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            if process.stat().st_uid == uid:
                tasks += len(os.listdir(process / "task"))
    return tasks


def lower(limits: Iterable[Pair]) -> None:
    """Set limits on this process that it cannot raise again.

    Raises:
        OSError: The kernel refuses one.
    """
    for kind, amounts in limits:
        resource.setrlimit(kind, amounts)
