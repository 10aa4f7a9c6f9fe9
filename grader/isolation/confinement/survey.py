"""Survey: which layers this machine offers, why not, and how to get them.

All is tried for real, in a throwaway process that runs `main`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from grader.isolation.confinement.confine import Confinement
from grader.isolation.confinement.layers import Layer, LayerStatus, only_linux, watched
from grader.isolation.confinement.namespaces import enter_namespaces
from grader.isolation.confinement.readable import readable_paths
from grader.isolation.limits import Limits

_TIMEOUT_S = 30.0
_PROJECT = Path(__file__).parents[3]


def survey() -> tuple[LayerStatus, ...]:
    """Try every layer in a process of its own; this one stays as it is."""
    if sys.platform != "linux":
        others = (layer for layer in Layer if layer is not Layer.WITNESS)
        return (*map(only_linux, others), watched())
    with tempfile.TemporaryDirectory() as scratch:
        run = f"from {__name__} import main; main()"
        command = [sys.executable, "-P", "-c", run, scratch]
        try:
            answer = subprocess.run(  # our own module, and a folder we made
                command,
                env={**os.environ, "PYTHONPATH": str(_PROJECT)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_TIMEOUT_S,
                check=True,
            ).stdout
        except (OSError, subprocess.SubprocessError) as error:
            return _nothing_works(str(error))
    return msgspec.json.decode(answer, type=tuple[LayerStatus, ...])


def _nothing_works(detail: str) -> tuple[LayerStatus, ...]:
    return tuple(
        LayerStatus(name=layer, active=False, detail=detail) for layer in Layer
    )


def _try_everything(scratch: Path) -> tuple[LayerStatus, ...]:
    limits = Limits()
    state = enter_namespaces(limits.scratch_mib)
    scratch = state.scratch or scratch
    confinement = Confinement.prepare(
        limits, scratch_root=scratch, readable=readable_paths()
    )
    pid = os.fork()
    if pid == 0:
        confinement.apply(scratch, keep_fds=())
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        code = os.waitstatus_to_exitcode(status)
        return _nothing_works(f"a child cannot be confined (exit code {code})")
    return confinement.statuses


def main() -> None:
    """Write the survey of this machine to standard output, as JSON."""
    found = _try_everything(Path(sys.argv[1]))
    sys.stdout.buffer.write(msgspec.json.encode(found))
