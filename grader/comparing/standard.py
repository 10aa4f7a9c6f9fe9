"""Compare what the checks of declarations observe: call by call.

What goes wrong in a call is judged by one check. The others pass over that call and
*owe* it: unless a check that describes it has failed as well, they fail of it
themselves, so that nothing that is wrong earns all points.

Reads: what the methods of `grader.probing.standard.Standard` return.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from grader.causes import Cause
from grader.comparing.agreement import TOLERANCE, Comparison, Mismatch
from grader.comparing.conditions import conditions, evaluation, restored
from grader.comparing.debts import (
    FIRST,
    Debts,
    in_call,
    items,
    of_integers,
    pairs,
    texts,
)
from grader.comparing.differing import differ, exactly, raised, same
from grader.comparing.gradients import gradients
from grader.comparing.kinds import devices as same_devices
from grader.comparing.kinds import shapes
from grader.comparing.observation import Array, Observation, Raised, Symbolic
from grader.comparing.relations import relation
from grader.comparing.side_effects import side_effects
from grader.results import Kind


def results(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same values in every call, across floating dtypes.

    A call that raises, or gives another shape or dtype, is owed. So is a value that
    is the result of an earlier call, or of chance: checks of purity are about these.
    """
    theirs, mine = _calls(reference), _calls(student)
    twins, whole = _calls(precise), _labels(reference)
    refused = _refused(mine)
    random = _is_random(student) and not _is_random(reference)
    debts = Debts()
    earlier: list[Observation] = []
    for label, expected in theirs.items():
        found = mine.get(label)
        wrong = differ(found, expected, twins.get(label), values=exactly)
        wrong = _told(wrong, refused)
        if label in whole:
            wrong = of_integers(found, expected) or wrong
        if wrong is not None and wrong.aspect is Kind.VALUE and not wrong.owed:
            if random or any(same(found, other) for other in earlier):
                wrong = replace(wrong, aspect=Kind.PURITY)
            elif debts.shape is not None:  # sizes that agree by accident
                wrong = replace(wrong, aspect=Kind.SHAPE)
            else:
                label, wrong = _smallest(label, wrong, mine, theirs, twins)
                return in_call(replace(wrong, says=relation(mine, theirs)), label)
        debts.note(in_call(wrong, label))
        if wrong is None:  # what was wrong already may come again by chance
            earlier.append(found)
    again = differ(pairs(student).get("again"), pairs(reference).get("again"))
    if again is not None and debts.first is None:
        message = "the first call gives another result the second time"
        debts.note(replace(again, message=message, aspect=Kind.PURITY, error=None))
    return debts.owed()


def _smallest(
    label: Any,
    wrong: Mismatch,
    mine: Mapping[Any, Observation],
    theirs: Mapping[Any, Observation],
    twins: Mapping[Any, Observation],
) -> tuple[Any, Mismatch]:
    """Of the calls whose values are wrong, find the easiest to follow by hand.

    Args:
        label: The first of them.
        wrong: What is wrong there.
        mine: Results by call.
        theirs: Likewise, of the reference.
        twins: Likewise, in float64.
    """
    found = {label: wrong}
    for other, expected in theirs.items():
        if isinstance(expected, Array) and expected.dtype in TOLERANCE:
            differs = differ(
                mine.get(other), expected, twins.get(other), values=exactly
            )
            if differs and differs.aspect is Kind.VALUE and not differs.owed:
                found.setdefault(other, differs)
    best = min(found, key=lambda name: _effort(theirs[name]))
    return best, found[best]


def _effort(value: Observation) -> tuple[bool, float]:
    """How hard a result is to follow; one number alone shows no pattern."""
    size = value.values.size if isinstance(value, Array) else float("inf")
    return size < 2, size


