"""Benches: each a warm sandbox and a judge, for one submission at a time."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

import msgspec

from grader.batch.output import Pages
from grader.batch.roster import Entry
from grader.batch.rows import ALONE, Row, RowStatus
from grader.errors import AssignmentError, GraderError, SandboxError, SubmissionError
from grader.isolation.sandbox import PlainSandbox, Sandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.report.html import render_html
from grader.results import Finding, Status, to_json
from grader.settings import Exercise
from grader.submission import read_submission

ATTEMPTS = 2
MAX_PROBLEM_CHARACTERS = 300

SandboxFactory = Callable[[], Sandbox]


class Verdict(NamedTuple):
    """What came of a submission, and its pages if it was graded."""

    row: Row
    pages: Pages | None = None

    @property
    def timed_out(self) -> bool:
        """Whether a check was stopped for the time that it took."""
        report = self.row.report
        checks = report.checks if report is not None else ()
        return any(check.status is Status.TIMEOUT for check in checks)


class Bench:
    """Grades submissions one after the other, and outlives its sandbox.

    Args:
        reference: Shared with the other benches.
        factory: Starts a sandbox, and need not wait for it to be ready.
    """

    def __init__(self, reference: Reference, factory: SandboxFactory) -> None:
        self._reference = reference
        self._factory = factory
        self._changing = threading.Lock()
        self._closed = False
        self._sandbox = factory()
        self._judge = Judge(reference, self._sandbox, seed=0)

    def refuse_without(self, layers: Collection[str]) -> None:
        """Refuse to go on where students' code would be confined too little.

        Raises:
            SandboxError: A layer is missing, or the sandbox cannot be used.
        """
        missing = sorted(set(layers) - set(self._sandbox.ready.layers))
        if missing:
            raise SandboxError(
                f"students' code would not be confined enough: no {', '.join(missing)}",
                fix=f"{_confined_more(self._sandbox)}; for code that you trust, "
                "add --unconfined",
            )

    def prime(self, exercises: Sequence[Exercise], seeds: Iterable[int]) -> None:
        """Observe the reference, before any submission runs beside it.

        Raises:
            AssignmentError: Its checks or its reference are broken.
            SandboxError: The sandbox cannot be used.
        """
        self._judge.prepare()
        for seed in seeds:
            for exercise in exercises:
                self._reference.outcomes(self._sandbox, exercise.name, seed)

    def grade(
        self,
        entry: Entry,
        exercises: Sequence[Exercise],
        seed: int,
        *,
        alone: bool = False,
    ) -> Verdict:
        """Give a submission its verdict, whatever it is and does.

        Args:
            entry: The submission.
            exercises: What to grade.
            seed: Seed of its run.
            alone: Whether this is its second run, beside no other; is told with it.

        Raises:
            AssignmentError: The assignment is broken.
            SandboxError: A new sandbox cannot be used, or the bench is closed.
        """
        if entry.problem:
            return _unreadable(entry, entry.problem)
        problem = ""
        for attempt in range(1, ATTEMPTS + 1):
            # A new sandbox that fails already here does so for every submission.
            self._judge.prepare()
            try:
                return self._attempt(entry, exercises, seed, alone=alone)
            except Exception as error:
                # Whatever went wrong, the other submissions must not pay for it. Not
                # even an assignment is called broken for one failure: a reference
                # can be short of memory, too.
                if isinstance(error, AssignmentError) and attempt == ATTEMPTS:
                    raise
                problem = _fault(error)
                self._restart()
        return Verdict(Row(id=entry.id, status=RowStatus.ERROR, problem=problem))

    def _attempt(
        self, entry: Entry, exercises: Sequence[Exercise], seed: int, *, alone: bool
    ) -> Verdict:
        try:
            submission = read_submission(
                entry.path,
                assignment=self._reference.assignment.name,
                submission_id=entry.id,
                allow_link=False,
                beside=False,
            )
        except SubmissionError as error:
            return _unreadable(entry, _sentence(entry, error))
        self._judge.seed = seed
        report = self._judge.grade(submission, exercises)
        if alone:
            told = (*report.warnings, Finding(kind="warning", message=ALONE))
            report = msgspec.structs.replace(report, warnings=told)
        pages = Pages(json=to_json(report), html=render_html(report).encode())
        row = Row(id=entry.id, status=RowStatus.GRADED, report=report, alone=alone)
        return Verdict(row, pages)

    def _restart(self) -> None:
        with self._changing:
            if self._closed:
                raise SandboxError("grading was stopped")
            self._sandbox.close()
            self._sandbox = self._factory()
            self._judge = Judge(self._reference, self._sandbox, seed=0)

    def close(self) -> None:
        """End the sandbox; a submission that is being graded there is given up."""
        with self._changing:
            self._closed = True
            self._sandbox.close()


def _confined_more(sandbox: Sandbox) -> str:
    """Say how to get the layers that are missing."""
    if isinstance(sandbox, PlainSandbox) and sys.platform.startswith("linux"):
        return "leave --isolation out"  # whatever the machine offers is not used
    return "run `grade doctor` to see what is missing"


def _unreadable(entry: Entry, problem: str) -> Verdict:
    return Verdict(Row(id=entry.id, status=RowStatus.UNREADABLE, problem=problem))


def _sentence(entry: Entry, error: SubmissionError) -> str:
    """Say what is wrong; where, only if that says more than the id does."""
    known = {str(entry.path), entry.path.name}
    where = "" if error.where in known else f"{error.where}: "
    return f"{where}{error.problem}"


def _fault(error: Exception) -> str:
    said = error.problem if isinstance(error, GraderError) else str(error)
    kind = "" if isinstance(error, GraderError) else f"{type(error).__name__}: "
    return f"{kind}{said}"[:MAX_PROBLEM_CHARACTERS]
