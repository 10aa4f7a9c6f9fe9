"""Prove the reference of an exercise, and with it the probes that run on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from grader.comparing.observation import Array, Observation, Opaque, walk
from grader.errors import AssignmentError
from grader.judging.judge import Judge
from grader.judging.reference import Outcomes
from grader.results import Status
from grader.settings import Exercise
from grader.validating.labels import submission_of
from grader.validating.proof import Problem
from grader.validating.solutions import broken_comparisons, grade
from grader.validating.spoiling import find_unnoticed


@dataclass(frozen=True)
class Standing:
    """Whether solutions of an exercise can be graded, and what is wrong with it."""

    stands: bool
    problems: tuple[Problem, ...] = ()


def prove_reference(judge: Judge, exercise: Exercise) -> Standing:
    """Run the reference twice under one seed, and under another; have it pass itself.

    Only the first kind of fault is told: the others would follow from it.
    """
    try:
        judge.prepare()
        outcomes = judge.reference.outcomes(judge.sandbox, exercise.name, judge.seed)
        looks: tuple[Callable[[], Iterator[Problem]], ...] = (
            lambda: _unreadable(judge, outcomes),
            lambda: _unstable(judge, exercise, outcomes),
            lambda: _fails_itself(judge, exercise, judge.seed),
            lambda: _fails_itself(judge, exercise, judge.seed + 1),
        )
        faults = next(filter(None, (tuple(look()) for look in looks)), ())
    except AssignmentError as error:
        faults = (Problem.of(error),)
    if faults:
        return Standing(stands=False, problems=faults)
    unnoticed = find_unnoticed(judge.assignment, exercise, outcomes)
    return Standing(stands=True, problems=tuple(unnoticed))


def _unreadable(judge: Judge, outcomes: Outcomes) -> Iterator[Problem]:
    """Results that are no data, with which nothing can agree."""
    for check in judge.assignment.checks:
        draws = outcomes[check.id].draws if check.id in outcomes else ()
        for path, leaf in (leaf for draw in draws[:1] for leaf in walk(draw.value)):
            if isinstance(leaf, Opaque):
                what = f"{_with_article(leaf.type)}{path and f' at {path}'}"
                fix = "return a list" if leaf.type in _ITERATORS else "return data"
                text = f"{check.id} returns {what}: {fix}"
                yield Problem.in_check(judge.assignment, check, text)
                break


_ITERATORS = ("generator", "map", "filter", "zip", "enumerate", "set", "frozenset")


def _with_article(name: str) -> str:
    if " " in name:  # what the child says of data that it could not send
        return name
    name = name.removeprefix("submission.")
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _unstable(judge: Judge, exercise: Exercise, first: Outcomes) -> Iterator[Problem]:
    """Probes that give something else when they are run again with the same seed."""
    again = judge.reference.observe_again(judge.sandbox, exercise.name, judge.seed)
    for check in judge.assignment.checks_of(exercise.name):
        pairs = zip(first[check.id].draws, again[check.id].draws, strict=True)
        if not all(_same(one.value, other.value) for one, other in pairs):
            yield Problem.in_check(
                judge.assignment,
                check,
                f"{check.id} gives other results when it runs again with the same "
                "seed: let them depend on `draw`, not on the time, `os.urandom`, or "
                "where things lie in memory",
            )


def _same(one: Observation, other: Observation) -> bool:
    """Whether two observations are the same to the last bit."""
    ours, theirs = list(walk(one)), list(walk(other))
    return len(ours) == len(theirs) and all(
        path == their_path and _same_leaf(mine, their_leaf)
        for (path, mine), (their_path, their_leaf) in zip(ours, theirs, strict=True)
    )


def _same_leaf(one: Observation, other: Observation) -> bool:
    if isinstance(one, Array) and isinstance(other, Array):
        inexact = one.values.dtype.kind in "fc"
        return (one.dtype, one.device) == (other.dtype, other.device) and bool(
            np.array_equal(one.values, other.values, equal_nan=inexact)
        )
    return bool(one == other or (one != one and other != other))  # NaN is itself


def _fails_itself(judge: Judge, exercise: Exercise, seed: int) -> Iterator[Problem]:
    """Checks that the reference loses when it is graded as a student's solution.

    Raises:
        AssignmentError: With this seed, the reference cannot even be run.
    """
    submission = submission_of(judge.assignment.reference_source, judge.assignment)
    judge.seed, before = seed, judge.seed
    try:
        judge.reference.outcomes(judge.sandbox, exercise.name, seed)
        results = grade(judge, submission, exercise.name)
    except AssignmentError as error:
        error.problem += f" (with seed {seed})"
        raise
    finally:
        judge.seed = before
    yield from broken_comparisons(judge.assignment, results)
    by_id = {check.id: check for check in judge.assignment.checks}
    for result in results:
        if result.status not in (Status.PASS, Status.BLOCKED, Status.ERROR):
            text = (
                f"{result.id} fails on the reference itself, with seed "
                f"{seed} ({result.message})"
            )
            yield Problem.in_check(judge.assignment, by_id[result.id], text)
