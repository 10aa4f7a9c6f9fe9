"""The runner: one nursery among canaries, where attacks are graded one by one."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, chdir, suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from unittest import mock

import msgspec

from grader.assignment import Assignment, load_assignment
from grader.errors import SubmissionError
from grader.isolation.confinement import Layer, syscalls
from grader.isolation.confinement.layers import NAMESPACES
from grader.isolation.limits import Limits
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import Report, to_json
from grader.submission import Submission, read_submission
from tests.attacks.attack import Attack
from tests.attacks.canaries import VARIABLE, Canaries, claims, machine_state
from tests.attacks.judge_state import JudgeState, differences, judge_state
from tests.attacks.rendering import acting
from tests.sandbox.leftovers import comes_true

PROJECT = Path(__file__).parents[2]
SEED = 7
# All that is printed is kept, to be searched for secrets. Neither the controls, nor the
# reference, nor what an attack imports is to be late on a busy machine.
PATIENT = Limits(
    check_cpu_s=30.0,
    check_timeout_s=30.0,
    load_cpu_s=30.0,
    load_timeout_s=30.0,
    output_chars=1 << 21,
)
# Short: dozens of submissions that hang are waited for.
HASTY = msgspec.structs.replace(
    PATIENT,
    check_cpu_s=0.6,
    check_timeout_s=0.6,
    load_cpu_s=1.0,
    load_timeout_s=1.0,
    submission_cpu_s=1.5,
    submission_timeout_s=1.5,
)

# No namespaces, as in most containers, and capabilities kept. A clean process and
# limits every Linux gives: without them a batch refuses to start.
LANDLOCK_AND_SECCOMP = (NAMESPACES, Layer.PRIVILEGES)
MODES: dict[str, tuple[str, ...]] = {
    "all layers": (),
    "Landlock and seccomp alone": LANDLOCK_AND_SECCOMP,
}


@dataclass
class Course:
    """One assignment of the copied course, and judges of it in one sandbox."""

    judge: Judge
    hasty: Judge
    right: dict[str, Path]
    honest: dict[str, Report] = field(default_factory=dict)
    stub: dict[str, float] = field(default_factory=dict)

    @property
    def assignment(self) -> Assignment:
        """What is graded."""
        return self.judge.assignment

    def judge_of(self, attack: Attack) -> Judge:
        """Choose the judge: who hangs on purpose is not waited for long."""
        return self.hasty if attack.category == "exhaustion" else self.judge


class Arena:
    """A nursery, the canaries around it, and a copy of the course with secrets in it.

    Args:
        root: An empty folder, to be used alone.
        without: Layers to leave out.
    """

    def __init__(self, root: Path, without: Sequence[str] = ()) -> None:
        self._stack = ExitStack()
        self._without = tuple(map(str, without))
        for folder in (root, *root.parents[:-2]):
            with suppress(OSError):  # pytest closes its folders to others
                folder.chmod(0o755)
        (root / "canaries").mkdir()
        self.canaries = Canaries(root / "canaries")
        self._stack.callback(self.canaries.close)
        self.folder = root / "course"
        self._copy_course()
        self._submissions = root / "submissions"
        self._submissions.mkdir()
        self._temporary = root / "temporary"
        self._cwd = root / "cwd"
        self._move_in()
        self._courses: dict[str, Course] = {}
        self._threads = 0
        self.sandbox = self._start()

    def __enter__(self) -> Arena:
        """Return the arena itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """End the nursery, take canaries away, and put the judge's state back."""
        self.sandbox.close()
        self._stack.close()

    def _copy_course(self) -> None:
        secret = self.canaries.secret("the reference")
        for name in ("assignments", "reference"):
            shutil.copytree(PROJECT / name, self.folder / name)
        for path in self.folder.glob("reference/*.py"):
            path.write_text(f"{path.read_text()}\n# {secret}\n")
        for path in self.folder.glob("assignments/*/assignment.toml"):
            text = f"# {self.canaries.secret('the assignment')}\n"
            path.write_text(text + path.read_text())

    def _move_in(self) -> None:
        """Give this process a home, a folder and an environment that are ours."""
        for folder in (self._temporary, self._cwd):
            folder.mkdir()
        environment = {
            "HOME": str(self.canaries.home),
            VARIABLE: self.canaries.secret("the judge's environment"),
        }
        self._stack.enter_context(mock.patch.dict(os.environ, environment))
        self._stack.enter_context(
            mock.patch.object(tempfile, "tempdir", str(self._temporary))
        )
        self._stack.enter_context(chdir(self._cwd))

    def _start(self) -> NurserySandbox:
        self._courses.clear()
        return NurserySandbox(HASTY, without=self._without)

    @cached_property
    def exercises(self) -> dict[str, str]:
        """Name of the assignment of each exercise."""
        return {
            exercise.name: path.parent.name
            for path in sorted(self.folder.glob("assignments/*/assignment.toml"))
            for exercise in load_assignment(path.parent).exercises
        }

    def course(self, exercise: str) -> Course:
        """Prepare the assignment of an exercise, and see what its stub earns."""
        name = self.exercises[exercise]
        if name not in self._courses:
            self._courses[name] = self._prepare(name)
        return self._courses[name]

    def _prepare(self, name: str) -> Course:
        assignment = load_assignment(self.folder / "assignments" / name)
        reference = Reference(_with_limits(assignment, PATIENT))
        # observed in patience, judged in haste
        hasty = Reference(_with_limits(assignment, HASTY))
        hasty._runs, hasty._mistakes = reference._runs, reference._mistakes
        course = Course(
            judge=Judge(reference, self.sandbox, SEED),
            hasty=Judge(hasty, self.sandbox, SEED),
            right={},
        )
        for path in sorted(assignment.folder.glob("right/*.py")):
            exercise = path.read_text().partition("# exercise: ")[2].split("\n")[0]
            course.right.setdefault(exercise, path)
        stub = course.judge.grade(
            read_submission(assignment.folder / f"{name}.py", assignment=name)
        )
        course.stub = {item.name: item.score for item in stub.exercises}
        course.honest["stub"] = stub
        return course

    def hand_in(self, attack: Attack) -> Submission:
        """Write an attack down, with the canaries' places in it, and read it."""
        source = attack.source
        places = self.canaries.places | {
            "course": str(self.folder),
            "reference": str(
                self.folder / "reference" / f"{self.exercises[attack.exercise]}.py"
            ),
            "submissions": str(self._submissions),
            "cwd": str(self._cwd),
            "temporary": str(self._temporary),
            "numbers": system_calls(),
        }
        for word, place in places.items():
            source = source.replace(f"@{word}@", place)
        path = self._submissions / f"{attack.path.stem}.py"
        path.write_text(source, encoding="utf-8")
        return read_submission(path, assignment=self.exercises[attack.exercise])

    def breaches(self, attack: Attack) -> list[str]:
        """Grade an attack; say everything that it got, did or left."""
        course = self.course(attack.exercise)
        self._warm_up(course, attack.exercise)
        machine = self._machine()
        judge = self._rest()
        try:
            report = course.judge_of(attack).grade(self.hand_in(attack))
        except SubmissionError:
            return []  # refused before anything of it ran
        except Exception as error:  # whatever it is, an attack brought it about
            self._restart()
            return [f"grading ended: {type(error).__name__}: {error}"]
        found = list(self._gained(attack, report, course))
        found += self.canaries.told_in(to_json(report).decode())
        found += claims(report.output)
        found += acting(report, course.honest["stub"])
        found += self.canaries.breaches()
        if not comes_true(lambda: self._machine() <= machine):
            found += sorted(f"left: {item}" for item in self._machine() - machine)
        if not comes_true(lambda: judge_state() == judge):
            found += differences(judge, judge_state())
        return found + list(self._harmed(course, attack.exercise))

    def _gained(self, attack: Attack, report: Report, course: Course) -> Iterator[str]:
        earned = [check for check in report.checks if check.earned]
        theirs = [check for check in earned if not attack.earns_rightly(check.id)]
        score = sum(check.earned for check in theirs)
        if score > sum(course.stub.values()):
            yield f"points for {', '.join(check.id for check in theirs)}"
        for exercise in report.exercises:
            other = exercise.name != attack.exercise
            if other and exercise.score > course.stub[exercise.name]:
                yield f"points for {exercise.name}"
        yield from _unnoticed(attack, report)

    def _warm_up(self, course: Course, exercise: str) -> None:
        """Observe the reference before the attack, so that it starts from rest."""
        if exercise not in course.honest:
            for problem in self._harmed(course, exercise):
                raise AssertionError(problem)

    def _harmed(self, course: Course, exercise: str) -> Iterator[str]:
        """Grade honest work in the nursery that an attack has been in."""
        wanted = course.assignment.select((exercise,))
        path = course.right[exercise]
        submission = read_submission(path, assignment=course.assignment.name)
        try:
            report = course.judge.grade(submission, wanted)
        except Exception as error:
            self._restart()
            yield f"nothing can be graded after it: {error}"
            return
        course.honest[exercise] = report
        if not report.passed or report.score != report.max_score:
            yield "the right solution graded after it lost points"
        if report.integrity:
            yield f"the right solution graded after it is suspected: {report.integrity}"

    def _rest(self) -> JudgeState:
        """Wait for threads that still listen to an earlier child; then look."""
        if self._threads:
            comes_true(lambda: judge_state().threads <= self._threads)
        state = judge_state()
        self._threads = state.threads
        return state

    def _restart(self) -> None:
        self._threads = 0  # the new nursery may have others
        self.sandbox.close()
        self.sandbox = self._start()

    def _machine(self) -> set[str]:
        folders = (
            self._temporary,
            self._cwd,
            self.folder,
            self.canaries.root,
            self._submissions,
        )
        marks = (str(self._temporary),)
        return machine_state(folders, marks) - {
            str(path) for path in self._submissions.glob("*.py")
        }


