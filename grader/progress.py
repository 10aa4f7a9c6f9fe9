"""How far a student is in a course: each assignment, graded where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from grader import grading, stubs
from grader.assignment import Assignment
from grader.course import whole_course
from grader.errors import AssignmentError, SubmissionError
from grader.remembering.standings import Standing, Standings
from grader.settings import Exercise

Waiting = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Progress:
    """How far one assignment is.

    Attributes:
        assignment: Which.
        standings: Its exercises in the order of the course; none if there is a problem.
        file: The file that was graded, as one would type it.
        problem: Why there was nothing to grade.
    """

    assignment: Assignment
    standings: tuple[Standing, ...] = ()
    file: str = ""
    problem: str = ""


def look(start: Path, wait: Waiting, *, plain: bool = False) -> Iterator[Progress]:
    """Look at every assignment of the course around a folder.

    What was graded before, and is the same still, is not graded again.

    Args:
        start: Where the user stands.
        wait: Says what is waited for, as long as it is.
        plain: Use plain processes instead of a nursery.

    Raises:
        UsageError: There is no course.
        GraderError: An assignment is broken, or the machine cannot grade.
    """
    for assignment in whole_course(start):
        yield _look_at(assignment, start, wait, plain=plain)


def _look_at(
    assignment: Assignment, start: Path, wait: Waiting, *, plain: bool
) -> Progress:
    from grader.submission import read_submission

    folder = assignment.folder
    try:
        submission = read_submission(folder, assignment=assignment.name)
    except SubmissionError as error:
        return Progress(assignment, problem=error.problem)
    file = folder / (submission.files[0].path if submission.files else "")
    shown = file.relative_to(start) if file.is_relative_to(start) else file
    standings = Standings().find(assignment, submission)
    if standings is None and _is_as_handed_out(assignment, file):
        standings = tuple(map(_untouched(assignment), assignment.exercises))
    if standings is None:
        request = grading.Request(folder, str(folder), remember=True, plain=plain)
        with wait(f"grading {assignment.name} …"):
            report = grading.grade_submission(request)
        standings = tuple(map(Standing.of, report.exercises))
    return Progress(assignment, standings, str(shown))


def _is_as_handed_out(assignment: Assignment, file: Path) -> bool:
    """Whether a file is a stub in which nothing was written."""
    with suppress(AssignmentError):  # no stub can be made of this reference
        return stubs.is_stub(file, assignment.folder, assignment.reference_path)
    return False


def _untouched(assignment: Assignment) -> Callable[[Exercise], Standing]:
    """Make the standing of an exercise that is as it was handed out."""

    def standing(exercise: Exercise) -> Standing:
        worth = sum(check.points for check in assignment.checks_of(exercise.name))
        return Standing(exercise.name, 0, worth, written=False, done=False)

    return standing
