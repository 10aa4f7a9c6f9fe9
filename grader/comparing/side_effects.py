"""Compare what calls leave behind, and what they remember: both should be nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from grader.causes import Cause
from grader.comparing.agreement import Mismatch, agree
from grader.comparing.conditions import is_told
from grader.comparing.debts import Debts, in_call, items, pairs, texts
from grader.comparing.differing import differ, same
from grader.comparing.observation import Array, Observation, Raised
from grader.results import Evidence, Kind


def side_effects(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """A call leaves behind, and remembers, what the reference's does: nothing."""
    mine, theirs = pairs(student), pairs(reference)
    found, debts = pairs(mine.get("calls")), Debts()
    moving = {x for seen in theirs["calls"].values() for x in _moved(seen)}
    for label, expected in theirs["calls"].items():
        seen = pairs(found.get(label))
        looked_at = "at first" in expected  # else results show and owe nothing
        plain = differ(seen.get("at first"), expected.get("at first"))
        wrong = _left_behind(seen, expected, moving)
        if looked_at:
            wrong = wrong or _remembered(seen, expected, plain)
        if wrong is not None and not wrong.owed:
            return in_call(wrong, label)
        if looked_at:
            owed = wrong or (None if is_told(plain) else plain)
            debts.note(in_call(owed, label), shown=is_told(plain))
    return _of_making(pairs(mine.get("made")), theirs["made"]) or debts.owed()


def _left_behind(
    mine: Mapping[Any, Any], theirs: Mapping[Any, Any], moving: Collection[str]
) -> Mismatch | None:
    """Arguments, modules and what holds for all of torch, after the call."""
    for index, before in enumerate(theirs["arguments"]):
        after = pairs(_at(mine.get("arguments"), index))
        for what, expected in before.items():
            wrong = agree(after.get(what), expected)
            if wrong is not None:
                message = f"the argument's own {what} changed"
                if what.startswith("whether"):
                    message = "the argument itself requires gradients afterwards"
                return _impure(
                    wrong, message, "Who else holds the tensor it was given?"
                )
    if agree(mine.get("lists"), theirs["lists"]) is not None:
        expected, found = (", ".join(texts(x.get("lists"))) for x in (theirs, mine))
        hint = "Whose list is it that the call takes from, or sorts?"
        return _purity("the call changed the caller's list", expected, found, hint)
    extra = _changed(
        mine.get("modules"), theirs["modules"], _own_statistics(mine, theirs)
    )
    if extra:
        hint = "What should be the same after the call as before it?"
        wrong = _purity(f"the call changed {extra}", "as before", "changed", hint)
        # a check of modes is about these, and about statistics that move in
        # evaluation, where there is one
        mode = replace(wrong, aspect=Kind.MODE, owed=True)
        is_mode = extra.startswith("the mode of ") or extra in moving
        return mode if is_mode else replace(wrong, cause=Cause.STATEFUL)
    if agree(mine.get("random numbers"), theirs["random numbers"]) is not None:
        message = "the call seeds or uses the global random state"
        hint = "Who else draws from the same random numbers?"
        return _purity(message, "the random state as before", "another one", hint)
    if names := texts(mine.get("environment")):
        message = f"the call changed the environment variable {names[0]}"
        hint = "Who else reads the environment of the process?"
        return _purity(message, "as before", "changed", hint)
    return _settings(mine, theirs, "the call")


def _changed(
    found: Observation, allowed: Observation, free: Collection[str] = ()
) -> str:
    """Name the first thing that was changed in a module, and should not have been."""
    for index, fine in enumerate(items(allowed)):
        for name in pairs(_at(found, index)):
            if name not in pairs(fine) and name not in free:
                return str(name)
    return ""


