"""Name the mistake behind a failed check, and the student's line that makes it.

A diagnosis explains a verdict; it never makes one. Here it is what an exception says
itself, or a comparison. What a word in the source might mean is no cause: see
`grader.judging.matching` and `grader.judging.repaired`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.comparing.agreement import Mismatch
from grader.comparing.observation import Raised
from grader.isolation.limits import Limits
from grader.isolation.protocol import Definition, Hidden, Read, Remark, Statement
from grader.isolation.wire import Frame
from grader.judging import absent, advice, exceeded
from grader.judging.surroundings import FREE, why_here
from grader.results import Kind
from grader.statements import Changed, corresponding


@dataclass(frozen=True)
class Diagnosis:
    """A named mistake.

    Attributes:
        text: A sentence for the student.
        place: The line at fault, if known.
        cause: Stable name, shared by all failures that one mistake produces.
        asks: A question about this very mistake.
        proved: Whether a known mistake is named that reads as the student's code does:
            then no repair can tell more.
    """

    text: str = ""
    place: Frame | None = None
    cause: str = ""
    asks: str = ""
    proved: bool = False


@dataclass(frozen=True)
class Known:
    """A known mistake that behaves as the student's code does.

    Attributes:
        sentence: Names it.
        plain: Says what it is like where the student's code does not read as the
            sentence quotes; empty where the sentence quotes nothing of the reference.
        asks: A question about it; may be empty.
        changes: What it changes in the reference.
    """

    sentence: str
    plain: str
    asks: str
    changes: Changed


# The kind of check that describes a mistake: where a check of that kind has failed
# for the same exercise, other checks that fail by the same cause are blocked by it.
HOME: dict[str, Kind] = {
    "no super init": Kind.CONTRACT,
    "forward misspelt": Kind.CONTRACT,
    "returns None": Kind.CONTRACT,
    "returns no tensor": Kind.CONTRACT,
    "in place": Kind.PURITY,
    "detached": Kind.GRADIENT,
    "numpy of a GPU": Kind.GRADIENT,
    "two devices": Kind.DEVICE,
    "requires gradients": Kind.PURITY,
}

TOO_LARGE = "a huge tensor of shape"  # what came in the place of one

# Words of an exception -> cause. The texts are torch's own (2.6 to 2.13).
_BY_WORDS: tuple[tuple[str, str], ...] = (
    (r"before Module\.__init__\(\) call", "no super init"),
    (r"Module\.__init__\(\) was not called", "no super init"),
    (
        r"has no attribute '_(parameters|modules|buffers|\w+_hooks)'",
        "no super init",
    ),
    (r'missing the required "forward" function', "forward misspelt"),
    (r"is being used in an in-place operation", "in place"),
    (r"has been modified by an inplace operation", "in place"),
    (r"can't be cast to the desired output type (Long|Int)", "in place"),
    (r"only Tensors of floating point .* can require gradients", "requires gradients"),
    (r"Can't call numpy\(\) on Tensor that requires grad", "detached"),
    (r"can't convert \S+ device type tensor to numpy", "numpy of a GPU"),
    (r"^NoneType instead of a tensor", "returns None"),
    (r"^\w+ instead of a tensor", "returns no tensor"),
    (r"not (builtin_function_or_)?method", "not called"),
    (r"'(builtin_function_or_)?method' object", "not called"),
)


# What follows from each by itself; `{name}` is the exercise.
_TEXTS = {
    "forward misspelt": "`{name}` has no method called `forward`",
    "in place": "it writes into a tensor that autograd, or the caller, still needs",
    "detached": "a tensor becomes a numpy array, which leaves the autograd graph",
    "numpy of a GPU": "numpy cannot reach the memory of a GPU: `.cpu()` comes first",
    "returns None": "None came back: is a `return` missing?",
    "not called": (
        "a method is named where its result is meant: are parentheses missing?"
    ),
}
# Words of Python's own, where a call and a `def` do not fit together.
_ARGUMENTS = re.compile(
    r"\) (takes .* positional arguments? but|missing \d+ required |got an unexpected "
    r"keyword argument|got multiple values for argument)"
)
_IN_PLACE = re.compile(r"in-?place|[-+*/@%&|^]=|\w_\(|\] = |out=")


class Source:
    """What the submission's source says about one exercise.

    Statements count where they stand in the exercise's own definition or in one that
    it uses, directly or not.
    """

    def __init__(
        self,
        read: Callable[[], Read],
        exercise: str,
        limits: Limits | None = None,
        failures: Sequence[absent.Failure] = (),
    ) -> None:
        self.read = read
        self.exercise = exercise
        self.limits = limits or Limits()
        self.failures = failures  # while the file was read, in their order

    @cached_property
    def _definitions(self) -> dict[str, Definition]:
        return {item.name: item for item in self.read().definitions}

    @cached_property
    def _reach(self) -> set[str]:
        return _reach(self._definitions, self.exercise)

    def _is_last(self, item: Statement) -> bool:
        """Whether no later file or cell defines the same function or class anew."""
        last = self._definitions[item.symbol]
        same_unit = (item.label, item.cell) == (last.label, last.cell)
        return same_unit or last.what not in ("ClassDef", "FunctionDef")

    @property
    def definition(self) -> Definition | None:
        """The exercise's own definition; the last one, if there are several."""
        return self._definitions.get(self.exercise)

    def defined(self, name: str) -> Definition | None:
        """The last definition of a name."""
        return self._definitions.get(name)

    @property
    def hidden(self) -> Hidden | None:
        """Where the exercise is defined without being a name of the top level."""
        every = (item for item in self.read().hidden if item.name == self.exercise)
        return max(every, key=lambda item: not item.inside, default=None)

    @property
    def names(self) -> list[str]:
        """Every top-level name."""
        return list(self._definitions)

    @cached_property
    def _statements(self) -> list[Statement]:
        every = self.read().statements
        return [s for s in every if s.symbol in self._reach and self._is_last(s)]

    def quotes(self, sentence: str) -> bool:
        """Whether the exercise's own code reads what a sentence quotes."""
        own = _squeezed(" ".join(item.text for item in self._statements))
        return all(_squeezed(part) in own for part in sentence.split("`")[1::2])

    def holds(self, changes: Changed, said: str = "") -> bool:
        """Whether the exercise's own code reads as an edit makes the reference read."""
        return changes.stands_in(self._statements, said)

    def place_like(self, changes: Changed) -> Frame | None:
        """The line of the exercise's own code that corresponds to an edit."""
        found = corresponding(changes, self._statements)
        return Frame(found.label, found.cell, found.line) if found else None

    def method(self, name: str) -> Statement | None:
        """The line that begins a method of the exercise, or the exercise itself."""
        heads = (s for s in self._statements if s.text.startswith("def "))
        own = (s for s in heads if (s.symbol, s.function) == (self.exercise, name))
        return next(own, None)

    def at(self, place: Frame | None) -> str:
        """What the exercise's code reads at a line; empty if nothing is known of it."""
        here = ((s.label, s.cell, s.line) for s in self._statements)
        texts = dict(zip(here, (s.text for s in self._statements), strict=True))
        return texts.get((place.label, place.cell, place.line), "") if place else ""


