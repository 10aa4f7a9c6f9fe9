"""Which failed check owns a mistake, so that one mistake costs one check.

A check may fail of something that another check of the same exercise describes: it
*owes* that. Where a check that describes it has failed as well, the debt is paid: a
check that is right in all else passes, any other is blocked. A debt that nobody pays
is the check's own failure.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.causes import Cause
from grader.checks import Check
from grader.comparing.agreement import Mismatch
from grader.comparing.observation import Raised
from grader.explaining.diagnosis import Diagnosis
from grader.results import Counterexample, Kind, Status

# "MLP.forward() takes 1 positional argument but 2 were given", and its relatives: one
# mistake, however many arguments each check gives.
_ARITY = re.compile(r"^([\w.<>]+)\(\) (?:takes|missing|got an unexpected|got multiple)")
STOPPED = (Status.TIMEOUT, Status.CRASH)


@dataclass(frozen=True)
class Failure:
    """Why a check did not pass: a disagreement, an exception, or no answer.

    Attributes:
        others: What else the check owes.
        settled: Whether it passes once all that it owes is paid.
        example: The call that shows it, if it is known.
    """

    check: Check
    status: Status
    message: str
    duration_s: float = 0.0
    mismatch: Mismatch | None = None
    error: Raised | None = None
    unfilled: tuple[str, ...] = ()
    diagnosis: Diagnosis = Diagnosis()  # noqa: RUF009 - frozen
    others: tuple[Failure, ...] = ()
    settled: bool = False
    example: Counterexample | None = None

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
    def homes(self) -> tuple[Kind, ...]:
        """Kinds of checks that may describe this mistake, the likeliest first."""
        kinds = []
        if self.unfilled and self.mismatch is not None:
            kinds.append(Kind.NAMING)  # tensors without a counterpart
            if self.check.kind is not Kind.NAMING:  # where names are free
                kinds.append(Kind.SHAPE)
        if self.mismatch is None and self.error is not None and not self.error.frames:
            kinds.append(Kind.CONTRACT)  # the probe could do nothing with it
        if self.diagnosis.cause is not None and self.diagnosis.cause.home is not None:
            kinds.append(self.diagnosis.cause.home)
        if self.mismatch is not None and not self._is_of_a_call:
            kinds.append(self.mismatch.aspect)
            if self.mismatch.owed and self.mismatch.aspect is Kind.SHAPE:
                kinds.append(Kind.VALUE)  # which tells it where no check is of shapes
        return tuple(kinds)

    @property
    def _is_stateful(self) -> bool:
        """Whether a call may be wrong for what another one left behind."""
        return self.mismatch is not None and self.mismatch.cause is Cause.STATEFUL

    @property
    def _is_of_a_call(self) -> bool:
        """Whether one of several calls raised, and any check of these may say so."""
        mismatch = self.mismatch
        raised = mismatch is not None and mismatch.error is not None
        return (
            raised
            and not self.is_own
            and mismatch is not None
            and mismatch.aspect is not Kind.DTYPE
        )

    @property
    def _payers(self) -> tuple[Kind, ...]:
        """Kinds of checks that pay for this."""
        if self._is_stateful:
            return (*self.homes, Kind.PURITY)
        if not self._is_of_a_call:
            return self.homes
        if self.check.made_from in ("shape", "value"):
            return (*self.homes, Kind.SHAPE)
        return (*self.homes, Kind.SHAPE, Kind.VALUE)

    @property
    def owes(self) -> bool:
        """Whether another check may describe this better."""
        owed = self.mismatch is not None and self.mismatch.owed
        return owed or self.may_be_paid() or self.signature is not None

    @property
    def is_own(self) -> bool:
        """Whether the check's own comparison says that this is its mistake."""
        if self.check.kind is Kind.CONTRACT:
            return True
        mismatch = self.mismatch
        return mismatch is not None and (not mismatch.owed or self._is_stateful)

    @property
    def describes(self) -> Kind | None:
        """What its check describes: that of strides no values in general."""
        return None if self.check.made_from == "strides" else self.check.kind

    def may_be_paid(self, kinds: Container[Kind | None] = frozenset(Kind)) -> bool:
        """Whether checks of another of these kinds are likelier to describe this."""
        others = (kind for kind in self._payers if kind is not self.check.kind)
        return any(kind in kinds for kind in others)

    def paid_by(self, other: Failure) -> bool:
        """Whether another failed check describes what this one fails of."""
        if other.check is self.check:
            return False
        if self.signature is not None and self.signature == other.signature:
            return not self.is_own or other.check.kind is Kind.CONTRACT
        if (
            self._is_stateful
            and other.check.kind is Kind.PURITY
            and not other._is_stateful
        ):
            return False
        own = (self.check.kind,) if self.is_own or self.mismatch is None else ()
        return other.describes in self._payers and other.describes not in own


@dataclass
class Owners:
    """Who answers for what.

    Attributes:
        failed: Failures that no other check describes, by check id.
        blockers: The id of the failed check by that of one that it blocks.
        passed: Checks that fail of nothing of their own.
    """

    failed: dict[str, Failure] = field(default_factory=dict)
    blockers: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)


def find_owners(failures: Sequence[Failure]) -> Owners:
    """Find, for each failure that another check describes, that check.

    Args:
        failures: In the order of the checks: of several that describe no more than
            each other, the first one fails.
    """
    owners, payers = Owners(), dict[str, Failure]()
    accounted = [failure for failure in failures if not failure.owes]
    owners.failed = {failure.check.id: failure for failure in accounted}
    left = [failure for failure in failures if failure.owes]
    while left:
        paid = [f for f in left if all(_payer(d, accounted) for d in _debts(f))]
        if not paid:  # the first debt that nobody pays is a failure of its own
            kinds = {failure.describes for failure in left}
            failure = min(left, key=lambda f: (f.may_be_paid(kinds), not f.is_own))
            debts = _debts(failure)
            unpaid = next(debt for debt in debts if _payer(debt, accounted) is None)
            owners.failed[unpaid.check.id] = unpaid
            accounted.append(unpaid)
            left.remove(failure)
            continue
        for failure in paid:
            payer = _payer(failure, accounted)
            assert payer is not None
            payers[failure.check.id] = payer
        accounted += paid
        left = [failure for failure in left if failure.check.id not in payers]
    for failure in failures:
        if failure.check.id in payers and failure.settled:
            owners.passed.add(failure.check.id)
        elif failure.check.id in payers:
            owners.blockers[failure.check.id] = _root(failure, payers)
    return owners


def _debts(failure: Failure) -> Iterator[Failure]:
    yield failure
    yield from failure.others


def _payer(failure: Failure, others: Sequence[Failure]) -> Failure | None:
    return next((other for other in others if failure.paid_by(other)), None)


def _root(failure: Failure, payers: Mapping[str, Failure]) -> str:
    """The id of the check that fails of its own account."""
    while failure.check.id in payers:
        failure = payers[failure.check.id]
    return failure.check.id