def _own_statistics(mine: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> set[str]:
    """Name further buffers, which may follow what a module sees, where others do."""
    further = set(texts(mine.get("buffers"))) - set(texts(theirs["buffers"]))
    return further if _moved(theirs) else set()


def _moved(theirs: Mapping[Any, Any]) -> set[str]:
    """Name the buffers that the reference's call moves: running statistics."""
    changed = {str(name) for one in items(theirs["modules"]) for name in pairs(one)}
    return changed & set(texts(theirs["buffers"]))


def _settings(
    mine: Mapping[Any, Any], theirs: Mapping[Any, Any], who: str
) -> Mismatch | None:
    """What holds for all of torch."""
    for what, expected in theirs["torch"].items():
        if agree(pairs(mine.get("torch")).get(what), expected) is not None:
            hint = "For whom does a setting hold that belongs to all of torch?"
            return _purity(f"{who} changed {what}", "as before", "changed", hint)
    return None


def _at(values: Observation, index: int) -> Observation:
    found = items(values)
    return found[index] if index < len(found) else None


def _remembered(
    mine: Mapping[Any, Any], theirs: Mapping[Any, Any], plain: Mismatch | None
) -> Mismatch | None:
    """Whether a result follows its argument, or comes back though it changed."""
    first, later = mine.get("at first"), mine.get("later")
    # nothing but the next call can change a list then
    alone = not theirs["arguments"] and isinstance(first, list)
    if (plain is None or alone) and same(theirs["at first"], theirs["later"]):
        wrong = differ(later, first)
        if wrong is not None:
            message = "the result changes with its argument, or with the next call"
            hint = "Which memory do argument and result share?"
            return replace(
                _impure(wrong, message, hint), cause=Cause.STATEFUL if alone else None
            )
    if plain is not None:
        return None
    of_arguments = _kept(mine, theirs, "at first", "again", "the argument")
    return of_arguments or _kept(mine, theirs, "again", "renewed", "the net")


def _kept(
    mine: Mapping[Any, Any],
    theirs: Mapping[Any, Any],
    before: str,
    after: str,
    what: str,
) -> Mismatch | None:
    """Whether a result comes back though something changed, or is another then."""
    found, wanted = mine.get(after), theirs.get(after)
    wrong = None if isinstance(wanted, Raised) else differ(found, wanted)
    if wrong is None:
        return None
    hint = "What is kept from one call to the next?"
    kept = replace(_impure(wrong, "", hint), error=None, cause=Cause.STATEFUL)
    # results that are all the same say nothing of what is kept, nor do a ReLU's zeros
    varies = after == "again" or not same(mine.get("at first"), mine.get("again"))
    if varies and not _is_zero(found) and same(found, mine.get(before)):
        message = f"a result of an earlier call comes back, though {what} changed"
        return replace(kept, message=message, says=message)
    message = f"called again after {what} changed, it gives another result"
    return replace(kept, message=message, aspect=Kind.VALUE, owed=True, says=message)


def _is_zero(value: Observation) -> bool:
    """Whether there is nothing but zeros."""
    return isinstance(value, Array) and not value.values.any()


def _of_making(mine: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> Mismatch | None:
    """Whether random numbers follow the seed once one is made, as they should."""
    for generator in range(len(theirs["following"][0])):
        runs = (_at(mine.get("following"), run) for run in range(3))
        first, second, again = (_at(run, generator) for run in runs)
        if same(first, second) or not same(first, again):
            message = "making one seeds the global random state"
            hint = "Who else wants to choose the seed?"
            expected = "random numbers that follow the seed"
            wrong = _purity(message, expected, "others", hint)
            # where initial values are graded, that check describes it
            return replace(wrong, aspect=Kind.INIT, owed=True, settled=True)
    for index, allowed in enumerate(theirs["given"]):
        extra = _changed(_at(mine.get("given"), index), allowed)
        if extra:
            message = f"making one changed {extra} of a module that it is given"
            hint = "Whose are the modules that it is given?"
            return _purity(message, "as before", "changed", hint)
    return _settings(mine, theirs, "making one")


def _impure(wrong: Mismatch, message: str, hint: str) -> Mismatch:
    """Tell a disagreement as what a call left behind."""
    return replace(
        wrong, message=message, aspect=Kind.PURITY, cause=None, hint=hint, says=message
    )


def _purity(message: str, expected: str, found: str, hint: str) -> Mismatch:
    sides = Evidence(text=expected), Evidence(text=found)
    return Mismatch(message, *sides, Kind.PURITY, hint=hint, says=message)