def _squeezed(text: str) -> str:
    """Leave out what two styles may differ in: spaces, and `self.`."""
    return "".join(text.split()).replace("self.", "")


def _reach(definitions: dict[str, Definition], start: str) -> set[str]:
    reach, frontier = set(), [start]
    while frontier:
        name = frontier.pop()
        if name in reach or name not in definitions:
            continue
        reach.add(name)
        frontier += definitions[name].uses
    return reach


def place_of(item: Remark | Definition | Hidden | Statement | None) -> Frame | None:
    """The line of a remark, a definition or a statement."""
    return Frame(item.label, item.cell, item.line) if item else None


def diagnose_error(error: Raised, source: Source) -> Diagnosis:
    """Name the mistake behind an exception, as far as its own words tell."""
    place = error.frames[-1] if error.frames else None
    if error.note is not None:
        return Diagnosis(error.note.text, error.note.frame or place, "two devices")
    causes = (cause for words, cause in _BY_WORDS if re.search(words, error.message))
    cause = next(causes, "")
    if cause == "in place" and not _IN_PLACE.search(source.at(place) + error.message):
        cause = ""
    at = place or _place(Kind.CONTRACT, source)
    return Diagnosis(_error_text(cause, error, source), at, cause)


def _error_text(cause: str, error: Raised, source: Source) -> str:
    match cause:
        case "no super init":
            return (
                f"`{source.exercise}.__init__` does not call `super().__init__()`, "
                "which must come before anything is assigned"
            )
        case "forward misspelt" if source.method("forward"):
            return "Module's own `forward`, which does nothing, is called"
        case _ if cause in _TEXTS:
            return _TEXTS[cause].format(name=source.exercise)
    if error.is_a("TypeError") and _ARGUMENTS.search(error.message):
        if error.frames:
            return "something is called here with other arguments than it takes"
        return f"`{source.exercise}` takes other arguments than the exercise gives it"
    return _reason_here(error, source)


def _reason_here(error: Raised, source: Source) -> str:
    """Say what of this exception is owed to where the code runs, or what it lacks."""
    why = exceeded.by_exception(error, source.limits)
    if missing := absent.missing_name(error.type, error.message):
        why = why or absent.because(missing, source.failures)
    why = why or advice.missing_import(error.type, error.message)
    if why or error.is_a("SystemExit"):
        return why or "it ends the program: use `return`"
    why = why_here(error.type, error.bases, error.message)
    return "" if why == FREE else why


def diagnose_mismatch(kind: Kind, mismatch: Mismatch, source: Source) -> Diagnosis:
    """Name the mistake behind a disagreement, as far as it shows by itself.

    Args:
        kind: Kind of the failed check.
        mismatch: How the observations disagree.
        source: What the student's source says.
    """
    if mismatch.cause == "returns None":
        return Diagnosis(_TEXTS["returns None"], _place(kind, source), "returns None")
    if TOO_LARGE in mismatch.message:
        return Diagnosis(exceeded.answer(source.limits), _place(kind, source))
    if kind is Kind.DEVICE and mismatch.note is not None:
        return Diagnosis(mismatch.note.text, mismatch.note.frame)
    return Diagnosis(mismatch.says, _place(kind, source), mismatch.cause)


def _place(kind: Kind, source: Source) -> Frame | None:
    """Where a mistake of a kind is most likely: the method that it is made in."""
    made_in_init = kind in (Kind.NAMING, Kind.INIT)
    method = source.method("__init__" if made_in_init else "forward")
    return place_of(method or source.definition)


def nearest(name: str, names: Sequence[str]) -> str:
    """The defined name that is most like a missing one, or an empty string."""
    lowered = {item.lower(): item for item in names}
    near = difflib.get_close_matches(name.lower(), list(lowered), n=1, cutoff=0.7)
    return lowered[near[0]] if near else ""
