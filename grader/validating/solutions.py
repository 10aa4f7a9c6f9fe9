"""Grade one solution of one exercise, and compare with what it should lose."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.assignment import Assignment
from grader.errors import SubmissionError
from grader.judging.judge import Judge
from grader.mutating import Mistake
from grader.results import CheckResult, Kind, Status
from grader.submission import Submission, read_submission
from grader.validating.behaviour import behaviour
from grader.validating.labels import Labelled, short
from grader.validating.proof import Problem, Verdict

LOST = (Status.FAIL, Status.TIMEOUT, Status.CRASH)


def prove_labelled(judge: Judge, item: Labelled) -> Verdict:
    """Grade a labelled solution: it loses what its label names, and nothing else."""
    try:
        submission = item.submission(judge.assignment)
    except SubmissionError as error:
        return Verdict(problems=(Problem(item.where, error.problem),))
    (chosen,) = judge.assignment.select((item.label.exercise,))
    graded = judge.sit(submission).grade(
        chosen,
        is_clear=lambda judged: _is_known(item, [f.check.id for f in judged.failed]),
    )
    if isinstance(item.source, Mistake):  # so that its neighbours need not run it
        outcomes = graded.run.outcomes
        judge.reference.remember(item.source, judge.seed, outcomes)
    results = graded.result.checks
    said = "; ".join(_against_label(results, item))
    problems = [Problem(item.where, said)] if said else []
    problems += broken_comparisons(judge.assignment, results)
    problems += _let_off(judge.assignment, results, item.where)
    lost = {r.id: r.diagnosis for r in results if r.status in LOST}
    return Verdict(
        lost=tuple(lost),
        behaviour=behaviour(graded.run.outcomes, results),
        named=_is_known(item, list(lost)) or all(lost.values()),
        problems=tuple(problems),
    )


def _is_known(item: Labelled, lost: Sequence[str]) -> bool:
    """Whether a mistake loses the one check that it should.

    Then it is named: its own sentence agrees, and what repairs bring back was blocked,
    which no label is about.
    """
    loses = item.source.loses if isinstance(item.source, Mistake) else frozenset()
    return len(lost) == 1 and loses == frozenset(lost)


def prove_stub(judge: Judge, path: Path, exercise: str) -> Verdict:
    """Grade a stub, which earns nothing; one problem for each check that it passes."""
    try:
        submission = read_submission(path, assignment=judge.assignment.name)
    except SubmissionError as error:
        return Verdict(problems=(Problem(str(path), error.problem),))
    results = grade(judge, submission, exercise)
    by_id = {check.id: check for check in judge.assignment.checks}
    problems = tuple(
        Problem.in_check(
            judge.assignment,
            by_id[result.id],
            f"{result.id} passes on the stub, so whoever writes nothing earns its "
            "points: let it use what students write",
        )
        for result in results
        if result.earned
    )
    return Verdict(problems=problems)


def grade(
    judge: Judge, submission: Submission, exercise: str
) -> tuple[CheckResult, ...]:
    """Grade the one exercise that a submission is about."""
    (chosen,) = judge.assignment.select((exercise,))
    return judge.sit(submission).grade(chosen).result.checks


def broken_comparisons(
    assignment: Assignment, results: Sequence[CheckResult]
) -> Iterator[Problem]:
    """Checks that cannot be judged, by no fault of the solution's."""
    by_id = {check.id: check for check in assignment.checks}
    for result in results:
        if result.status is Status.ERROR:
            text = f"{result.id} cannot be judged: {result.message}"
            yield Problem.in_check(assignment, by_id[result.id], text)


def _let_off(
    assignment: Assignment, results: Sequence[CheckResult], where: str
) -> Iterator[Problem]:
    """Required checks that another mistake blocks: who makes both is let off.

    A contract that is not kept blocks what is passed by doing nothing: that was judged.
    """
    by_id = {check.id: check for check in assignment.checks}
    file = where.removeprefix(f"{assignment.folder}{os.sep}")
    worth = sum(result.points for result in results)
    earned = sum(result.earned for result in results)
    for result in results:
        check, by = by_id[result.id], by_id.get(result.blocked_by or "")
        blocked = by is not None and by.kind is not Kind.CONTRACT
        if blocked and check.required is not None and earned > check.required * worth:
            text = (
                f"{result.id} is required, but {result.blocked_by} blocks it in "
                f"{file}, which earns {earned:g} of {worth:g} all the same: let its "
                "probe see what it asks for before that fails"
            )
            yield Problem.in_check(assignment, check, text)


def _against_label(results: Sequence[CheckResult], item: Labelled) -> Iterator[str]:
    """Say how verdicts differ from a label. What is blocked follows from what is lost.

    A blocked check needs no word: what blocks it is lost, and so is named or told. Nor
    does one that only repaired code passes: without the repair it is lost.
    """
    for result in results:
        name, lost = short(result.id), result.status in LOST
        if lost and item.right:
            yield f"loses {result.id} ({result.message}), but is a right solution"
        elif lost and name not in item.label.loses:
            told = f"loses {result.id} ({result.message})"
            yield f"{told}, which its label does not name"
        elif result.repaired is not None:
            continue
        elif name in item.label.loses and result.status is Status.PASS:
            yield f"passes {result.id}, which its label says it loses"
        elif name in item.label.loses and result.status is Status.BLOCKED:
            yield f"cannot lose {result.id}, which {result.blocked_by} blocks"
