"""Rules of innocent lines: what is printed, guarded or asserted is no cause."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.isolation.sandbox import NurserySandbox
from grader.judging.judge import Judge
from grader.judging.reference import Reference
from grader.results import CheckResult
from grader.validating.labels import submission_of
from tests.judging.planting import Planted, plant

ROOT = Path(__file__).parents[2]
SEED = 20260101
COUNT = 16  # wrong solutions of each assignment
ASSIGNMENTS = ("blocks", "convolution", "devices", "layers")
# where a mistake stands; what is read of it alone, and with lines planted in it
Pair = tuple[str, tuple[CheckResult, ...], tuple[CheckResult, ...], Planted]
Pairs = Callable[[str], list[Pair]]

pytestmark = [pytest.mark.sandbox, pytest.mark.rest, pytest.mark.timeout(300)]
of_each = pytest.mark.parametrize("name", ASSIGNMENTS)


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    """Grade wrong solutions of an assignment twice: lines are planted in one."""
    return cache(lambda name: list(_graded(name)))


def _graded(name: str) -> Iterator[Pair]:
    assignment = load_assignment(ROOT / "assignments" / name)
    mistakes = assignment.mistakes[0]
    found = 0
    with NurserySandbox(assignment.settings.limits) as sandbox:
        judge = Judge(Reference(assignment), sandbox, SEED)
        for mistake in random.Random(name).sample(mistakes, len(mistakes)):
            planted = plant(mistake.source, mistake.exercise, mistake.sentence)
            if planted is None or found == COUNT:
                continue
            (exercise,) = assignment.select((mistake.exercise,))
            alone, beside = (
                judge.sit(submission_of(source, assignment)).grade(exercise)
                for source in (mistake.source, planted.source)
            )
            found += 1
            yield mistake.where, alone.result.checks, beside.result.checks, planted


@of_each
def test_innocent_lines_are_never_blamed(pairs: Pairs, name: str) -> None:
    """No verdict points at one, and none says what is not said without them."""
    every = pairs(name)

    assert len(every) == COUNT
    blamed = [
        f"{where} {check.id}: {check.diagnosis!r} at line {_line(check)}"
        for where, alone, beside, planted in every
        for check in beside
        if _line(check) in planted.lines or _said(check) not in {"", *map(_said, alone)}
    ]
    assert blamed == []


@of_each
def test_innocent_lines_cost_nothing(pairs: Pairs, name: str) -> None:
    """Every check ends as it does without them, and is worth as much."""
    changed = [
        f"{where} {one.id}: {one.status} with {one.earned}, then {other.status} with "
        f"{other.earned}"
        for where, alone, beside, _ in pairs(name)
        for one, other in zip(alone, beside, strict=True)
        if (one.status, one.earned) != (other.status, other.earned)
    ]
    assert changed == []


def _said(check: CheckResult) -> str:
    """What is said of a failed check, whatever lines it is said of."""
    return re.sub(r"\bline \d+", "line ...", check.diagnosis)


def _line(check: CheckResult) -> int:
    place = check.repaired or check.location
    return place.line if place else 0
