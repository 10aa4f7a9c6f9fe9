"""Rules of proving several assignments side by side."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.errors import SandboxError, UsageError
from grader.isolation.sandbox import NurserySandbox, Sandbox
from grader.stubs import write_stubs
from grader.validating import prove, select
from grader.validating.running import ValidationWatcher
from tests import course
from tests.validating.provable import FILES, SEED, write_provable

pytestmark = [pytest.mark.sandbox, pytest.mark.rest]


class Steps(ValidationWatcher):
    """Writes down how it goes."""

    def __init__(self) -> None:
        self.total, self.done, self.over = -1, 0, False
        self.threads = set[threading.Thread]()

    def started(self, total: int) -> None:
        """Note the total."""
        self.total = total

    def advanced(self, count: int = 1) -> None:
        """Note a step, and who told it."""
        self.done += count
        self.threads.add(threading.current_thread())

    def finished(self) -> None:
        """Note the end."""
        self.over = True


def write_second(folder: Path, settings: str = course.SETTINGS) -> Assignment:
    """Write another assignment into the course."""
    second = folder.with_name("forms")
    shutil.copytree(folder, second)
    (second / "assignment.toml").write_text(settings.replace('"shapes"', '"forms"'))
    for path in second.glob("shapes.*"):
        path.unlink()
    reference = folder.parent.parent / "reference"
    shutil.copy(reference / "shapes.py", reference / "forms.py")
    write_stubs(second, reference / "forms.py")
    return load_assignment(second)


def test_one_sandbox_serves_assignments_with_the_same_limits(
    tmp_path: Path, kept_sandbox: Sandbox
) -> None:
    """Every step is told, in the thread that waits."""
    folder = write_provable(tmp_path)
    assignments = [load_assignment(folder), write_second(folder)]
    made, steps = list[str](), Steps()

    def make(assignment: Assignment) -> Sandbox:
        made.append(assignment.name)
        return kept_sandbox

    proofs = prove(assignments, make, seed=SEED, jobs=1, watch=steps)

    assert [proof.problems for proof in proofs] == [[], []]
    assert [len(proof.run) for proof in proofs] == [FILES, FILES]
    assert len(made) == 1
    assert (steps.over, steps.done) == (True, steps.total)
    assert steps.threads == {threading.current_thread()}


def test_what_has_to_wait_is_told_as_done(
    tmp_path: Path, kept_sandbox: Sandbox
) -> None:
    """The bar does not stop short where a reference is broken."""
    checks = course.CHECKS.replace("total(draw.normal", "total(draw.norml")
    assignment = load_assignment(write_provable(tmp_path, checks=checks))
    steps = Steps()

    prove([assignment], lambda _: kept_sandbox, seed=SEED, jobs=1, watch=steps)

    assert steps.done == steps.total > 0


def test_other_limits_take_another_sandbox(
    tmp_path: Path, kept_sandbox: Sandbox
) -> None:
    """No solution runs with the limits of another assignment."""
    folder = write_provable(tmp_path)
    limited = f"{course.SETTINGS}[limits]\nprocesses = 9\n"
    assignments = [load_assignment(folder), write_second(folder, limited)]
    made = list[int]()

    def make(assignment: Assignment) -> Sandbox:
        made.append(assignment.settings.limits.processes)
        return kept_sandbox

    proofs = prove(assignments, make, seed=SEED, jobs=1)

    assert [proof.problems for proof in proofs] == [[], []]
    assert set(made) == {64, 9}


def test_two_workers_find_what_one_finds(tmp_path: Path) -> None:
    """Each has a sandbox of its own; all of them are closed."""
    folder = write_provable(tmp_path)
    (folder / "wrong/total_mean.py").unlink()
    closed = list[Sandbox]()

    class Watched(NurserySandbox):
        """Tells when it is closed."""

        def close(self) -> None:
            """Tell it."""
            closed.append(self)
            super().close()

    (proof,) = prove(
        [load_assignment(folder)],
        lambda assignment: Watched(assignment.settings.limits),
        seed=SEED,
        jobs=2,
    )

    assert [problem.text.partition(" is ")[0] for problem in proof.problems] == [
        "total.value.sums_everything"
    ]
    assert len(set(closed)) == 2


def test_a_sandbox_that_cannot_be_used_ends_the_run(tmp_path: Path) -> None:
    """The exception is the sandbox's own, and the watcher hears of the end."""
    steps = Steps()

    def make(assignment: Assignment) -> Sandbox:
        raise SandboxError("none today")

    with pytest.raises(SandboxError, match="none today"):
        prove(
            [load_assignment(write_provable(tmp_path))],
            make,
            seed=SEED,
            jobs=2,
            watch=steps,
        )

    assert steps.over


def test_two_assignments_of_one_name_are_not_proved_together(tmp_path: Path) -> None:
    """A sandbox knows checks by the name of their assignment."""
    folders = [write_provable(tmp_path / name) for name in ("one", "two")]

    with pytest.raises(UsageError, match="2 assignments are called 'shapes'"):
        select([str(folder) for folder in folders])

    assert len(select([str(folders[0])] * 2)) == 1
