"""Failing closed; doing with less where a machine offers less, and saying so."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from grader.isolation import confinement
from grader.isolation.confinement import Layer
from grader.isolation.limits import Limits
from tests.sandbox.confinement.cage import CHILD_LAYERS, Cage, python

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]


def test_a_child_that_cannot_be_confined_runs_nothing(tmp_path: Path) -> None:
    """A layer that is said to be active but fails ends the child."""
    gone = tmp_path / "gone"
    source = f"""
import os, sys
from pathlib import Path
from grader.isolation import confinement
from grader.isolation.limits import Limits
made = Path({str(tmp_path)!r}) / 'made'
made.mkdir()
cage = confinement.Confinement.prepare(Limits(), scratch_root=made, readable=())
pid = os.fork()
if pid == 0:
    cage.apply(Path({str(gone)!r}), keep_fds=())
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""
    done = python(source)

    assert done.returncode == confinement.EXIT_UNCONFINED
    assert "cannot be confined: [Errno 2]" in done.stderr.decode()


def test_children_are_confined_where_namespaces_are_forbidden(cage: Cage) -> None:
    """A container that forbids unshare and mount still gets the other layers."""
    outcome = cage.run("value = 1", refused=("unshare", "mount"))

    assert outcome.value == 1
    assert set(outcome.layers) <= CHILD_LAYERS
    assert {Layer.CLEAN_PROCESS, Layer.RLIMITS, Layer.PRIVILEGES} <= set(outcome.layers)
    status = {s.name: s for s in outcome.statuses}[Layer.USER_NAMESPACE]
    assert "EPERM" in status.detail
    assert status.fix


def test_root_enters_namespaces_without_a_user_namespace(cage: Cage) -> None:
    """Where only user namespaces are forbidden, root still has the others."""
    if os.geteuid() != 0:
        pytest.skip("needs root")
    listed = sorted(os.listdir("/dev/shm"))

    outcome = cage.run(
        "import os; value = os.getppid()", refused=("unshare:0x10000000",)
    )

    assert Layer.USER_NAMESPACE not in outcome.layers
    if Layer.PID_NAMESPACE not in outcome.layers:
        pytest.skip("this root has no CAP_SYS_ADMIN")
    assert outcome.value == 1
    assert {Layer.NET_NAMESPACE, Layer.SCRATCH_TMPFS} <= set(outcome.layers)
    assert sorted(os.listdir("/dev/shm")) == listed


def test_namespaces_work_where_mounting_is_forbidden(cage: Cage) -> None:
    """What is left of a namespace's gains is kept, and the rest is named."""
    outcome = cage.only(
        "import os; value = os.getpid()",
        *(Layer.PID_NAMESPACE, Layer.MOUNT_NAMESPACE, Layer.PRIVATE_PROC),
        refused=("mount",),
    )

    assert Layer.PID_NAMESPACE in outcome.layers
    assert Layer.PRIVATE_PROC not in outcome.layers
    assert outcome.value < 10


def test_children_are_confined_where_landlock_is_forbidden(cage: Cage) -> None:
    """An older kernel, or a container's filter, is no reason to stop."""
    outcome = cage.run("value = 1", refused=("444",))

    assert outcome.value == 1
    assert Layer.LANDLOCK not in outcome.layers
    assert Layer.SECCOMP in outcome.layers


def test_a_missing_libseccomp_is_named_with_its_fix() -> None:
    """The system library is not on PyPI: say how to get it."""
    done = python("""
import ctypes.util
find = ctypes.util.find_library
ctypes.util.find_library = lambda name: None if name == 'seccomp' else find(name)
from grader.isolation.confinement import seccomp
status = seccomp.status()
assert not status.active
print(status.detail, '|', status.fix)
""")

    assert b"libseccomp.so.2 is not installed | apt install libseccomp2" in done.stdout


def test_the_survey_tries_all_layers_and_changes_nothing() -> None:
    """`grade doctor` asks for it, and goes on as before."""
    before = state_of_this_process()

    found = confinement.survey()

    assert [status.name for status in found] == list(Layer)
    assert all(status.detail for status in found)
    assert all(status.fix for status in found if not status.active)
    assert state_of_this_process() == before


def test_a_layer_that_does_not_exist_cannot_be_left_out(tmp_path: Path) -> None:
    """A misspelt name must not pass for a layer that was switched off."""
    with pytest.raises(ValueError, match="'landlok' is not a valid Layer"):
        confinement.Confinement.prepare(
            Limits(), scratch_root=tmp_path, readable=(), without={"landlok"}
        )


def test_other_systems_offer_no_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS nothing is entered, and every layer says so."""
    monkeypatch.setattr(sys, "platform", "darwin")

    state = confinement.enter_namespaces(64)

    assert state.scratch is None
    assert not any(status.active for status in state.statuses)
    assert "darwin" in state.statuses[0].detail


def state_of_this_process() -> list[str]:
    """Read what layers change in a process."""
    status = Path("/proc/self/status").read_text().splitlines()
    lines = [line for line in status if line.startswith(("Cap", "NoNew", "Seccomp:"))]
    links = [os.readlink(f"/proc/self/ns/{name}") for name in ("user", "net", "mnt")]
    return [*lines, *links, os.getcwd(), *sorted(os.environ)]
