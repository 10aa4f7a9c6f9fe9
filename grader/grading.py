"""Grade one submission, from a path to a report: what `grade` and CI do."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.assignment import Assignment, find_assignment
from grader.errors import UsageError
from grader.isolation.sandbox import NurserySandbox, PlainSandbox, Sandbox
from grader.results import Report
from grader.seeds import fresh_seed


@dataclass(frozen=True)
class Request:
    """What to grade, and how.

    Attributes:
        path: The submission; None for the assignment of the current folder.
        assignment: Its name or folder; None to conclude it from the path.
        exercises: Names; all if empty.
        seed: None for a fresh one.
        keep_seed: Take the one by which the same code failed before, in the place of a
            fresh one, and remember this one if it fails.
        plain: Use plain processes instead of a nursery.
    """

    path: Path | None
    assignment: str | None = None
    exercises: tuple[str, ...] = ()
    seed: int | None = None
    keep_seed: bool = False
    plain: bool = False


def open_sandbox(assignment: Assignment, *, plain: bool = False) -> Sandbox:
    """Start a sandbox with an assignment's limits."""
    limits = assignment.settings.limits
    plain = plain or not sys.platform.startswith("linux")
    return PlainSandbox(limits) if plain else NurserySandbox(limits)


def grade_submission(request: Request) -> Report:
    """Grade what a request names.

    The nursery is started before anything else is read: it takes a second to
    import torch, and the rest is done by then.

    Raises:
        GraderError: Of the kind that says whose fault it is.
    """
    if request.path is not None and not os.path.exists(request.path):
        raise UsageError("there is no such file", where=request.path)
    assignment = find_assignment(request.assignment, request.path)
    exercises = assignment.select(request.exercises)
    with open_sandbox(assignment, plain=request.plain) as sandbox:
        from grader.judging.judge import Judge
        from grader.judging.reference import Reference
        from grader.submission import read_submission

        submission = read_submission(
            request.path or assignment.folder, assignment=assignment.name
        )

        def grade(seed: int) -> Report:
            judge = Judge(Reference(assignment), sandbox, seed)
            return judge.grade(submission, exercises)

        if request.seed is not None:
            return grade(request.seed)
        if not request.keep_seed:
            return grade(fresh_seed())
        from grader.kept_seeds import KeptSeeds, digest_of

        seeds, digest = KeptSeeds(), digest_of(assignment.name, submission)
        known = seeds.find(digest)
        report = grade(fresh_seed() if known is None else known)
        if not report.passed:
            seeds.keep(digest, report.seed)
        elif not request.exercises:  # others may fail still
            seeds.forget(digest)
        return report
