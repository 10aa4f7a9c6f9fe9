"""Compare what calls give under conditions with what they give without.

A mistake that shows either way is no mistake of the condition. Conditions follow each
other on the same modules, so what one remembers of a call before may be the cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from grader.causes import Cause
from grader.comparing.agreement import Mismatch
from grader.comparing.debts import Debts, in_call, of_integers, pairs, texts
from grader.comparing.differing import differ, same
from grader.comparing.kinds import devices as same_devices
from grader.comparing.kinds import dtypes as same_dtypes
from grader.comparing.kinds import serializations
from grader.comparing.observation import Array, Observation, Raised
from grader.results import Evidence, Kind

# What another check describes, so that what follows from it is told there.
DESCRIBED_ELSEWHERE = (Kind.VALUE, Kind.SHAPE, Kind.CONTRACT, Kind.GRADIENT)


def conditions(
    kind: Kind,
    student: Observation,
    reference: Observation,
    precise: Observation = None,
    *,
    own: Kind | None = None,
    facet: Kind | None = None,
) -> Mismatch | None:
    """Same results under every condition, where they are right without it.

    Args:
        kind: What a result is a mistake of that is wrong under a condition alone.
        student: By call: `plain`, and by condition `under`.
        reference: Likewise.
        precise: Not read.
        own: What the check judges without a condition, too.
        facet: What describes a result that is wrong without a condition; None to
            go by how it is wrong.
    """
    mine, theirs = pairs(student), pairs(reference)
    plain = {
        label: _plain(pairs(mine.get(label)), expected, facet)
        for label, expected in theirs.items()
    }
    anyway = next(
        (p for p in plain.values() if p and p.aspect in DESCRIBED_ELSEWHERE), None
    )
    debts = Debts()
    for label, expected in theirs.items():
        before, looked = plain[label], pairs(mine.get(label))
        if before is not None and before.aspect is own:
            told = in_call(before, label)
            # what raises for integers may raise for anything
            return told if told.error is not None else debts.beside(told)
        for name, wanted in expected["under"].items():
            if isinstance(wanted, Raised) and not isinstance(expected["plain"], Raised):
                continue  # the condition does not fit this call
            seen = _narrowed(pairs(looked.get("under")).get(name), wanted)
            found = _Found(seen, looked.get("plain"), wanted, expected["plain"])
            wrong = found.mistake(kind, own, before, anyway)
            if wrong is not None and wrong.aspect is kind and not wrong.owed:
                if not str(name).startswith("back "):
                    return debts.beside(in_call(wrong, label, name))
                # on a module that was called elsewhere before
                wrong = replace(wrong, owed=True, cause=Cause.STATEFUL)
            debts.note(in_call(wrong, label, name), shown=found.is_fine)
    return debts.owed()


@dataclass(frozen=True)
class _Found:
    """What a call gave under a condition and without it; what it should have given."""

    seen: Observation
    plain: Observation
    wanted: Observation
    wanted_plain: Observation

    @property
    def is_fine(self) -> bool:
        """Whether the results agree as far as float32 can tell.

        Then a mistake of values may be the cause, which another check sees elsewhere.
        """
        seen, wanted = self.seen, self.wanted
        if not isinstance(seen, Array) or not isinstance(wanted, Array):
            return False
        return seen.dtype == wanted.dtype and same(
            replace(seen, dtype="float32"), wanted
        )

    def mistake(
        self,
        kind: Kind,
        own: Kind | None,
        before: Mismatch | None,
        anyway: Mismatch | None,
    ) -> Mismatch | None:
        """Say what is wrong; what another check may describe is owed to it.

        Args:
            kind: What the condition's own mistakes are.
            own: What the check judges without a condition, too.
            before: What is wrong with this call without it.
            anyway: What is wrong with any call without it.
        """
        wrong = differ(self.seen, self.wanted)
        wrong = wrong or _cut(self.seen, self.plain, self.wanted)
        named = still(own, self.seen, self.wanted)
        if wrong is None or (named and not still(own, self.plain, self.wanted_plain)):
            return named
        if before is not None:
            follows = is_told(before) and same(self.seen, self.plain)
            return None if follows else replace(before, owed=True)
        if self.is_fine:
            return replace(wrong, owed=True, cause=Cause.STATEFUL)
        if anyway is not None:
            return replace(wrong, owed=True, aspect=anyway.aspect)
        how = (kind, "raised" if wrong.error else "values")
        hint, says = HINTS.get(how, ""), SAYS.get(how, "")
        return replace(wrong, owed=False, aspect=kind, hint=hint, says=says)


# What to ask where something else than the dtype, or the device, is wrong.
HINTS = {
    (Kind.DTYPE, "raised"): "What dtype has a tensor that is made on the way?",
    (Kind.DTYPE, "values"): "Is each step computed in float64, up to the last one?",
    (Kind.VALUE, "raised"): "Which operations want a tensor that lies in one piece?",
    (Kind.VALUE, "values"): "Do the steps follow a tensor's strides, or its memory?",
    (Kind.DEVICE, "raised"): "Where is each tensor that is made on the way?",
    (Kind.DEVICE, "values"): "What is done on a GPU that is not done on the CPU?",
}


# What names the mistake, where the condition alone is what makes the difference.
SAYS = {
    (Kind.MODE, "raised"): "in evaluation mode it raises an exception",
    (Kind.MODE, "values"): "in evaluation mode it does something else than in training",
    (Kind.DTYPE, "raised"): "a step refuses a dtype that it should take",
    (Kind.DTYPE, "values"): "a step computes in another dtype than that of its input",
    (Kind.VALUE, "raised"): "a step refuses tensors that do not lie in one piece",
    (Kind.VALUE, "values"): "a step goes by the memory of a tensor, not by its strides",
    (Kind.SERIALIZATION, "raised"): "its own `state_dict` cannot be loaded",
    (Kind.SERIALIZATION, "values"): "what its `state_dict` holds does not restore it",
}


def _narrowed(found: Observation, wanted: Observation) -> Observation:
    """Take int64 for smaller integers: torch's sums of these are of it."""
    arrays = isinstance(found, Array) and isinstance(wanted, Array)
    if arrays and found.dtype == "int64" and "int" in wanted.dtype:
        return replace(found, dtype=wanted.dtype)
    return found


