"""Which failed check owns a mistake, so that one mistake costs one check.

A check that fails only because of a mistake that another check of the same exercise
describes is blocked by that one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.checks import Check
from grader.comparing.agreement import Mismatch
from grader.comparing.observation import Raised
from grader.judging import diagnosis
from grader.judging.diagnosis import Diagnosis
from grader.results import Kind, Status

# "MLP.forward() takes 1 positional argument but 2 were given", and its relatives: one
# mistake, however many arguments each check gives.
_ARITY = re.compile(r"^([\w.<>]+)\(\) (?:takes|missing|got an unexpected|got multiple)")
STOPPED = (Status.TIMEOUT, Status.CRASH)


@dataclass(frozen=True)
class Failure:
    """Why a check did not pass: a disagreement, an exception, or no answer."""

    check: Check
    status: Status
    message: str
    duration_s: float = 0.0
    mismatch: Mismatch | None = None
    error: Raised | None = None
    unfilled: tuple[str, ...] = ()
    diagnosis: Diagnosis = Diagnosis()  # noqa: RUF009 - frozen

    @property
    def signature(self) -> tuple[object, ...] | None:
        """What two failures by the same exception or stop at the same line share."""
        if self.error is None:
            place = self.diagnosis.place
            return (self.status, place) if self.status in STOPPED and place else None
        if self.error.frames:
            return (self.error.type, self.error.frames[-1])
        called = _ARITY.match(self.error.message)
        return (self.error.type, called[1] if called else self.error.message)

    @property
    def home(self) -> Kind:
        """The kind of check that describes this mistake."""
        if self.diagnosis.cause in diagnosis.HOME:
            return diagnosis.HOME[self.diagnosis.cause]
        return self.mismatch.aspect if self.mismatch else self.check.kind


def find_blockers(failures: Sequence[Failure]) -> dict[str, str]:
    """Find, for each failure that describes no mistake of its own, what blocks it.

    Returns:
        The blocking check's id by the blocked one's. What blocks is never blocked.
    """
    blockers: dict[str, str] = {}
    for index, failure in enumerate(failures):
        owner = _owner(failure, failures) or _same_error(failure, failures[:index])
        root = _root(blockers, owner.check.id) if owner else failure.check.id
        if root != failure.check.id:
            blockers[failure.check.id] = root
    return {blocked: _root(blockers, by) for blocked, by in blockers.items()}


def _root(blockers: dict[str, str], check_id: str) -> str:
    while check_id in blockers:
        check_id = blockers[check_id]
    return check_id


def _owner(failure: Failure, failures: Sequence[Failure]) -> Failure | None:
    """The failed check that describes this failure's mistake, if it is another."""
    wanted = failure.home
    if failure.error is not None and not failure.error.frames:
        wanted = Kind.CONTRACT  # the probe could do nothing with what it was given
    if failure.unfilled and failure.mismatch is not None:
        wanted = Kind.NAMING  # tensors without a counterpart: nothing to compare
    if wanted is failure.check.kind:
        return None
    owners = (other for other in failures if other.check.kind is wanted)
    # one that fails by this very exception describes no more than this one does
    return next((other for other in owners if not _alike(other, failure)), None)


def _alike(one: Failure, other: Failure) -> bool:
    return one.signature is not None and one.signature == other.signature


def _same_error(failure: Failure, earlier: Sequence[Failure]) -> Failure | None:
    return next((other for other in earlier if _alike(other, failure)), None)
