"""Declare an exercise once; its checks follow.

A declaration is a generator of calls, as one would type them at a prompt. For a
module it yields modules, each with what to call it on; for a function, what to call
that on:

    @module
    def my_linear(MyLinear, draw):
        '''`MyLinear(in_units, units)` makes a Module that can be called on a tensor.'''
        yield MyLinear(5, 3), draw.normal(6, 5)
        yield MyLinear(5, 3), draw.normal(2, 4, 5)

    my_linear.value("The output is relu(X @ weight + bias).", points=2)
    my_linear.gradient("After backward(), weight, bias and X hold a gradient.")

The docstring is the title of the contract check. The standard checks
(`grader.properties.STANDARD`) are made of the same calls, without a word; a method of
their name gives one another title, hint or worth, and `decline` does without it, for a
reason.

No torch and no numpy here: what checks do in the sandbox is `grader.probing.standard`,
how they are judged `grader.comparing.standard`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from inspect import signature
from types import MappingProxyType
from typing import Any, TypedDict, Unpack, overload

from grader.checks import (
    OFFERED,
    Check,
    Declined,
    asked_for,
    declared,
    gathered,
    refuse_name,
    refuse_settings,
    share_without,
    title_of,
)
from grader.properties import PROPERTIES, STANDARD, What

Calls = Callable[..., Iterator[Any]]


class Wording(TypedDict, total=False):
    """How a check is told and counted: its name, points, hint, draws and time.

    `required` and `hint` are as for `grader.checks.check`.
    """

    name: str
    points: float
    required: bool | float
    hint: str
    draws: int
    timeout_s: float


class Declaration:
    """An exercise, declared by the calls to try.

    Args:
        what: Whether it is a module or a function.
        calls: Yields the calls: `(module, *arguments)`, or arguments alone.
        fill: Whether modules get drawn values before they are called.
        arguments: What the arguments are called in messages.
        contract: Name of the contract check.
        gpus: How many GPUs the machine has that the calls are made on. Who yields
            them may ask for that `machine` (`grader.probing.places.Machine`).
        result: What to make of a result before it is looked at: where its form is
            free, the form that all have in common.
        slides: Two of the arguments, `"K, X"`, where the result is the first one
            slid over the second, step by step: the report shows it.
        method: Which method of a class is called, such as `apply` of a
            `torch.autograd.Function`; of a function, the function itself is.

    Attributes:
        exercise: Name of the symbol that is graded.
        called: What is called, as one would type it: `corr2d`, `Clamp.apply`.
        declined: Standard checks that are left out.
    """

    def __init__(
        self,
        what: What,
        calls: Calls,
        *,
        fill: bool = True,
        arguments: str = "X",
        contract: str | None = None,
        gpus: int = 0,
        result: Callable[[Any], Any] | None = None,
        slides: str | None = None,
        method: str = "",
    ) -> None:
        self.what = what
        self.calls = calls
        self.fill = fill
        self.gpus = gpus
        self.result = result
        self.arguments = _names(arguments)
        self.slides = None if slides is None else _two(slides, self.arguments)
        self.method = method
        self.asks = asked_for(calls)
        self.exercise = self.asks[0]
        self.called = f"{self.exercise}.{method}" if method else self.exercise
        self.line = calls.__code__.co_firstlineno
        self.declined: list[Declined] = []
        self._made: set[str] = set()
        title = title_of(calls, "the title of the contract check")
        self._make("contract", title, {} if contract is None else {"name": contract})
        declared(self)

    # One method a property: that is what an author looks for, and types.

    def shape(self, title: str, **how: Unpack[Wording]) -> Check:
        """Results have the shapes of the reference's, call by call."""
        return self._make("shape", title, how)

    def value(self, title: str, **how: Unpack[Wording]) -> Check:
        """Results have the values of the reference's, call by call."""
        return self._make("value", title, how)

    def gradient(self, title: str, **how: Unpack[Wording]) -> Check:
        """Gradients reach parameters and arguments, and are right, call by call."""
        return self._make("gradient", title, how)

    def naming(self, title: str, **how: Unpack[Wording]) -> Check:
        """Parameters have the reference's names and shapes; so have its buffers.

        Further buffers are free. A buffer of the reference's may be a plain tensor:
        what that costs is lost in the device and serialization checks.
        """
        return self._make("naming", title, how)

    def init(
        self,
        title: str,
        *,
        make: Callable[[Any], Any] | None = None,
        of: Sequence[str] = (),
        instances: int = 2,
        **how: Unpack[Wording],
    ) -> Check:
        """Values of fresh modules have the reference's distribution.

        Args:
            title: What is asked for.
            make: Makes a module of the symbol, or several, so that it shows what
                depends on sizes; by default that of the first call.
            of: Names of the parameters and buffers meant; all if empty.
            instances: How often that is done, each time by draws of its own.
            how: As for any check.
        """
        options = {"make": make, "of": tuple(of), "instances": instances}
        return self._make("init", title, how, options)

    # The standard checks, with other words or worth.

    def dtype(self, title: str = "", **how: Unpack[Wording]) -> Check:
        """Everything is computed in the dtype of its arguments, or of the module."""
        return self._make("dtype", title, how)

    def mode(self, title: str = "", **how: Unpack[Wording]) -> Check:
        """Evaluation mode changes nothing: results, gradients, inner modes, input."""
        return self._make("mode", title, how)

    def strides(self, title: str = "", **how: Unpack[Wording]) -> Check:
        """Results are the same for transposed, strided and offset arguments."""
        return self._make("strides", title, how)

    def purity(self, title: str = "", **how: Unpack[Wording]) -> Check:
        """A call changes and remembers nothing that is not its own."""
        return self._make("purity", title, how)

    def device(self, title: str = "", **how: Unpack[Wording]) -> Check:
        """It computes on any device of any machine, and back on the CPU."""
        return self._make("device", title, how)

    def on(self, *machines: int, **how: Unpack[Wording]) -> Callable[[Calls], Check]:
        """Results are on the right devices, on machines with so many GPUs.

        Instead of the standard check of devices. What is decorated yields the calls
        to make on one of them, the `machine`; its name and its docstring are those
        of the check.
        """

        def declare(calls: Calls) -> Check:
            self._made.add("device")
            other = copy(self)
            other.calls, other.asks = calls, tuple(signature(calls).parameters)
            title = title_of(calls, "the check's title")
            named: Wording = {"name": calls.__name__, **how}
            return other._make("on", title, named, {"machines": machines})

        return declare

    def serialization(self, title: str = "", **how: Unpack[Wording]) -> Check:
        """A `state_dict` has the reference's keys, and restores another module."""
        return self._make("serialization", title, how)

    def decline(self, **reasons: str) -> None:
        """Do without standard checks: each by its name, with the reason.

        Raises:
            ValueError: There is no such check, or no reason.
        """
        for name, reason in reasons.items():
            self._refuse_unknown(name)
            if not reason.strip():
                raise ValueError(f"say why {self.exercise} declines {name!r}")
            self.declined.append(Declined(self.exercise, name, reason))

    def has(self, what: str) -> bool:
        """Whether the author asks for a check of a property."""
        return what in self._made

    def standard_checks(self) -> list[Check]:
        """Make the standard checks that are neither made nor declined yet."""
        settled = self._made | {item.check for item in self.declined}
        names = [name for name in STANDARD[self.what] if name not in settled]
        return [self._new(name, "", {}, {}, self.line) for name in names]

    def _refuse_unknown(self, name: str) -> None:
        if name not in STANDARD[self.what]:
            known = ", ".join(STANDARD[self.what])
            raise ValueError(
                f"{name!r} is no standard check of a {self.what}; these are: {known}"
            )

    def _make(
        self,
        what: str,
        title: str,
        how: Wording,
        options: Mapping[str, Any] = MappingProxyType({}),
    ) -> Check:
        if PROPERTIES[what].titles:
            self._refuse_unknown(what)
        self._made.add(what)
        line = _author_line(self.calls.__code__.co_filename)
        made = self._new(what, title, how, options, line)
        gathered(made)
        return made

    def _new(
        self, what: str, title: str, how: Wording, options: Mapping[str, Any], line: int
    ) -> Check:
        about = PROPERTIES[what]
        points, draws = how.get("points", 1), how.get("draws", about.draws)
        refuse_settings(about.kind, points, draws, how.get("hint", ""))
        name = how.get("name", about.name)
        refuse_name(name)

        def probe(**asked: Any) -> object:
            standard = asked.pop("standard")
            with standard.machine(self) as machine:
                asked["machine"] = machine
                return getattr(standard, what)(self, asked, **options)

        asked = dict.fromkeys((self.exercise, *self.asks))
        return Check(
            exercise=self.exercise,
            kind=about.kind,
            name=name,
            title=title or about.titles[self.what],
            line=line,
            function=self.calls,
            probe=probe,
            asks=(*(name for name in asked if name not in OFFERED), "standard"),
            points=points,
            required=share_without(how.get("required", False)),
            hint=how.get("hint", about.hint),
            draws=draws,
            compare=None,
            made_from=what,
            timeout_s=how.get("timeout_s"),
            on_machines=bool(self.gpus) or what in ("device", "on"),
            slides=self.slides,
        )


