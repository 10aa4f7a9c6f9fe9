"""Grade one submission, from a path to a report: what `grade` and CI do."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.assignment import Assignment
from grader.caches import digest
from grader.course import find_assignment
from grader.errors import UsageError
from grader.isolation.sandbox import NurserySandbox, PlainSandbox, Sandbox
from grader.remembering.hints import with_hints
from grader.remembering.seeds import kept_seeds
from grader.remembering.standings import Standings
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
        remember: Take the seed by which the same code failed before, in the place of a
            fresh one, and remember this one if it fails, and how far each exercise is.
        plain: Use plain processes instead of a nursery.
    """

    path: Path | None
    assignment: str | None = None
    exercises: tuple[str, ...] = ()
    seed: int | None = None
    remember: bool = False
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
    path = request.path or assignment.folder
    with open_sandbox(assignment, plain=request.plain) as sandbox:
        from grader.judging.judge import Judge
        from grader.judging.reference import Reference
        from grader.submission import read_submission

        submission = read_submission(path, assignment=assignment.name)
        seeds, code = kept_seeds(), digest(assignment.name, *submission.code)
        seed = request.seed
        if seed is None and request.remember:
            seed = seeds.find(code)
        seed = fresh_seed() if seed is None else seed
        judge = Judge(Reference(assignment), sandbox, seed)
        report = judge.grade(submission, exercises)
    whole = len(exercises) == len(assignment.exercises)
    if request.remember and request.seed is None:
        if not report.passed:
            seeds.keep(code, seed)
        elif whole:  # others may fail still
            seeds.forget(code)
    if request.remember and whole:
        Standings().keep(assignment, submission, report)
    return with_hints(report, path)
