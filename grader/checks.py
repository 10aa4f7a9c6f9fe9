"""What a check is, and the decorator that makes one from a function.

A check is one function, the *probe*. It runs in the sandbox, once on the
student's symbol and once on the reference's, and the judge compares the two
observations. The first parameter names the exercise. What else a probe needs it
asks for by name: `draw`, the seeded source of inputs (`grader.probing.draw.Draw`);
`observe`, ways to look at a call (`grader.probing.observe.Observe`); `gpus`, which
simulates a number of them (`grader.devices.simulated_gpus`). Any other
parameter names another symbol of the same implementation:

    @check("value", points=2, hint="Which elements does the mean run over?")
    def mean_over_all_elements(CenteredLayer, draw):
        '''The mean of all elements is subtracted.'''
        return CenteredLayer()(draw.normal(draw.size(2, 6), draw.size(2, 6)))

No torch here: the judge collects checks without importing it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from grader.comparing.agreement import Comparison
from grader.comparing.kinds import comparison_for
from grader.results import Kind

Probe = Callable[..., Any]
MistakeDecorator = Callable[[Probe], Probe]

# How often a probe runs unless it says otherwise: more than once where a lucky
# constant might pass, or where inputs of several sizes are needed.
DRAWS = {Kind.VALUE: 2, Kind.SHAPE: 2, Kind.GRADIENT: 3, Kind.DEVICE: 2}
OFFERED = ("draw", "observe", "gpus")  # parameters that name no symbol
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, eq=False)
class Check:
    """One gradeable property of an exercise.

    Attributes:
        probe: The function that runs in the sandbox.
        kind: What property it grades.
        points: What passing it is worth.
        hint: A question that leads to the answer without giving it.
        draws: How often the probe runs, each time on fresh inputs.
        compare: Judges the student's observation by the reference's.
        timeout_s: Wall time for all draws; None means the assignment's limit.
        mistakes: Known wrong ways, by the sentence that names them. Each is a
            probe that, run on the reference, gives what the mistake gives.
    """

    probe: Probe
    kind: Kind
    points: float
    hint: str
    draws: int
    compare: Comparison
    timeout_s: float | None
    mistakes: dict[str, Probe] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """Name of the probe."""
        return self.probe.__name__

    @cached_property
    def exercise(self) -> str:
        """Name of the symbol that is graded: the probe's first parameter."""
        return next(iter(inspect.signature(self.probe).parameters))

    @cached_property
    def id(self) -> str:
        """Public name: `<exercise>.<kind>.<name>`."""
        return f"{self.exercise}.{self.kind}.{self.name}"

    @property
    def line(self) -> int:
        """Line of the checks file that the probe starts on."""
        return self.probe.__code__.co_firstlineno

    @property
    def title(self) -> str:
        """First line of the docstring."""
        return (inspect.getdoc(self.probe) or self.name).partition("\n")[0]

    def mistake(self, name: str) -> MistakeDecorator:
        """Register a known mistake.

        The decorated function takes what the probe takes, is run on the
        *reference*, and returns what a student who makes the mistake would
        return. Where a failed observation agrees with it, `name` is the
        diagnosis.

        Args:
            name: A sentence that names the mistake, lower-case.
        """

        def register(probe: Probe) -> Probe:
            self.mistakes[name] = probe
            return probe

        return register


def check(
    kind: str,
    *,
    points: float = 1,
    hint: str = "",
    draws: int | None = None,
    compare: Comparison | None = None,
    timeout_s: float | None = None,
) -> Callable[[Probe], Check]:
    """Make a check of a probe.

    Args:
        kind: One of the kinds in `grader.results.Kind`.
        points: What passing is worth.
        hint: A question for the student who fails.
        draws: How many times to run it, on fresh inputs each time; by default
            the kind decides. The first draw is small and round, so that a
            counterexample can be read.
        compare: A comparison of one's own; by default the kind decides.
        timeout_s: Wall time in seconds for all draws together.

    Raises:
        ValueError: An argument, or the probe's signature, makes no sense. The
            message says which.
    """
    if kind not in tuple(Kind):
        raise ValueError(f"{kind!r} is no kind of check; use one of {', '.join(Kind)}")
    if points < 0 or (draws is not None and draws < 1):
        raise ValueError("points must not be negative, and draws must be at least 1")

    def decorate(probe: Probe) -> Check:
        _validate(probe)
        made = Check(
            probe=probe,
            kind=Kind(kind),
            points=points,
            hint=hint,
            draws=draws or DRAWS.get(Kind(kind), 1),
            compare=compare or comparison_for(Kind(kind)),
            timeout_s=timeout_s,
        )
        gathered = _gathering.get()
        if gathered is not None:
            gathered.append(made)
        return made

    return decorate


def _validate(probe: Probe) -> None:
    parameters = list(inspect.signature(probe).parameters)
    if not parameters or parameters[0] in OFFERED:
        raise ValueError(
            f"the first parameter of {probe.__name__} must be the exercise's name"
        )
    if not _NAME.fullmatch(probe.__name__):
        raise ValueError(f"{probe.__name__} must be a lower-case name")
    if not inspect.getdoc(probe):
        raise ValueError(
            f"{probe.__name__} needs a docstring: it is the check's title; write "
            f'"""A sentence.""" right under `def {probe.__name__}(...):`'
        )


# A list that gathers every check made while it is set. Names of checks repeat from
# exercise to exercise, so a module's namespace would hold only the last of each.
_gathering: ContextVar[list[Check] | None] = ContextVar("gathering", default=None)


@contextmanager
def gather() -> Iterator[list[Check]]:
    """Gather the checks that are made inside, in order."""
    gathered: list[Check] = []
    token = _gathering.set(gathered)
    try:
        yield gathered
    finally:
        _gathering.reset(token)
