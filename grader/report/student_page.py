"""What the page of a submission shows first, and in which order the rest follows."""

from __future__ import annotations

from dataclasses import dataclass

from grader.report import wording
from grader.results import CheckResult, ExerciseResult, Report, Status


@dataclass(frozen=True)
class StudentPage:
    """A report in the order of reading: what is wrong, what is missing, what is well.

    Attributes:
        first: The failure to begin with, if there is one.
        lost: Exercises with something to explain, in the order of the course.
        unwritten: Exercises that are as they were handed out.
        passed: The others.
    """

    first: CheckResult | None
    lost: tuple[ExerciseResult, ...]
    unwritten: tuple[ExerciseResult, ...]
    passed: tuple[ExerciseResult, ...]

    @property
    def judged(self) -> tuple[CheckResult, ...]:
        """The checks of all exercises that somebody has written."""
        return tuple(c for e in (*self.lost, *self.passed) for c in e.checks)


def arrange(report: Report) -> StudentPage:
    """Put what needs a look before what does not."""
    unwritten = tuple(e for e in report.exercises if e.is_unwritten)
    others = [exercise for exercise in report.exercises if exercise not in unwritten]
    lost = tuple(e for e in others if any(map(is_loud, e.checks)))
    told = [c for e in lost for c in e.checks if c.is_lost]
    # what is the exercise's own fault comes last: a student can mend nothing there
    own = [check for check in told if check.status is not Status.ERROR]
    return StudentPage(
        first=next(iter((*own, *told)), None),
        lost=lost,
        unwritten=unwritten,
        passed=tuple(exercise for exercise in others if exercise not in lost),
    )


def is_loud(check: CheckResult) -> bool:
    """Tell whether a check gets a card of its own; others get a line in a list."""
    return not wording.is_quiet(check) and check.status is not Status.BLOCKED
