"""No process and no file of a child stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.isolation import confinement
from grader.isolation.confinement import Layer
from tests.sandbox.confinement.cage import PROJECT, Cage, python

pytestmark = [
    pytest.mark.rest,
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="layers are Linux's"),
]


DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
    time.sleep(60)
while not (value := sum(1 for _ in range(100000))): pass
"""


@pytest.mark.parametrize("without", [(), ("namespaces",)])
def test_processes_that_a_child_leaves_are_killed(
    cage: Cage, without: tuple[str, ...]
) -> None:
    """Even those in sessions of their own, with or without a pid namespace."""
    outcome = cage.run(DAEMON, without=(*without, Layer.SECCOMP, Layer.RLIMITS))

    assert outcome.error == ""
    assert outcome.strays >= 1


@pytest.mark.parametrize("end", ["guard", "init"])
def test_killing_the_nursery_kills_its_children(tmp_path: Path, end: str) -> None:
    """Whoever of the two nursery processes dies, nothing survives it."""
    source = f"""
import os, sys, time
from pathlib import Path
from grader.isolation import confinement
from grader.isolation.limits import Limits
state = confinement.enter_namespaces(1)
cage = confinement.Confinement.prepare(
    Limits(), scratch_root=state.scratch or Path({str(tmp_path)!r}), readable=())
if os.fork() == 0:
    cage.apply(state.scratch or Path({str(tmp_path)!r}), keep_fds=())
    os.write(1, b'x')
    time.sleep(60)
time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", source],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(PROJECT)},
    ) as guard:
        assert guard.stdout is not None
        assert guard.stdout.read(1) == b"x"
        family = descendants(guard.pid)
        if not family[1:]:
            guard.kill()
            pytest.skip("no pid namespace here")
        os.kill(guard.pid if end == "guard" else family[0], signal.SIGKILL)
        assert guard.wait(10) == -signal.SIGKILL
        wait_until_gone(family)


def test_the_guard_ends_as_the_nursery_ends() -> None:
    """The judge sees the nursery's own exit code."""
    done = python(
        "from grader.isolation import confinement; import sys;"
        "confinement.enter_namespaces(1); sys.exit(7)"
    )

    assert done.returncode == 7


def test_the_scratch_folder_is_emptied_of_anything(tmp_path: Path) -> None:
    """Depth, links, pipes, odd names and missing rights do not stop it."""
    outside, scratch = tmp_path / "outside", tmp_path / "scratch"
    for folder in (outside, scratch):
        folder.mkdir()
    (outside / "file").write_text("stays")
    (scratch / "link").symlink_to(outside)
    (scratch / "broken").symlink_to("nowhere")
    (scratch / ".0").mkdir()
    os.mkfifo(scratch / "pipe")
    (scratch / b"\xff\n".decode(errors="surrogateescape")).touch()
    (scratch / "locked/inner/innermost").mkdir(parents=True)
    (scratch / "locked/inner/up").symlink_to("../../..")
    for folder in (scratch / "locked/inner", scratch / "locked"):
        folder.chmod(0)
    nest(scratch, depth=3000)
    scratch.chmod(0)

    confinement.empty_folder(scratch)

    assert list(scratch.iterdir()) == []
    assert (outside / "file").read_text() == "stays"


def test_a_scratch_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """What a link leads to is not ours to delete."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real/file").touch()
    (tmp_path / "link").symlink_to("real")

    with pytest.raises(SandboxError, match="cannot be emptied"):
        confinement.empty_folder(tmp_path / "link")

    assert (tmp_path / "real/file").exists()


def test_nothing_to_reap_is_nothing_done() -> None:
    """A process without children reaps none, and kills nobody."""
    done = python(
        "from grader.isolation import confinement;print(confinement.reap_everything())"
    )

    assert done.stdout == b"0\n"


def nest(folder: Path, *, depth: int) -> None:
    """Make folders inside folders, deeper than any path can name."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def descendants(pid: int) -> list[int]:
    """List the processes below one, parents first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [found for c in map(int, children) for found in (c, *descendants(c))]


def wait_until_gone(pids: list[int]) -> None:
    """Wait until none of the processes exists."""
    deadline = time.monotonic() + 10
    for pid in pids:
        with suppress(ProcessLookupError):
            while time.monotonic() < deadline:
                os.kill(pid, 0)
                time.sleep(0.01)
            pytest.fail(f"process {pid} is still there")
