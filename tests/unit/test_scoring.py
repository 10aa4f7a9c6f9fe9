"""What an exercise earns, and what it earns without what it is about."""

from __future__ import annotations

import pytest

from grader.checks import Check, check
from grader.judging.scoring import scored
from grader.results import CheckResult, Evidence, ExerciseResult, Status
from grader.settings import Exercise

EXERCISE = Exercise(name="MLP", title="An MLP", kind="module")
BREAKS = (
    "MLP earns {} of 10: it breaks the rule that it is built without `nn.Sequential`"
)


def probe(MLP: object) -> None:
    """It is built without `nn.Sequential`."""


def made(kind: str, points: float, required: bool | float = False) -> Check:
    """Make a check."""
    return check(kind, points=points, required=required)(probe)


def result(
    made: Check, status: Status, earned: float = 0, *, seen: bool = True
) -> CheckResult:
    """Make its verdict."""
    return CheckResult(
        id=made.id,
        kind=made.kind,
        title=made.title,
        status=status,
        points=made.points,
        earned=earned,
        found=Evidence(text="used") if seen else None,
    )


def graded(
    status: Status,
    required: bool | float = True,
    *,
    kind: str = "rule",
    earned: float = 9,
    seen: bool = True,
) -> ExerciseResult:
    """Grade an exercise with a check that is its point, and nine points besides."""
    value, point = made("value", 9), made(kind, 1, required)
    results = [result(value, Status.PASS, earned), result(point, status, seen=seen)]
    return scored(EXERCISE, [value, point], results)


@pytest.mark.parametrize(
    ("required", "score"), [(False, 9), (True, 0), (0.5, 5), (0.95, 9)]
)
def test_required_check_costs_what_its_author_says(
    required: bool | float, score: float
) -> None:
    """Without it, the exercise earns nothing, or the stated share at most."""
    found = graded(Status.FAIL, required)

    assert (found.score, found.max_score) == (score, 10)
    assert (found.capped_by is not None) == (score < 9)
    assert found.message == ("" if score == 9 else BREAKS.format(score))


@pytest.mark.parametrize(
    ("status", "kind", "seen", "said"),
    [
        (Status.FAIL, "rule", True, "it breaks the rule that it is built"),
        (Status.FAIL, "rule", False, "it does not do what it requires: It is built"),
        (Status.FAIL, "naming", True, "it does not do what it requires: It is built"),
        (Status.TIMEOUT, "rule", False, "what it requires could not be judged: It is"),
        (Status.ERROR, "rule", False, "what it requires could not be judged: It is"),
    ],
)
def test_message_says_what_became_of_the_required_check(
    status: Status, kind: str, seen: bool, said: str
) -> None:
    """No rule is said to be broken that was not seen to be."""
    assert said in graded(status, kind=kind, seen=seen).message


@pytest.mark.parametrize("status", [Status.PASS, Status.BLOCKED])
def test_check_that_is_not_judged_takes_nothing_away(status: Status) -> None:
    """What blocks it has its price; of what it asks for, nothing is known."""
    found = graded(status)

    assert (found.score, found.capped_by, found.message) == (9, None, "")


def test_who_has_earned_nothing_is_told_of_no_cap() -> None:
    """An untouched stub breaks no rule."""
    assert graded(Status.FAIL, earned=0).message == ""


def test_points_of_repaired_code_are_no_more_than_the_score() -> None:
    """What is carried counts as far as the exercise earns it."""
    assert graded(Status.FAIL, 0.5).carried == 0


@pytest.mark.parametrize("required", [0, 1, 0.0, 1.0, -0.5, 2, "yes", None])
def test_required_that_is_no_share_is_refused(required: float) -> None:
    """The author reads what can be written."""
    with pytest.raises(ValueError, match="write True, and without the check the exer"):
        made("rule", 1, required)
