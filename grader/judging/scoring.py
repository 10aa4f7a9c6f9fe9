"""What an exercise earns: the sum of its checks, unless it misses its point.

A check that is `required` is what the exercise is about. Without it, the exercise earns
a stated share at most, or nothing. One that is blocked takes nothing away: of what it
asks for, nothing is known, and what blocks it has its price already.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.checks import Check
from grader.results import CheckResult, ExerciseResult, Kind, Status
from grader.settings import Exercise

MET = (Status.PASS, Status.BLOCKED)


def scored(
    exercise: Exercise, checks: Sequence[Check], results: Sequence[CheckResult]
) -> ExerciseResult:
    """Add up what the checks of an exercise earn.

    Args:
        exercise: What was graded.
        checks: Its checks.
        results: Their verdicts, in the same order.
    """
    earned = sum(result.earned for result in results)
    most = sum(result.points for result in results)
    score, cap = earned, None
    for check, result in zip(checks, results, strict=True):
        limit = most if check.required is None else check.required * most
        if result.status not in MET and limit < score:
            score, cap = limit, result
    told = f"{exercise.name} earns {round(score, 2):g} of {round(most, 2):g}"
    return ExerciseResult(
        name=exercise.name,
        title=exercise.title,
        source=exercise.source,
        score=score,
        max_score=most,
        checks=tuple(results),
        capped_by=cap.id if cap else None,
        message=f"{told}: {_missed(cap)}" if cap else "",
        hints=len(exercise.hints),
    )


def _missed(result: CheckResult) -> str:
    """Say of a required check what became of it."""
    asked = result.title.removesuffix(".")
    if result.status is not Status.FAIL:
        return f"what it requires could not be judged: {asked}"
    if result.kind is Kind.RULE and result.found is not None:
        first, _, rest = asked.partition(" ")
        first = first.lower() if first.istitle() else first  # `ReLU` stays
        return f"it breaks the rule that {first} {rest}"
    return f"it does not do what it requires: {asked}"
