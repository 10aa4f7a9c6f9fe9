"""What a check is, and the decorator that makes one from a function.

A check is one function, the *probe*. It runs in the sandbox, once on the
student's symbol and once on the reference's, and the judge compares the two
observations. The first parameter names the exercise. What else a probe needs it
asks for by name: `draw`, the seeded source of inputs (`grader.probing.draw.Draw`);
`observe`, ways to look at a call (`grader.probing.observe.Observe`); `gpus`, which
simulates a number of them (`grader.probing.places.Gpus`); `files`, for those that
write and read them (`grader.probing.files.Files`). Any other parameter names another
symbol of the same implementation:

    @check("value", points=2, hint="Which elements does the mean run over?")
    def mean_over_all_elements(CenteredLayer, draw):
        '''The mean of all elements is subtracted.'''
        return CenteredLayer()(draw.normal(draw.size(2, 6), draw.size(2, 6)))

Most checks are not written so, but follow from a declaration:
`grader.declarations`. No torch and no numpy here: the judge collects checks
while the nursery still imports them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from grader.results import Kind

if TYPE_CHECKING:
    from grader.comparing.agreement import Comparison

Probe = Callable[..., Any]

# How often a probe runs unless it says otherwise: more than once where a lucky
# constant might pass, or where inputs of several sizes are needed.
DRAWS = {Kind.VALUE: 2, Kind.SHAPE: 2, Kind.GRADIENT: 3}
# Kinds that fail of so many causes that no question of a check's own fits them all.
MANY_CAUSES = (Kind.SHAPE, Kind.VALUE, Kind.DTYPE)
# Parameters that name no symbol. `machine` and `standard` are for declarations.
OFFERED = ("draw", "observe", "gpus", "files", "machine", "standard")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, eq=False, kw_only=True)
class Check:
    """One gradeable property of an exercise.

    Attributes:
        exercise: Name of the symbol that is graded.
        kind: What property it grades.
        name: Last part of its id.
        title: What is asked for, in a sentence.
        line: Line of the checks file that it is written on.
        function: The author's function that it comes from.
        probe: What runs in the sandbox: that function, or one that calls it.
        asks: Names of the probe's parameters, the exercise's own first.
        points: What passing it is worth.
        required: What share of its points the exercise earns at most without it, where
            it is what the exercise is about; None where its own points are all that
            it costs.
        hint: A question that leads to the answer without giving it.
        draws: How often the probe runs, each time on fresh inputs.
        compare: The author's own comparison; None for the grader's.
        made_from: The property of a declaration that it is made from, if it is.
        timeout_s: How long all draws may work, and wait; None means the assignment's
            limits.
        on_machines: Whether it enters machines with GPUs.
        slides: Names of two arguments, where the result is the first one slid over
            the second, step by step: the report shows it.
    """

    exercise: str
    kind: Kind
    name: str
    title: str
    line: int
    function: Callable[..., Any]
    probe: Probe
    asks: tuple[str, ...]
    points: float
    hint: str
    draws: int
    compare: Comparison | None
    timeout_s: float | None
    made_from: str = ""
    on_machines: bool = False
    required: float | None = None
    slides: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        """Public name: `<exercise>.<kind>.<name>`."""
        return f"{self.exercise}.{self.kind}.{self.name}"


def check(
    kind: str,
    *,
    points: float = 1,
    required: bool | float = False,
    hint: str = "",
    draws: int | None = None,
    compare: Comparison | None = None,
    timeout_s: float | None = None,
) -> Callable[[Probe], Check]:
    """Make a check of a probe.

    Args:
        kind: One of the kinds in `grader.results.Kind`.
        points: What passing is worth.
        required: Whether it is what the exercise is about: without it, the exercise
            earns nothing, or the given share of its points at most.
        hint: A question for the student who fails; not of `MANY_CAUSES`.
        draws: How many times to run it, on fresh inputs each time; by default
            the kind decides. The first draw is small and round, so that a
            counterexample can be read.
        compare: A comparison of one's own; by default the kind decides.
        timeout_s: How many seconds all draws together may work, and wait.

    Raises:
        ValueError: An argument, or the probe's signature, makes no sense. The
            message says which.
    """
    refuse_settings(kind, points, draws, hint)

    def decorate(probe: Probe) -> Check:
        asks = asked_for(probe)
        refuse_name(probe.__name__)
        return gathered(
            Check(
                exercise=asks[0],
                kind=Kind(kind),
                name=probe.__name__,
                title=title_of(probe, "the check's title"),
                line=probe.__code__.co_firstlineno,
                function=probe,
                probe=probe,
                asks=asks,
                points=points,
                required=share_without(required),
                hint=hint,
                draws=draws or DRAWS.get(Kind(kind), 1),
                compare=compare,
                timeout_s=timeout_s,
                on_machines="gpus" in asks,
            )
        )

    return decorate


def refuse_settings(kind: str, points: float, draws: int | None, hint: str) -> None:
    """Refuse a kind that there is not, numbers that make no sense, and an unasked hint.

    Raises:
        ValueError: Says which.
    """
    if kind not in tuple(Kind):
        raise ValueError(f"{kind!r} is no kind of check; use one of {', '.join(Kind)}")
    if points < 0 or (draws is not None and draws < 1):
        raise ValueError("points must not be negative, and draws must be at least 1")
    if hint and kind in MANY_CAUSES:
        raise ValueError(
            f"a check of kind {kind} fails of many causes, so no hint of its own is "
            "asked: let mistakes ask (`asks=`), and `hints` of the exercise"
        )


def share_without(required: bool | float) -> float | None:
    """Read which share of its points an exercise earns at most without a check.

    Returns:
        None, if the check costs no more than its own points.

    Raises:
        ValueError: It is no share.
    """
    if isinstance(required, bool):
        return 0.0 if required else None
    if isinstance(required, float) and 0 < required < 1:
        return required
    raise ValueError(
        f"required={required!r} makes no sense: write True, and without the check the "
        "exercise earns nothing, or the share that it earns at most, such as 0.5"
    )


def refuse_name(name: str) -> None:
    """Refuse what cannot be the last part of a check's id.

    Raises:
        ValueError: Says what can.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name} must be a lower-case name")


