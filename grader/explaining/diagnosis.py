"""Name the mistake behind a failed check, and the student's line that makes it.

A diagnosis explains a verdict; it never makes one. Here it is what an exception says
itself, or a comparison. What a word in the source might mean is no cause: see
`grader.judging.matching` and `grader.judging.repaired`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from grader.causes import Cause
from grader.comparing.agreement import Mismatch
from grader.comparing.observation import Raised
from grader.explaining import absent, exceeded
from grader.explaining.source import Source, place_of
from grader.explaining.surroundings import FREE, why_here
from grader.isolation.wire import Frame, Note
from grader.results import Kind
from grader.statements import Changed, uncalled_attribute


@dataclass(frozen=True)
class Diagnosis:
    """A named mistake.

    Attributes:
        text: A sentence for the student.
        place: The line at fault, if known.
        cause: Shared by all failures that one mistake produces.
        asks: A question about this very mistake.
        proved: Whether a known mistake is named that reads as the student's code does:
            then no repair can tell more.
    """

    text: str = ""
    place: Frame | None = None
    cause: Cause | None = None
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


@dataclass(frozen=True)
class Facts:
    """What is known of a failed check: an exception, a disagreement, or both."""

    kind: Kind
    source: Source
    error: Raised | None = None
    mismatch: Mismatch | None = None

    @property
    def place(self) -> Frame | None:
        """Where it was raised, or where a mistake of this kind shows."""
        if self.error is not None:
            frames = self.error.frames
            return frames[-1] if frames else place_of(self.source.head(self.kind))
        subject = self.mismatch.subject if self.mismatch else ""
        return self.source.place(self.kind, subject)


Explanation = Callable[[Facts], Diagnosis | None]


def diagnose(facts: Facts) -> Diagnosis:
    """Name the mistake behind a failure: of what is known, what applies first."""
    found = next(filter(None, (explain(facts) for explain in TABLE)), Diagnosis())
    return replace(found, place=found.place or facts.place)


def _tensors(facts: Facts) -> Diagnosis | None:
    """Simulated GPUs know of each tensor where it was made."""
    if facts.error is not None and facts.error.note is not None:
        note = facts.error.note
        return Diagnosis(note.text, note.frame, Cause.TWO_DEVICES)
    misplaced = facts.mismatch.note if facts.mismatch else None
    if facts.kind is Kind.DEVICE and isinstance(misplaced, Note):
        return Diagnosis(misplaced.text, misplaced.frame)
    return None


# Words of an exception -> cause. The texts are torch's own (2.6 to 2.13).
_BY_WORDS: tuple[tuple[str, Cause], ...] = (
    (r"before Module\.__init__\(\) call", Cause.NO_SUPER_INIT),
    (r"Module\.__init__\(\) was not called", Cause.NO_SUPER_INIT),
    (
        r"has no attribute '_(parameters|modules|buffers|\w+_hooks)'",
        Cause.NO_SUPER_INIT,
    ),
    (r'missing the required "forward" function', Cause.NO_FORWARD),
    (r"is being used in an in-place operation", Cause.IN_PLACE),
    (r"has been modified by an inplace operation", Cause.IN_PLACE),
    (r"can't be cast to the desired output type (Long|Int)", Cause.IN_PLACE),
    (r"only Tensors of floating point .* can require gradients", Cause.NEEDS_FLOATS),
    (r"Can't call numpy\(\) on Tensor that requires grad", Cause.DETACHED),
    (r"can't convert \S+ device type tensor to numpy", Cause.NUMPY_OF_GPU),
    (r"not (builtin_function_or_)?method", Cause.NOT_CALLED),
    (r"'(builtin_function_or_)?method' object", Cause.NOT_CALLED),
)
# What the grader's own probes raise, by class.
_BY_CLASS = {
    "NothingReturnedError": Cause.RETURNS_NONE,
    "NoTensorError": Cause.RETURNS_NO_TENSOR,
}
# What follows from each by itself; `{name}` is the exercise, or the class concerned.
_TEXTS = {
    Cause.NO_SUPER_INIT: (
        "`{name}.__init__` does not call `super().__init__()`, which must come before "
        "anything is assigned"
    ),
    Cause.NO_FORWARD: "`{name}` has no method called `forward`",
    Cause.IN_PLACE: "it writes into a tensor that autograd, or the caller, still needs",
    Cause.NEEDS_FLOATS: "integers have no gradients, and are asked to",
    Cause.DETACHED: "a tensor becomes a numpy array, which leaves the autograd graph",
    Cause.NUMPY_OF_GPU: "numpy cannot reach the memory of a GPU: `.cpu()` comes first",
    Cause.RETURNS_NONE: "None came back: is a `return` missing?",
    Cause.RETURNS_NO_TENSOR: "something else than a tensor came back",
    Cause.NOT_CALLED: (
        "a method is named where its result is meant: are parentheses missing?"
    ),
}
_IN_PLACE = re.compile(r"in-?place|[-+*/@%&|^]=|\w_\(|\] = |out=")


def _known(facts: Facts) -> Diagnosis | None:
    """The exception's own words, or the comparison, name a cause."""
    cause = _cause(facts)
    if cause is Cause.NO_FORWARD and facts.source.method("forward"):
        return Diagnosis(
            "Module's own `forward`, which does nothing, is called", cause=cause
        )
    if cause not in _TEXTS:
        return None
    text = _TEXTS[cause].format(name=_subject(facts))
    begins = cause is Cause.RETURNS_NONE and facts.error is None
    place = place_of(facts.source.head(facts.kind)) if begins else None
    return Diagnosis(text, place, cause)