@cache
def system_calls() -> str:
    """Name the numbers of system calls here, as JSON, for attacks to use."""
    import pyseccomp

    names = [name for group in syscalls.REFUSED.values() for name in group.split()]
    names += ["openat", "openat2", "truncate", "renameat2", "clone", "clone3"]
    names += ["tgkill", "prctl"]
    native = pyseccomp.Arch.NATIVE
    numbers = {name: pyseccomp.resolve_syscall(native, name) for name in names}
    return json.dumps(numbers | syscalls.NUMBERS)


def _unnoticed(attack: Attack, report: Report) -> Iterator[str]:
    """Say what an instructor should have been told, and is not."""
    told = [item for item in report.integrity if attack.finding in item.message]
    if attack.finding and not told:
        yield f"no finding says {attack.finding!r}, but {report.integrity}"
    lines = [
        line.text
        for item in told
        if (place := item.location) is not None
        for line in place.excerpt
        if line.line == place.line
    ]
    if attack.located and not any(attack.located in line for line in lines):
        yield f"no finding is located at {attack.located!r}, but at {lines}"


def _with_limits(assignment: Assignment, limits: Limits) -> Assignment:
    settings = msgspec.structs.replace(assignment.settings, limits=limits)
    return dataclasses.replace(assignment, settings=settings)
