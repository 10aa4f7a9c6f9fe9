"""Rules of the proof that no wrong value earns the points of a value check."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.comparing.observation import Observation
from grader.judging.outcomes import DrawOutcome, Outcome
from grader.validating.spoiling import find_unnoticed
from tests import course
from tests.observed import array

PASSES_OVER = (
    "lambda mine, theirs, precise: "
    "__import__('grader.comparing.standard', fromlist=['one_value'])"
    ".one_value(mine[:1], theirs[:1], precise)"
)
SCALE = 0  # which exercise of the small course is spoiled


def outcome(*values: Observation) -> Outcome:
    """What a check gave, one value a draw."""
    return Outcome(draws=tuple(DrawOutcome(v, False, (), ()) for v in values))


def unnoticed(tmp_path: Path, checks: str, *values: Observation) -> list[str]:
    """Spoil what the value check of `Scale` gave."""
    assignment = load_assignment(course.write_course(tmp_path, checks=checks))
    exercise = assignment.exercises[SCALE]
    outcomes = {check.id: outcome("Tensor") for check in assignment.checks}
    outcomes["Scale.value.times_weight"] = outcome(*values)
    return [problem.text for problem in find_unnoticed(assignment, exercise, outcomes)]


def test_a_check_that_compares_everything_notices_everything(tmp_path: Path) -> None:
    """Every tensor, however deep, in every draw."""
    values = [[array([1.0, 2.0]), {"a": array([[3.0]], "float64")}], array([0])]

    assert unnoticed(tmp_path, course.CHECKS, values, values) == []


@pytest.mark.parametrize(
    ("dtype", "more"), [("float32", 2), ("bool", 1), ("int64", 1), ("float16", 2)]
)
def test_a_check_that_passes_over_an_item_is_told_once(
    tmp_path: Path, dtype: str, more: int
) -> None:
    """The sentence names the first item, and says how many there are."""
    checks = course.CHECKS.replace(
        '"value", points=2', f'"value", points=2, compare={PASSES_OVER}'
    )
    seen, unseen = array([1.0, 2.0]), array([1.0, 2.0], dtype)

    assert unnoticed(tmp_path, checks, [seen, unseen], [seen]) == [
        "Scale.value.times_weight earns full marks although item [1] raises "
        f"(and {more} like it): compare every item"
    ]


def test_points_that_are_none_prove_nothing(tmp_path: Path) -> None:
    """A check without points cannot give them away."""
    checks = course.CHECKS.replace(
        '"value", points=2', f'"value", points=0, compare={PASSES_OVER}'
    )

    assert unnoticed(tmp_path, checks, [array([1.0]), array([1.0])]) == []


def test_another_dtype_is_noticed_even_with_the_right_values(tmp_path: Path) -> None:
    """A comparison that is blind to dtypes gives points for a wrong one."""
    blind = course.CHECKS.replace(
        '"value", points=2',
        '"value", points=2, compare='
        "__import__('grader.comparing.agreement', fromlist=['agree']).agree",
    )

    assert unnoticed(tmp_path, blind, array([1.0])) == [
        "Scale.value.times_weight earns full marks although the result has another "
        "dtype: compare every item"
    ]
