"""Which comparison judges a check: declaring one needs no numpy, judging it does."""

from __future__ import annotations

from grader.checks import Check
from grader.comparing.agreement import Comparison
from grader.comparing.kinds import comparison_for
from grader.comparing.standard import COMPARISONS, one_value, placements
from grader.results import Kind


def comparison_of(check: Check) -> Comparison:
    """Return a check's own comparison, its property's, or that of its kind."""
    if check.compare is not None:
        return check.compare
    if check.made_from in COMPARISONS:
        return COMPARISONS[check.made_from]
    own = {Kind.VALUE: one_value, Kind.DEVICE: placements}
    return own.get(check.kind) or comparison_for(check.kind)
