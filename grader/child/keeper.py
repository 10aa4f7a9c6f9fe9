"""The keeper of a plain process: when the judge is gone, so is all that it started.

A judge that is killed cannot tidy up. On Linux, the process that it starts
therefore divides: one half runs the student's code, the other waits until that
ends, or until the judge does. Then it kills whatever is left and empties the folder.
"""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from pathlib import Path

from grader.errors import SandboxError
from grader.isolation import protocol
from grader.isolation.confinement import empty_folder, kernel, reap_everything
from grader.isolation.confinement.namespaces import end_as


def divide(lifeline: int, scratch: Path) -> None:
    """Fork, and return in the half that runs the student's code.

    Args:
        lifeline: A pipe that ends when the judge gives this process up, or dies.
        scratch: The folder to delete at the end.
    """
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    keeper = os.getpid()
    pid = os.fork()
    if pid:
        _keep(pid, lifeline, scratch)
    os.close(lifeline)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != keeper:  # it died before that call
        os._exit(1)


def _keep(pid: int, lifeline: int, scratch: Path) -> None:
    """Wait for the end of the other half, tidy up, and end as it did."""
    status = 1 << 8
    try:
        _let_go(lifeline)
        child = os.pidfd_open(pid)
        ended, _, _ = select.select([lifeline, child], [], [])
        if child not in ended:
            with suppress(ProcessLookupError):
                os.kill(pid, protocol.TRACE_SIGNAL)
                select.select([child], [], [], protocol.TRACE_S)
                os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        with suppress(SandboxError, OSError):
            reap_everything()
            empty_folder(scratch)
            scratch.rmdir()
    finally:
        end_as(os.waitstatus_to_exitcode(status))


def _let_go(lifeline: int) -> None:
    """Hold nothing open but the lifeline and the lock on the folder."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(null, standard)
