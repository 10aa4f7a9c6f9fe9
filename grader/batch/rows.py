"""Rows: the verdict on each submission of a class."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from grader.report.class_page import ClassRow
from grader.report.wording import points
from grader.results import Report, Status

# What is said of a submission that was stopped while others were graded.
ALONE = "timed out beside other submissions, and was graded again alone"


class RowStatus(StrEnum):
    """What came of a submission."""

    GRADED = "graded"
    UNREADABLE = "unreadable"
    ERROR = "error"
    NOT_GRADED = "not graded"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on one submission.

    Only a graded one has a report; the others score 0, and `problem` says why. An
    error is not the student's: a person has to look. What a stopped run did not come
    to has no score at all. `alone` says that this is a second verdict, which counts.
    """

    id: str
    status: RowStatus
    report: Report | None = None
    problem: str = ""
    alone: bool = False

    @property
    def score(self) -> float:
        """Points earned."""
        return self.report.score if self.report is not None else 0.0

    @property
    def remark(self) -> str:
        """What the instructor should know, on one line."""
        if self.report is None:
            return " ".join(self.problem.split())
        errors = sum(check.status is Status.ERROR for check in self.report.checks)
        remarks = [ALONE] if self.alone else []
        remarks += [finding.message for finding in self.report.integrity]
        remarks += [item.message for item in self.report.exercises if item.message]
        if self.report.carried:
            remarks.append(f"points on repaired code: {points(self.report.carried)}")
        if errors:
            remarks.append(f"checks that could not be judged: {errors}")
        return " ".join("; ".join(remarks).split())

    @property
    def has_verdict(self) -> bool:
        """Whether the run came to it."""
        return self.status is not RowStatus.NOT_GRADED

    def for_class_page(self) -> ClassRow:
        """Make the row of the class page."""
        problem = ALONE if self.alone else self.problem
        if self.status is RowStatus.ERROR:
            problem = f"grader error: {problem}"
        return ClassRow(
            id=self.id,
            report=self.report,
            problem=problem,
            has_verdict=self.has_verdict,
        )
