"""What a child inherits and must not keep: descriptors, environment, session."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable

from grader.isolation.confinement import kernel
from grader.isolation.confinement.layers import Layer, LayerStatus

_SIGKILL = 9
# Settings of the nursery's that libraries may still read in a child.
_KEPT = (
    "CUBLAS_WORKSPACE_CONFIG",
    "CUDA_VISIBLE_DEVICES",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
    "PYTHONHASHSEED",
    "TZ",
)
# A name saves getpass, and so torch's cache folder, a look into /etc/passwd.
# torch.compile would import for seconds, and then find no compiler.
_SET = {
    "MPLBACKEND": "Agg",
    "PATH": "/usr/bin:/bin",
    "PYTHONBREAKPOINT": "0",
    "TORCHDYNAMO_DISABLE": "1",
    "USER": "student",
}


def status() -> LayerStatus:
    """Say what is left behind; every Linux can do this."""
    return LayerStatus(
        name=Layer.CLEAN_PROCESS,
        active=True,
        detail="own session, closed descriptors, scrubbed environment",
    )


def leave_nursery(scratch: str, nursery: int) -> None:
    """Start a session of its own in the scratch folder, and die with the nursery.

    Raises:
        ProcessLookupError: The nursery is gone already.
        OSError: The kernel refuses.
    """
    kernel.prctl(kernel.PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() != nursery:
        raise ProcessLookupError(errno.ESRCH, "the nursery is gone")
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    os.setsid()
    os.umask(0o077)
    os.chdir(scratch)


def scrub_environment(scratch: str) -> None:
    """Leave few variables, all harmless, with home and temporary files in scratch."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, HOME=scratch, TMPDIR=scratch, **_SET)
    if "tempfile" in sys.modules:  # it remembers the folder it found first
        sys.modules["tempfile"].__dict__["tempdir"] = scratch


def close_descriptors(keep: Iterable[int]) -> None:
    """Close all descriptors but standard output, standard error and `keep`.

    Standard input becomes /dev/null: what is opened next must not get number 0.

    Raises:
        OSError: The kernel refuses.
    """
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    first = 3
    for fd in sorted({fd for fd in keep if fd > 2}):
        if fd > first:
            kernel.close_range(first, fd - 1)
        first = fd + 1
    kernel.close_range(first)
