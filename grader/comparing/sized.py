"""Compare what is seen of a net whose names are free: first the sizes of its parts.

Reads: what `Observe.sized` returns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from grader.comparing.agreement import Comparison, Mismatch, agree
from grader.comparing.debts import pairs, texts
from grader.comparing.observation import Observation, Raised
from grader.comparing.standard import one_value
from grader.results import Evidence, Kind


def where_sizes_agree(kind: Kind, compare: Comparison = agree) -> Comparison:
    """Make a comparison of what is seen; of a net of other sizes, it is owed.

    So is an exception: whatever one looks at, the net ends in the same one. Of checks
    of one exercise, that of shapes tells both.

    Args:
        kind: The kind of the check.
        compare: Compares what is seen.
    """

    def compared(
        student: Observation, reference: Observation, precise: Observation = None
    ) -> Mismatch | None:
        mine, theirs, twin = pairs(student), pairs(reference), pairs(precise)
        found, expected = mine.get("seen"), theirs["seen"]
        wrong = _sizes(texts(mine.get("sizes")), texts(theirs["sizes"]))
        wrong = wrong or one_value(found, expected)
        if wrong is not None and (wrong.error or wrong.aspect is Kind.SHAPE):
            home = _home(wrong.error) if wrong.error else Kind.SHAPE
            return replace(wrong, aspect=home, owed=home is not kind)
        wrong = compare(found, expected, twin.get("seen"))
        owed = wrong is None or wrong.owed
        return wrong if owed else wrong and replace(wrong, aspect=kind)

    return compared


def _home(error: Raised) -> Kind:
    """Say which kind of check an exception belongs to."""
    if not error.frames:  # the probe could do nothing with what it got
        return Kind.CONTRACT
    return Kind.DEVICE if "meta" in error.message else Kind.SHAPE


def _sizes(mine: list[str], theirs: list[str]) -> Mismatch | None:
    """Say which shapes are missing, and which too many; their order is free."""
    wanted, found = Counter(theirs), Counter(mine)
    lost, more = [*(wanted - found).elements()], [*(found - wanted).elements()]
    if not lost and not more:
        return None
    told = f"a parameter of shape ({more[0]})" if more else "no parameter"
    if not mine:
        told = "nothing to learn"
    elif lost:
        told += f", where ({lost[0]}) is asked for" if more else f" of ({lost[0]})"
    expected, found_text = (f"({'), ('.join(side)})" for side in (lost, more))
    return Mismatch(
        told,
        Evidence(text=expected),
        Evidence(text=found_text),
        Kind.SHAPE,
        says=f"it has {told}",
    )