def _cut(seen: Observation, plain: Observation, wanted: Observation) -> Mismatch | None:
    """Say that a condition cuts a result off the autograd graph."""
    arrays = [x for x in (seen, plain, wanted) if isinstance(x, Array)]
    if [x.requires_grad for x in arrays] != [False, True, True]:
        return None
    expected, found = "a result that gradients flow from", "one that is cut off"
    return Mismatch(
        "the result is cut off the autograd graph",
        Evidence(text=expected),
        Evidence(text=found),
        Kind.GRADIENT,
    )


def _plain(
    mine: Mapping[Any, Any], theirs: Mapping[Any, Any], facet: Kind | None
) -> Mismatch | None:
    """Say what is wrong without a condition."""
    found, expected = mine.get("plain"), theirs["plain"]
    wrong = differ(found, expected)
    if theirs.get("on integers"):
        wrong = of_integers(found, expected) or wrong
    if wrong is not None and facet is not None and wrong.error is None:
        return replace(wrong, aspect=facet, cause=None)
    return wrong


def is_told(plain: Mismatch | None) -> bool:
    """Whether it shows of a wrong result that a condition does not change it.

    Not of an exception, nor of what is no tensor.
    """
    if plain is None:
        return True
    return plain.error is None and plain.aspect is not Kind.CONTRACT


def still(
    kind: Kind | None, found: Observation, wanted: Observation
) -> Mismatch | None:
    """Compare the dtypes, or devices, of results whose values are wrong anyway."""
    if kind not in (Kind.DTYPE, Kind.DEVICE):
        return None
    wrong = (same_dtypes if kind is Kind.DTYPE else same_devices)(found, wanted)
    return wrong if wrong is not None and wrong.aspect is kind else None


# What a call is looked at for in evaluation mode: the kind of check that describes it
# where it is wrong in training as well.
FACETS: dict[str, Kind | None] = {
    "the result": None,
    "gradients": Kind.GRADIENT,
    "the input": Kind.PURITY,
    "modes that changed": Kind.MODE,
}


def evaluation(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same results, gradients, input and modes in evaluation as in training."""
    owed, settled = [], True
    for facet, aspect in FACETS.items():
        mine, theirs = (_facet(side, facet) for side in (student, reference))
        wrong = conditions(Kind.MODE, mine, theirs, own=Kind.MODE, facet=aspect)
        if wrong is not None:
            debts = (wrong, *wrong.others)
            owed += [replace(in_call(debt, facet), call=debt.call) for debt in debts]
            settled &= wrong.settled
    if not owed:
        return None
    return replace(owed[0], others=tuple(owed[1:]), settled=settled)


def _facet(observed: Observation, name: str) -> dict[Any, Observation]:
    """Leave of all looks at calls what one of them is about."""
    return {
        label: {
            **pairs(looked),
            "plain": pairs(pairs(looked).get("plain")).get(name),
            "under": {
                condition: pairs(seen).get(name)
                for condition, seen in pairs(pairs(looked).get("under")).items()
            },
        }
        for label, looked in pairs(observed).items()
    }


def restored(
    student: Observation, reference: Observation, precise: Observation = None
) -> Mismatch | None:
    """Same keys and values in the `state_dict`, and the same outputs from it.

    Buffers of the student's own may be in it. What is not registered is owed: a check
    of naming is about that, where it is about parameters.
    """
    mine, theirs = pairs(student), pairs(reference)
    state, expected = pairs(mine.get("state")), theirs["state"]
    extra = set(state) - set(expected)
    free = extra & set(texts(mine.get("free")))
    wrong = serializations({k: v for k, v in state.items() if k not in free}, expected)
    if wrong is not None:
        own = sorted(str(name) for name in state if name not in free)
        honest = own == sorted(set(texts(mine.get("registered"))) - free)
        honest &= wrong.aspect is not Kind.VALUE
        if honest or isinstance(mine.get("state"), Raised):
            return replace(wrong, aspect=Kind.NAMING, owed=True)
        return replace(wrong, aspect=Kind.SERIALIZATION)
    loads, wanted = (_as_condition(side) for side in (mine, theirs))
    return conditions(Kind.SERIALIZATION, loads, wanted)


def _as_condition(side: Mapping[Any, Observation]) -> dict[str, Observation]:
    """Being restored is a condition like any other."""
    under = {"restored": side.get("under")}
    return {"the first call": {"plain": side.get("plain"), "under": under}}