def _names(listed: str) -> tuple[str, ...]:
    return tuple(listed.replace(",", " ").split())


def _two(listed: str, arguments: Sequence[str]) -> tuple[str, str]:
    match _names(listed):
        case (first, second) if {first, second} <= set(arguments):
            return first, second
    raise ValueError(f"slides={listed!r} should name two arguments of {arguments}")


def _author_line(filename: str) -> int:
    """Line of the checks file that is being run."""
    frame = sys._getframe(1)
    while frame.f_code.co_filename != filename and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_lineno


@overload
def module(calls: Calls) -> Declaration: ...
@overload
def module(**options: Any) -> Callable[[Calls], Declaration]: ...
def module(
    calls: Calls | None = None, **options: Any
) -> Declaration | Callable[[Calls], Declaration]:
    """Declare an exercise that is a subclass of nn.Module.

    Args:
        calls: Yields modules, each with what to call it on.
        options: As `Declaration` takes them.
    """
    return _decorated("module", calls, options)


@overload
def function(calls: Calls) -> Declaration: ...
@overload
def function(**options: Any) -> Callable[[Calls], Declaration]: ...
def function(
    calls: Calls | None = None, **options: Any
) -> Declaration | Callable[[Calls], Declaration]:
    """Declare an exercise that is a function.

    Args:
        calls: Yields what to call it on; several arguments as a tuple.
        options: As `Declaration` takes them.
    """
    return _decorated("function", calls, options)


def _decorated(
    what: What, calls: Calls | None, options: dict[str, Any]
) -> Declaration | Callable[[Calls], Declaration]:
    if calls is not None:
        return Declaration(what, calls)
    return lambda calls: Declaration(what, calls, **options)
