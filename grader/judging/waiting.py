"""What fails because an exercise is built of another one, which is wrong.

A `Perceptron` made of the student's own `Linear` shows the mistakes of both. What it
fails of waits for `Linear` where that may be the reason: it is blocked, and the mistake
is told once, where it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.judging.verdicts import waits
from grader.results import CheckResult, Kind, Status

SETTLED = (Status.PASS, Status.BLOCKED, Status.ERROR)


def waiting(
    results: Sequence[CheckResult], needed: Sequence[CheckResult], *, written: bool
) -> tuple[CheckResult, ...]:
    """Block what fails by checks of other exercises that tell of the same.

    Args:
        results: Verdicts on an exercise.
        needed: Verdicts on those that it is built of.
        written: Whether there is code to judge.
    """
    wrong = [other for other in needed if other.status not in SETTLED]
    by = {}
    for result in results:
        reason = next((x for x in wrong if _tells_of(x, result, written)), None)
        if result.status not in SETTLED and reason is not None:
            by[result.id] = reason.id
    # what one of these blocks waits for the same
    by |= {r.id: by[r.blocked_by] for r in results if r.blocked_by in by}
    return tuple(waits(r, by[r.id]) if r.id in by else r for r in results)


def _tells_of(wrong: CheckResult, result: CheckResult, written: bool) -> bool:
    """Whether a failed check may be the reason of another exercise's.

    It fails on the same line, or looks at the same kind of thing, or there is nothing
    to build of. What is not written yet needs no other reason.
    """
    if wrong.location is not None and wrong.location == result.location:
        return True
    return written and wrong.kind in (result.kind, Kind.CONTRACT)
