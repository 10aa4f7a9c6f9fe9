"""Nurseries and judges that are killed, closed twice, or used for long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.isolation import sandbox as sandboxes
from grader.isolation.conversation import ChildTimeoutError
from grader.isolation.protocol import Load, Loaded, UnitSource
from grader.isolation.sandbox import NurserySandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from tests import course
from tests.sandbox.bench import SEED, Bench
from tests.sandbox.leftovers import comes_true, descendants, exists, lasts

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("temporary"),
]
PROJECT = Path(__file__).parents[2]
SLEEPS = "import time\ntime.sleep(3600)\n"
ENDED = r"^the nursery has ended"
MIB = 1 << 20


@pytest.fixture
def sandbox(temporary: Path) -> Iterator[NurserySandbox]:
    """Start a nursery that a test may kill."""
    started = NurserySandbox(course.LIMITS)
    yield started
    started.close()


def load(source: str) -> Load:
    """Ask for a source to be loaded."""
    unit = UnitSource(label="ada.py", cell=None, source=source)
    return Load(units=(unit,), exercise="total")


def answers(sandbox: Sandbox) -> str:
    """Run one child; return what it says of `total`."""
    child = sandbox.start()
    child.send(load(course.RIGHT))
    child.receive(10.0)
    reply, _ = child.receive(10.0)
    child.end()
    assert isinstance(reply, Loaded)
    return reply.symbol


# Killed ----------------------------------------------------------------------


@pytest.mark.rest
@pytest.mark.parametrize("which", ["guard", "init"])
def test_killed_nursery_is_explained_and_leaves_nothing(
    tmp_path: Path, temporary: Path, which: str
) -> None:
    """Grading ends in a sentence, not in a hang; no process outlives the nursery."""
    before = descendants()
    assignment = course.load_course(tmp_path)
    with NurserySandbox(assignment.settings.limits) as sandbox:
        judge = Judge(Reference(assignment), sandbox, SEED)
        judge.prepare()
        mine = descendants() - before
        victim = min(mine) if which == "guard" else max(mine)
        killer = threading.Timer(0.5, os.kill, (victim, signal.SIGKILL))
        killer.start()

        with pytest.raises(SandboxError, match=ENDED) as caught:
            judge.grade(course.submitted(course.solution(top=SLEEPS)))

        killer.join()
    assert "grade doctor" in caught.value.fix
    assert comes_true(lambda: descendants() <= before)
    assert list(temporary.iterdir()) == []


def test_killed_judge_leaves_no_process_and_no_folder(tmp_path: Path) -> None:
    """The nursery notices that the judge is gone, kills its child, and goes."""
    course.write_course(tmp_path)
    submission = tmp_path / "ada.py"
    submission.write_text(course.solution(top=SLEEPS))
    folder = tmp_path / "temporary"
    folder.mkdir()
    arguments = ["-c", "from grader.cli import main; main()", str(submission)]
    with subprocess.Popen(
        [sys.executable, *arguments, "-a", course.NAME],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as judge:
        # guard, init, and the child that sleeps; the reference's child is as brief
        assert comes_true(
            lambda: len(busy := descendants(judge.pid)) == 3 and lasts(busy)
        )
        family = descendants(judge.pid)
        judge.kill()

    assert comes_true(lambda: not any(map(exists, family)))
    assert list(folder.iterdir()) == []


def test_nursery_that_cannot_start_is_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The message ends in what Python said last."""
    broken = [sys.executable, "-c", "import no_such_torch"]
    monkeypatch.setattr(sandboxes, "_python", lambda module: broken)

    with (
        NurserySandbox(course.LIMITS) as sandbox,
        pytest.raises(SandboxError, match="has ended: ModuleNotFoundError: No module"),
    ):
        _ = sandbox.ready


# Closed ----------------------------------------------------------------------


@pytest.mark.rest
def test_close_twice(sandbox: NurserySandbox) -> None:
    """The second time does nothing."""
    assert sandbox.ready.torch

    sandbox.close()
    sandbox.close()


@pytest.mark.rest
def test_closed_nursery_starts_no_child(sandbox: NurserySandbox) -> None:
    """It says that it has ended."""
    assert sandbox.ready.torch
    sandbox.close()

    with pytest.raises(SandboxError, match=ENDED):
        sandbox.start()


def test_closing_ends_a_child_that_hangs(temporary: Path) -> None:
    """A judge that gives up in the middle leaves no process."""
    before = descendants()
    sandbox = NurserySandbox(course.LIMITS)
    child = sandbox.start()
    child.send(load("while True: pass"))
    with pytest.raises(ChildTimeoutError):
        [child.receive(0.2) for _ in range(2)]

    sandbox.close()

    assert comes_true(lambda: descendants() <= before)
    with pytest.raises(SandboxError, match=ENDED):
        child.end()


# Used ------------------------------------------------------------------------


@pytest.mark.rest
def test_a_nursery_runs_one_child_at_a_time(sandbox: NurserySandbox) -> None:
    """The second is refused until the first has ended."""
    child = sandbox.start()

    with pytest.raises(SandboxError, match="one child at a time"):
        sandbox.start()

    child.end()
    assert answers(sandbox) == "function"


@pytest.mark.rest
def test_two_sandboxes_work_at_once(sandbox: NurserySandbox, bench: Bench) -> None:
    """Neither hears of the other, whichever is used first."""
    one, other = sandbox, bench.judge.sandbox
    first, second = one.start(), other.start()
    for child in (second, first):
        child.send(load(course.RIGHT))
    for child in (first, second):
        child.receive(10.0)
        reply, _ = child.receive(10.0)
        assert isinstance(reply, Loaded)
        assert reply.symbol == "function"
    assert [child.end().code for child in (second, first)] == [0, 0]


@pytest.mark.rest
def test_many_children_cost_no_descriptor_thread_or_memory(bench: Bench) -> None:
    """After two hundred, judge and nursery hold what they held before."""
    sandbox = bench.judge.sandbox
    measures: list[Callable[[], int]] = [
        lambda: sum(open_files(pid) for pid in (os.getpid(), *bench.nursery)),
        lambda: sum(threads(pid) for pid in (os.getpid(), *bench.nursery)),
    ]
    for _ in range(30):  # a nursery tidies its memory after some forks
        answers(sandbox)
    before = [measure() for measure in measures]
    resident = sum(resident_bytes(pid) for pid in (os.getpid(), *bench.nursery))

    for number in range(200):
        child = sandbox.start()
        if number % 10 == 0:
            child.end(kill=True)
            continue
        child.send(load(course.RIGHT))
        child.receive(10.0)
        child.end(kill=number % 3 == 0)

    # no more than before: a thread of the last child may still have been ending then
    pairs = list(zip(measures, before, strict=True))
    assert comes_true(lambda: all(measure() <= held for measure, held in pairs))
    grown = sum(resident_bytes(pid) for pid in (os.getpid(), *bench.nursery)) - resident
    assert grown < 20 * MIB


def open_files(pid: int) -> int:
    """Count the open descriptors of a process."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads(pid: int) -> int:
    """Count the threads of a process."""
    return len(os.listdir(f"/proc/{pid}/task"))


def resident_bytes(pid: int) -> int:
    """Measure the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
