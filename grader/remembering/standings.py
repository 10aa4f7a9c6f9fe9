"""What came of code that was graded before, exercise by exercise.

Under a name that other code, another assignment or another grader does not have: so
what is remembered is never out of date.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader import caches
from grader.assignment import Assignment
from grader.remembering.notes import Notes
from grader.results import ExerciseResult, Report, Status
from grader.submission import Submission

FILE = "standings.json"
MAX_KEPT = 50  # the latest


class Standing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far an exercise is.

    Attributes:
        name: Of the exercise.
        score: Points earned.
        max_score: Points that can be.
        written: Whether it is not as it was handed out any more.
        done: Whether every check passes.
    """

    name: str
    score: float
    max_score: float
    written: bool
    done: bool

    @classmethod
    def of(cls, result: ExerciseResult) -> Standing:
        """Take it from a report."""
        return cls(
            result.name,
            result.score,
            result.max_score,
            not result.is_unwritten,
            all(check.status is Status.PASS for check in result.checks),
        )


class Standings:
    """The standings of the submissions that were graded last.

    Args:
        folder: Where they are kept; by default the user's cache.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._notes: Notes[tuple[Standing, ...]] = Notes(
            FILE, tuple[Standing, ...], most=MAX_KEPT, folder=folder
        )

    def find(
        self, assignment: Assignment, submission: Submission
    ) -> tuple[Standing, ...] | None:
        """Find what came of a submission, if this very code was graded before."""
        return self._notes.find(_name_of(assignment, submission))

    def keep(
        self, assignment: Assignment, submission: Submission, report: Report
    ) -> None:
        """Keep what came of a submission, of which all exercises were graded."""
        standings = tuple(map(Standing.of, report.exercises))
        self._notes.keep(_name_of(assignment, submission), standings)


def _name_of(assignment: Assignment, submission: Submission) -> str:
    return caches.digest(
        *caches.ground(),
        repr(assignment.settings),
        assignment.checks_source,
        assignment.reference_source,
        *submission.code,
    )
