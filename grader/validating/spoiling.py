"""Prove that no wrong value earns the points of a value check.

The reference's own observations are handed to the judge as a student's, with one
item spoiled: where that earns full marks, a solution that goes wrong on that one
input would, too. Nothing runs for it: only the judge is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from grader.assignment import Assignment
from grader.checks import Check
from grader.comparing.observation import Array, Observation, Raised
from grader.isolation.protocol import Loaded
from grader.judging.outcomes import DrawOutcome, ExerciseRun
from grader.judging.reference import Outcomes
from grader.judging.verdicts import Remembered, judge_exercise, unexplained
from grader.properties import STANDARD
from grader.results import Kind
from grader.settings import Exercise
from grader.validating.proof import Problem

UNDER = "['under']"  # where a standard check keeps what a condition gives
# Of these each has a neighbour that holds other numbers of the same meaning.
_OTHER_DTYPE = {"float32": "float64", "float64": "float32", "float16": "float32"}


def _raises(item: Array) -> Observation:
    return Raised("RuntimeError", "this item is spoiled")


def _other_shape(item: Array) -> Observation:
    return replace(item, values=np.stack([item.values, item.values]))


def _other_dtype(item: Array) -> Observation | None:
    dtype = _OTHER_DTYPE.get(item.dtype)
    return replace(item, dtype=dtype) if dtype else None


FAULTS: dict[str, Callable[[Array], Observation | None]] = {
    "raises": _raises,
    "has another shape": _other_shape,
    "has another dtype": _other_dtype,
}


class Spoiled(NamedTuple):
    """A value in which one tensor is spoiled."""

    item: str
    fault: str
    value: Observation


def find_unnoticed(
    assignment: Assignment, exercise: Exercise, outcomes: Outcomes
) -> Iterator[Problem]:
    """Find checks that give their points although an item is spoiled.

    Value checks, and standard ones that try a condition.

    Args:
        assignment: Whose exercise it is.
        exercise: Which one.
        outcomes: What the reference gave, by check id.
    """
    checks = assignment.checks_of(exercise.name)
    judged: Remembered = {}  # of what is not spoiled: judged once
    for check in checks:
        if not check.points or not (
            check.kind is Kind.VALUE or check.made_from in STANDARD["module"]
        ):
            continue
        unnoticed = [
            spoiled
            for spoiled, spoiled_outcomes in _spoil_check(check, outcomes)
            if _earns_all(exercise, checks, spoiled_outcomes, outcomes, judged)
        ]
        if unnoticed:
            yield Problem.in_check(assignment, check, _sentence(check, unnoticed))


def _sentence(check: Check, unnoticed: Sequence[Spoiled]) -> str:
    item, fault, _ = unnoticed[0]
    more = f" (and {len(unnoticed) - 1} like it)" if len(unnoticed) > 1 else ""
    which = f"item {item}" if item else "the result"
    return (
        f"{check.id} earns full marks although {which} {fault}{more}: "
        "compare every item"
    )


def _spoil_check(
    check: Check, outcomes: Outcomes
) -> Iterator[tuple[Spoiled, Outcomes]]:
    outcome = outcomes[check.id]
    for index, draw in enumerate(outcome.draws):
        for spoiled in _spoil(draw.value):
            if check.made_from in STANDARD["module"] and UNDER not in spoiled.item:
                continue  # what is wrong without a condition is another check's
            draws = list(outcome.draws)
            draws[index] = _in_place_of(draw, spoiled.value)
            yield spoiled, outcomes | {check.id: replace(outcome, draws=tuple(draws))}


def _in_place_of(draw: DrawOutcome, value: Observation) -> DrawOutcome:
    return replace(draw, value=value, raised=isinstance(value, Raised))


def _spoil(value: Observation, path: str = "") -> Iterator[Spoiled]:
    """Yield a value once for each tensor in it and each way to spoil that."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            for spoiled in _spoil(item, f"{path}[{index}]"):
                whole = [*value[:index], spoiled.value, *value[index + 1 :]]
                yield spoiled._replace(value=whole)
    elif isinstance(value, dict):
        for key, item in value.items():
            for spoiled in _spoil(item, f"{path}[{key!r}]"):
                yield spoiled._replace(value=value | {key: spoiled.value})
    elif isinstance(value, Array):
        for fault, spoil in FAULTS.items():
            item = spoil(value)
            if item is not None:
                yield Spoiled(path, fault, item)


def _earns_all(
    exercise: Exercise,
    checks: Sequence[Check],
    student: Outcomes,
    reference: Outcomes,
    remembered: Remembered,
) -> bool:
    judged = judge_exercise(
        exercise,
        checks,
        ExerciseRun(loaded=Loaded(symbol=exercise.kind), outcomes=student),
        reference,
        unexplained,
        lambda place: None,
        remembered,
    )
    return all(result.earned == result.points for result in judged.results)
