"""What a check passes over, and owes: another one has to fail of it, or it does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, overload

from grader.causes import Cause
from grader.comparing.agreement import Mismatch
from grader.comparing.differing import raised
from grader.comparing.kinds import dtypes as same_dtypes
from grader.comparing.observation import Array, Observation
from grader.results import Kind

FIRST = "the first call"  # where observations hold no label of it


@dataclass
class Debts:
    """What a check passes over, and whether anything was left to compare."""

    first: Mismatch | None = None
    others: tuple[Mismatch, ...] = ()
    settled: bool = False
    shape: Mismatch | None = None

    def note(self, wrong: Mismatch | None, *, shown: bool = False) -> None:
        """Note one call: what is wrong with it, or that nothing is.

        Args:
            wrong: What another check has to fail of.
            shown: Whether the call showed nonetheless what this check is about.
        """
        self.settled |= wrong is None or shown
        if wrong is None:
            return
        wrong = replace(wrong, owed=True)
        if wrong.aspect is Kind.SHAPE:
            self.shape = wrong
        # a right value in another dtype, or elsewhere, was compared all the same
        placed = wrong.aspect in (Kind.DTYPE, Kind.DEVICE)
        self.settled |= placed and wrong.error is None
        if self.first is None:
            self.first = wrong
        else:
            self.others += (wrong,)

    def beside(self, wrong: Mismatch) -> Mismatch:
        """What a check is about, unless it is owed to what a call before left behind.

        Conditions follow each other on the same modules.
        """
        return replace(wrong, owed=True, settled=self.settled, cause=Cause.STATEFUL)

    def owed(self) -> Mismatch | None:
        """Everything that is owed, as one."""
        if self.first is None:
            return None
        return replace(self.first, settled=self.settled, others=self.others)


def of_integers(mine: Observation, theirs: Observation) -> Mismatch | None:
    """Integers that raise, or become what they should not, are the dtype check's."""
    wrong = raised(mine, theirs)
    arrays = isinstance(mine, Array) and isinstance(theirs, Array)
    if arrays and mine.shape == theirs.shape:
        wrong = same_dtypes(mine, theirs)
    return wrong and replace(wrong, aspect=Kind.DTYPE, owed=True)


@overload
def in_call(wrong: Mismatch, label: str, under: str = "") -> Mismatch: ...
@overload
def in_call(wrong: Mismatch | None, label: str, under: str = "") -> Mismatch | None: ...
def in_call(wrong: Mismatch | None, label: str, under: str = "") -> Mismatch | None:
    """Say in which call it was, and under which condition."""
    if wrong is None:
        return None
    where = f"{label} {under}".strip()
    message = f"{where}: {wrong.message}" if where else wrong.message
    return replace(wrong, message=message, call=str(label))


# A student's observation may be anything.


def pairs(value: Observation) -> dict[Any, Observation]:
    """Read a mapping; anything else has no entries."""
    return value if isinstance(value, dict) else {}


def items(value: Observation) -> list[Observation]:
    """Read a list; anything else has no items."""
    return value if isinstance(value, list) else []


def texts(value: Observation) -> list[str]:
    """Read a list of texts; anything else among them is left out."""
    return [item for item in items(value) if isinstance(item, str)]