def one_value(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same values, across floating dtypes; another shape or dtype is owed.

    For value checks of one's own, which return what they look at as it is.
    """
    wrong = differ(student, reference, precise, values=exactly)
    if wrong is None or wrong.aspect is Kind.VALUE:
        says = relation(student, reference)
        return wrong and replace(wrong, owed=False, says=says)
    return replace(wrong, owed=True, settled=wrong.aspect is Kind.DTYPE)


def if_plain_is_right(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Compare what is special, where the plain case is right.

    For checks of one's own that are about a special case: an option, a mode, a second
    step. If the plain case is wrong, the check of values tells of that.

    Reads: `plain` and `then`, both compared as by `one_value`.
    """
    if not isinstance(student, dict) or not isinstance(reference, dict):
        return one_value(student, reference)
    wrong, other = (
        one_value(student.get(which), reference[which]) for which in ("plain", "then")
    )
    if wrong is not None:
        return replace(wrong, aspect=Kind.VALUE, owed=True, settled=other is None)
    return other


def call_shapes(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same shapes in every call; one that raises is owed.

    Reads: as `results`.
    """
    mine, whole = _calls(student), _labels(reference)
    refused, debts = _refused(mine), Debts()
    for label, expected in _calls(reference).items():
        found = mine.get(label)
        wrong = raised(found, expected, Kind.SHAPE) or shapes(found, expected)
        wrong = _told(wrong, refused)
        if wrong is not None and _is_reordered(found, expected):
            wrong = replace(wrong, aspect=Kind.VALUE)
        if label in whole:
            wrong = of_integers(found, expected) or wrong
        if wrong is not None and wrong.aspect is Kind.SHAPE and not wrong.owed:
            return in_call(wrong, label)
        debts.note(in_call(wrong, label))
    return debts.owed()


def _is_reordered(mine: Observation, theirs: Observation) -> bool:
    """Whether a list holds the right shapes in another order."""
    found, expected = (
        sorted(str(getattr(item, "shape", item)) for item in items(side))
        for side in (mine, theirs)
    )
    return bool(expected) and found == expected


def placements(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same devices under every label; whatever else is wrong there is owed.

    Reads: results by label, or one.
    """
    if not isinstance(reference, dict):
        student, reference = {"": student}, {"": reference}
    mine, debts = pairs(student), Debts()
    for label, expected in reference.items():
        found = mine.get(label)
        wrong = raised(found, expected) or same_devices(_named(found), expected)
        if wrong is not None and wrong.aspect is Kind.DEVICE:
            return in_call(wrong, label)
        if wrong is not None and len(items(found)) > len(items(expected)):
            wrong = replace(
                wrong, cause=Cause.STATEFUL
            )  # a list may grow from call to call
        owed = wrong or differ(found, expected)
        debts.note(in_call(owed, label), shown=wrong is None)
    return debts.owed()


def _named(found: Observation) -> Observation:
    """Read the name of a device as the device: that it is a string is owed."""
    if isinstance(found, list):
        return list(map(_named, found))
    return Symbolic("device", found) if isinstance(found, str) else found


def call_gradients(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Gradients of the first call as `gradients` wants them.

    Slopes can be measured there. In another call, a gradient that is not the
    reference's is owed to the check of values, and so is one that raises.

    Reads: what `Observe.gradients` returns, for other calls under names with `, on `.
    """
    mine, debts, first = pairs(student), Debts(), {}
    for name, theirs in pairs(reference).items():
        if ", on " not in str(name):
            first[name] = theirs
            continue
        wrong = raised(mine.get(name), theirs)
        wrong = wrong or gradients({name: mine.get(name)}, {name: theirs}, precise)
        if wrong is not None and wrong.error is None:
            wrong = replace(wrong, aspect=Kind.VALUE, cause=Cause.STATEFUL)
        debts.note(wrong)
    own = gradients(student, first, precise)
    own = own and replace(own, call=FIRST)
    if own is not None and not own.owed:
        return own
    debts.note(own)
    debts.settled |= bool(first) if own is None else own.settled
    return debts.owed()


def _refused(mine: Mapping[Any, Observation]) -> str:
    """Say that some calls raise, where others do not; empty otherwise."""
    raising = [label for label, found in mine.items() if isinstance(found, Raised)]
    takes_some = bool(raising) and len(raising) < len(mine)
    return f"it refuses {raising[0]}, and takes other inputs" if takes_some else ""


def _told(wrong: Mismatch | None, refused: str) -> Mismatch | None:
    return replace(wrong, says=refused) if wrong and wrong.error else wrong


def _is_random(observed: Observation) -> bool:
    """Whether the first call gave another result the second time."""
    first = next(iter(_calls(observed).values()), None)
    return not same(pairs(observed).get("again"), first)


def _calls(observed: Observation) -> dict[Any, Observation]:
    return pairs(pairs(observed).get("results"))


def _labels(observed: Observation) -> list[str]:
    return texts(pairs(observed).get("on integers"))


# By the name of what a declaration makes a check of.
COMPARISONS: dict[str, Comparison] = {
    "shape": call_shapes,
    "value": results,
    "gradient": call_gradients,
    "dtype": partial(conditions, Kind.DTYPE, own=Kind.DTYPE),
    "mode": evaluation,
    "strides": partial(conditions, Kind.VALUE),
    "device": partial(conditions, Kind.DEVICE, own=Kind.DEVICE),
    "on": placements,
    "purity": side_effects,
    "serialization": restored,
}