def _subject(facts: Facts) -> str:
    """Name the class that an exception is about; of one that names none, the exercise.

    The words are those of `torch.nn.modules.module._forward_unimplemented`.
    """
    said = facts.error.message if facts.error is not None else ""
    named = re.search(r"Module \[(\w+)\] is missing", said)
    return named[1] if named else facts.source.exercise


def _cause(facts: Facts) -> Cause | None:
    error = facts.error
    if error is None:
        found = facts.mismatch.cause if facts.mismatch else None
        return found if found is Cause.RETURNS_NONE else None
    for name, known in _BY_CLASS.items():
        if error.is_a(name):
            return known
    causes = (cause for words, cause in _BY_WORDS if re.search(words, error.message))
    cause = next(causes, None)
    line = facts.source.at(error.frames[-1] if error.frames else None)
    if cause is Cause.IN_PLACE and not _IN_PLACE.search(line + error.message):
        return None
    return cause


# Words of Python's own, where a call and a `def` do not fit together.
_ARGUMENTS = re.compile(
    r"(\w+)\(\) (takes .* positional arguments? but|missing \d+ required |got an "
    r"unexpected keyword argument|got multiple values for argument)"
)


def _arguments(facts: Facts) -> Diagnosis | None:
    """A call and a `def` do not fit together."""
    error = facts.error
    if error is None or not error.is_a("TypeError"):
        return None
    found = _ARGUMENTS.search(error.message)
    if not found:
        return None
    if error.frames:
        return Diagnosis("something is called here with other arguments than it takes")
    name = facts.source.exercise
    return Diagnosis(
        f"`{name}` takes other arguments than the exercise gives it",
        place_of(facts.source.method(found[1])),
    )


# Words of an exception where an object of a class stands for what it would give. Names
# of classes begin with a capital; so do those of values, which are no layers.
_NOT_MEANT = re.compile(
    r"must be Tensor, not [A-Z]|unsupported operand type|object is not subscriptable"
)
_CLASS = re.compile(r"(?:not |')([A-Z]\w*)")
_VALUES = ("Tensor", "Parameter", "Size", "NoneType")


def _not_called(facts: Facts) -> Diagnosis | None:
    """A layer stands where its result is meant."""
    error = facts.error
    if error is None or not error.is_a("TypeError"):
        return None
    if not _NOT_MEANT.search(error.message):
        return None
    names = (n for n in _CLASS.findall(error.message) if n not in _VALUES)
    named = next(names, None)
    if named is None:
        return None
    line = facts.source.at(error.frames[-1] if error.frames else None)
    what = uncalled_attribute(line)
    if not what and "subscriptable" in error.message:
        return None  # it may be taken for a net, whose layers have numbers
    subject = f"`{what}`, a `{named}`," if what else f"a `{named}`"
    return Diagnosis(
        f"{subject} stands where a tensor is meant: is it called?",
        cause=Cause.NOT_CALLED,
    )


def _limit(facts: Facts) -> Diagnosis | None:
    """A limit of the sandbox was met."""
    limits = facts.source.limits
    if facts.mismatch is not None and facts.mismatch.cause is Cause.TOO_LARGE:
        return Diagnosis(exceeded.answer(limits), cause=Cause.TOO_LARGE)
    error = facts.error
    return _said(exceeded.by_exception(error, limits) if error else "")


def _name(facts: Facts) -> Diagnosis | None:
    """A name is missing: a line failed that would have bound it, or was forgotten."""
    if facts.error is None:
        return None
    name = absent.missing_name(facts.error.type, facts.error.message)
    why = absent.because(name, facts.source.failures) if name else ""
    return _said(why or absent.missing_import(facts.error.type, facts.error.message))


def _surroundings(facts: Facts) -> Diagnosis | None:
    """It would not be raised on the student's own machine."""
    error = facts.error
    if error is None:
        return None
    if error.is_a("SystemExit"):
        return Diagnosis("it ends the program: use `return`")
    why = why_here(error.type, error.bases, error.message)
    return _said("" if why == FREE else why)


def _compared(facts: Facts) -> Diagnosis | None:
    """What was seen is the mistake."""
    mismatch = facts.mismatch
    if mismatch is None or not (mismatch.says or mismatch.cause):
        return None
    cause = mismatch.cause if facts.error is None else None
    return Diagnosis(mismatch.says, cause=cause)


def _said(text: str) -> Diagnosis | None:
    return Diagnosis(text) if text else None


# The order in which causes are thought of.
TABLE: tuple[Explanation, ...] = (
    *(
        _tensors,
        _known,
        _arguments,
        _not_called,
        _limit,
        _name,
        _surroundings,
        _compared,
    ),
)
