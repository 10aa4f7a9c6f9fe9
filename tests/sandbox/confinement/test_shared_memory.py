"""No child makes memory that outlives it, or that no limit counts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from grader.isolation.confinement import Layer
from tests.sandbox.confinement.cage import Cage, assert_breached_unless

pytestmark = [
    pytest.mark.rest,
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]
SHARED_MEMORY = Path("/dev/shm")

# Each takes back at once what it makes, since no layer may be there to do it.
_CALLS = """
import ctypes, os
libc = ctypes.CDLL("librt.so.1", use_errno=True)
def made(result):
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
"""
OBJECTS = {
    "memfd": "os.close(os.memfd_create('x'))",
    "shmget": "libc.shmctl(made(libc.shmget(0, 1 << 20, 0o1600)), 0, None)",
    "semget": "libc.semctl(made(libc.semget(0, 1, 0o1600)), 0, 0)",
    "msgget": "libc.msgctl(made(libc.msgget(0, 0o1600)), 0, None)",
}
NAMED = {
    "shm_open": "made(libc.shm_open(b'/grader-test', 0o102, 0o600))",
    "sem_open": "import multiprocessing as m; kept = m.Semaphore()",
    "torch": "import torch; kept = torch.ones(1000).share_memory_()",
    "file": "open('/dev/shm/grader-test', 'w').close()",
}


@pytest.mark.parametrize("layer", [None, Layer.SECCOMP])
@pytest.mark.parametrize("what", OBJECTS)
def test_making_objects_of_the_kernel_is_refused(
    cage: Cage, what: str, layer: Layer | None
) -> None:
    """Anonymous files and System V objects count against no limit of a process."""
    breach = f"{_CALLS}{OBJECTS[what]}; value = 'made'"

    outcome = cage.only(breach, *filter(None, [layer]))

    assert_breached_unless(layer, outcome, "made", "Operation not permitted")


@pytest.mark.parametrize("layer", [None, Layer.LANDLOCK])
@pytest.mark.parametrize("what", NAMED)
def test_leaving_shared_memory_is_refused(
    cage: Cage, what: str, layer: Layer | None
) -> None:
    """What has a name would stay in /dev/shm when the child is gone."""
    breach = f"{_CALLS}{NAMED[what]}; value = 'made'"

    try:
        outcome = cage.only(breach, *filter(None, [layer]))
        there = (SHARED_MEMORY / "grader-test").exists()
    finally:
        (SHARED_MEMORY / "grader-test").unlink(missing_ok=True)

    refusals = ("Permission denied", "Operation not permitted")
    assert_breached_unless(layer, outcome, "made", refusals)
    assert there is (layer is None and what in ("shm_open", "file"))


def test_shared_memory_of_a_child_counts_as_scratch(cage: Cage) -> None:
    """With a mount namespace there is shared memory, bounded, and emptied."""
    source = f"{_CALLS}{NAMED['shm_open']}\nimport os; value = os.listdir('/dev/shm')"

    outcome = cage.run(source)

    if Layer.SCRATCH_TMPFS not in outcome.layers:
        pytest.skip("no tmpfs can be mounted here")
    assert outcome.value == ["grader-test"]
    assert outcome.files == ("grader-test",)
    assert outcome.kept == ()
    assert not os.path.exists(SHARED_MEMORY / "grader-test")