def asked_for(probe: Probe) -> tuple[str, ...]:
    """Name what a probe asks for; the exercise comes first.

    Raises:
        ValueError: It does not.
    """
    asks = tuple(inspect.signature(probe).parameters)
    if not asks or asks[0] in OFFERED:
        raise ValueError(
            f"the first parameter of {probe.__name__} must be the exercise's name"
        )
    return asks


def title_of(function: Callable[..., Any], what: str) -> str:
    """Read the first line of a docstring.

    Raises:
        ValueError: There is none.
    """
    text = inspect.getdoc(function)
    if not text:
        raise ValueError(
            f"{function.__name__} needs a docstring: it is {what}; write "
            f'"""A sentence.""" right under `def {function.__name__}(...):`'
        )
    return text.partition("\n")[0]


@dataclass(frozen=True)
class Declined:
    """A standard check that an exercise does without, and why."""

    exercise: str
    check: str
    reason: str


class Declares(Protocol):
    """What makes more checks once the file has run: a declaration."""

    declined: list[Declined]
    exercise: str
    what: Literal["module", "function"]
    method: str
    line: int

    def standard_checks(self) -> list[Check]:
        """Make the standard checks that are neither made nor declined yet."""


@dataclass
class Gathered:
    """What a checks file makes while it runs, in order."""

    checks: list[Check] = field(default_factory=list)
    declarations: list[Declares] = field(default_factory=list)


# Names of checks repeat from exercise to exercise, so a module's namespace would
# hold only the last of each.
_gathering: ContextVar[Gathered | None] = ContextVar("gathering", default=None)


@contextmanager
def gather() -> Iterator[Gathered]:
    """Gather the checks and declarations that are made inside."""
    found = Gathered()
    token = _gathering.set(found)
    try:
        yield found
        for declaration in found.declarations:
            found.checks += declaration.standard_checks()
    finally:
        _gathering.reset(token)


def gathered(made: Check) -> Check:
    """Hand a check to who gathers, if anybody does."""
    found = _gathering.get()
    if found is not None:
        found.checks.append(made)
    return made


def declared(made: Declares) -> None:
    """Hand a declaration to who gathers, if anybody does."""
    found = _gathering.get()
    if found is not None:
        found.declarations.append(made)
